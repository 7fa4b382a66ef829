"""What is measured of the engine, at every size, and the targets that it is held to."""

import gc
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import sqlalchemy as sa

from bench.engine import baselines, packed
from bench.engine.company import WEEKS, Company, company, worked_out, write
from bench.fixtures.databases import POSTGRESQL, empty_database
from scheduling.availability.tzdata import tzdata_version, use_pinned_time_zones
from scheduling.model import Person, Role
from scheduling.slots import FoundSlots, SlotQuestion, common_slots
from scheduling.steps import hours as calendar
from scheduling.store import Store, availability_cache
from scheduling.store.schema import tables
from scheduling.timespan import instant_of
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache
from scheduling.zones import hour_starts

_T = TypeVar("_T")
_ZONE = "UTC"
_SMALLEST = 10
_TOO_SHORT = 1e-3
"""Seconds below which a clock is too coarse for one go."""

BUILD, LOAD = "hours worked out from what was said", "hours loaded"
FIND, PACKED = "answer, person by person", "answer, hour by hour"
LISTS, PAIRS = "hour lists", "windows × windows"
ENDPOINTS, ROWS, COPY = "zoneinfo per endpoint", "ORM rows", "copy of the bytes"
LOAD_PG, ROWS_PG = f"{LOAD}, PostgreSQL", f"{ROWS}, PostgreSQL"
CHANGE = "one person's change"
TICKS_PER_WEEK = 672


class Broken(Exception):
    """Two ways gave different answers, so there is nothing to measure."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """Seconds to keep everybody's hours, and one person's; bytes stored for each and a week."""

    everybody: float
    one: float
    bytes_a_week: float


@dataclass(kw_only=True)
class Engine:
    """One run; `costs` grows: the least seconds of each way, by number of people.

    `seconds` is how long each way is tried again, except those that take long.
    """

    most: int
    folder: Path
    now: datetime
    say: Callable[[str], None]
    seconds: float = 2.0
    costs: dict[str, dict[int, float]] = field(default_factory=dict)

    @property
    def sizes(self) -> list[int]:
        """10, 100, 1,000 … up to the most."""
        sizes = [_SMALLEST]
        while sizes[-1] * 10 <= self.most:
            sizes.append(sizes[-1] * 10)
        return sizes

    def time(
        self,
        way: str,
        count: int,
        work: Callable[[], _T],
        *,
        often: bool = True,
        clock: Callable[[], float] = process_time,
    ) -> _T:
        """Do the work, again and again for a while, and note the least time it took.

        Time of this process alone, so that whatever else the machine does counts against none;
        where another process does part of the work, `clock` is the wall's.
        """
        result, took = _timed(work, times=1, clock=clock)
        times = 100 if took < _TOO_SHORT else 1
        least = spent = took
        while often and spent < self.seconds:
            _, took = _timed(work, times=times, clock=clock)
            least, spent = min(least, took / times), spent + took
        self.costs.setdefault(way, {})[count] = least
        return result


def measure(engine: Engine) -> Written:
    """Measure every way at every size; what is returned has no size of its own.

    Raises Broken when an answer is not that of the other ways.
    """
    use_pinned_time_zones()
    some = company(count=engine.sizes[-1], now=engine.now)
    some.windows  # noqa: B018
    # As the bot does: else each way pays for walks of the garbage collector through the others.
    gc.collect()
    gc.freeze()
    for count in engine.sizes:
        _time_memory(engine, some, count)
        engine.say(f"{count:,} people: worked out and asked.")
    written = _time_database(engine, some)
    _time_postgresql(engine, some)
    return written


def _time_memory(engine: Engine, some: Company, count: int) -> None:
    engine.time(BUILD, count, lambda: worked_out(some, count=count))
    said_by = list(zip(some.people[:count], some.said, strict=False))
    engine.time(
        ENDPOINTS,
        count,
        lambda: [
            baselines.windows_by_zoneinfo(
                said, time_zone=person.time_zone, monday=some.monday, weeks=WEEKS
            )
            for person, said in said_by
        ],
    )
    found = engine.time(FIND, count, lambda: _person_by_person(some, count))
    who = packed.turnout(some.free[:count], horizon=some.horizon, workspace_zone=_ZONE)
    hours, everyone = _wanted(some), (1 << count) - 1
    ours = engine.time(PACKED, count, lambda: packed.find(hours, who, among=everyone))
    _time_copy(engine, len(hours) * -(-count // 8), count)
    counts = {
        instant_of(some.horizon.first_tick + tick): number
        for tick, (number, _) in ours.items()
        if number
    }
    wanted = baselines.windows_of(some.horizon.spans(some.wanted))
    people = [
        (person.id, windows)
        for person, windows in zip(some.people[:count], some.windows, strict=False)
    ]
    often = count < 1000
    lists = engine.time(
        LISTS, count, lambda: baselines.find_in_hour_lists(wanted, people), often=often
    )
    pairs = engine.time(
        PAIRS, count, lambda: baselines.find_window_by_window(wanted, people), often=often
    )
    for theirs in (lists, pairs):
        if {hour: len(ids) for hour, ids in theirs.items()} != counts:
            raise Broken(f"the usual ways find other slots than the engine, of {count:,} people")
    if found.count != len(counts):
        raise Broken(f"the answer has {found.count} slots, and {len(counts)} hours have somebody")


def _wanted(some: Company) -> list[int]:
    starts = hour_starts(some.wanted, horizon=some.horizon, workspace_zone=_ZONE)
    return packed.ticks_of(starts)


def _person_by_person(some: Company, count: int) -> FoundSlots:
    """What `/find-slots` does for a candidate alone once hours are loaded."""
    carl = Person(id=0, name="Carl", role=Role.CANDIDATE, time_zone=_ZONE)
    free = {person.id: bits for person, bits in zip(some.people[:count], some.free, strict=False)}
    free[0] = some.wanted
    question = SlotQuestion(candidate=carl, interviewers=(), pool=some.people[:count])
    return common_slots(
        question,
        free=free,
        horizon=some.horizon,
        workspace_zone=_ZONE,
        not_before=some.horizon.span.start,
    )


def _time_copy(engine: Engine, size: int, count: int) -> None:
    source, target = bytes(size), bytearray(size)

    def copy() -> bool:
        target[:] = source
        return True

    copy()
    engine.time(COPY, count, copy)


def _time_database(engine: Engine, some: Company) -> Written:
    store = Store.open(f"sqlite:///{engine.folder / 'engine.db'}")
    try:
        write(store, some, now=engine.now)
        began = process_time()
        refresh_cache(store, now=engine.now)
        everybody = process_time() - began
        engine.say(f"{len(some.people):,} people: written and kept.")
        for count in engine.sizes:
            _time_loading(engine, some, store, count)
            engine.say(f"{count:,} people: loaded.")
        return Written(
            everybody=everybody,
            one=_time_one_change(engine, some, store),
            bytes_a_week=_bytes_a_week(engine, store),
        )
    finally:
        store.close()


def _time_postgresql(engine: Engine, some: Company) -> None:
    count = len(some.people)
    with (
        empty_database(POSTGRESQL, folder=engine.folder) as url,
        closing(Store.open(url)) as store,
    ):
        write(store, some, now=engine.now)
        refresh_cache(store, now=engine.now)
        _time_loading(engine, some, store, count, by=(LOAD_PG, ROWS_PG), clock=perf_counter)
    engine.say(f"{count:,} people: loaded from PostgreSQL.")


def _time_loading(
    engine: Engine,
    some: Company,
    store: Store,
    count: int,
    *,
    by: tuple[str, str] = (LOAD, ROWS),
    clock: Callable[[], float] = process_time,
) -> None:
    people, horizon = some.people[:count], some.horizon
    with store.reading() as session:
        ours = engine.time(
            by[0],
            count,
            lambda: availability_cache.read(
                session, people, horizon=horizon, tzdata_version=tzdata_version()
            ),
            clock=clock,
        )
        engine.time(
            by[1],
            count,
            lambda: baselines.load_by_orm(session, up_to=count),
            often=count < 1000,
            clock=clock,
        )
    if [ours[person.id] for person in people] != list(some.free[:count]):
        raise Broken("the hours loaded are not those worked out")


def _time_one_change(engine: Engine, some: Company, store: Store) -> float:
    someone = some.people[-1]

    def change() -> bool:
        with store.writing() as session:
            calendar.refresh_cache(session, [someone], now=engine.now)
        return True

    engine.time(CHANGE, len(some.people), change)
    return engine.costs[CHANGE][len(some.people)]


def _bytes_a_week(engine: Engine, store: Store) -> float:
    with store.reading() as session:
        size = session.scalar(sa.select(sa.func.avg(sa.func.length(tables.compiled.c.free))))
    return float(size or 0) * TICKS_PER_WEEK / calendar.kept_horizon(engine.now).length


def _timed(work: Callable[[], _T], *, times: int, clock: Callable[[], float]) -> tuple[_T, float]:
    began = clock()
    for _ in range(times):
        result = work()
    return result, clock() - began
