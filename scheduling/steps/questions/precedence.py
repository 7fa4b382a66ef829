"""Who asks goes first, and what is done for later waits: threads share one interpreter."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_LONGEST_WAIT = 0.2
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


def give_way() -> None:
    """Wait until nobody asks, but not for long."""
    with _changed:
        _changed.wait_for(lambda: not _asking, timeout=_LONGEST_WAIT)
