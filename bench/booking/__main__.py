"""Many who book the same people at once: nobody twice, and how long each waits.

    python -m bench.booking                    32 clients, 200 hours, both databases
    python -m bench.booking --hours 20         shorter
    python -m bench.booking --strict           status 1 when a bar is missed

Half of the clients book in a workspace kept in UTC, half in one kept in Kolkata, whose hours
begin at half past: so hours overlap without being equal. On PostgreSQL they work from two
processes, on SQLite, which serves one, from one. All ask for the same hours in the same order, each
for two of eight interviewers, and none waits in between. Then four processes book on a PostgreSQL
that is some way off (`bench.booking.far`).
"""

import argparse
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from json import dumps, loads
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import sqlalchemy as sa

from bench.booking.far import paces, table
from bench.commands.figures import percentile
from bench.fixtures.databases import POSTGRESQL, SQLITE, empty_database
from scheduling.errors import SchedulingError, SlotTaken
from scheduling.model import Actor, RequestContext, Role, Rules
from scheduling.store import Store
from scheduling.store import people as registered
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import AllowedHours, book_interview
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
ZONES = ("UTC", "Asia/Kolkata")
INTERVIEWERS, PANEL = 8, 2
PROCESSES = {SQLITE: 1, POSTGRESQL: 2}
"""SQLite serves one; the bot refuses a second."""
MOST_IN_TURN = 1.5
"""How many times as long as all clients, one after the other, the slowest may wait."""

COORDINATOR = Actor(name="Cora", time_zone="UTC", slack_user_id="UCORA", is_coordinator=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to book: what came of it, and how long it took in seconds."""

    outcome: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of all attempts on one database, and of one client's who was alone."""

    attempts: Sequence[Attempt]
    alone: Sequence[Attempt]
    clients: int
    doubled: int

    @property
    def counts(self) -> Counter[str]:
        """How many attempts ended in which way."""
        return Counter(attempt.outcome for attempt in self.attempts)

    @property
    def is_well(self) -> bool:
        """Whether nobody is booked twice, nothing but a taken hour was refused, and soon."""
        expected = self.counts.keys() <= {"booked", SlotTaken.__name__}
        return not self.doubled and expected and self.in_turn <= MOST_IN_TURN

    @property
    def in_turn(self) -> float:
        """The p99, as a share of what all clients would take one after the other, as if alone."""
        return _p99(self.attempts) / _p99(self.alone) / self.clients


def main(arguments: Sequence[str] | None = None) -> int:
    """Have them book, print a table, and return the exit status."""
    told = _parser().parse_args(arguments)
    if told.worker:
        _work(told.worker, clients=range(*told.part), hours=told.hours)
        return 0
    results, far = {}, []
    for kind in told.database or (SQLITE, POSTGRESQL):
        with (
            TemporaryDirectory(prefix="bench-") as folder,
            empty_database(kind, folder=Path(folder)) as url,
        ):
            results[kind] = contend(
                url, clients=told.clients, hours=told.hours, processes=PROCESSES[kind]
            )
            if kind == POSTGRESQL:
                far = paces(url)
    print("\n".join([*_table(results), "", *table(far)]))
    is_well = all(result.is_well for result in results.values())
    return int(told.strict and not (is_well and all(pace.is_well for pace in far)))


def contend(url: str, *, clients: int, hours: int, processes: int) -> Result:
    """Have one client book alone, then all of them at once, on an empty database."""
    with closing(Store.open(url)) as store:
        store.migrate()
        ids = _register(store, clients=clients + 1)
        refresh_cache(store, now=NOW)
        alone = list(_attempts(store, client=clients, ids=ids, hours=min(hours, 50), day=40))
    step = -(-clients // processes)
    parts = [(first, min(first + step, clients)) for first in range(0, clients, step)]
    workers = [_worker(url, part=part, hours=hours) for part in parts]
    told = [line for worker in workers for line in worker.communicate()[0].splitlines()]
    return Result(
        attempts=[Attempt(**loads(line)) for line in told],
        alone=alone,
        clients=clients,
        doubled=_doubled(url),
    )


def _register(store: Store, *, clients: int) -> list[int]:
    """The ids of the interviewers, then those of a candidate for each client."""
    with store.writing() as session:
        roles = [Role.INTERVIEWER] * INTERVIEWERS + [Role.CANDIDATE] * clients
        return [
            registered.add(session, name=f"Person {n}", role=role, time_zone="UTC", now=NOW).id
            for n, role in enumerate(roles)
        ]


def _worker(url: str, *, part: tuple[int, int], hours: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.booking", "--worker", url, "--hours", str(hours)]
    return subprocess.Popen(
        [*command, "--part", *map(str, part)], stdout=subprocess.PIPE, text=True
    )


def _work(url: str, *, clients: range, hours: int) -> None:
    """One process's clients, each in a thread; every attempt is told as a line."""
    with closing(Store.open_beside(url)) as store, ThreadPoolExecutor(len(clients)) as threads:
        with store.reading() as session:
            ids = [person.id for person in registered.after(session, 0, limit=9999)]
        book = [
            threads.submit(
                lambda client: list(_attempts(store, client=client, ids=ids, hours=hours, day=14)),
                client,
            )
            for client in clients
        ]
        for done in book:
            for attempt in done.result():
                print(dumps(asdict(attempt)))


def _attempts(
    store: Store, *, client: int, ids: Sequence[int], hours: int, day: int
) -> Iterator[Attempt]:
    chance = random.Random(client)
    zone = ZONES[client % len(ZONES)]
    first = NOW + timedelta(days=day, minutes=30 if zone == "Asia/Kolkata" else 0)
    context = RequestContext(actor=COORDINATOR, now=NOW, rules=Rules(time_zone=zone))
    for number in range(hours):
        began = perf_counter()
        outcome = _outcome(
            store,
            context=context,
            candidate=ids[INTERVIEWERS + client],
            panel=tuple(chance.sample(ids[:INTERVIEWERS], PANEL)),
            start=first + number * HOUR,
        )
        yield Attempt(outcome=outcome, seconds=perf_counter() - began)


def _outcome(
    store: Store,
    *,
    context: RequestContext,
    candidate: int,
    panel: tuple[int, ...],
    start: datetime,
) -> str:
    try:
        book_interview(
            store,
            context=context,
            candidate_id=candidate,
            interviewer_ids=panel,
            start=start,
            allowed=AllowedHours.ANY,
        )
    except SchedulingError as refusal:
        return type(refusal).__name__
    return "booked"


def _doubled(url: str) -> int:
    """How many pairs of interviews share a person and any time, by a look of its own."""
    seats = sa.text(
        "SELECT candidate_id AS person_id, start FROM interview WHERE state = 'booked' UNION ALL"
        " SELECT panel.person_id, interview.start FROM interview"
        " JOIN panel ON panel.interview_id = interview.id WHERE interview.state = 'booked'"
    )
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        theirs: dict[int, list[datetime]] = {}
        for person_id, start in connection.execute(seats):
            at = start if isinstance(start, datetime) else datetime.fromisoformat(start)
            theirs.setdefault(person_id, []).append(at)
    engine.dispose()
    return sum(
        abs(one - other) < HOUR
        for starts in theirs.values()
        for one, other in combinations(starts, 2)
    )


def _p99(attempts: Sequence[Attempt]) -> float:
    return percentile([attempt.seconds for attempt in attempts], 0.99)


def _table(results: dict[str, Result]) -> Iterator[str]:
    heads = "attempts | booked | taken | refused otherwise | booked twice | p50, ms | p99, ms"
    yield f"| | {heads} | p99 to all in turn | bar |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|"
    for kind, result in results.items():
        counts, total = result.counts, len(result.attempts)
        booked, taken = counts["booked"], counts[SlotTaken.__name__]
        p50 = percentile([attempt.seconds for attempt in result.attempts], 0.5)
        p99 = _p99(result.attempts)
        yield (
            f"| {kind} | {total:,} | {booked:,} | {taken:,} | {total - booked - taken} "
            f"| {result.doubled} | {p50 * 1000:.1f} | {p99 * 1000:.1f} | {result.in_turn:.2f} "
            f"| none twice, at most {MOST_IN_TURN}: {'met' if result.is_well else 'MISSED'} |"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.booking", description=__doc__)
    parser.add_argument("--clients", type=int, default=32, help="who book at once (32)")
    parser.add_argument("--hours", type=int, default=200, help="for which each tries (200)")
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), action="append")
    parser.add_argument("--strict", action="store_true", help="fail when a bar is missed")
    parser.add_argument("--worker", metavar="URL", help=argparse.SUPPRESS)
    parser.add_argument("--part", type=int, nargs=2, default=(0, 0), help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
