"""A town whose people have diaries, and one bot that reads them."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from diaries import Diaries, Event
from time_builders import weekly, window
from town import Town

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.source import CalendarAccount
from bot.process.signing.secret_keys import keys_in
from scheduling.model import RequestContext
from scheduling.model.calendars import Calendar, SourceKind
from scheduling.results import CalendarChange, CalendarShown
from scheduling.store import Store
from scheduling.timespan import HOUR, Span
from scheduling.usecases.availability.calendars import calendars_of

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
NINE, TEN, ELEVEN = (datetime(2026, 11, 10, hour, tzinfo=UTC) for hour in (9, 10, 11))
ADDRESS = "https://calendar.example.com/private-8f3a5c/basic.ics"
KEYS = f"1:{'k' * 40}"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(kw_only=True)
class Place:
    """A town, whose people have diaries, and one bot that reads them."""

    town: Town
    diaries: Diaries = field(default_factory=Diaries)
    clock: Clock = field(default_factory=Clock)
    keys: str | None = KEYS
    url: str = ""

    def keeper(self, store: Store | None = None) -> CalendarKeeper:
        return CalendarKeeper(
            store=store or self.town.store,
            clock=self.clock,
            sources=dict.fromkeys(SourceKind, self.diaries),
            accounts=SealedAccounts.with_keys(keys_in(self.keys)) if self.keys else None,
        )

    def connect(self, name: str, *events: Event, address: str = ADDRESS) -> CalendarChange:
        self.diaries.by_address[address] = list(events)
        person = self.town.people[name]
        account = CalendarAccount(address=address)
        connecting = self.keeper().connect(self.context(name), account, person_id=person.id)
        return asyncio.run(connecting)

    def context(self, name: str = "") -> RequestContext:
        return replace(self.town.context(name), now=self.clock.now)

    def round(self, after: timedelta = timedelta()) -> None:
        self.clock.now += after
        asyncio.run(self.keeper().read_due())

    def calendar(self, name: str) -> Calendar:
        (only,) = self.shown(name)
        return only.calendar

    def shown(self, name: str) -> tuple[CalendarShown, ...]:
        return calendars_of(self.town.store, self.context(name), person_id=None).calendars

    def starts(self, *names: str) -> list[int]:
        found = self.town.slots("Carl", *names, first="2026-11-10").found
        return [slot.start.hour for slot in found.page(limit=99)]


def place_in(store: Store, *, url: str = "") -> Place:
    """A place with a candidate and two interviewers, who are free on Tuesday morning."""
    town = Town(store=store, now=NOW)
    town.candidate("Carl", window("2026-11-10 09:00-12:00"))
    town.interviewer("Ines", weekly("Tue 09:00-17:00"))
    town.interviewer("Ivo", weekly("Tue 09:00-17:00"))
    return Place(town=town, url=url)


def busy(start: datetime, end: datetime | None = None, **facts: object) -> Event:
    return Event(span=Span(start=start, end=end or start + HOUR), **facts)
