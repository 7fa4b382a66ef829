"""What no plan can beat, by arguments that are simple enough to write down.

Where a plan reaches such a bound it is optimal on that level, and nothing has to be searched.
Each bound is a certificate, which holds for any plan; see there for what prices mean.
"""

from collections.abc import Iterable, Mapping

from scheduling.distribution.matching import Matching
from scheduling.distribution.problem.plan import Certificate, InterviewerHour, Level
from scheduling.distribution.problem.pools import Pools


def simple_bounds(
    pools: Pools, *, level: Level, values: Mapping[Level, int], matching: Matching | None
) -> tuple[Certificate, ...]:
    """Return bounds of a level for plans that have these values on those before."""
    everywhere = range(len(pools.pools))
    seats = values[Level.REPEATS] + values[Level.PLACED]
    if level is Level.SERVED:
        everybody = _certificate(level, {level: -1})
        return everybody, served_bound(pools, matching.stuck if matching else everywhere)
    if level is Level.REPEATS:
        nobody = _certificate(level, {level: 1})
        return nobody, repeats_bound(pools, matching.stuck_once if matching else everywhere)
    if level is Level.PLACED:
        return placed_bounds(pools)
    if level is Level.EVEN:
        return (even_bound(pools, seats=seats, served=values[Level.SERVED]),)
    if level is Level.FAIR:
        return (fair_bound(pools, repeats=values[Level.REPEATS]),)
    return (early_bound(pools),) if level is Level.EARLY else ()


def served_bound(pools: Pools, stuck: Iterable[int]) -> Certificate:
    """Return why no more candidates can be served: those of some pools, by number,
    can only have the seats in them, which are too few.
    """
    weights = {Level.SERVED: -pools.round.min_panel}
    return _sold_out(Level.SERVED, weights, pools, stuck)


def repeats_bound(pools: Pools, stuck: Iterable[int]) -> Certificate:
    """Return why so many served need so many repeats: even if nobody interviewed
    twice, those of some pools could only have so many interviewers.
    """
    weights = {Level.REPEATS: 1, Level.SERVED: -pools.round.min_panel}
    return _sold_out(Level.REPEATS, weights, pools, stuck)


def placed_bounds(pools: Pools) -> tuple[Certificate, ...]:
    """Return why no more interviewers can be placed: the others could meet nobody; or
    the panels are full, those who repeat taking part of the room.
    """
    nobody_else = _certificate(Level.PLACED, {Level.PLACED: -1})
    largest = pools.round.largest_panel
    full = {Level.PLACED: -1, Level.REPEATS: -1, Level.SERVED: largest}
    return nobody_else, _certificate(Level.PLACED, full, prices=_everywhere(pools, -1))


def even_bound(pools: Pools, *, seats: int, served: int) -> Certificate:
    """Return why panels can't be more even: `seats` are spread over the `served`, so
    that sizes differ by one at most.
    """
    # Of whole sizes s, (s - k)(s - k - 1) is never negative: s² ≥ (2k + 1)s - k(k + 1), and equal
    # at k and k + 1. Where all can have k, (s - k)² ≥ 0 says the same of k alone.
    size, left_over = divmod(seats, max(served, 1))
    price, squared = (2 * size + 1, size * (size + 1)) if left_over else (2 * size, size**2)
    weights = {
        Level.EVEN: 1,
        Level.SERVED: squared,
        Level.REPEATS: -price,
        Level.PLACED: -price,
    }
    return _certificate(Level.EVEN, weights, prices=_everywhere(pools, -price))


def fair_bound(pools: Pools, *, repeats: int) -> Certificate:
    """Return why loads can't be more even: everyone who can be placed is, and those
    with the least load interview again.
    """
    hours = pools.hours_of_interviewers
    again = sorted(
        # One interview more adds (x + 1)² - x² = 2x + 1 to the sum of squares.
        2 * (interviewer.past_load + load) + 1
        for bit, interviewer in enumerate(pools.interviewers)
        for load in range(1, interviewer.most_among(hours[bit]))
    )
    level = again[min(repeats, len(again) - 1)] if again else 0
    highest = max((each.past_load for each in pools.interviewers), default=0)
    # So much that a first interview pays for everybody, whatever their load is.
    enough = max(2 * highest + 1, level)
    weights = {Level.FAIR: 1, Level.REPEATS: -level, Level.PLACED: -enough}
    return _certificate(Level.FAIR, weights)


def early_bound(pools: Pools) -> Certificate:
    """Return why interviews can't be earlier: everyone has the first of their hours."""
    latest = max((pool.hour for pool in pools.pools), default=0)
    # Counted back from the latest hour, nobody is better off at home.
    return _certificate(Level.EARLY, {Level.EARLY: 1, Level.SERVED: -latest})


def _everywhere(pools: Pools, price: int) -> Mapping[int, int]:
    return {pool.hour: price for pool in pools.pools}


def _sold_out(
    level: Level, weights: Mapping[Level, int], pools: Pools, stuck: Iterable[int]
) -> Certificate:
    """Seats cost 1 in the pools where candidates are stuck, and nothing elsewhere."""
    wanted: dict[int, int] = {}
    usable: dict[int, int] = {}
    for pool in pools.pools:
        usable[pool.hour] = usable.get(pool.hour, 0) | pool.interviewers
    for number in stuck:
        pool = pools.pools[number]
        wanted[pool.hour] = wanted.get(pool.hour, 0) | pool.interviewers
    # Where all who can interview at an hour are wanted, the hour has the price: that is shorter,
    # and it is what a person is told.
    prices = {hour: 1 for hour, who in wanted.items() if who == usable[hour]}
    prices_of = {
        InterviewerHour(interviewer=interviewer, hour=hour): 1
        for hour, who in wanted.items()
        if hour not in prices
        for interviewer in pools.ids(who)
    }
    return _certificate(level, weights, prices=prices, prices_of=prices_of)


def _certificate(
    level: Level,
    weights: Mapping[Level, int],
    *,
    prices: Mapping[int, int] | None = None,
    prices_of: Mapping[InterviewerHour, int] | None = None,
) -> Certificate:
    return Certificate(
        level=level,
        weights=tuple((each, weights[each]) for each in Level if each in weights),
        prices=tuple(sorted((prices or {}).items())),
        prices_of=tuple(sorted((prices_of or {}).items())),
    )
