"""How many requests a program may send."""

from collections.abc import Callable
from time import monotonic

_BURST_SECONDS = 10


class Rates:
    """A bucket for each name, filled steadily: so many requests a minute, ten seconds' at once."""

    def __init__(self, *, a_minute: int, steady: Callable[[], float] = monotonic) -> None:
        """`steady` gives seconds since some moment."""
        self._a_second = a_minute / 60
        self._full = max(1.0, self._a_second * _BURST_SECONDS)
        self._steady = steady
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, name: str) -> float:
        """This will count one request; more than 0 is the seconds to wait instead."""
        now = self._steady()
        left, since = self._buckets.get(name, (self._full, now))
        left = min(self._full, left + (now - since) * self._a_second)
        if left < 1:
            self._buckets[name] = left, now
            return (1 - left) / self._a_second
        self._buckets[name] = left - 1, now
        return 0
