"""A first plan, in the time of a glance: it keeps the rules, and is often good."""

from scheduling.distribution.matching import Matching, best_matching, seat_all
from scheduling.distribution.problem.plan import Seating
from scheduling.distribution.problem.pools import Pools, each_bit
from scheduling.distribution.seats import Seats, by_the_caps

Seatings = tuple[Seating, ...]


def initial_plans(
    pools: Pools, *, present: Seatings | None
) -> tuple[list[Seatings], Matching | None]:
    """Return some plans to begin with, and the matching behind them: the best one
    where panels of one will do, and None where more are required.

    Where a plan stands already, one of them keeps of it what it can.
    """
    one_will_do = pools.round.min_panel == 1
    matching = best_matching(pools) if one_will_do else None
    starts = [matching.seats if matching else Seats(pools, limits=by_the_caps(pools))]
    if present is not None:
        starts.append(_kept(pools, present))
    return [_filled(seats) for seats in starts], matching


def _filled(seats: Seats) -> Seatings:
    if seats.pools.round.min_panel == 1:
        seat_all(seats, [each for each in _scarce_first(seats.pools) if each not in seats.of])
    else:
        for candidate in _scarce_first(seats.pools):
            if candidate not in seats.of:
                _seat_with_panel(seats, candidate)
    _add_spares(seats)
    return seatings_of(seats)


def _kept(pools: Pools, present: Seatings) -> Seats:
    """Whoever can still meet at the same hour does."""
    seats = Seats(pools, limits=by_the_caps(pools))
    bit_of = {interviewer.id: bit for bit, interviewer in enumerate(pools.interviewers)}
    for seating in present:
        numbers = [
            number
            for number in pools.of.get(seating.candidate, ())
            if pools.pools[number].hour == seating.hour
        ]
        for number in numbers:
            panel = [bit_of[each] for each in seating.panel if each in bit_of]
            still = [bit for bit in panel if seats.open_in(number) >> bit & 1]
            if len(still) >= pools.round.min_panel:
                for bit in still[: pools.round.largest_panel]:
                    seats.take(seating.candidate, hour=seating.hour, bit=bit)
    return seats


def _scarce_first(pools: Pools) -> list[int]:
    return sorted(pools.of, key=lambda each: (len(pools.of[each]), each))


def seatings_of(seats: Seats) -> Seatings:
    """Return the interviews that seats come to, by hour, then candidate."""
    found = []
    for candidate, taken in seats.of.items():
        panel = seats.pools.ids(sum(1 << bit for _, bit in taken))
        found.append(Seating(candidate=candidate, hour=taken[0][0], panel=panel))
    return tuple(sorted(found, key=lambda each: (each.hour, each.candidate)))


def _seat_with_panel(seats: Seats, candidate: int) -> None:
    needed = seats.pools.round.min_panel
    used = _placed(seats)
    for number in seats.pools.of[candidate]:
        # Those who are on no panel yet come first: that saves repeats.
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
