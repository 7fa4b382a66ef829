"""How often somebody may come, and how often somebody may guess."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

_BURST_SECONDS = 10
_MOST_REMEMBERED = 10_000


class Rates:
    """A bucket for each name, filled steadily: so many requests a minute, ten seconds' at once.

    It forgets whoever has not come for longest, so that it never grows beyond a bound.
    """

    def __init__(
        self,
        *,
        a_minute: float,
        at_once: float | None = None,
        steady: Callable[[], float] = monotonic,
        most: int = _MOST_REMEMBERED,
    ) -> None:
        """`steady` gives seconds since some moment; `most` is how many names are remembered."""
        self._a_second = a_minute / 60
        self._full = max(1.0, self._a_second * _BURST_SECONDS if at_once is None else at_once)
        self._steady, self._most = steady, most
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str) -> float:
        """Return the seconds to wait before the next request; 0 when there is one left."""
        left, _ = self._left(name)
        return 0 if left >= 1 else (1 - left) / self._a_second

    def take(self, name: str) -> float:
        """Count one request; more than 0 is the seconds to wait instead."""
        left, now = self._left(name)
        wait = 0 if left >= 1 else (1 - left) / self._a_second
        self._buckets[name] = (left if wait else left - 1), now
        self._buckets.move_to_end(name)
        while len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return wait

    def _left(self, name: str) -> tuple[float, float]:
        now = self._steady()
        left, since = self._buckets.get(name, (self._full, now))
        return min(self._full, left + (now - since) * self._a_second), now


class Guesses:
    """Slows down whoever tries tokens that let nobody in: by address, and all of them together.

    Who has got in with a token before is not kept out by what others try.
    """

    def __init__(self, *, steady: Callable[[], float] = monotonic) -> None:
        self._by_address = Rates(a_minute=10, at_once=10, steady=steady)
        self._in_all = Rates(a_minute=120, at_once=120, steady=steady)
        self._good: OrderedDict[str, None] = OrderedDict()

    def wait(self, token_hash: str, *, address: str) -> float:
        """Return the seconds to wait before a token is looked at; 0 when it may be."""
        if token_hash in self._good:
            return 0
        return max(self._by_address.wait(address), self._in_all.wait(""))

    def was_wrong(self, token_hash: str, *, address: str) -> None:
        """Note that a token has let nobody in."""
        self._good.pop(token_hash, None)
        self._by_address.take(address)
        self._in_all.take("")

    def was_right(self, token_hash: str) -> None:
        """Note that a token has let somebody in."""
        self._good[token_hash] = None
        self._good.move_to_end(token_hash)
        while len(self._good) > _MOST_REMEMBERED:
            self._good.popitem(last=False)
