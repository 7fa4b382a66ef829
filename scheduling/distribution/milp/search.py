"""The best on one level, by a program: without whole numbers first, then with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil, floor
from time import monotonic

from scheduling.distribution.milp.certify import certificate_of
from scheduling.distribution.milp.decode import columns_of, seatings_of
from scheduling.distribution.milp.formulation import Model, Sizes, all_sizes, end_sizes, even_sizes
from scheduling.distribution.milp.highs import Ending, Solution
from scheduling.distribution.problem.plan import Certificate, Level, Seating
from scheduling.distribution.problem.pools import Pools

Seatings = tuple[Seating, ...]
_NOISE = 1e-4
"""How much of a total may be due to counting in floats."""


@dataclass(slots=True, kw_only=True)
class SearchResult:
    """What the work on one level has come to."""

    # Plans found on the way.
    found: list[Seatings]
    certificate: Certificate | None = None
    # What nothing left to search beats; None where something is.
    best: int | None = None
    # Whether the time was up first.
    is_hurried: bool = False


class Search:
    """Programs for a round, kept from level to level, as they mostly differ in one row."""

    def __init__(self, pools: Pools, *, present: Seatings, until: float) -> None:
        self.pools = pools
        self.present = present
        self.until = self._pause = until
        self._models: dict[tuple[Sizes, int], Model] = {}
        self._been_near: set[tuple[Model, Level]] = set()

    def best_on(
        self,
        level: Level,
        *,
        values: Mapping[Level, int],
        proven: Mapping[Level, Certificate],
        start: Seatings | None,
        share: float,
    ) -> SearchResult:
        """Look for plans that are best on a level among those that have these values,
        or better, on the levels before, as `start` has if there is one. It may take a `share` of
        the time that is left.
        """
        self._pause = monotonic() + share * max(self.until - monotonic(), 0.0)
        if not self.pools.pools:
            return SearchResult(found=[()], best=values[level])
        outcome = SearchResult(found=[])
        for sizes in _sizes(level, values):
            model = self._model(sizes, again=values[Level.REPEATS])
            model.hold(dict(takewhile(lambda each: each[0] is not level, values.items())))
            if self._improve(outcome, model, level, values=values, proven=proven, start=start):
                break
        return outcome

    def _improve(
        self,
        outcome: SearchResult,
        model: Model,
        level: Level,
        *,
        values: Mapping[Level, int],
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
        # The sum is whole in every plan, so what is a fraction without whole numbers rounds up.
        least = ceil(_total(objective, relaxed.columns) - _NOISE)
        columns = None if start is None else columns_of(model, start)
        whole = seatings_of(model, relaxed)
        if whole is not None:
            outcome.found.append(whole)
        elif columns is None or _total(objective, columns) > least:
            near = self._near(model, level, relaxed)
            reached = None if near is None else columns_of(model, near)
            if near is not None and reached is not None:
                outcome.found.append(near)
                columns = min(
                    (each for each in (reached, columns) if each is not None),
                    key=lambda each: _total(objective, each),
                )
            if columns is None or _total(objective, columns) > least:
                return self._improve_whole(outcome, model, level, columns=columns, values=values)
        outcome.best = model.value(level, total=least, served=values[Level.SERVED])
        return True

    def _near(self, model: Model, level: Level, relaxed: Solution) -> Seatings | None:
        """Look for a plan in which every pool has as many interviews as the solution without
        whole numbers has, rounded up or down: that is soon done, and mostly there is a good one.
        """
        if (model, level) in self._been_near:
            return None
        self._been_near.add((model, level))
        usual = {column: model.program.range_of(column) for column in model.running}
        values = {column: relaxed.columns[column] for column in model.running}
        model.program.narrow(
            {each: (floor(value + _NOISE), ceil(value - _NOISE)) for each, value in values.items()}
        )
        objective = model.objective(level)
        # Half, as the search through everything has to follow where this finds nothing.
        solved = model.program.solved(objective, seconds=self._left() / 2, start=None)
        model.program.narrow(usual)
        return seatings_of(model, solved)

    def _improve_whole(
        self,
        outcome: SearchResult,
        model: Model,
        level: Level,
        *,
        columns: Mapping[int, float] | None,
        values: Mapping[Level, int],
    ) -> bool:
        objective = model.objective(level)
        solved = model.program.solved(objective, seconds=self._left(), start=columns)
        if solved.columns and seatings_of(model, solved) is None:
            # A flow has whole solutions, but the solver may return a mixture of two that are as
            # good.
            model.program.insist_on_whole([*model.comes.values(), *model.sits.values()])
            solved = model.program.solved(objective, seconds=self._left(), start=columns)
        if solved.ending is Ending.IMPOSSIBLE:
            return False
        best = seatings_of(model, solved)
        if best is not None:
            outcome.found.append(best)
        if best is not None and solved.ending is Ending.OPTIMAL:
            total = _total(objective, solved.columns)
            outcome.best = model.value(level, total=total, served=values[Level.SERVED])
        outcome.is_hurried = solved.ending is Ending.OUT_OF_TIME
        return True

    def _model(self, sizes: Sizes, *, again: int) -> Model:
        if (sizes, again) not in self._models:
            self._models[sizes, again] = Model(
                self.pools, sizes=sizes, again=again, present=self.present
            )
        return self._models[sizes, again]

    def _left(self) -> float:
        return max(self._pause - monotonic(), 0.0)


def _sizes(level: Level, values: Mapping[Level, int]) -> list[Sizes]:
    if Level.EVEN not in _up_to(level, values):
        return [end_sizes]
    seats = values[Level.REPEATS] + values[Level.PLACED]
    even = even_sizes(seats, values[Level.SERVED])
    if level is Level.EVEN:
        return [even, all_sizes]
    low, left_over = divmod(seats, max(values[Level.SERVED], 1))
    least = left_over * (low + 1) ** 2 + (values[Level.SERVED] - left_over) * low**2
    # Known to be as even as can be: the two sizes next to the mean are all there are then.
    return [even] if values[Level.EVEN] == least else [all_sizes]


def _up_to(level: Level, values: Mapping[Level, int]) -> tuple[Level, ...]:
    """The levels that weigh no less than one."""
    levels = tuple(values)
    return levels[: levels.index(level) + 1]


def _total(objective: Mapping[int, float], columns: Mapping[int, float] | Sequence[float]) -> float:
    return sum(factor * columns[column] for column, factor in objective.items())
