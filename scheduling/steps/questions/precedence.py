"""Who asks goes first, and what is done for later waits: threads share one interpreter."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic

_LONGEST_WAIT = 5.0
"""Seconds: where somebody asks all the time, what is done for later gets done all the same."""

_asking = 0
_changed = Condition()


@contextmanager
def asking() -> Iterator[None]:
    """Go first, for as long as the block lasts."""
    global _asking
    with _changed:
        _asking += 1
    try:
        yield
    finally:
        with _changed:
            _asking -= 1
            _changed.notify_all()


class Patience:
    """What one long piece of work has of it, for whoever asks meanwhile."""

    def __init__(self, seconds: float = _LONGEST_WAIT) -> None:
        self._left = seconds

    def give_way(self) -> None:
        """Wait until nobody asks, as long as there is patience left."""
        began = monotonic()
        with _changed:
            _changed.wait_for(lambda: not _asking, timeout=self._left)
        self._left = max(0.0, self._left - (monotonic() - began))
