"""A first plan, in the time of a glance: it keeps the rules, and is often good."""

from scheduling.distribution.matching import Matching, best_matching
from scheduling.distribution.pools import Pools, each_bit
from scheduling.distribution.seats import Seats, by_the_caps


def first_seats(pools: Pools) -> tuple[Seats, Matching | None]:
    """This will return seats for a first plan, and the matching on which it rests: the best
    where panels of one will do, and None where more are required.
    """
    if pools.round.min_panel == 1:
        matching = best_matching(pools)
        _add_spares(matching.seats)
        return matching.seats, matching
    seats = Seats(pools, limits=by_the_caps(pools))
    for candidate in sorted(pools.of, key=lambda each: (len(pools.of[each]), each)):
        _seat_with_panel(seats, candidate)
    _add_spares(seats)
    return seats, None


def _seat_with_panel(seats: Seats, candidate: int) -> None:
    needed = seats.pools.round.min_panel
    used = _placed(seats)
    for number in seats.pools.of[candidate]:
        could = sorted(each_bit(seats.open_in(number)), key=lambda bit: (used >> bit & 1, bit))
        if len(could) >= needed:
            for bit in could[:needed]:
                seats.take(candidate, hour=seats.pools.pools[number].hour, bit=bit)
            return


def _add_spares(seats: Seats) -> None:
    pools = seats.pools
    hour_of = {candidate: taken[0][0] for candidate, taken in seats.of.items()}
    running = [
        (number, candidate)
        for number, pool in enumerate(pools.pools)
        for candidate in pool.candidates
        if hour_of.get(candidate) == pool.hour
    ]
    for bit in each_bit(~_placed(seats) & (1 << len(pools.interviewers)) - 1):
        could = [
            (len(seats.of[candidate]), pools.pools[number].hour, candidate)
            for number, candidate in running
            if seats.open_in(number) >> bit & 1
        ]
        size, hour, candidate = min(could, default=(pools.round.largest_panel, 0, 0))
        if size < pools.round.largest_panel:
            seats.take(candidate, hour=hour, bit=bit)


def _placed(seats: Seats) -> int:
    placed = 0
    for taken in seats.of.values():
        for _, bit in taken:
            placed |= 1 << bit
    return placed
