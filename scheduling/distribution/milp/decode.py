"""From the columns of a model to the interviews that they stand for, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from scheduling.distribution.milp.formulation import Model
from scheduling.distribution.milp.highs import TOLERANCE, Solution
from scheduling.distribution.problem.plan import Seating
from scheduling.distribution.problem.pools import each_bit


def seatings_of(model: Model, solution: Solution) -> tuple[Seating, ...] | None:
    """Return the interviews of a solution, by hour, then candidate; None if it has
    none, or only parts of some.
    """
    values = solution.columns
    chosen = [*model.comes.values(), *model.sits.values()]
    if not values or any(abs(values[each] - round(values[each])) > TOLERANCE for each in chosen):
        return None
    found: list[Seating] = []
    for number, pool in enumerate(model.pools.pools):
        # Whole numbers up to a tolerance: 0.9999999 is a yes.
        come = [each for each in pool.candidates if values[model.comes[each, number]] > 0.5]
        sit = sum(
            1 << bit for bit in each_bit(pool.interviewers) if values[model.sits[bit, number]] > 0.5
        )
        found.extend(_spread(pool.hour, come, model.pools.ids(sit)))
    return tuple(sorted(found, key=lambda each: (each.hour, each.candidate)))


def columns_of(model: Model, seatings: Iterable[Seating]) -> dict[int, float] | None:
    """Return the columns of a plan, None if the model has no panels of its sizes."""
    pools = model.pools
    columns: dict[int, float] = dict.fromkeys(model.comes.values(), 0.0)
    columns |= dict.fromkeys(model.sits.values(), 0.0)
    bit_of = {each.id: bit for bit, each in enumerate(pools.interviewers)}
    number_of = {
        (candidate, pool.hour): number
        for number, pool in enumerate(pools.pools)
        for candidate in pool.candidates
    }
    sizes: dict[int, list[int]] = {number: [] for number in model.panels}
    loads: dict[int, int] = defaultdict(int)
    for seating in seatings:
        number = number_of[seating.candidate, seating.hour]
        columns[model.comes[seating.candidate, number]] = 1
        sizes[number].append(len(seating.panel))
        for interviewer in seating.panel:
            columns[model.sits[bit_of[interviewer], number]] = 1
            loads[bit_of[interviewer]] += 1
    for number, panels in model.panels.items():
        mixed = _mixed(sum(sizes[number]), len(sizes[number]), panels)
        if mixed is None:
            return None
        columns |= mixed
        columns[model.running[number]] = len(sizes[number])
    for bit, placed in model.placed.items():
        for load, column in enumerate([placed, *model.again[bit]]):
            columns[column] = float(loads[bit] > load)
    return columns


def _spread(hour: int, candidates: list[int], interviewers: tuple[int, ...]) -> Iterable[Seating]:
    """Panels as even as can be, the larger ones first, in the order of ids."""
    start = 0
    for n, candidate in enumerate(candidates):
        size = -(-(len(interviewers) - start) // (len(candidates) - n))
        panel = interviewers[start : start + size]
        start += size
        yield Seating(candidate=candidate, hour=hour, panel=panel)


def _mixed(seats: int, served: int, panels: Mapping[int, int]) -> dict[int, float] | None:
    """How many panels of each size give so many seats to so many served: a mixture of the two
    sizes next to the mean.
    """
    mixed = dict.fromkeys(panels.values(), 0.0)
    if not served:
        return mixed
    low = max((size for size in panels if size * served <= seats), default=None)
    high = min((size for size in panels if size * served >= seats), default=None)
    if low is None or high is None:
        return None
    if low == high:
        mixed[panels[low]] = served
        return mixed
    mixed[panels[high]] = (seats - low * served) / (high - low)
    mixed[panels[low]] = served - mixed[panels[high]]
    return mixed
