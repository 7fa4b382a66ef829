"""From a round to its plan: level by level, by bounds where they are reached."""

from collections.abc import Callable

from scheduling.distribution.bounds import (
    even_bound,
    fair_bound,
    placed_bounds,
    repeats_bound,
    served_bound,
)
from scheduling.distribution.checker import certified_bound, worth
from scheduling.distribution.explain import unneeded_in, waiting_in
from scheduling.distribution.first import first_seats
from scheduling.distribution.matching import Matching
from scheduling.distribution.plan import (
    OBJECTIVE,
    Certificate,
    Level,
    Plan,
    Proof,
    Seating,
    Standing,
)
from scheduling.distribution.pools import Pools, pools_of
from scheduling.distribution.problem import Round
from scheduling.distribution.seats import Seats

Progress = Callable[[Level], None]


def distribute(round: Round, *, seconds: float = 20.0, progress: Progress | None = None) -> Plan:
    """This will return the best plan of a round that can be found within some seconds.

    `progress` is told each level as the work on it begins. The same round, its parts in any
    order, gives the same plan, unless the plan `was_hurried`.
    """
    pools = pools_of(round)
    seats, matching = first_seats(pools)
    seatings = seatings_of(seats)
    values = worth(seatings, round=round)
    standings: list[Standing] = []
    certificates: list[Certificate] = []
    for level in OBJECTIVE:
        if progress is not None:
            progress(level)
        standing, certificate = _stand(pools, matching, level, values)
        standings.append(standing)
        certificates.append(certificate)
    return Plan(
        seatings=seatings,
        waiting=waiting_in(pools, seatings),
        unneeded=unneeded_in(pools, seatings),
        standings=tuple(standings),
        certificates=tuple(certificates),
    )


def seatings_of(seats: Seats) -> tuple[Seating, ...]:
    """This will return the interviews that seats come to, by hour, then candidate."""
    found = []
    for candidate, taken in seats.of.items():
        panel = seats.pools.ids(sum(1 << bit for _, bit in taken))
        found.append(Seating(candidate=candidate, hour=taken[0][0], panel=panel))
    return tuple(sorted(found, key=lambda each: (each.hour, each.candidate)))


def _stand(
    pools: Pools, matching: Matching | None, level: Level, values: dict[Level, int]
) -> tuple[Standing, Certificate]:
    bounds = [
        (bound, certificate)
        for certificate in _bounds(pools, matching, level, values)
        if (bound := certified_bound(certificate, values=values, round=pools.round)) is not None
    ]
    pick = min if level.is_most else max
    bound, certificate = pick(bounds, key=lambda each: each[0])
    proof = Proof.CERTIFIED if bound == values[level] else Proof.OPEN
    return Standing(level=level, value=values[level], bound=bound, proof=proof), certificate


def _bounds(
    pools: Pools, matching: Matching | None, level: Level, values: dict[Level, int]
) -> tuple[Certificate, ...]:
    every = range(len(pools.pools))
    if level is Level.SERVED:
        return (served_bound(pools, every if matching is None else matching.stuck),)
    if level is Level.REPEATS:
        return (repeats_bound(pools, every if matching is None else matching.stuck_once),)
    if level is Level.PLACED:
        return placed_bounds(pools)
    if level is Level.EVEN:
        seats = values[Level.REPEATS] + values[Level.PLACED]
        return (even_bound(pools, seats=seats, served=values[Level.SERVED]),)
    if level is Level.FAIR:
        return (fair_bound(pools, repeats=values[Level.REPEATS]),)
    earliest = Certificate(level=level, weights=((Level.SERVED, 0), (level, 1)))
    return (earliest,)
