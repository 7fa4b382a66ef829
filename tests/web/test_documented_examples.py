"""What the documents of two systems that did this job show, asked of ours to the letter.

Both had the same four calls; the second had a `date` as well. What ours answers beyond that
(an id, a time zone, the instants) is not in their documents, and so not looked at here.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from journeys.office import office_in
from ports import free_port
from web.programs import PRACTICE, Program

THEN = datetime(2024, 5, 2, 8, tzinfo=UTC)
"""A morning of the day that the examples are about."""

pytestmark = pytest.mark.both_databases


@pytest.fixture(name="ats")
def _ats(tmp_path: Path) -> Iterator[Program]:
    """A program beside a bot whose database holds nobody yet."""
    port = free_port()
    with office_in(tmp_path, now=THEN, http_port=port, api_token=PRACTICE):
        yield Program(f"http://127.0.0.1:{port}")


def shows(told: Any, documented: dict[str, Any]) -> bool:
    """Whether an answer has all that the document shows, as it shows it."""
    return {name: told[name] for name in documented} == documented


def test_register_user_and_get_users(ats: Program) -> None:
    registered = ats.post("/api/register_user/", {"name": "username"})
    users = ats.get("/api/get_users/")

    assert shows(registered.json, {"id": 1, "name": "username"})
    assert len(users.json) == 1
    assert shows(users.json[0], {"id": 1, "name": "username"})


def test_register_availability(ats: Program) -> None:
    ats.registers("username")
    first = {"user": 1, "start_time": "10:00 AM", "end_time": "2:00 PM"}
    second = {"user": 1, "date": "2024-11-25", "start_time": "10:00 AM", "end_time": "2:00 PM"}

    answers = [ats.post("/api/register_availability/", given) for given in (first, second)]

    assert shows(answers[0].json, first)
    assert shows(answers[1].json, second)


def test_get_available_timeslots(ats: Program) -> None:
    candidate, interviewer = ats.registers("candidate"), ats.registers("interviewer")
    ats.gives(candidate, "10:00 AM", "2:00 PM")
    ats.gives(interviewer, "9:00 AM", "12:00 PM")

    found = ats.get("/api/get_available_timeslots/", candidate=candidate, interviewer=interviewer)

    assert shows(
        found.json,
        {
            "success": True,
            "possible_slots": {
                "2024-05-02T00:00:00": [["10:00 AM", "11:00 AM"], ["11:00 AM", "12:00 PM"]]
            },
        },
    )


def test_times_may_be_iso_datetimes(ats: Program) -> None:
    user = ats.registers("carl")
    given = {
        "user": user,
        "start_time": "2024-05-10T09:00:00",
        "end_time": "2024-05-10T12:00:00",
    }

    answer = ats.post("/api/register_availability/", given)

    assert shows(answer.json, given | {"date": "2024-05-10"})


def test_no_slot_at_all_is_a_success_with_a_reason(ats: Program) -> None:
    candidate, interviewer = ats.registers("candidate"), ats.registers("interviewer")

    found = ats.get("/api/get_available_timeslots/", candidate=candidate, interviewer=interviewer)

    assert shows(found.json, {"success": True, "possible_slots": {}, "slots": []})
    assert found.json["why"]["code"] == "no_hours"
    assert (
        found.json["why"]["detail"] == "candidate and interviewer have given no hours in that time."
    )
