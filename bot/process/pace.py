"""Keeping to a pace: so many at once, and after these one every so often."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic


class Pace:
    """Lets `at_once` through without a wait, and from then on one every `every` seconds.

    Whoever was slower than that may be faster again, up to `at_once`. It is the generic cell rate
    algorithm (ITU-T I.371), which counts nothing but the time when the next one is expected.
    """

    def __init__(
        self,
        *,
        at_once: int,
        every: float,
        steady: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`steady` gives seconds since some moment; `sleep` waits for as many."""
        self._ahead, self._every = (at_once - 1) * every, every
        self._steady, self._sleep = steady, sleep
        self._expected = steady()

    async def turn(self) -> None:
        """Wait until the next one may go."""
        now = self._steady()
        expected = max(self._expected, now)
        self._expected = expected + self._every
        wait = expected - self._ahead - now
        if wait > 0:
            await self._sleep(wait)
