"""Requests with a token of nobody's, put on record: once a minute at most, however many come."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from scheduling.errors import SchedulingError
from scheduling.store import Store
from scheduling.usecases.audit import note_wrong_tokens

_EVERY = 60.0
"""Seconds between two entries of the audit."""

log = logging.getLogger(__name__)


class WrongTokens:
    """Counts them, so that whoever guesses fills no table."""

    def __init__(self, *, steady: Callable[[], float] = monotonic) -> None:
        """`steady` gives seconds since some moment, which one does not matter."""
        self._steady = steady
        self._count, self._noted = 0, steady() - _EVERY

    async def count(self, store: Store, *, now: datetime) -> None:
        """Count one more, and put those of the last minute on record."""
        self._count += 1
        if self._steady() - self._noted < _EVERY:
            return
        count, self._count, self._noted = self._count, 0, self._steady()
        try:
            await asyncio.to_thread(note_wrong_tokens, store, count=count, now=now)
        except SchedulingError:
            log.exception("a wrong token could not be put on record")
