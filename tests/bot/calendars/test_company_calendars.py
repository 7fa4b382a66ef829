"""A company's calendars are read for everybody there, but for those who want theirs not read."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import new_database
from diaries import Diaries
from places import Clock
from time_builders import weekly, window
from town import Town

from bot.calendars.free_busy.busy_times import blocks_of_periods
from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.colleagues import ColleagueAsked, GatheredSource, colleague_outcome
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.process.signing.secret_keys import keys_in
from scheduling.availability.calendars import BusyKind
from scheduling.errors import (
    CalendarNotInCompany,
    CalendarNotRead,
    CalendarTellsNoKinds,
    CompanyCalendarsClosed,
    NotReadByCompany,
)
from scheduling.model import MessageKind, Person, RequestContext, Rules
from scheduling.model.calendars import (
    AllDayEvents,
    Calendar,
    CompanyCalendars,
    CountedEvents,
    SourceKind,
)
from scheduling.results import CalendarsShown
from scheduling.store import Session, Store, people
from scheduling.store.availability import company_calendars
from scheduling.store.availability.calendars import add as add_calendar
from scheduling.store.people import departures
from scheduling.store.schema import tables
from scheduling.timespan import HOUR, hour_from
from scheduling.usecases.availability.calendars import (
    calendars_of,
    choose_counted,
    disconnect_calendar,
)
from scheduling.usecases.availability.company import connect_company_calendar, follow_company
from scheduling.usecases.interviews import cancel_interview

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
NINE, TEN, ELEVEN = (datetime(2026, 11, 10, hour, tzinfo=UTC) for hour in (9, 10, 11))
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
GOOGLE = SourceKind.GOOGLE
COMPANY = CompanyCalendars(
    source=GOOGLE,
    host="calendar.google.com",
    domains=frozenset({"acme.example", "acme.org"}),
)

pytestmark = pytest.mark.both_databases


@dataclass(kw_only=True)
class Colleagues:
    """When people are busy, by their address; an error in the place of that is raised for all."""

    host: str = COMPANY.host
    most_at_once: int = 50
    busy: dict[str, list[datetime]] = field(default_factory=dict)
    closed: CalendarNotRead | None = None
    calls: list[list[str | None]] = field(default_factory=list)

    async def read_all(
        self, asked: Sequence[ColleagueAsked]
    ) -> Sequence[Found | Unchanged | CalendarNotRead]:
        """Read them, as the protocol says."""
        self.calls.append([each.address for each in asked])
        if self.closed is not None:
            raise self.closed
        return [self._of(each) for each in asked]

    async def close(self) -> None:
        """Nothing is open."""

    def _of(self, asked: ColleagueAsked) -> Found | Unchanged | CalendarNotRead:
        theirs = self.busy.get(asked.address or "")
        if theirs is None:
            return CalendarNotInCompany(host=self.host)
        times = [(start, start + HOUR, BusyKind.BUSY) for start in theirs]
        return colleague_outcome(blocks_of_periods(times, asked.reader), asked)


@dataclass(kw_only=True)
class Place:
    """A town in which everybody has an address, and one bot that reads their calendars."""

    town: Town
    google: Colleagues = field(default_factory=Colleagues)
    clock: Clock = field(default_factory=Clock)
    keys: str | None = f"1:{'k' * 40}"
    is_set_up: bool = True
    company: CompanyCalendars = COMPANY

    def __post_init__(self) -> None:
        self.keeper = self.new_keeper()

    def new_keeper(self) -> CalendarKeeper:
        return CalendarKeeper(
            store=self.town.store,
            clock=self.clock,
            sources={GOOGLE: GatheredSource(source=self.google)} if self.is_set_up else {},
            accounts=SealedAccounts.with_keys(keys_in(self.keys)) if self.keys else None,
            companies=(self.company,) if self.is_set_up else (),
        )

    def has_address(self, name: str, address: str | None) -> Person:
        with self.town.store.writing() as session:
            people.save(session, replace(self.town.people[name], email=address))
            found = people.get(session, self.town.people[name].id)
        assert found is not None
        self.town.people[name] = found
        return found

    def round(self, after: timedelta = timedelta()) -> None:
        async def made() -> None:
            await self.keeper.follow_companies()
            await self.keeper.read_due()

        self.clock.now += after
        asyncio.run(made())

    def context(self, name: str = "") -> RequestContext:
        return replace(self.town.context(name), now=self.clock.now)

    def shown(self, name: str) -> CalendarsShown:
        person = self.town.people[name]
        return calendars_of(self.town.store, self.context(name), person_id=person.id)

    def calendars(self, name: str) -> list[Calendar]:
        return [each.calendar for each in self.shown(name).calendars]

    def starts(self, *names: str) -> list[int]:
        found = self.town.slots("Carl", *names, first="2026-11-10").found
        return [slot.start.hour for slot in found.page(limit=99)]

    def notices(self, kind: MessageKind) -> int:
        return sum(self.town.told(name).count(kind) for name in self.town.people)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with closing(Store.open(new_database(tmp_path))) as store:
        town = Town(store=store, now=NOW, rules=Rules(company_calendars=(COMPANY,)))
        town.candidate("Carl", window("2026-11-10 09:00-12:00"))
        town.interviewer("Ines", weekly("Tue 09:00-17:00"))
        town.interviewer("Ivo", weekly("Tue 09:00-17:00"))
        place = Place(town=town)
        place.has_address("Ines", "ines@acme.example")
        place.google.busy = {"ines@acme.example": [TEN]}
        yield place


# -- who is connected ----------------------------------------------------------------------------


def test_whoever_has_an_address_there_is_connected_and_read_in_one_round(place: Place) -> None:
    place.round()

    (calendar,) = place.calendars("Ines")
    assert (calendar.source, calendar.host, calendar.read_at) == (GOOGLE, COMPANY.host, NOW)
    assert place.shown("Ines").calendars[0].busy == (hour_from(TEN),)
    assert place.starts("Ines") == [9, 11]
    assert place.calendars("Ivo") == []


def test_a_domain_is_the_whole_of_what_stands_behind_the_at(place: Place) -> None:
    place.has_address("Ivo", "ivo@notacme.example")
    place.has_address("Carl", "carl@sub.acme.example")

    place.round()

    assert (place.calendars("Ivo"), place.calendars("Carl")) == ([], [])


def test_people_at_each_of_a_companys_domains_are_read_in_one_call(place: Place) -> None:
    place.has_address("Ivo", "Ivo@ACME.org")
    place.google.busy["ivo@acme.org"] = [NINE]

    place.round()

    assert [sorted(map(str, call)) for call in place.google.calls] == [
        ["ines@acme.example", "ivo@acme.org"]
    ]
    assert place.starts("Ivo") == [10, 11]


def test_nobody_is_read_who_is_in_no_interviews_or_not_in_slack_or_has_left(place: Place) -> None:
    place.town.coordinator("Cleo")
    place.town.interviewer("Ida", weekly("Tue 09:00-17:00"))
    place.has_address("Cleo", "cleo@acme.example")
    place.has_address("Ivo", "ivo@acme.example")
    place.has_address("Ida", "ida@acme.example")
    place.town.leaves_the_workspace("Ivo")
    with place.town.store.writing() as session:
        departures.note(session, place.town.people["Ida"].id, now=NOW)

    place.round()

    assert place.google.calls == [["ines@acme.example"]]


def test_two_rounds_at_once_connect_nobody_twice(place: Place) -> None:
    async def twice() -> None:
        await asyncio.gather(*(place.new_keeper().follow_companies() for _ in range(2)))

    asyncio.run(twice())
    place.round()

    assert len(place.calendars("Ines")) == 1


class WritingOnce:
    """A store of which somebody writes once and no more."""

    def __init__(self, store: Store) -> None:
        self.reading = store.reading
        self._writing: list[Callable[[], AbstractContextManager[Session]]] = [store.writing]

    def writing(self) -> AbstractContextManager[Session]:
        """The right to write, which only the first has who asks."""
        return self._writing.pop()()


def test_a_round_that_can_change_nothing_more_ends(place: Place) -> None:
    place.round()
    place.has_address("Ines", "ines@elsewhere.example")
    # What makes her busy is gone, and so nobody finds the calendar that is to be ended.
    with place.town.store.writing() as session:
        session.execute(sa.delete(tables.calendar_busy))

    follow_company(WritingOnce(place.town.store), COMPANY, now=NOW)

    with place.town.store.reading() as session:
        assert company_calendars.to_end(session, COMPANY, limit=9) != ()


def test_whoever_gets_another_address_is_read_by_that(place: Place) -> None:
    place.round()
    place.has_address("Ines", "ines@acme.org")
    place.google.busy["ines@acme.org"] = [NINE]

    place.round(after=MINUTE)

    assert place.google.calls[-1] == ["ines@acme.org"]
    assert place.starts("Ines") == [10, 11]


@pytest.mark.parametrize("address", [None, "ines@elsewhere.example"])
def test_whoever_has_no_address_there_any_more_is_free_as_before(
    place: Place, address: str | None
) -> None:
    place.round()
    place.has_address("Ines", address)

    place.round(after=MINUTE)

    assert place.calendars("Ines") == []
    assert place.starts("Ines") == [9, 10, 11]


def test_they_are_read_once_more_before_a_booking_with_keys_and_without(place: Place) -> None:
    for keys in (place.keys, None):
        place.keys = keys
        place.keeper = place.new_keeper()
        place.google.busy = {"ines@acme.example": []}
        place.round(11 * MINUTE)
        place.google.busy = {"ines@acme.example": [NINE]}
        place.clock.now += 5 * MINUTE

        assert asyncio.run(place.keeper.before_booking.read([place.town.people["Ines"].id]))

        assert place.starts("Ines") == [10, 11]


def test_before_a_booking_nobody_asks_a_company_that_is_set_up_no_more(place: Place) -> None:
    place.round()
    place.is_set_up = False
    place.keeper = place.new_keeper()
    place.clock.now += 5 * MINUTE

    assert not asyncio.run(place.keeper.before_booking.read([place.town.people["Ines"].id]))

    (calendar,) = place.calendars("Ines")
    assert calendar.failing_since is None


def test_without_keys_they_are_read_as_well(place: Place) -> None:
    place.keys = None
    place.keeper = place.new_keeper()

    place.round()
    place.google.busy["ines@acme.example"] = [NINE]
    place.round(after=11 * MINUTE)

    assert place.starts("Ines") == [10, 11]


def test_a_company_that_is_not_set_up_any_more_is_not_forgotten_at_once(place: Place) -> None:
    place.round()
    place.is_set_up = False
    place.keeper = place.new_keeper()

    place.round(after=11 * MINUTE)

    (calendar,) = place.calendars("Ines")
    assert calendar.failure == "company-closed"
    assert place.starts("Ines") == [9, 11]


# -- what its owner may choose -------------------------------------------------------------------


def test_whoever_disconnects_theirs_stays_without_until_they_want_it_again(place: Place) -> None:
    place.round()
    (calendar,) = place.calendars("Ines")
    disconnect_calendar(place.town.store, place.context("Ines"), calendar_id=calendar.id)
    place.round(after=11 * MINUTE)
    assert (place.calendars("Ines"), place.starts("Ines")) == ([], [9, 10, 11])
    assert place.shown("Ines").offered == (COMPANY,)

    connect_company_calendar(place.town.store, place.context("Ines"), source=GOOGLE)
    place.round(after=MINUTE)

    assert place.starts("Ines") == [9, 11]
    assert place.shown("Ines").offered == ()


def test_to_want_it_again_twice_makes_one(place: Place) -> None:
    for _ in range(2):
        connect_company_calendar(place.town.store, place.context("Ines"), source=GOOGLE)

    assert len(place.calendars("Ines")) == 1


@pytest.mark.parametrize("name", ["Ivo", ""])
def test_nobody_gets_one_who_has_none_there(place: Place, name: str) -> None:
    with pytest.raises(NotReadByCompany):
        connect_company_calendar(place.town.store, place.context(name), source=GOOGLE)


def test_what_google_does_not_tell_can_t_be_chosen(place: Place) -> None:
    place.round()
    (calendar,) = place.calendars("Ines")

    for counted in (CountedEvents(tentative=False), CountedEvents(all_day=AllDayEvents.ALL)):
        with pytest.raises(CalendarTellsNoKinds):
            choose_counted(
                place.town.store, place.context("Ines"), calendar_id=calendar.id, counted=counted
            )

    # What stands may be said again.
    choose_counted(
        place.town.store, place.context("Ines"), calendar_id=calendar.id, counted=CountedEvents()
    )
    assert place.calendars("Ines") == [calendar]


# -- our own interviews --------------------------------------------------------------------------


def test_an_interview_of_ours_in_the_calendar_takes_nothing_even_once_it_is_off(
    place: Place,
) -> None:
    booked = place.town.books("Carl", "Ines", start=NINE)
    place.google.busy["ines@acme.example"] = [NINE, TEN]
    place.round()
    assert place.notices(MessageKind.CONFLICT) == 0

    cancel_interview(place.town.store, place.context(), interview_id=booked.id)
    place.round(after=11 * MINUTE)

    assert place.starts("Ines") == [9, 11]


# -- silence -------------------------------------------------------------------------------------


def test_what_is_closed_to_all_is_told_to_nobody_but_the_operator(place: Place) -> None:
    place.round()
    place.google.closed = CompanyCalendarsClosed(host=COMPANY.host, why="unauthorized_client")

    for _ in range(15):
        place.round(after=DAY)

    assert place.notices(MessageKind.CALENDAR_SILENT) == 0
    assert place.keeper.troubles() == [
        "calendar.google.com does not let me read calendars: unauthorized_client"
    ]
    assert place.calendars("Ines")[0].failure == "company-closed"
    # After two weeks, what was known of it is too old.
    assert place.shown("Ines").calendars[0].busy is None


def test_what_was_closed_to_all_is_read_within_two_intervals_once_it_is_open(place: Place) -> None:
    place.google.closed = CompanyCalendarsClosed(host=COMPANY.host)
    for _ in range(20):
        place.round(after=10 * MINUTE)
    place.google.closed = None

    place.round(after=20 * MINUTE)

    assert place.starts("Ines") == [9, 11]
    assert place.keeper.troubles() == []


def test_a_calendar_that_was_read_and_went_silent_is_told_of_and_holds(place: Place) -> None:
    place.round()
    del place.google.busy["ines@acme.example"]

    for _ in range(3):
        place.round(after=DAY)

    assert place.notices(MessageKind.CALENDAR_SILENT) == 1
    assert place.starts("Ines") == [9, 11]
    assert place.keeper.troubles() == []


def test_one_that_never_was_there_is_shown_and_told_of_to_nobody(place: Place) -> None:
    place.has_address("Ivo", "ivo@acme.example")

    for _ in range(5):
        place.round(after=DAY)

    assert place.notices(MessageKind.CALENDAR_SILENT) == 0
    assert place.calendars("Ivo")[0].failure == "not-in-company"
    assert place.starts("Ivo") == [9, 10, 11]


def colleagues(place: Place, count: int) -> list[int]:
    """The ids of so many more people at the company, whose calendars are empty."""
    with place.town.store.writing() as session:
        made = [
            people.add(
                session,
                name=f"P {number}",
                role=place.town.people["Ines"].role,
                time_zone="UTC",
                slack_user_id=f"U{number}",
                email=f"p{number}@acme.example",
                now=NOW,
            )
            for number in range(count)
        ]
    place.google.busy.update({f"p{number}@acme.example": [] for number in range(count)})
    return [person.id for person in made]


def test_many_are_asked_for_in_few_calls(place: Place) -> None:
    colleagues(place, 130)

    place.round()

    assert sum(map(len, place.google.calls)) == 131
    assert len(place.google.calls) < 8


def test_for_a_plan_of_many_a_companys_calendars_are_all_read_and_64_of_the_others(
    place: Place,
) -> None:
    ids = colleagues(place, 66)
    diaries = Diaries()
    with place.town.store.writing() as session:
        for person_id in ids:
            diaries.by_address[f"https://calendar.example/{person_id}"] = []
            add_calendar(
                session,
                person_id=person_id,
                source=SourceKind.ADDRESS,
                host="calendar.example",
                sealing=lambda made, at=person_id: sealed_address(place, made, at),
                now=NOW,
            )
    sources = {**place.keeper.sources, SourceKind.ADDRESS: diaries}
    place.keeper = replace(place.keeper, sources=sources, seconds_before=60.0)
    place.round()
    place.google.calls.clear()
    diaries.read_for.clear()
    place.clock.now += 5 * MINUTE

    assert asyncio.run(place.keeper.before_booking.read(ids))

    assert sum(map(len, place.google.calls)) == 66
    assert len(place.google.calls) < 8
    assert len(diaries.read_for) == 64


def sealed_address(place: Place, calendar_id: int, person_id: int) -> bytes:
    accounts = place.keeper.accounts
    assert accounts is not None
    account = CalendarAccount(address=f"https://calendar.example/{person_id}")
    return accounts.new(account, mark="").account(calendar_id)
