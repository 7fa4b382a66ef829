"""The process-wide right to write."""

import threading

from scheduling.errors import DatabaseBusy


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
