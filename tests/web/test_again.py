"""A request that its sender repeats, whatever became of the first: carried out once, told right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from databases import new_database
from journeys.conftest import MONDAY
from web.in_process import Api, Crash, api_on, crashing
from web.programs import Answer

from scheduling.store.schema.tables import api_request
from scheduling.usecases.upkeep.end_history import KeptFor, end_history

pytestmark = pytest.mark.both_databases

DAY = "2026-11-10"


@dataclass(frozen=True)
class Case:
    """A request that changes something; `times` tells how often it was carried out."""

    path: str
    given: dict[str, Any]
    times: Callable[[Api], int]


def registered(api: Api, name: str) -> int:
    return int(api.post("/api/register_user/", {"name": name}).json["id"])


def free_pair(api: Api, name: str) -> tuple[int, int]:
    """A candidate and an interviewer who share the morning."""
    both = registered(api, f"{name} Carl"), registered(api, f"{name} Ina")
    for user in both:
        hours = {"user": user, "start_time": "9:00", "end_time": "12:00", "date": DAY}
        assert api.post("/api/register_availability/", hours).status == 201
    return both


def interviews_of(api: Api, user: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("/api/get_interviews/", f"user={user}").json
    return found


def booked_one(api: Api, name: str) -> tuple[int, int]:
    """An interview at nine: its candidate and its id."""
    carl, ina = free_pair(api, name)
    given = {"candidate": carl, "interviewers": [ina], "start": f"{DAY}T09:00:00Z"}
    return carl, int(api.post("/api/book_interview/", given).json["id"])


def booking(api: Api, name: str) -> Case:
    carl, ina = free_pair(api, name)
    given = {"candidate": carl, "interviewers": [ina], "start": f"{DAY}T09:00:00Z"}
    return Case("/api/book_interview/", given, lambda api: len(interviews_of(api, carl)))


def moving(api: Api, name: str) -> Case:
    carl, interview = booked_one(api, name)
    given = {"id": interview, "start": f"{DAY}T10:00:00Z"}

    def times(api: Api) -> int:
        (found,) = interviews_of(api, carl)
        return int(found["revision"]) - 1

    return Case("/api/move_interview/", given, times)


def cancelling(api: Api, name: str) -> Case:
    carl, interview = booked_one(api, name)
    given = {"id": interview}
    return Case("/api/cancel_interview/", given, lambda api: 1 - len(interviews_of(api, carl)))


def distributing(api: Api, name: str) -> Case:
    carl, ina = free_pair(api, name)
    given = {"candidates": [carl], "interviewers": [ina], "from": DAY, "to": DAY, "book": True}
    return Case("/api/distribute_interviewers/", given, lambda api: len(interviews_of(api, carl)))


def registering(api: Api, name: str) -> Case:
    def times(api: Api) -> int:
        users = api.get("/api/get_users/", "limit=1000").json
        return sum(user["name"] == f"{name} Mia" for user in users)

    return Case("/api/register_user/", {"name": f"{name} Mia"}, times)


def giving_hours(api: Api, name: str) -> Case:
    user = registered(api, f"{name} Hal")
    given = {"user": user, "start_time": "9:00", "end_time": "12:00", "date": DAY}

    def times(api: Api) -> int:
        return len(api.get("/api/get_availability/", f"user={user}").json)

    return Case("/api/register_availability/", given, times)


def removing_hours(api: Api, name: str) -> Case:
    user = registered(api, f"{name} Hal")
    hours = {"user": user, "start_time": "9:00", "end_time": "12:00", "date": DAY}
    entry = api.post("/api/register_availability/", hours).json["id"]

    def times(api: Api) -> int:
        return 1 - len(api.get("/api/get_availability/", f"user={user}").json)

    return Case("/api/remove_availability/", {"id": entry}, times)


def making_a_feed(api: Api, name: str) -> Case:
    user = registered(api, f"{name} Fay")

    def times(api: Api) -> int:
        return int(api.post("/api/revoke_feed/", {"user": user}).json["ended"])

    return Case("/api/create_feed/", {"user": user}, times)


CASES = [
    booking,
    moving,
    cancelling,
    distributing,
    registering,
    giving_hours,
    removing_hours,
    making_a_feed,
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("when", ["before", "after"])
def test_who_repeats_after_a_crash_at_any_commit_is_told_what_was_done_once(
    case: Callable[[Api, str], Case], when: str, tmp_path: Path
) -> None:
    url = new_database(tmp_path)
    for commit in count(1):
        with api_on(url) as api:
            wanted = case(api, f"Crash {commit}")
            key = {"Idempotency_Key": f"crash-{commit}"}
            try:
                with crashing(when, commit):
                    api.post(wanted.path, wanted.given, **key)
                break  # it has no more commits than that
            except Crash:
                pass
        with api_on(url) as restarted:
            again = restarted.post(wanted.path, wanted.given, **key)
            once_more = restarted.post(wanted.path, wanted.given, **key)

            assert again.status in (200, 201), again.body
            assert once_more.body == again.body
            assert wanted.times(restarted) == 1
    assert commit > 1


@pytest.mark.parametrize("case", CASES)
def test_equal_requests_at_once_are_carried_out_once_and_answered_alike(
    case: Callable[[Api, str], Case], tmp_path: Path
) -> None:
    with api_on(new_database(tmp_path)) as api, ThreadPoolExecutor() as threads:
        wanted = case(api, "Race")

        def ask(_: int) -> Answer:
            return api.post(wanted.path, wanted.given, Idempotency_Key="race")

        answers = list(threads.map(ask, range(2)))

        assert {one.status for one in answers} <= {200, 201}, [one.body for one in answers]
        assert len({one.body for one in answers}) == 1
        replayed = [one for one in answers if "idempotent-replayed" in one.headers]
        assert len(replayed) == 1
        assert wanted.times(api) == 1


def test_a_refusal_leaves_no_record_and_what_was_in_the_way_may_go(tmp_path: Path) -> None:
    with api_on(new_database(tmp_path)) as api:
        carl, ina = free_pair(api, "Refused")
        cleo, _ = free_pair(api, "Other")
        wanted = {"candidate": carl, "interviewers": [ina], "start": f"{DAY}T09:00:00Z"}
        other = api.post("/api/book_interview/", {**wanted, "candidate": cleo}).json["id"]

        first = api.post("/api/book_interview/", wanted, Idempotency_Key="refused")
        kept = on_record(api)
        api.post("/api/cancel_interview/", {"id": other})
        second = api.post("/api/book_interview/", wanted, Idempotency_Key="refused")

    assert (first.status, first.json["code"]) == (409, "slot_taken")
    assert kept == []
    assert second.status == 201


def test_a_plan_that_only_plans_leaves_no_record(tmp_path: Path) -> None:
    with api_on(new_database(tmp_path)) as api:
        wanted = distributing(api, "Plan")
        planned = {**wanted.given, "book": False}

        answers = [
            api.post(wanted.path, planned, Idempotency_Key="plan").json["interviews"]
            for _ in range(2)
        ]

        assert answers[0] == answers[1] != []
        assert on_record(api) == []
        assert wanted.times(api) == 0


def test_what_an_earlier_version_has_kept_is_answered_and_what_it_has_lost_is_done(
    tmp_path: Path,
) -> None:
    with api_on(new_database(tmp_path)) as api:
        given = {"name": "Old Carl"}
        first = api.post("/api/register_user/", given, Idempotency_Key="kept")
        with api.store.writing() as session:
            # It put a request on record before it was carried out, and its process was killed.
            session.execute(
                sa.insert(api_request).values(
                    token_name="API", key="lost", fingerprint="a", created_at=MONDAY
                )
            )

        kept = api.post("/api/register_user/", given, Idempotency_Key="kept")
        lost = api.post("/api/register_user/", {"name": "Lost Carl"}, Idempotency_Key="lost")
        again = api.post("/api/register_user/", {"name": "Lost Carl"}, Idempotency_Key="lost")

    assert kept.body == first.body
    assert lost.status == 201
    assert again.body == lost.body


def test_a_record_is_kept_for_a_day(tmp_path: Path) -> None:
    url = new_database(tmp_path)
    with api_on(url) as api:
        api.post("/api/register_user/", {"name": "Day Carl"}, Idempotency_Key="day")
    with api_on(url, now=MONDAY + timedelta(hours=23)) as api:
        api.post("/api/register_user/", {"name": "Next"}, Idempotency_Key="next")
        within = api.post("/api/register_user/", {"name": "Day Carl"}, Idempotency_Key="day")
    later = MONDAY + timedelta(hours=25)
    with api_on(url, now=later) as api:
        api.post("/api/register_user/", {"name": "Last"}, Idempotency_Key="last")
        beyond = api.post("/api/register_user/", {"name": "Day Carl"}, Idempotency_Key="day")
        list(end_history(api.store, kept_for=KeptFor(), now=later))
        after = on_record(api)

    assert (within.status, beyond.status) == (201, 409)
    assert sorted(after) == ["last", "next"]


def on_record(api: Api) -> list[str]:
    with api.store.reading() as session:
        return list(session.scalars(sa.select(api_request.c.key)))
