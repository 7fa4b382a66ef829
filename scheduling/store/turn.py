"""The right to write: one transaction at a time, marked as one that writes."""

import threading

import sqlalchemy as sa

from scheduling.errors import DatabaseBusy

_WRITES = "begins_to_write"


def for_writing(engine: sa.Engine) -> sa.Engine:
    """This will return the same engine, for transactions that write."""
    return engine.execution_options(**{_WRITES: True})


def is_for_writing(connection: sa.Connection) -> bool:
    """This will tell whether a connection is of an engine `for_writing`."""
    return bool(connection.get_execution_options().get(_WRITES, False))


class Turn:
    """A lock that one thread holds at a time, waited for no longer than `longest_wait` seconds.

    To wait here is far cheaper than in SQLite, which asks again and again, and fairer.
    """

    def __init__(self, *, longest_wait: float) -> None:
        self._longest_wait = longest_wait
        self._lock = threading.Lock()
        self._holder: int | None = None

    def __enter__(self) -> None:
        """This will wait for the turn.

        Raises DatabaseBusy when it does not come in time, and RuntimeError when this thread
        holds it already, which would wait for itself.
        """
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("this thread has a transaction open already; use its session")
        if not self._lock.acquire(timeout=self._longest_wait):
            raise DatabaseBusy
        self._holder = me

    def __exit__(self, *_: object) -> None:
        """This will let the next thread have its turn."""
        self._holder = None
        self._lock.release()
