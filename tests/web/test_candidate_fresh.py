"""Calendars are read before a candidate picks an hour by themselves, and tell them nothing."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from calendars.diaries import Diaries, Event
from journeys.conftest import MONDAY
from web.in_process import Api, api_on
from web.pages import CORA, KEYS, RULES, link_to, opens, registers, sends

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.source import CalendarAccount
from bot.process.signing.secret_keys import keys_in
from scheduling.model import Interview, Person, Role
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.model.calendars import SourceKind
from scheduling.store import Store, interviews
from scheduling.timespan import HOUR, Span, tick_at
from scheduling.usecases.availability import give_availability
from scheduling.wording.reading import read_availability

TEN = datetime(2026, 11, 12, 10, tzinfo=UTC)


@pytest.fixture(name="diaries")
def _diaries() -> Diaries:
    return Diaries()


@pytest.fixture(name="api")
def _api(diaries: Diaries) -> Iterator[Api]:
    with api_on(
        "sqlite://", rules=RULES, keys=KEYS, keeper=lambda store: keeper_of(store, diaries)
    ) as api:
        api.store.migrate()
        yield api


def keeper_of(store: Store, diaries: Diaries) -> CalendarKeeper:
    return CalendarKeeper(
        store=store,
        clock=lambda: MONDAY,
        sources=dict.fromkeys(SourceKind, diaries),
        accounts=SealedAccounts.with_keys(keys_in(f"1:{'k' * 40}")),
    )


def interviewer(api: Api, diaries: Diaries, name: str, *since: datetime) -> Person:
    """Somebody free on Thursday morning, in whose calendar something has come since it was read."""
    person = registers(api, name, Role.INTERVIEWER)
    said = read_availability("Thu 9-12", now=MONDAY, zone=ZoneInfo("UTC"))
    give_availability(api.store, CORA, person_id=person.id, said=said)
    address = f"https://calendar.example.com/{name}.ics"
    diaries.by_address[address] = []
    an_hour_ago = replace(CORA, now=MONDAY - HOUR)
    account = CalendarAccount(address=address)
    keeper = keeper_of(api.store, diaries)
    asyncio.run(keeper.connect(an_hour_ago, account, person_id=person.id))
    diaries.by_address[address] = [
        Event(span=Span(start=start, end=start + HOUR)) for start in since
    ]
    return person


def picks(api: Api, link: str, start: datetime) -> str:
    page = sends(api, opens(api, link).form("/pick").fills(start=str(tick_at(start))))
    return page.words


def ahead(api: Api, person: Person) -> tuple[Interview, ...]:
    with api.store.reading() as session:
        return interviews.upcoming(session, ending_after=MONDAY, person_id=person.id, limit=9)


def test_whoever_has_become_busy_is_not_picked_and_nor_is_the_next(
    api: Api, diaries: Diaries
) -> None:
    dora = registers(api, "Dora Diaz", Role.CANDIDATE)
    interviewer(api, diaries, "Ines", TEN)
    interviewer(api, diaries, "Ivo", TEN)
    uwe = interviewer(api, diaries, "Uwe")
    link = link_to(api, dora, LinkPurpose.PICK, Offer())

    words = picks(api, link, TEN)

    (booked,) = ahead(api, dora)
    assert booked.interviewers == (uwe,)
    assert "calendar was" not in words


def test_where_everybody_has_become_busy_the_next_hours_are_shown(
    api: Api, diaries: Diaries
) -> None:
    dora = registers(api, "Dora Diaz", Role.CANDIDATE)
    interviewer(api, diaries, "Ines", TEN)
    link = link_to(api, dora, LinkPurpose.PICK, Offer())

    words = picks(api, link, TEN)

    assert "That hour was taken just now." in words
    assert ahead(api, dora) == ()


def test_nobody_else_s_calendar_is_read_for_that(api: Api, diaries: Diaries) -> None:
    dora = registers(api, "Dora Diaz", Role.CANDIDATE)
    interviewer(api, diaries, "Ines")
    interviewer(api, diaries, "Ivo")
    link = link_to(api, dora, LinkPurpose.PICK, Offer())
    diaries.read_for.clear()

    picks(api, link, TEN)

    assert len(diaries.read_for) == 1
    assert len(ahead(api, dora)) == 1
