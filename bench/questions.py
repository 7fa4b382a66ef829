"""The command line: python -m bench.questions. How fast a candidate alone is answered.

Anybody of all interviewers may meet the candidate, so the question looks at everybody's hours.
Each row is a ratio of two things measured in turn in one run, the least time of each: compare
these, not milliseconds.
"""

import argparse
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import psutil
import sqlalchemy as sa

from bench.engine.company import company, write
from bench.fixtures.databases import POSTGRESQL, SQLITE, empty_database
from bench.web import over_http
from scheduling.availability.tzdata import use_pinned_time_zones
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
from scheduling.results import SlotsAsked
from scheduling.slots import Match, Slot
from scheduling.store import Session, Store, availability, people
from scheduling.store.schema import tables
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.people import people_after
from scheduling.usecases.upkeep.keep_everybodys_hours import keep_everybodys_hours
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache

SIZES = (1_000, 10_000)
_ASKED = timedelta(weeks=12)
_PAGE, _NAMED = 50, 4
"""Slots on a page, and names beside each: what one sees at first."""
_TIMES, _SLOW_TIMES, _FIRST_TIMES = 200, 5, 3
_AT_ONCE, _EACH = 16, 25
_HEAD_START = 0.01
"""Seconds until a process that is new begins to read everybody's hours."""
_MILLI, _MEGA = 1_000, 2**20
_BARS = {1_000: 13.0, 10_000: 20.0}
"""Times the reading of one row, by people: 2 ms and 3 ms where that takes 0.15 ms."""
_HTTP_BARS, _HTTP_BAR_LARGER = {1_000: 3.0}, 6.0
_BAR_LARGER, _BAR_GROWTH, _BAR_FIRST, _BAR_AT_ONCE, _BAR_MEMORY = 20.0, 1.3, 1.15, 0.5, 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: something measured, as so many times something else."""

    what: str
    ours: str
    against: str
    ratio: float
    # At most this; or at least, where more is better.
    bar: float
    more_is_better: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the bar is reached."""
        return self.ratio >= self.bar if self.more_is_better else self.ratio <= self.bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who asks one bot about one candidate."""

    store: Store
    candidate: Person
    now: datetime

    def ask(self) -> tuple[int, tuple[Slot, ...]]:
        """Return how many slots there are, and the first page of them."""
        asked = SlotsAsked(
            candidate_id=self.candidate.id,
            interviewer_ids=(),
            match=Match.ALL,
            start=self.now,
            end=self.now + _ASKED,
        )
        cora = Actor(name="Cora", time_zone="UTC", slack_user_id="U1", is_coordinator=True)
        context = RequestContext(actor=cora, now=self.now, rules=Rules())
        answer = find_slots(self.store, context=context, asked=asked)
        return answer.found.count, answer.found.page(limit=_PAGE, most=_NAMED)

    def keep(self) -> None:
        """Have everybody's hours in memory, as a bot does once it is connected."""
        keep_everybodys_hours(self.store, time_zone=Rules().time_zone, now=self.now)

    def read_one_row(self) -> None:
        """Do the least that a use case can."""
        people_after(self.store, person_id=0, role=None, limit=1)

    def change(self, number: int) -> None:
        """Change the hours of an interviewer."""
        with self.store.writing() as session:
            (person,) = people.after(session, number % 97, role=Role.INTERVIEWER, limit=1)
            before = availability.of(session, [person.id])[person.id]
            weekly = WeeklyHours(weekday=Weekday(number % 5), hours=WallHours(start=540, end=720))
            said = replace(before, weekly=(weekly,))
            availability.save(session, said, expected_version=before.version)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, and return the exit status: 0 when every bar is met."""
    told = _parser().parse_args(arguments)
    use_pinned_time_zones()
    rows: list[Row] = []
    middle: dict[int, float] = {}
    for count in told.people:
        with TemporaryDirectory(prefix="bench-questions-") as folder:
            found, middle[count] = measured(Path(folder), people=count, kind=told.database)
        for row in found:
            print(line(row), flush=True)
        rows += found
    smallest, largest = min(middle), max(middle)
    if smallest < largest:
        what = f"from {smallest:,} to {largest:,} people"
        grown = _compared(what, middle[largest], middle[smallest], bar=_BAR_GROWTH)
        print(line(grown))
        rows.append(grown)
    return 0 if all(row.is_met for row in rows) else 1


def measured(
    folder: Path,
    *,
    people: int,
    kind: str = SQLITE,
    firsts: int = _FIRST_TIMES,
    times: int = _TIMES,
) -> tuple[list[Row], float]:
    """Return the rows for so many interviewers, and the seconds that an answer takes.

    `firsts` processes are started for each kind of first answer, and all else is asked so many
    `times`.
    """
    now = datetime.now(UTC)
    with empty_database(kind, folder=folder) as url:
        with closing(Store.open(url)) as store:
            asker = Asker(store=store, candidate=_filled(store, people=people, now=now), now=now)
        began = [_first_answers(url, asker.candidate, now) for _ in range(firsts)]
        http = _over_http(url, asker.candidate, people, times=times) if kind == SQLITE else []
        with closing(Store.open(url)) as store:
            asker = replace(asker, store=store)
            rows, answer = _answers(asker, people, times=times)
            kept, without = (min(column) for column in zip(*began, strict=True))
            what = f"the first after a start, {people:,} people"
            rows.append(_compared(what, kept, without, bar=_BAR_FIRST))
            rows += [*_at_once(asker, people), *http]
    return rows, answer


def line(row: Row) -> str:
    """Return a row as it is printed."""
    word = "at least" if row.more_is_better else "at most"
    verdict = "met" if row.is_met else "MISSED"
    return (
        f"{row.what:52} {row.ours:>10} against {row.against:>10}  {row.ratio:6.2f}×"
        f"  ({word} {row.bar:g}×) {verdict}"
    )


def _filled(store: Store, *, people: int, now: datetime) -> Person:
    """Write interviewers with twelve weeks of hours, and a candidate with 480 free hours."""
    write(store, company(count=people, now=now), now=now)
    with store.writing() as session:
        carl = _candidate(session, now)
        hours = WallHours(start=9 * 60, end=17 * 60)
        weekly = tuple(WeeklyHours(weekday=day, hours=hours) for day in list(Weekday)[:5])
        given = Availability(person_id=carl.id, weekly=weekly)
        availability.save(session, given, expected_version=0)
    refresh_cache(store, now=now)
    return carl


def _candidate(session: Session, now: datetime) -> Person:
    # Those of the company were written with their ids, which a sequence knows nothing of.
    newest = session.scalar(sa.select(sa.func.max(tables.person.c.id))) or 0
    row = {
        "id": newest + 1,
        "name": "Carl",
        "name_key": "carl",
        "role": Role.CANDIDATE.value,
        "time_zone": "UTC",
        "is_coordinator": False,
        "availability_version": 0,
        "created_at": now,
    }
    session.execute(sa.insert(tables.person).values(row))
    (carl,) = people.named(session, "Carl")
    return carl


# -- what is measured ----------------------------------------------------------------------------


def _answers(asker: Asker, count: int, *, times: int) -> tuple[list[Row], float]:
    slow, expected = _seconds(asker.ask, times=_SLOW_TIMES), asker.ask()
    asker.keep()
    if asker.ask() != expected:
        raise SystemExit("what is kept answers otherwise than everybody's own hours")
    rows, answers, after = [], [], []
    for number in range(times):  # in turn, so that whatever else the machine does hits all alike
        rows += _seconds(asker.read_one_row)
        answers += _seconds(asker.ask)
        asker.change(number)
        after += _seconds(asker.ask)
    row, answer = min(rows), min(answers)
    bar = _BARS.get(count, _BAR_LARGER)
    return [
        _compared(f"one row: an answer, {count:,} people", answer, row, bar=bar),
        _compared(f"one row: the same after a change, {count:,} people", min(after), row, bar=40),
        _compared(f"everybody read anew, {count:,} people", answer, min(slow), bar=0.5),
    ], answer


def _at_once(asker: Asker, count: int) -> Iterator[Row]:
    """Sixteen people who ask at the same time, by the processor's time."""
    process = psutil.Process()
    alone, before = _rate(asker, threads=1), process.memory_info().rss
    together, after = _rate(asker, threads=_AT_ONCE), process.memory_info().rss
    yield Row(
        what=f"one at a time: {_AT_ONCE} at once, {count:,} people",
        ours=f"{together:,.0f}/s",
        against=f"{alone:,.0f}/s",
        ratio=together / alone,
        bar=_BAR_AT_ONCE,
        more_is_better=True,
    )
    yield Row(
        what=f"before: the memory that they take, {count:,} people",
        ours=f"{after / _MEGA:,.0f} MB",
        against=f"{before / _MEGA:,.0f} MB",
        ratio=after / before,
        bar=_BAR_MEMORY,
    )


def _over_http(url: str, candidate: Person, count: int, *, times: int) -> list[Row]:
    path = f"/api/get_available_timeslots/?candidate={candidate.id}"
    found = over_http(url, [("answer", path)] * times)
    what, bar = f"one row: over HTTP, {count:,} people", _HTTP_BARS.get(count, _HTTP_BAR_LARGER)
    return [_compared(what, min(found["answer"]), min(found["one row"]), bar=bar)]


def _rate(asker: Asker, *, threads: int) -> float:
    """Return how many answers are given in a second of the processor's time."""
    asking = [threading.Thread(target=_ask_often, args=(asker,)) for _ in range(threads)]
    began = process_time()
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    return threads * _EACH / (process_time() - began)


def _ask_often(asker: Asker) -> None:
    for _ in range(_EACH):
        asker.ask()


def _first_answers(url: str, candidate: Person, now: datetime) -> tuple[float, float]:
    """The seconds of a new process's first answer: while hours are read for those to come, and
    where none are.
    """
    return _in_new_process(url, candidate, now, True), _in_new_process(url, candidate, now, False)


def _in_new_process(url: str, candidate: Person, now: datetime, is_kept: bool) -> float:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(_first_answer, url, candidate, now, is_kept).result()


def _first_answer(url: str, candidate: Person, now: datetime, is_kept: bool) -> float:
    use_pinned_time_zones()
    with closing(Store.open(url)) as store:
        asker = Asker(store=store, candidate=candidate, now=now)
        # Asked first: so it is when somebody has waited for the bot to be back.
        keeper = threading.Timer(_HEAD_START, asker.keep)
        if is_kept:
            keeper.start()
        (seconds,) = _seconds(asker.ask)
        if is_kept:
            keeper.join()
    return seconds


def _seconds(work: Callable[[], object], *, times: int = 1) -> list[float]:
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return found


def _compared(what: str, ours: float, against: float, *, bar: float) -> Row:
    return Row(
        what=what,
        ours=f"{ours * _MILLI:.2f} ms",
        against=f"{against * _MILLI:.2f} ms",
        ratio=ours / against,
        bar=bar,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.questions", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=SIZES)
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), default=SQLITE)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
