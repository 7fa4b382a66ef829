"""Calendars are read once more before a program books, and it is told what is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from calendars.diaries import Diaries, Event
from databases import new_database
from journeys.conftest import MONDAY
from web.in_process import Api, api_on

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.process.signing.secret_keys import keys_in
from scheduling.errors import CalendarFailing
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.timespan import HOUR, Span

ADDRESS = "https://calendar.example.com/private-8f3a5c/basic.ics"
TEN = MONDAY.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
LATER = timedelta(minutes=40)

pytestmark = pytest.mark.both_databases


@dataclass(kw_only=True)
class Office:
    """A bot whose people were registered and connected some time ago."""

    url: str
    diaries: Diaries
    carl: int = 0
    ines: int = 0
    ivo: int = 0

    def api(self, after: timedelta) -> Any:
        now = MONDAY + after

        def keeper(store: Store) -> CalendarKeeper:
            return CalendarKeeper(
                store=store,
                clock=lambda: now,
                sources=dict.fromkeys(SourceKind, self.diaries),
                accounts=SealedAccounts.with_keys(keys_in(f"1:{'k' * 40}")),
            )

        return api_on(self.url, now=now, keeper=keeper)

    def booking(self, **more: object) -> dict[str, object]:
        return {
            "candidate": self.carl,
            "interviewers": [self.ines],
            "start": f"{TEN:%Y-%m-%dT%H:%M:%SZ}",
            **more,
        }


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Office:
    office = Office(url=new_database(tmp_path), diaries=Diaries(by_address={ADDRESS: []}))
    with office.api(timedelta()) as api:
        for name in ("carl", "ines", "ivo"):
            id = int(api.post("/api/register_user/", {"name": name.title()}).json["id"])
            hours = {"user": id, "start_time": "9:00", "end_time": "12:00", "weekly": ["tue"]}
            assert api.post("/api/register_availability/", hours).status == 201
            setattr(office, name, id)
        given = {"user": office.ines, "url": ADDRESS}
        assert api.post("/api/connect_calendar/", given).status == 201
    return office


@pytest.fixture(name="api")
def _api(office: Office) -> Iterator[Api]:
    with office.api(LATER) as api:
        yield api


def is_busy(office: Office, start: datetime) -> None:
    office.diaries.by_address[ADDRESS] = [Event(span=Span(start=start, end=start + HOUR))]


def test_what_has_just_come_into_a_calendar_is_a_problem_that_names_the_way_past_it(
    office: Office, api: Api
) -> None:
    is_busy(office, TEN)

    refused = api.post("/api/book_interview/", office.booking())
    assert (refused.status, refused.json["code"]) == (422, "outside_availability")
    assert (refused.json["field"], refused.json["busy"]) == ("start", ["Ines"])
    assert api.get("/api/get_interviews/").json == []

    booked = api.post("/api/book_interview/", office.booking(any_hour=True))
    assert (booked.status, booked.json["busy"]) == (201, [office.ines])
    assert "stale_calendars" not in booked.json


def test_what_could_not_be_read_is_in_the_answer_and_in_the_same_answer_again(
    office: Office, api: Api
) -> None:
    office.diaries.fails(ADDRESS, CalendarFailing(host="calendar.example.com"))

    first = api.post("/api/book_interview/", office.booking(), Idempotency_Key="one")
    again = api.post("/api/book_interview/", office.booking(), Idempotency_Key="one")

    (stale,) = first.json["stale_calendars"]
    assert (stale["user"], stale["counts"]) == (office.ines, True)
    assert stale["read_at"][:19] == f"{MONDAY:%Y-%m-%dT%H:%M:%S}"
    assert again.json == first.json


def test_hours_further_ahead_than_calendars_are_read_are_offered_and_booked_with_a_word(
    office: Office, api: Api
) -> None:
    far = TEN + timedelta(weeks=21)

    found = slots_of(office, api, day=far)
    booked = api.post("/api/book_interview/", office.booking(start=f"{far:%Y-%m-%dT%H:%M:%SZ}"))

    assert found["slots"]
    for (stale,) in (found["stale_calendars"], booked.json["stale_calendars"]):
        assert (stale["user"], stale["counts"]) == (office.ines, True)
        assert f"{TEN + timedelta(weeks=16):%Y-%m-%d}" <= stale["known_until"] < f"{far:%Y-%m-%d}"


def test_a_move_and_a_new_face_on_the_panel_are_looked_at_as_well(office: Office) -> None:
    with office.api(LATER) as api:
        booked = api.post("/api/book_interview/", office.booking(interviewers=[office.ivo]))
        is_busy(office, TEN)
        id = booked.json["id"]
        coming = {"id": id, "leaving": office.ivo, "coming": office.ines}
        refused = api.post("/api/replace_interviewer/", coming)
        assert (refused.status, refused.json["busy"]) == (422, ["Ines"])

    is_busy(office, TEN + HOUR)
    with office.api(2 * LATER) as later:
        assert later.post("/api/replace_interviewer/", coming).status == 200
        move = {"id": id, "start": f"{TEN + HOUR:%Y-%m-%dT%H:%M:%SZ}"}
        refused = later.post("/api/move_interview/", move)
        assert (refused.status, refused.json["busy"]) == (422, ["Ines"])
        moved = later.post("/api/move_interview/", {**move, "any_hour": True})
        assert (moved.status, moved.json["busy"]) == (200, [office.ines])


def test_what_a_candidate_wishes_is_granted_over_a_calendar_only_when_that_is_said(
    office: Office,
) -> None:
    evening = TEN.replace(hour=18)
    with office.api(LATER) as api:
        booked = api.post("/api/book_interview/", office.booking())
    is_busy(office, evening)
    move = {"id": booked.json["id"], "start": f"{evening:%Y-%m-%dT%H:%M:%SZ}"}

    with office.api(2 * LATER) as api:
        refused = api.post("/api/move_interview/", move)
        moved = api.post("/api/move_interview/", {**move, "any_hour": True})

    assert (refused.status, refused.json["busy"]) == (422, ["Ines"])
    assert (moved.status, moved.json["busy"]) == (200, [office.ines])


def test_the_older_call_that_books_reads_calendars_as_well(office: Office, api: Api) -> None:
    is_busy(office, TEN)
    asked = {
        "name": "Carl",
        "candidate": office.carl,
        "interviewers": [office.ines],
        "start_time": f"{TEN:%Y-%m-%dT%H:%M:%S}",
    }

    refused = api.put("/team_availability", asked)

    assert refused.status != 200
    assert "Ines is busy" in refused.body.decode()


def test_who_connects_nothing_sees_answers_as_they_have_always_been(
    office: Office, api: Api
) -> None:
    booked = api.post("/api/book_interview/", office.booking(interviewers=[office.ivo]))

    assert booked.status == 201
    assert not {"busy", "stale_calendars"} & set(booked.json)


# -- answers that rest on hours of a calendar that was not read lately -----------------------------


def distributed(office: Office, **more: object) -> dict[str, object]:
    day = f"{TEN:%Y-%m-%d}"
    who = {"candidates": [office.carl], "interviewers": [office.ines]}
    return {**who, "from": day, "to": day, **more}


def slots_of(office: Office, api: Api, *, day: datetime = TEN) -> Any:
    date = f"{day:%Y-%m-%d}"
    asked = f"candidate={office.carl}&interviewer={office.ines}&from={date}&to={date}"
    return api.get("/api/get_available_timeslots/", asked).json


def test_slots_say_whose_calendar_was_not_read_lately(office: Office, api: Api) -> None:
    (stale,) = slots_of(office, api)["stale_calendars"]
    assert (stale["user"], stale["counts"]) == (office.ines, True)

    given = {"id": api.get("/api/get_calendars/", f"user={office.ines}").json[0]["id"]}
    assert api.post("/api/refresh_calendar/", given).status == 200
    assert "stale_calendars" not in slots_of(office, api)


def test_a_plan_is_made_over_calendars_that_were_read_for_it(office: Office, api: Api) -> None:
    is_busy(office, TEN - HOUR)

    plan = api.post("/api/distribute_interviewers/", distributed(office))

    (planned,) = plan.json["interviews"]
    assert planned["start"][11:13] == "10"
    assert "stale_calendars" not in plan.json


def test_a_plan_over_a_calendar_that_can_t_be_read_says_so(office: Office, api: Api) -> None:
    office.diaries.fails(ADDRESS, CalendarFailing(host="calendar.example.com"))

    for more in ({}, {"keep": True}):
        plan = api.post("/api/distribute_interviewers/", distributed(office, **more))
        assert [each["user"] for each in plan.json["stale_calendars"]] == [office.ines]


@pytest.mark.parametrize("way", ["at once", "kept"])
def test_what_is_booked_of_a_plan_is_marked_as_what_is_booked_alone_is(
    office: Office, way: str
) -> None:
    office.diaries.fails(ADDRESS, CalendarFailing(host="calendar.example.com"))
    with office.api(timedelta(minutes=5)) as api:
        more = {"book": True} if way == "at once" else {"keep": True}
        booked = api.post("/api/distribute_interviewers/", distributed(office, **more))
        if way == "kept":
            assert "stale_calendars" not in booked.json
            which = {"plan": booked.json["plan"], "version": booked.json["version"]}
            booked = api.post("/api/book_plan/", which)

    assert [each["user"] for each in booked.json["stale_calendars"]] == [office.ines]


def test_a_plan_is_booked_over_calendars_that_are_read_for_that(office: Office) -> None:
    with office.api(LATER) as api:
        kept = api.post("/api/distribute_interviewers/", distributed(office, keep=True))
        (planned,) = kept.json["interviews"]
    is_busy(office, datetime.fromisoformat(planned["start"]))

    with office.api(2 * LATER) as api:
        which = {"plan": kept.json["plan"], "version": kept.json["version"]}
        refused = api.post("/api/book_plan/", which)
        assert (refused.status, refused.json["taken"]) == (409, ["Ines"])
        assert api.get("/api/get_interviews/").json == []


def test_programs_see_whose_calendars_are_silent_and_no_secret(office: Office) -> None:
    office.diaries.fails(ADDRESS, CalendarFailing(host="calendar.example.com"))
    with office.api(LATER) as api:
        id = api.get("/api/get_calendars/", f"user={office.ines}").json[0]["id"]
        assert api.post("/api/refresh_calendar/", {"id": id}).status != 200
        assert api.get("/api/get_calendars/").json == []

    with office.api(timedelta(days=2)) as api:
        answer = api.get("/api/get_calendars/")
        assert [(each["user"], each["problem"]) for each in answer.json] == [
            (office.ines, "failing")
        ]
        assert "private-8f3a5c" not in answer.body.decode()
