"""What calendars cost whoever looks for a time: the same questions, with and without them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import process_time

import sqlalchemy as sa

from bench.calendars.company import CALENDARS_EACH, MORNING
from bench.engine.company import company, write
from bench.fixtures.databases import SQLITE, empty_database
from scheduling.availability.calendars import BusyBits, BusyBlock, BusyKind
from scheduling.availability.calendars.timing import window_at
from scheduling.model import (
    Actor,
    Availability,
    Person,
    RequestContext,
    Role,
    Rules,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.model.calendars import SourceKind
from scheduling.results import SlotsAsked
from scheduling.slots import Match
from scheduling.store import Session, Store, availability, people
from scheduling.store.availability import calendars
from scheduling.store.schema import tables
from scheduling.timespan import TICK, Span
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.upkeep.keep_everybodys_hours import keep_everybodys_hours
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache

_TIMES = 60
_SLOW_TIMES = 5
_ASKED = timedelta(weeks=12)
_PAGE, _NAMED = 50, 4
_BAR, _BAR_SILENT = 1.2, 6.0
"""The answer names all whose calendars are silent: there are hundreds of these to be read."""
_OUTAGE = timedelta(hours=3)
_BLOCKS = 200
"""In each calendar, within the 18 weeks that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Seconds of the processor that a question takes, the least of several times each."""

    what: str
    ours: float
    without: float
    # How many times as long it may take with calendars; None: only told.
    bar: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asker:
    """Somebody who asks one bot about one candidate."""

    store: Store
    candidate: Person

    def ask(self, *interviewer_ids: int) -> None:
        """Look for hours with all of some interviewers, or with any of everybody."""
        asked = SlotsAsked(
            candidate_id=self.candidate.id,
            interviewer_ids=interviewer_ids,
            match=Match.ALL,
            start=MORNING,
            end=MORNING + _ASKED,
        )
        cora = Actor(name="Cora", time_zone="UTC", slack_user_id="U1", is_coordinator=True)
        context = RequestContext(actor=cora, now=MORNING, rules=Rules())
        answer = find_slots(self.store, context=context, asked=asked)
        answer.found.page(limit=_PAGE, most=_NAMED)

    def keep(self) -> None:
        """Have everybody's hours in memory, as a bot does once it is connected."""
        keep_everybodys_hours(self.store, time_zone=Rules().time_zone, now=MORNING)


def with_and_without(folder: Path, *, interviewers: int) -> list[Compared]:
    """Ask two databases in turn: one where everybody has calendars, and one where nobody has."""
    with ExitStack() as opened:
        plain, ours = (
            _Asker(store=store, candidate=_filled(store, interviewers))
            for store in (_store(opened, folder, name) for name in ("plain", "busy"))
        )
        with ours.store.writing() as session:
            for number in range(interviewers):
                _connect(session, number + 1)
        by_name = _compared(plain, ours, lambda one: one.ask(1, 2), _TIMES)
        anew = _compared(plain, ours, _Asker.ask, _SLOW_TIMES)
        for one in (plain, ours):
            one.keep()
        alone = _compared(plain, ours, _Asker.ask, _TIMES)
        with ours.store.writing() as session:
            session.execute(sa.update(tables.calendar).values(read_at=MORNING - _OUTAGE))
        silent = _compared(plain, ours, _Asker.ask, _TIMES)
    return [
        Compared(what=what, ours=theirs, without=without, bar=bar)
        for what, bar, (theirs, without) in (
            ("two people by name", _BAR, by_name),
            # Once after a start, and no answer that anybody waits for again.
            ("everybody's hours read anew", None, anew),
            ("a candidate alone", _BAR, alone),
            ("a candidate alone, where nobody's calendar was read for hours", _BAR_SILENT, silent),
        )
    ]


def _compared(
    plain: _Asker, ours: _Asker, ask: Callable[[_Asker], None], times: int
) -> tuple[float, float]:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):  # in turn, so that whatever else the machine does hits both alike
        for asker, seconds in zip((ours, plain), taken, strict=True):
            began = process_time()
            ask(asker)
            seconds.append(process_time() - began)
    return min(taken[0]), min(taken[1])


def _filled(store: Store, interviewers: int) -> Person:
    """Write interviewers with twelve weeks of hours, and a candidate with 480 free hours."""
    write(store, company(count=interviewers, now=MORNING), now=MORNING)
    hours = WallHours(start=9 * 60, end=17 * 60)
    weekly = tuple(WeeklyHours(weekday=day, hours=hours) for day in list(Weekday)[:5])
    with store.writing() as session:
        carl = people.add(session, name="Carl", role=Role.CANDIDATE, time_zone="UTC", now=MORNING)
        given = Availability(person_id=carl.id, weekly=weekly)
        availability.save(session, given, expected_version=0)
    refresh_cache(store, now=MORNING)
    return carl


def _store(opened: ExitStack, folder: Path, name: str) -> Store:
    url = opened.enter_context(empty_database(SQLITE, folder=folder, name=f"finding_{name}"))
    return opened.enter_context(closing(Store.open(url)))


def _connect(session: Session, person_id: int, *, is_read: bool = True) -> None:
    """Give somebody two calendars with what people have in a working week."""
    for _ in range(CALENDARS_EACH):
        made = calendars.add(
            session,
            person_id=person_id,
            source=SourceKind.ADDRESS,
            host="calendars.example",
            sealing=lambda _id: b"nobody reads it",
            now=MORNING,
        )
        window = window_at(MORNING, calendar_id=made.id)
        blocks = BusyBits.of(_blocks(made.id, window), window=window)
        calendars.keep_busy(session, made, blocks.packed())
        was_read = sa.update(tables.calendar).where(tables.calendar.c.id == made.id)
        if is_read:
            session.execute(was_read.values(read_at=MORNING, zone="UTC"))


def _blocks(seed: int, window: Span) -> Iterator[BusyBlock]:
    chosen = Random(seed)
    for _ in range(_BLOCKS):
        day = window.start + timedelta(days=chosen.randrange(18 * 7))
        start = day + chosen.randrange(28, 68) * TICK
        length = chosen.choice((2, 2, 4, 4, 6)) * TICK
        yield BusyBlock(span=Span(start=start, end=start + length), kind=BusyKind.BUSY)
