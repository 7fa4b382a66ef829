"""From what a program says that its rows are worth, a certificate that needs no program."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from scheduling.distribution.milp.formulation import Model
from scheduling.distribution.milp.highs import Solution
from scheduling.distribution.problem.plan import OBJECTIVE, Certificate, InterviewerHour, Level
from scheduling.distribution.problem.pools import Pools, each_bit

_FINE = 2**20
"""Prices are whole numbers; this many are one unit of the level."""
_MUCH = 2**20
"""What has been proven on a level before counts so much more than what is to be."""


def certificate_of(
    model: Model, solution: Solution, *, level: Level, proven: Iterable[Certificate]
) -> Certificate:
    """Return the certificate that the prices of a program's rows come to, the program
    having been solved for a level without whole numbers.

    A program with few sizes of panels, or few repeats, rests on what is proven on levels that
    weigh more; so their certificates are part of this one.
    """
    step = model.hour_step if level is Level.EARLY else 1
    weights: dict[Level, int] = defaultdict(int)
    weights[level] = -_FINE if level.is_most else _FINE
    for held, weight in _weights(model, solution).items():
        weights[held] += round(weight * step * _FINE)
    if level is Level.EARLY:
        weights[Level.SERVED] -= model.first_hour * _FINE
    # Any prices give a bound that holds: rounding can make it weaker, but never wrong. So the
    # floats of the solver need not be trusted.
    prices = {seat: round(price * step * _FINE) for seat, price in _prices(model, solution).items()}
    for certificate in proven:
        for which, weight in certificate.weights:
            weights[which] += weight * _FINE * _MUCH
        for seat, price in _spelled_out(certificate, model.pools).items():
            prices[seat] += price * _FINE * _MUCH
    return _written(level, weights, prices, model.pools)


def _prices(model: Model, solution: Solution) -> dict[tuple[int, int], float]:
    """What each interviewer, by bit, would be paid at each hour: what the best pool pays."""
    prices: dict[tuple[int, int], float] = {}
    for number, row in model.seats_of_pool.items():
        pool = model.pools.pools[number]
        price = -solution.row_prices[row]
        for bit in each_bit(pool.interviewers):
            prices[bit, pool.hour] = max(price, prices.get((bit, pool.hour), price))
    return prices


def _weights(model: Model, solution: Solution) -> dict[Level, float]:
    """What each level held counts for, against the one solved for."""
    return {level: -solution.row_prices[row] for level, row in model.held.items()}


def _spelled_out(certificate: Certificate, pools: Pools) -> dict[tuple[int, int], int]:
    by_hour, own = dict(certificate.prices), dict(certificate.prices_of)
    prices: dict[tuple[int, int], int] = {}
    for bit, hours in pools.hours_of_interviewers.items():
        for hour in hours:
            seat = InterviewerHour(interviewer=pools.interviewers[bit].id, hour=hour)
            prices[bit, hour] = own.get(seat, by_hour.get(hour, 0))
    return prices


def _written(
    level: Level, weights: dict[Level, int], prices: dict[tuple[int, int], int], pools: Pools
) -> Certificate:
    at: dict[int, Counter[int]] = defaultdict(Counter)
    for (_, hour), price in sorted(prices.items()):
        at[hour][price] += 1
    # What most are paid at an hour is written once, and only other prices by name.
    usual = {hour: counted.most_common(1)[0][0] for hour, counted in at.items()}
    own = {
        InterviewerHour(interviewer=pools.interviewers[bit].id, hour=hour): price
        for (bit, hour), price in prices.items()
        if price != usual[hour]
    }
    return Certificate(
        level=level,
        weights=tuple((each, weights[each]) for each in OBJECTIVE if weights.get(each)),
        prices=tuple(sorted((hour, price) for hour, price in usual.items() if price)),
        prices_of=tuple(sorted(own.items())),
    )
