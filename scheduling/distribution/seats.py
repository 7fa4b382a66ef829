"""Which seats are taken, an interviewer at an hour being a seat, and what the caps still allow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scheduling.distribution.problem.plan import Seating
from scheduling.distribution.problem.pools import Pools


@dataclass(slots=True, kw_only=True)
class Limit:
    """At most `most` seats of one interviewer among `hours`; `taken` says who sits on them."""

    most: int
    hours: frozenset[int]
    taken: dict[int, int] = field(default_factory=dict)

    @property
    def is_reached(self) -> bool:
        """Whether no more of its seats can be taken."""
        return len(self.taken) >= self.most


class Seats:
    """The seats of a round, of which candidates take some, one by one.

    `limits` gives the limits of each interviewer, by bit. Of any two that share an hour, the
    earlier lies within the later.
    """

    def __init__(self, pools: Pools, *, limits: Iterable[Iterable[Limit]]) -> None:
        self.pools = pools
        self.limits = [list(each) for each in limits]
        self.of: dict[int, list[tuple[int, int]]] = {}
        """The seats of each candidate: hour and bit."""
        self._sitter: dict[tuple[int, int], int] = {}
        self._open: dict[int, int] = {}
        for pool in pools.pools:
            self._open[pool.hour] = self._open.get(pool.hour, 0) | pool.interviewers
        self._usable = dict(self._open)

    def open_in(self, number: int) -> int:
        """Return, as bits, who can still be taken in a pool."""
        pool = self.pools.pools[number]
        return pool.interviewers & self._open[pool.hour]

    def most_open(self, numbers: Iterable[int]) -> int | None:
        """Return the first pool of those in which most can be taken, None if nobody
        can be in any.
        """
        most, found = 0, None
        pools, still_open = self.pools.pools, self._open
        for number in numbers:
            pool = pools[number]
            could = (pool.interviewers & still_open[pool.hour]).bit_count()
            if could > most:
                most, found = could, number
        return found

    def take(self, candidate: int, *, hour: int, bit: int) -> None:
        """Seat a candidate."""
        self.of.setdefault(candidate, []).append((hour, bit))
        self._sitter[hour, bit] = candidate
        self._open[hour] &= ~(1 << bit)
        for limit in self._around(hour, bit):
            limit.taken[hour] = candidate
            if limit.is_reached:
                # A limit reached closes all its hours, those of a whole week perhaps.
                for other in limit.hours:
                    self._open[other] = self._open.get(other, 0) & ~(1 << bit)

    def leave(self, candidate: int) -> None:
        """Free all seats of a candidate."""
        for hour, bit in self.of.pop(candidate, []):
            del self._sitter[hour, bit]
            reopened = {hour}
            for limit in self._around(hour, bit):
                if limit.is_reached:
                    reopened |= limit.hours
                del limit.taken[hour]
            for each in reopened:
                self._reopen(each, bit)

    def in_the_way(self, hour: int, bit: int) -> Iterable[int]:
        """Return the candidates of whom one must leave their seat for a taken one to
        be open: who sits on it, or else those who use up the narrowest limit around it.
        """
        if (hour, bit) in self._sitter:
            return (self._sitter[hour, bit],)
        limit = next(each for each in self._around(hour, bit) if each.is_reached)
        return limit.taken.values()

    def is_taken(self, hour: int, bit: int) -> bool:
        """Tell whether somebody sits there."""
        return (hour, bit) in self._sitter

    def limits_reached(self, hour: int, bit: int) -> int:
        """Return how many limits of an interviewer allow no seat more at an hour."""
        return sum(limit.is_reached for limit in self._around(hour, bit))

    def _around(self, hour: int, bit: int) -> Iterator[Limit]:
        return (limit for limit in self.limits[bit] if hour in limit.hours)

    def _reopen(self, hour: int, bit: int) -> None:
        if not self._usable.get(hour, 0) >> bit & 1 or (hour, bit) in self._sitter:
            return
        # Another limit, the week's, may still keep it closed.
        if not self.limits_reached(hour, bit):
            self._open[hour] |= 1 << bit


def seated(pools: Pools, seatings: Iterable[Seating], *, panel: int) -> Seats:
    """Return seats as a plan takes them, of each panel no more than so many."""
    bit_of = {interviewer.id: bit for bit, interviewer in enumerate(pools.interviewers)}
    seats = Seats(pools, limits=by_the_caps(pools))
    for seating in seatings:
        for interviewer in seating.panel[:panel]:
            seats.take(seating.candidate, hour=seating.hour, bit=bit_of[interviewer])
    return seats


def one_each(pools: Pools) -> list[list[Limit]]:
    """Return limits by which nobody interviews twice."""
    hours = pools.hours_of_interviewers
    return [[Limit(most=1, hours=frozenset(hours[bit]))] for bit in hours]


def by_the_caps(pools: Pools) -> list[list[Limit]]:
    """Return limits as the caps demand them, the narrowest first."""
    return [
        [
            Limit(most=cap.most, hours=cap.hours)
            for cap in sorted(interviewer.caps, key=lambda cap: (len(cap.hours), cap.most))
        ]
        for interviewer in pools.interviewers
    ]
