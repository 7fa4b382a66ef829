"""What years of use cost: an idle round, and what people ask, against a database without history.

    python -m bench.scale                      100,000 interviews, 1,000,000 messages, 10 minutes
    python -m bench.scale --interviews 5000    shorter
    python -m bench.scale --strict             status 1 when a bar is missed

Two databases of each kind hold the same people and the same interviews ahead; one of them also
holds three years of what is over. It is measured as the bot leaves it: what is over is ended first,
which is measured as well. **Compare the ratios, not the milliseconds.**
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import sqlalchemy as sa

from bench.fixtures.databases import POSTGRESQL, SQLITE, empty_database
from bench.fixtures.years import Years, analyze, fill
from scheduling.model import (
    Actor,
    Availability,
    AvailabilityWindow,
    Channel,
    RequestContext,
    Rules,
    WallHours,
)
from scheduling.store import Store, availability
from scheduling.timespan import HOUR
from scheduling.usecases import delivery, home
from scheduling.usecases.audit import end_old_entries
from scheduling.usecases.delivery import reconcile
from scheduling.usecases.delivery.status import Tally, counts_of, delivery_status_of
from scheduling.usecases.distribute.inputs import prepare_round_for
from scheduling.usecases.interviews import AllowedHours, book_interview, interviews_asked_for
from scheduling.usecases.upkeep.end_history import KeptFor, end_history

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
NEXT_MONDAY = date(2026, 11, 16)
AHEAD, WAITING = 100, 20
REMINDERS_AHEAD = 20_000
RUNS = 15
SLOWEST_QUERY = 0.001
"""Seconds, for each query of an idle round."""
MOST = 2.0
"""Times as long as without history."""
CORA = Actor(name="Cora", time_zone="UTC", slack_user_id="UCORA", is_coordinator=True)
CONTEXT = RequestContext(actor=CORA, now=NOW, rules=Rules(hand_notice=None))
TALLY = Tally(at=NOW, messages=Counter(), interviews=Counter())
"""As the bot keeps one for an hour: what it says is added, and not counted again."""
Work = dict[str, Callable[[Store], object]]

ROUND: Work = {
    "what is due": lambda store: delivery.claim_due(
        store, channel=Channel.SLACK, owner="bench", limit=20, now=NOW
    ),
    "what is unknown": lambda store: reconcile.claim_unknown(
        store, channel=Channel.SLACK, owner="bench", limit=20, now=NOW
    ),
    "what was lost or is late": lambda store: delivery.tidy(store, now=NOW),
    "when the next is due": lambda store: delivery.next_due(store, now=NOW),
    "old entries of the audit": lambda store: end_old_entries(
        store, kept_for=timedelta(days=3650), now=NOW
    ),
    "what is over": lambda store: list(end_history(store, kept_for=KeptFor(), now=NOW)),
    "how the bot is doing": lambda store: delivery_status_of(store, now=NOW),
}
QUESTIONS: Work = {
    "/interviews, of a coordinator": lambda store: interviews_asked_for(
        store, CONTEXT, text="", profiles={}, limit=10
    ),
    "Home, of a coordinator": lambda store: home.home_of(store, actor=CORA, now=NOW),
    "/metrics": lambda store: counts_of(store, tally=TALLY),
    "/distribute all": lambda store: prepare_round_for(
        store, CONTEXT, text="next week", profiles={}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table; `bar` is empty where there is none."""

    what: str
    figure: str
    bar: str = ""
    is_met: bool = True


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both databases, print their tables, and return the exit status."""
    told = _parser().parse_args(arguments)
    is_met = True
    for kind in (SQLITE, POSTGRESQL):
        print(f"\n{kind}, {told.interviews:,} interviews that are over")
        for line in measured(kind, interviews=told.interviews):
            is_met &= line.is_met
            verdict = f"{line.bar}: {'met' if line.is_met else 'missed'}" if line.bar else ""
            print(f"{line.what:44} {line.figure:>28}  {verdict}", flush=True)
    return 0 if is_met or not told.strict else 1


def measured(kind: str, *, interviews: int) -> Iterator[Line]:
    """Yield the lines of one kind of database."""
    years = Years(now=NOW, interviews=interviews, reminders_ahead=REMINDERS_AHEAD)
    with (
        _database(kind, replace(years, interviews=1), name="bench_new") as new,
        _database(kind, years, name="bench_old") as old,
    ):
        yield from _ended(old)
        analyze(old)
        yield _of_question("ten messages that are due, claimed", *_seconds(old, new, work=_claim))
        _claim_all(old)
        for what, work in ROUND.items():
            yield _of_round(what, _slowest_query(old, work), kind)
        for what, work in QUESTIONS.items():
            yield _of_question(what, *_seconds(old, new, work=work))


def _ended(store: Store) -> Iterator[Line]:
    steps: list[float] = []
    began = perf_counter()
    for _ in end_history(store, kept_for=KeptFor(), now=NOW):
        steps.append(perf_counter() - began)
        began = perf_counter()
    figure = f"{sum(steps):.0f} s, {len(steps):,} steps"
    yield Line(what="what is over, ended for the first time", figure=figure)
    longest = sorted(steps)[len(steps) * 99 // 100] if steps else 0.0
    what = "a step of that, reading what is next included, p99"
    yield Line(what=what, figure=f"{1000 * longest:.1f} ms")


def _claim(store: Store) -> int:
    claimed = delivery.claim_due(store, channel=Channel.SLACK, owner="bench", limit=10, now=NOW)
    return len(claimed)


def _claim_all(store: Store) -> None:
    """Leave nothing to be sent: the round that is measured then is an idle one."""
    while _claim(store):
        pass


def _of_round(what: str, seconds: float, kind: str) -> Line:
    # The bar is of a server: a file is read by the process itself.
    bar = f"at most {1000 * SLOWEST_QUERY:.0f} ms" if kind == POSTGRESQL else ""
    return Line(
        what=f"slowest query of a round: {what}",
        figure=f"{1000 * seconds:.2f} ms",
        bar=bar,
        is_met=not bar or seconds <= SLOWEST_QUERY,
    )


def _of_question(what: str, seconds: float, without: float) -> Line:
    ratio = seconds / without
    return Line(
        what=what,
        figure=f"{1000 * seconds:.1f} ms, {ratio:.1f}× without",
        bar=f"at most {MOST:.0f}×",
        is_met=ratio <= MOST,
    )


def _seconds(*stores: Store, work: Callable[[Store], object]) -> tuple[float, ...]:
    """The median time on each store, in turn: whatever else the machine does hits all alike."""

    def once(store: Store) -> float:
        began = perf_counter()
        work(store)
        return perf_counter() - began

    rounds = [[once(store) for store in stores] for _ in range(RUNS + 1)]
    return tuple(median(times) for times in zip(*rounds[1:], strict=True))


def _slowest_query(store: Store, work: Callable[[Store], object]) -> float:
    """The median time of the query that takes longest, the round trip included."""
    times: dict[str, list[float]] = {}
    began = 0.0

    def begin(*_: object) -> None:
        nonlocal began
        began = perf_counter()

    def end(_c: object, _cursor: object, statement: str, *_: object) -> None:
        times.setdefault(statement, []).append(perf_counter() - began)

    sa.event.listen(sa.Engine, "before_cursor_execute", begin)
    sa.event.listen(sa.Engine, "after_cursor_execute", end)
    try:
        for _ in range(RUNS):
            work(store)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", begin)
        sa.event.remove(sa.Engine, "after_cursor_execute", end)
    return max(map(median, times.values()), default=0.0)


@contextmanager
def _database(kind: str, years: Years, *, name: str) -> Iterator[Store]:
    """A database after years, with interviews ahead and candidates who wait."""
    with (
        TemporaryDirectory(prefix="bench-scale-") as folder,
        empty_database(kind, folder=Path(folder), name=name) as url,
        closing(Store.open(url)) as store,
    ):
        store.migrate()
        fill(store, years)
        _give_hours(store, years)
        _book_ahead(store, years)
        analyze(store)
        yield store


def _give_hours(store: Store, years: Years) -> None:
    """Some candidates and interviewers have hours in the next week."""
    first = years.interviewers + AHEAD + 1
    with store.writing() as session:
        for person_id in (*range(1, 3 * WAITING), *range(first, first + WAITING)):
            windows = tuple(
                AvailabilityWindow(
                    day=NEXT_MONDAY + timedelta(days=day), hours=WallHours(start=540, end=1020)
                )
                for day in range(5)
            )
            said = Availability(person_id=person_id, windows=windows)
            availability.save(session, said, expected_version=0)


def _book_ahead(store: Store, years: Years) -> None:
    start = NOW + timedelta(days=14)
    for number in range(AHEAD):
        book_interview(
            store,
            context=CONTEXT,
            candidate_id=years.interviewers + 1 + number,
            interviewer_ids=(number % years.interviewers + 1,),
            start=start + number * HOUR,
            allowed=AllowedHours.ANY,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description="What years cost.")
    parser.add_argument("--interviews", type=int, default=100_000, help="that are over")
    parser.add_argument("--strict", action="store_true", help="status 1 when a bar is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
