"""The right to write: one transaction at a time, marked as one that writes."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa

from scheduling.errors import DatabaseBusy

_WRITES = "begins_to_write"
_NOBODY_YET = -1
"""The turn is given, and whoever has it has not woken up yet."""


def for_writing(engine: sa.Engine) -> sa.Engine:
    """Return the same engine, for transactions that write."""
    return engine.execution_options(**{_WRITES: True})


def is_for_writing(connection: sa.Connection) -> bool:
    """Tell whether a connection is of an engine `for_writing`."""
    return bool(connection.get_execution_options().get(_WRITES, False))


class OncePerThread(threading.local):
    """A block that no thread enters while it is within: it would wait for itself."""

    is_within = False

    def __enter__(self) -> None:
        """Enter. Raises RuntimeError within."""
        if self.is_within:
            raise RuntimeError("this thread has a transaction open already; use its session")
        self.is_within = True

    def __exit__(self, *_: object) -> None:
        """Leave."""
        self.is_within = False


class WriteLock:
    """A lock that one thread holds at a time, waited for no longer than `longest_wait` seconds.

    To wait here is far cheaper than in a database. Whoever has waited longest is next: with a
    plain lock, a thread that writes again and again would overtake the others at will.
    """

    def __init__(self, *, longest_wait: float) -> None:
        self._longest_wait = longest_wait
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._holder: int | None = None

    @property
    def queue_length(self) -> int:
        """How many threads wait."""
        return len(self._waiting)

    def __enter__(self) -> None:
        """Wait for the turn.

        Raises DatabaseBusy when it does not come in time, and RuntimeError when this thread
        holds it already, which would wait for itself.
        """
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("this thread has a transaction open already; use its session")
        # Each waits on a lock of its own, which the one before lets go of: that makes the queue
        # fair.
        called = threading.Lock()
        with self._guard:
            if self._holder is None:
                self._holder = me
                return
            called.acquire()
            self._waiting.append(called)
        if not called.acquire(timeout=self._longest_wait):
            self._give_up(called)
        self._holder = me

    def __exit__(self, *_: object) -> None:
        """Let the next thread have its turn."""
        with self._guard:
            if self._waiting:
                # Not None, or a thread that comes just now would overtake the one that is being
                # woken.
                self._holder = _NOBODY_YET
                self._waiting.popleft().release()
            else:
                self._holder = None

    def _give_up(self, called: threading.Lock) -> None:
        with self._guard:
            # It may have been called in the very last moment: then it is its turn.
            if called in self._waiting:
                self._waiting.remove(called)
                raise DatabaseBusy


@dataclass(slots=True, kw_only=True, eq=False)
class _Turn:
    people: frozenset[int]
    called: threading.Event = field(default_factory=threading.Event)


class PeopleTurns:
    """The turns of threads that write about some people each, waited for as a WriteLock's are.

    A thread waits for those alone that came before and write about one of the same people. In the
    database it would hold some of them while it waits for others, and whoever wants those as well.
    """

    def __init__(self, *, longest_wait: float) -> None:
        self._longest_wait = longest_wait
        self._guard = threading.Lock()
        self._turns: list[_Turn] = []

    @property
    def count(self) -> int:
        """How many threads have their turn or wait for it."""
        return len(self._turns)

    @contextmanager
    def of(self, people: frozenset[int]) -> Iterator[None]:
        """Wait for the turn, and have it for the block. Raises DatabaseBusy."""
        mine = _Turn(people=people)
        with self._guard:
            self._turns.append(mine)
            self._call()
        try:
            if not mine.called.wait(self._longest_wait):
                raise DatabaseBusy
            yield
        finally:
            with self._guard:
                self._turns.remove(mine)
                self._call()

    def _call(self) -> None:
        before = set[int]()
        for turn in self._turns:
            if before.isdisjoint(turn.people):
                turn.called.set()
            before |= turn.people
