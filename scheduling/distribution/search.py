"""The best on one level, by a program: without whole numbers first, then with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from time import monotonic

from scheduling.distribution.certify import certificate_of
from scheduling.distribution.highs import Ending, Solution
from scheduling.distribution.model import Model, all_sizes, end_sizes, even_sizes
from scheduling.distribution.plan import Certificate, Level, Seating
from scheduling.distribution.pools import Pools

Seatings = tuple[Seating, ...]
_NOISE = 1e-4
"""How much of a total may be due to counting in floats."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What the work on one level has come to: plans found on the way, a certificate, and whether
    nothing better than the last of them is left, or the time was up.
    """

    found: list[Seatings]
    certificate: Certificate | None = None
    is_exhausted: bool = False
    is_hurried: bool = False


class Search:
    """Programs for a round, kept from level to level, as they mostly differ in one row."""

    def __init__(self, pools: Pools, *, present: Seatings, until: float) -> None:
        self.pools = pools
        self.present = present
        self.until = until
        self._models: dict[object, Model] = {}

    def best_on(
        self,
        level: Level,
        *,
        values: Mapping[Level, int],
        proven: Mapping[Level, Certificate],
        start: Seatings | None,
    ) -> Outcome:
        """This will look for plans that are best on a level among those that have these values,
        or better, on the levels before, as `start` has if there is one.
        """
        outcome = Outcome(found=[])
        for sizes in _sizes(level, values):
            model = self._model(sizes, values)
            for before, value in values.items():
                if before is level:
                    break
                model.hold(before, value)
            if self._improve(outcome, model, level, proven=proven, start=start):
                break
        return outcome

    def _improve(
        self,
        outcome: Outcome,
        model: Model,
        level: Level,
        *,
        proven: Mapping[Level, Certificate],
        start: Seatings | None,
    ) -> bool:
        """Tell whether there are plans of these sizes, or the time was up before one was found."""
        objective = model.objective(level)
        relaxed = model.program.relaxed(objective, seconds=self._left())
        if relaxed.ending is not Ending.OPTIMAL:
            outcome.is_hurried = relaxed.ending is Ending.OUT_OF_TIME
            return outcome.is_hurried
        outcome.certificate = certificate_of(model, relaxed, level=level, proven=proven.values())
        least = ceil(_total(objective, relaxed) - _NOISE)
        whole = model.seatings(relaxed)
        if whole is not None:
            outcome.found.append(whole)
            outcome.is_exhausted = True
            return True
        columns = None if start is None else model.columns_of(start)
        if start is not None and columns is not None and _sum(objective, columns) <= least:
            outcome.found.append(start)
            outcome.is_exhausted = True
            return True
        solved = model.program.solved(objective, seconds=self._share(level), start=columns)
        if solved.ending is Ending.IMPOSSIBLE:
            outcome.certificate = None
            return False
        best = model.seatings(solved)
        if best is not None:
            outcome.found.append(best)
        outcome.is_exhausted = solved.ending is Ending.OPTIMAL
        outcome.is_hurried = not outcome.is_exhausted
        return True

    def _model(self, sizes: object, values: Mapping[Level, int]) -> Model:
        if sizes not in self._models:
            assert callable(sizes)
            self._models[sizes] = Model(
                self.pools, sizes=sizes, again=values[Level.REPEATS], present=self.present
            )
        return self._models[sizes]

    def _left(self) -> float:
        return max(self.until - monotonic(), 0.0)

    def _share(self, level: Level) -> float:
        """Half of what is left, so that something remains for the levels that come after."""
        return self._left() if level is Level.EARLY else self._left() / 2


def _sizes(level: Level, values: Mapping[Level, int]) -> list[Callable[[int, int], Iterable[int]]]:
    if level in (Level.SERVED, Level.REPEATS, Level.PLACED, Level.MOVES):
        return [end_sizes]
    seats = values[Level.REPEATS] + values[Level.PLACED]
    even = even_sizes(seats, values[Level.SERVED])
    if level is Level.EVEN:
        return [even, all_sizes]
    low, left_over = divmod(seats, max(values[Level.SERVED], 1))
    least = left_over * (low + 1) ** 2 + (values[Level.SERVED] - left_over) * low**2
    return [even] if values[Level.EVEN] == least else [all_sizes]


def _total(objective: Mapping[int, float], solution: Solution) -> float:
    return sum(factor * solution.columns[column] for column, factor in objective.items())


def _sum(objective: Mapping[int, float], columns: Mapping[int, float]) -> float:
    return sum(factor * columns[column] for column, factor in objective.items())
