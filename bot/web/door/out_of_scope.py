"""Calls that a token may not make, put on record: each once a minute at most."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from scheduling.errors import SchedulingError
from scheduling.store import Store
from scheduling.usecases.audit import note_call_refused

_EVERY = 60.0
"""Seconds between two entries about one token and one call."""

log = logging.getLogger(__name__)


class OutOfScope:
    """Counts them by token and call, so that a program that goes on asking fills no table."""

    def __init__(self, *, steady: Callable[[], float] = monotonic) -> None:
        """`steady` gives seconds since some moment, which one does not matter."""
        self._steady = steady
        # No more than there are tokens and calls.
        self._counted: dict[tuple[str, str], tuple[int, float]] = {}

    async def count(self, store: Store, *, token: str, call: str, now: datetime) -> None:
        """Count one more, and put those since the last entry on record."""
        count, noted = self._counted.get((token, call), (0, self._steady() - _EVERY))
        if self._steady() - noted < _EVERY:
            self._counted[token, call] = count + 1, noted
            return
        self._counted[token, call] = 0, self._steady()
        try:
            await asyncio.to_thread(
                note_call_refused, store, token=token, call=call, count=count + 1, now=now
            )
        except SchedulingError:
            log.exception("a refused call could not be put on record")
