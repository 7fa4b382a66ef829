"""One seat for each candidate: as many served, with as few repeats, as can be.

Candidates take seats one after the other. One who finds none asks others to move: a chain of
moves, found breadth first, that ends at an open seat. Where there is no such chain, everybody
asked on the way is stuck together, and that proves that no more can be served (Hall's theorem,
for limits that lie within each other: Rado's). A shortest chain never crosses itself, so limits
hold after it (Schrijver, Combinatorial Optimization, §41.2).

First everybody interviews once at most; then the caps alone count, and candidates who still wait
ask again. A chain only adds seats to its last interviewer, so nobody who had one loses all:
hence the number of interviewers who have some stays the highest possible.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduling.distribution.problem.pools import Pools, each_bit
from scheduling.distribution.seats import Seats, by_the_caps, one_each

_EARLY = 16
"""Among so many of their pools candidates choose at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Who takes which seat, and who is stuck."""

    seats: Seats
    # The pools, by number, in which all was asked for in vain,
    stuck: frozenset[int]
    # and those where it was when nobody interviews twice.
    stuck_once: frozenset[int]


def best_matching(pools: Pools) -> Matching:
    """Seat as many candidates as possible, of all ways one with the fewest repeats."""
    candidates = sorted(pools.of, key=lambda each: (len(pools.of[each]), each))
    once = Seats(pools, limits=one_each(pools))
    stuck_once = seat_all(once, candidates)
    seats = Seats(pools, limits=by_the_caps(pools))
    for candidate, ((hour, bit),) in once.of.items():
        seats.take(candidate, hour=hour, bit=bit)
    stuck = seat_all(seats, [each for each in candidates if each not in seats.of])
    return Matching(seats=seats, stuck=stuck, stuck_once=stuck_once)


def stuck_with(seats: Seats, candidate: int) -> tuple[set[int], set[int]]:
    """Return the candidates who compete with one, straight or through others, for the
    seats that they have; and the numbers of the pools in which those seats are.
    """
    rivals = {candidate}
    pools: set[int] = set()
    queue = [candidate]
    for each in queue:
        for number in sorted(set(seats.pools.of[each]) - pools):
            pools.add(number)
            pool = seats.pools.pools[number]
            for bit in each_bit(pool.interviewers & ~seats.open_in(number)):
                for sitter in seats.in_the_way(pool.hour, bit):
                    if sitter not in rivals:
                        rivals.add(sitter)
                        queue.append(sitter)
    return rivals, pools


def seat_all(seats: Seats, candidates: Iterable[int]) -> frozenset[int]:
    """Seat as many of the candidates as can be, who have no seat yet, and keep a seat
    for everybody who has one. The pools, by number, are returned in which the others are stuck.
    """
    stuck: set[int] = set()
    waiting = [each for each in candidates if not _sit_down(seats, each)]
    for candidate in waiting:
        # No chain leads out of pools in which somebody is stuck already, and none ever will, as
        # only chains move people. To skip them keeps the whole search short.
        asked = set(stuck)
        came: dict[int, tuple[int, int, int]] = {}
        end = _search(seats, candidate, asked=asked, came=came)
        if end is None:
            stuck = asked
        else:
            _move_along(seats, candidate, end=end, came=came)
    return frozenset(stuck)


def _sit_down(seats: Seats, candidate: int) -> bool:
    """Take a seat where most are open, so that few have to move later, but rather early."""
    numbers = seats.pools.of[candidate]
    number = seats.most_open(numbers[:_EARLY])
    if number is None:
        number = seats.most_open(numbers[_EARLY:])
    if number is None:
        return False
    bit = next(each_bit(seats.open_in(number)))
    seats.take(candidate, hour=seats.pools.pools[number].hour, bit=bit)
    return True


def _search(
    seats: Seats, start: int, *, asked: set[int], came: dict[int, tuple[int, int, int]]
) -> tuple[int, int, int] | None:
    """Ask from pool to pool until a seat is open, and return who takes it. In `came`, each
    candidate asked to leave stands with the one who wants them to, and the seat that is wanted.
    """
    queue = [start]
    for candidate in queue:
        for number in seats.pools.of[candidate]:
            if number in asked:
                continue
            asked.add(number)
            pool = seats.pools.pools[number]
            open_seats = seats.open_in(number)
            if open_seats:
                return candidate, pool.hour, next(each_bit(open_seats))
            for bit in each_bit(pool.interviewers):
                for sitter in seats.in_the_way(pool.hour, bit):
                    if sitter not in came and sitter != start:
                        came[sitter] = (candidate, pool.hour, bit)
                        queue.append(sitter)
    return None


def _move_along(
    seats: Seats,
    start: int,
    *,
    end: tuple[int, int, int],
    came: dict[int, tuple[int, int, int]],
) -> None:
    takes = [end]
    while takes[-1][0] != start:
        takes.append(came[takes[-1][0]])
    # All leave before anybody sits down, or a limit that they share would be overdrawn on the
    # way.
    for candidate, _, _ in takes:
        seats.leave(candidate)
    for candidate, hour, bit in takes:
        seats.take(candidate, hour=hour, bit=bit)
