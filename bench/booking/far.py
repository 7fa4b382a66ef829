"""How many bookings a second four processes make on a PostgreSQL that is some way off.

Beside a prototype: the same, on a store whose writers hold the locks of their people and no other.
Nobody wants the hour of anybody else's, so all that they wait for is each other's locks.
"""

import json
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from bench.fixtures.distance import further_away
from scheduling.model import Actor, RequestContext, Role, Rules
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store import Session, Store
from scheduling.store import people as registered
from scheduling.store.databases import postgresql
from scheduling.timespan import HOUR
from scheduling.usecases.access.once import carry_out_once
from scheduling.usecases.interviews import AllowedHours, book_interview

ROUND_TRIPS = (0.001, 0.005)
"""Seconds for each statement."""
LEAST = 0.9
"""Of what the prototype makes."""
LEAST_PRESSED = 0.7
"""Of ours, for what is carried out once: that takes two statements more."""
_NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
_PROCESSES, _CLIENTS, _SECONDS, _ROUNDS = 4, 32, 4.0, 3
_TOGETHER = _CLIENTS // _PROCESSES
_OURS, _PROTOTYPE, _PRESSED = "ours", "prototype", "pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Bookings a second where a statement takes a round trip of so many seconds."""

    round_trip: float
    ours: float
    prototype: float
    # Ours, each carried out once, as a press in Slack is: its answer is put on record with it.
    pressed: float

    @property
    def ratio(self) -> float:
        """Of ours and the prototype's."""
        return self.ours / self.prototype

    @property
    def pressed_ratio(self) -> float:
        """Of those carried out once and ours."""
        return self.pressed / self.ours

    @property
    def is_well(self) -> bool:
        """Whether both bars are met."""
        return self.ratio >= LEAST and self.pressed_ratio >= LEAST_PRESSED


class PeopleLocked(Store):
    """The prototype: it holds the locks of the people whom it writes about, and no other."""

    @contextmanager
    def writing_about(
        self, person_ids: Collection[int] = (), *, interview_id: int | None = None
    ) -> Iterator[Session]:
        """Give a transaction that holds them."""
        with self._transaction(self._engine) as session:
            locks = ", ".join(postgresql.locks_of(person_ids))
            session.connection().exec_driver_sql(f"SELECT {locks}")
            yield session


def paces(url: str, *, seconds: float = _SECONDS, rounds: int = _ROUNDS) -> list[Pace]:
    """Measure on a database that has its tables: the best of so many rounds."""
    with closing(Store.open(url)) as store, store.writing() as session:
        roles = [Role.CANDIDATE] * _CLIENTS + [Role.INTERVIEWER] * 2 * _CLIENTS
        first, *_ = [
            registered.add(session, name=f"Far {n}", role=role, time_zone="UTC", now=_NOW).id
            for n, role in enumerate(roles)
        ]
    found, day = [], 0
    for round_trip in ROUND_TRIPS:
        best = {_OURS: 0.0, _PROTOTYPE: 0.0, _PRESSED: 0.0}
        with further_away(url, round_trip=round_trip) as address:
            for _ in range(rounds):  # in turn, as whatever else the machine does slows both
                for kind in best:
                    day += 1
                    count = _booked(address, kind=kind, day=day, first=first, seconds=seconds)
                    best[kind] = max(best[kind], count / seconds)
        found.append(
            Pace(
                round_trip=round_trip,
                ours=best[_OURS],
                prototype=best[_PROTOTYPE],
                pressed=best[_PRESSED],
            )
        )
    return found


def table(found: Sequence[Pace]) -> Iterator[str]:
    """Return the lines of a table."""
    if not found:
        return
    yield (
        "| round trip of a statement | bookings a second | with people's locks alone | ratio "
        "| each carried out once | ratio |"
    )
    yield "|---|--:|--:|--:|--:|--:|"
    for pace in found:
        yield (
            f"| {pace.round_trip * 1000:.0f} ms | {pace.ours:.0f} | {pace.prototype:.0f} "
            f"| {_against(pace.ratio, LEAST)} "
            f"| {pace.pressed:.0f} | {_against(pace.pressed_ratio, LEAST_PRESSED)} |"
        )


def _against(ratio: float, least: float) -> str:
    return f"{ratio:.2f} (at least {least}: {'met' if ratio >= least else 'MISSED'})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What one process does: the clients that are its, from a day on, for so many seconds."""

    url: str
    kind: str
    process: int
    day: int
    # The id of the first candidate; all that are measured follow, the interviewers last.
    first: int
    seconds: float

    @property
    def clients(self) -> range:
        """Their numbers."""
        return range(self.process * _TOGETHER, (self.process + 1) * _TOGETHER)


def _booked(url: str, *, kind: str, day: int, first: int, seconds: float) -> int:
    """How many all processes book within so many seconds, counted from when all are ready."""
    tasks = [
        _Task(url=url, kind=kind, process=n, day=day, first=first, seconds=seconds)
        for n in range(_PROCESSES)
    ]
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.booking.far", json.dumps(asdict(task))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for task in tasks
    ]
    for worker in workers:
        assert worker.stdout is not None
        worker.stdout.readline()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    return sum(int(worker.communicate()[0]) for worker in workers)


def _work(task: _Task) -> None:
    """One process's clients, each in a thread of its own."""
    store = (PeopleLocked if task.kind == _PROTOTYPE else Store).open_beside(task.url)
    with closing(store), ThreadPoolExecutor(_TOGETHER) as threads:
        # The first of each is not counted: connections are opened, statements compiled.
        list(threads.map(lambda client: _book(store, task, client=client, hour=0), task.clients))
        print("ready", flush=True)
        sys.stdin.readline()
        until = time.monotonic() + task.seconds
        print(sum(threads.map(lambda client: _count(store, task, client, until), task.clients)))


def _count(store: Store, task: _Task, client: int, until: float) -> int:
    done = 0
    while time.monotonic() < until:
        done += 1
        _book(store, task, client=client, hour=done)
    return done


def _book(store: Store, task: _Task, *, client: int, hour: int) -> None:
    """Book an hour for a candidate and two interviewers who are this client's alone."""
    actor = Actor(name="Cora", time_zone="UTC", slack_user_id="UCORA", is_coordinator=True)
    panel = task.first + _CLIENTS + 2 * client
    start = _NOW + timedelta(days=60 * task.day) + hour * HOUR

    def booked(store: Store) -> StoredResponse:
        book_interview(
            store,
            RequestContext(actor=actor, now=_NOW, rules=Rules(time_zone="UTC")),
            candidate_id=task.first + client,
            interviewer_ids=(panel, panel + 1),
            start=start,
            allowed=AllowedHours.ANY,
        )
        return StoredResponse(status=200, headers=(), body="Booked.")

    if task.kind == _PRESSED:
        key = RequestKey(sender=f"slack:U{client}", key=start.isoformat(), fingerprint="")
        carry_out_once(store, key=key, now=_NOW, change=booked)
    else:
        booked(store)


if __name__ == "__main__":
    _work(_Task(**json.loads(sys.argv[1])))
