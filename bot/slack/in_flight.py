"""What people have asked for and have no answer to yet, so that the end can wait for it."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)


class InFlight:
    """Counts what has begun and not ended, on one event loop."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()
        self._is_over = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is under way."""
        return self._none.is_set()

    @property
    def is_over(self) -> bool:
        """Whether nothing new is to begin any more."""
        return self._is_over

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one request more for as long as the context lasts."""
        self._count += 1
        self._none.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._none.set()

    def close(self) -> None:
        """Let nothing new begin."""
        self._is_over = True

    async def ended(self, *, within: float) -> None:
        """Wait for all that is under way, for so many seconds at most."""
        try:
            await asyncio.wait_for(self._none.wait(), timeout=within)
        except TimeoutError:
            log.warning("ending, with %d requests half done", self._count)
