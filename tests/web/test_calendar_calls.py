"""Programs connect people's calendars: what is in them counts, and what opens them stays ours."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from calendars.diaries import Diaries, Event
from databases import new_database
from journeys.conftest import MONDAY
from web.in_process import Api, api_on

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.process.signing.secret_keys import keys_in
from scheduling.availability.calendars import BusyKind
from scheduling.errors import CalendarRefused
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.store.availability import calendars
from scheduling.store.schema import tables
from scheduling.timespan import HOUR, Span

ADDRESS = "https://calendar.example.com/private-8f3a5c/basic.ics"
TEN = MONDAY.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
DAY = timedelta(days=1)

pytestmark = pytest.mark.both_databases


@pytest.fixture(name="diaries")
def _diaries() -> Diaries:
    busy = Event(span=Span(start=TEN, end=TEN + HOUR))
    away = Event(span=Span(start=TEN, end=TEN + DAY), kind=BusyKind.FREE_ALL_DAY)
    return Diaries(by_address={ADDRESS: [busy, away]})


@pytest.fixture(name="api")
def _api(tmp_path: Path, diaries: Diaries) -> Iterator[Api]:
    def keeper(store: Store) -> CalendarKeeper:
        return CalendarKeeper(
            store=store,
            clock=lambda: MONDAY,
            sources=dict.fromkeys(SourceKind, diaries),
            accounts=SealedAccounts.with_keys(keys_in(f"1:{'k' * 40}")),
        )

    with api_on(new_database(tmp_path), keeper=keeper) as api:
        yield api


@pytest.fixture(name="ines")
def _ines(api: Api) -> int:
    ines = int(api.post("/api/register_user/", {"name": "Ines"}).json["id"])
    hours = {"user": ines, "start_time": "9:00", "end_time": "12:00", "weekly": ["tue"]}
    api.post("/api/register_availability/", hours)
    return ines


def starts(api: Api, user: int) -> list[str]:
    day = f"{TEN:%Y-%m-%d}"
    asked = f"interviewer={user}&from={day}&to={day}"
    found = api.get("/api/get_available_timeslots/", asked).json["slots"]
    return [slot["start"][11:13] for slot in found]


def test_a_calendar_is_connected_chosen_from_read_and_disconnected(
    api: Api, ines: int, diaries: Diaries
) -> None:
    made = api.post("/api/connect_calendar/", {"user": ines, "url": ADDRESS})

    assert made.status == 201
    assert made.json["events"] == 2
    assert made.json["all_day_left_out"] == 1
    assert [(each["start"][11:16], each["end"][11:16]) for each in made.json["busy"]] == [
        ("10:00", "11:00")
    ]
    assert starts(api, ines) == ["09", "11"]

    which = {"id": made.json["id"]}
    chosen = api.post("/api/change_calendar/", {**which, "all_day": "all"})
    assert (chosen.json["all_day"], chosen.json["tentative"]) == ("all", True)
    assert starts(api, ines) == ["09"]

    diaries.by_address[ADDRESS] = []
    assert api.post("/api/refresh_calendar/", which).json["busy"] == []
    assert starts(api, ines) == ["09", "10", "11"]

    assert [each["id"] for each in api.get("/api/get_calendars/", f"user={ines}").json] == [
        made.json["id"]
    ]
    assert api.post("/api/disconnect_calendar/", which).status == 200
    assert api.get("/api/get_calendars/", f"user={ines}").json == []


@pytest.mark.parametrize("kind", list(SourceKind))
def test_each_kind_of_calendar_is_shown_as_what_it_is(
    api: Api, ines: int, kind: SourceKind
) -> None:
    with api.store.writing() as session:
        calendars.add(
            session,
            person_id=ines,
            source=kind,
            host="calendar.google.com",
            sealing=lambda _id: b"",
            now=MONDAY,
        )

    (shown,) = api.get("/api/get_calendars/", f"user={ines}").json

    assert (shown["source"], shown["user"], shown["busy"]) == (kind.value, ines, None)
    described = api.get("/api/openapi.json").json["components"]["schemas"]["SourceKind"]
    assert kind.value in described["enum"]


def test_what_can_t_be_read_is_refused_with_the_reason_and_connects_nothing(
    api: Api, ines: int, diaries: Diaries
) -> None:
    diaries.fails(ADDRESS, CalendarRefused(host="calendar.example.com"))

    answer = api.post("/api/connect_calendar/", {"user": ines, "url": ADDRESS})

    assert (answer.status, answer.json["code"], answer.json["field"]) == (
        422,
        "calendar_refused",
        "url",
    )
    assert api.get("/api/get_calendars/", f"user={ines}").json == []


def test_nobody_s_calendar_and_one_that_is_gone_are_not_found(api: Api, ines: int) -> None:
    answers = [
        api.post("/api/connect_calendar/", {"user": 99, "url": ADDRESS}),
        api.get("/api/get_calendars/", "user=99"),
        api.post("/api/refresh_calendar/", {"id": 99}),
        api.post("/api/disconnect_calendar/", {"id": 99}),
        api.post("/api/change_calendar/", {"id": 99, "tentative": False}),
    ]

    assert [(each.status, each.json["field"]) for each in answers] == [
        (404, "user"),
        (404, "user"),
        (404, "id"),
        (404, "id"),
        (404, "id"),
    ]


def test_sent_again_with_its_key_it_is_connected_once_and_answered_alike(
    api: Api, ines: int, diaries: Diaries
) -> None:
    given = {"user": ines, "url": ADDRESS}

    first = api.post("/api/connect_calendar/", given, Idempotency_Key="one")
    again = api.post("/api/connect_calendar/", given, Idempotency_Key="one")

    assert again.json == first.json
    assert len(diaries.read_for) == 1


def test_without_keys_none_is_connected(tmp_path: Path) -> None:
    with api_on(new_database(tmp_path)) as api:
        answer = api.post("/api/connect_calendar/", {"user": 1, "url": ADDRESS})

    assert (answer.status, answer.json["code"]) == (422, "no_keys_for_calendars")


def test_what_opens_a_calendar_stands_nowhere_in_the_clear(
    api: Api, ines: int, diaries: Diaries, caplog: pytest.LogCaptureFixture
) -> None:
    given = {"user": ines, "url": ADDRESS, "username": "ines", "password": "horse-battery"}
    answers = []
    with caplog.at_level(logging.DEBUG):
        answers.append(api.post("/api/connect_calendar/", given, Idempotency_Key="one"))
        answers.append(api.post("/api/connect_calendar/", given, Idempotency_Key="one"))
        diaries.by_address[ADDRESS] = RuntimeError(f"can't read {ADDRESS}")
        answers.append(api.post("/api/refresh_calendar/", {"id": answers[0].json["id"]}))
        answers.append(api.post("/api/connect_calendar/", {**given, "more": 1}))
        answers.append(api.get("/api/get_calendars/", f"user={ines}"))

    with api.store.reading() as session:
        rows = [
            repr(tuple(row))
            for table in tables.metadata.sorted_tables
            for row in session.execute(sa.select(table))
        ]
    whole = "\n".join([*rows, caplog.text, *(str(answer.json) for answer in answers)])
    assert "calendar.example.com" in whole
    for secret in ("private-8f3a5c", "horse-battery", "basic.ics"):
        assert secret not in whole
