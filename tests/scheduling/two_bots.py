"""Two who meet on PostgreSQL at the worst moment: the first has written, and not committed yet."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from databases import Kind, new_database, running_on
from town import Town

from scheduling.errors import SchedulingError
from scheduling.model import Rules
from scheduling.store import Session, Store

PATIENCE = 60


class Late(Store):
    """Says when all is written, and commits only when it may."""

    def __init__(self, place: sa.URL, *, lock: None) -> None:
        super().__init__(place, lock=lock)
        self.has_written, self.may_commit = threading.Event(), threading.Event()
        self.may_commit.set()

    @contextmanager
    def _transaction(self, engine: sa.Engine) -> Iterator[Session]:
        with super()._transaction(engine) as session:
            yield session
            session.flush()
            self.has_written.set()
            assert self.may_commit.wait(PATIENCE)


@dataclass(kw_only=True)
class TwoBots(Town):
    """A town with a bot that is late, and one that is not."""

    late: Late


Deed = Callable[[Town, Store], object]


@contextmanager
def two_bots(*, now: datetime, rules: Rules) -> Iterator[TwoBots]:
    """A town without people on PostgreSQL, and two bots."""
    with running_on(Kind.POSTGRESQL):
        url = new_database()
    with closing(Store.open(url)) as store, closing(Late.open(url)) as late:
        yield TwoBots(store=store, late=late, now=now, rules=rules)


def nothing(town: Town) -> None:
    """Leave the town as it is."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What there was, who comes first and second, what the second hears, and what is booked."""

    name: str
    before: Callable[[TwoBots], object] = nothing
    first: Deed
    second: Deed
    hears: str | None = None
    stands: tuple[object, ...] = ()


def meet(town: TwoBots, first: Deed, second: Deed) -> tuple[bool, list[str | None]]:
    """Let the second begin when the first has written and not committed.

    Whether the second had to wait for it, and what became of both: an error's name, or None.
    """
    town.late.has_written.clear()
    town.late.may_commit.clear()
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(first, town, town.late)
        assert town.late.has_written.wait(PATIENCE)
        quick = threads.submit(second, town, town.store)
        has_waited = _waits(town, quick)
        town.late.may_commit.set()
        return has_waited, [_outcome(each) for each in (slow, quick)]


def _waits(town: Town, quick: Future[object]) -> bool:
    nap = threading.Event()
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while not quick.done():
        with town.store.reading() as session:
            if session.scalar(waiting):
                return True
        nap.wait(0.01)
    return False


def _outcome(done: Future[object]) -> str | None:
    try:
        done.result(PATIENCE)
    except SchedulingError as refusal:
        return type(refusal).__name__
    return None
