"""The entry for a calendar that a coordinator sends by hand to whom nothing reaches."""

from typing import Any

import icalendar
from web.programs import Answer, Program


def booked(ats: Program, name: str) -> tuple[int, int]:
    """The ids of a candidate outside Slack, and of their interview."""
    candidate, interviewer = ats.registers(f"{name} Carl"), ats.registers(f"{name} Ina")
    wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}
    answer = ats.post("/api/book_interview/", {**wanted, "start": "2026-11-20T09:00:00Z"})
    return candidate, int(answer.json["id"])


def owed(ats: Program, candidate: int) -> list[Any]:
    told = ats.get("/api/get_untold/").json["untold"]
    return [each for each in told if each["user"] == candidate]


def downloaded(ats: Program, address: str) -> Answer:
    """What a browser gets; it has no token of the API."""
    path = address.removeprefix(ats.address)
    return Program(ats.address, token=None).sends("GET", path)


def test_whom_nothing_reaches_can_be_sent_an_entry_for_their_calendar(ats: Program) -> None:
    candidate, interview = booked(ats, "Ent")
    ats.post(
        "/api/move_interview/", {"id": interview, "start": "2026-11-20T11:00:00Z", "any_hour": True}
    )

    (told,) = owed(ats, candidate)
    answer = downloaded(ats, told["entry"])

    assert answer.status == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="interview.ics"'
    calendar = icalendar.Calendar.from_ical(answer.body.decode())
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["method"]) == "PUBLISH"
    assert event["sequence"] == 1
    assert event.decoded("dtstart").isoformat() == "2026-11-20T11:00:00+00:00"


def test_what_is_off_has_none_and_a_link_of_before_leads_nowhere(ats: Program) -> None:
    candidate, interview = booked(ats, "Off")
    (before,) = owed(ats, candidate)
    ats.post("/api/cancel_interview/", {"id": interview})

    (told,) = owed(ats, candidate)

    assert told["entry"] is None
    assert downloaded(ats, before["entry"]).status == 404


def test_a_link_that_we_have_not_signed_leads_nowhere(ats: Program) -> None:
    candidate, interview = booked(ats, "For")
    (told,) = owed(ats, candidate)
    path, _, signed = told["entry"].partition("?entry=")

    answers = [
        downloaded(ats, f"{path}?entry={forged}")
        for forged in (
            signed.replace(f"{interview}-", f"{interview - 1}-", 1),
            f"{signed}A",
            f"{interview}-{candidate}",
            "",
        )
    ]

    assert [answer.status for answer in answers] == [404, 404, 404, 404]
    assert len({answer.body for answer in answers}) == 1
