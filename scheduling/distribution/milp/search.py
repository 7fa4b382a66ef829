"""The best on one level, by a program: without whole numbers first, then with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil, floor
from time import monotonic

from scheduling.distribution.milp.certify import certificate_of
from scheduling.distribution.milp.decode import columns_of, seatings_of
from scheduling.distribution.milp.formulation import Model, Sizes, all_sizes, end_sizes, even_sizes
from scheduling.distribution.milp.highs import Ending, Program, Solution
from scheduling.distribution.problem.plan import Certificate, Level, Seating
from scheduling.distribution.problem.pools import Pools

Seatings = tuple[Seating, ...]
_NOISE = 1e-4
"""How much of a total may be due to counting in floats."""

_HOURS_BESIDE = 8
"""After the last one of a solution without whole numbers, for what does not fit before."""


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

    def __init__(self, pools: Pools, *, present: Seatings) -> None:
        self.pools = pools
        self.present = present
        self.until = self._pause = monotonic()
        self._gap = 0.0
        self.is_wanted: Callable[[], bool] = lambda: True
        self._models: dict[tuple[Sizes, int], Model] = {}
        self._been_near: set[tuple[Model, Level]] = set()
        self._relaxed: tuple[object, Solution] | None = None

    def best_on(
        self,
        level: Level,
        *,
        values: Mapping[Level, int],
        proven: Mapping[Level, Certificate],
        start: Seatings | None,
        share: float,
        gap: float = 0.0,
    ) -> SearchResult:
        """Look for plans that are best on a level among those that have these values,
        or better, on the levels before, as `start` has if there is one. It may take a `share` of
        the time that is left. One that is worse by a `gap` will do, a share of what it comes to.
        """
        self._pause = monotonic() + share * max(self.until - monotonic(), 0.0)
        self._gap = gap
        if not self.pools.pools:
            return SearchResult(found=[()], best=values[level])
        outcome = SearchResult(found=[])
        for sizes in _sizes(level, values):
            model = self._model(sizes, again=values[Level.REPEATS])
            model.hold(dict(takewhile(lambda each: each[0] is not level, values.items())))
            model.program.good_enough(within=gap)
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
        relaxed = self._relaxed_once(model, level, values)
        if relaxed.ending is not Ending.OPTIMAL:
            outcome.is_hurried = relaxed.ending is Ending.OUT_OF_TIME
            return outcome.is_hurried
        # The sum is whole in every plan, so what is a fraction without whole numbers rounds up.
        least = ceil(_total(objective, relaxed.columns) - _NOISE)
        columns: Mapping[int, float] | None = None
        if start is not None:
            columns = columns_of(model, start)
        whole = seatings_of(model, relaxed)
        if whole is not None:
            outcome.found.append(whole)
        elif columns is None or _total(objective, columns) > least:
            columns = self._nearer(outcome, model, level, relaxed, columns=columns)
        is_best = whole is not None or (columns is not None and _total(objective, columns) <= least)
        if is_best or not self._gap:
            proofs = proven.values()
            outcome.certificate = certificate_of(model, relaxed, level=level, proven=proofs)
        if is_best:
            outcome.best = model.value(level, total=least, served=values[Level.SERVED])
        elif not (self._gap and outcome.found):
            return self._improve_whole(outcome, model, level, columns=columns, values=values)
        return True

    def _nearer(
        self,
        outcome: SearchResult,
        model: Model,
        level: Level,
        relaxed: Solution,
        *,
        columns: Mapping[int, float] | None,
    ) -> Mapping[int, float] | None:
        """Return the better of a plan near the solution without whole numbers and one at hand."""
        near = self._near(model, level, relaxed)
        reached = None if near is None else columns_of(model, near)
        if near is None or reached is None:
            return columns
        outcome.found.append(near)
        objective, both = model.objective(level), (reached, columns)
        return min((each for each in both if each), key=lambda each: _total(objective, each))

    def _relaxed_once(self, model: Model, level: Level, values: Mapping[Level, int]) -> Solution:
        """Return the solution without whole numbers; that of the last question is kept."""
        what = (model, level, tuple(takewhile(lambda each: each[0] is not level, values.items())))
        if self._relaxed is None or self._relaxed[0] != what:
            found = model.program.relaxed(model.objective(level), seconds=self._left())
            if found.ending is not Ending.OPTIMAL:
                return found
            self._relaxed = what, found
        return self._relaxed[1]

    def _near(self, model: Model, level: Level, relaxed: Solution) -> Seatings | None:
        """Look for a plan in which every pool has as many interviews as the solution without
        whole numbers has, rounded up or down: that is soon done, and mostly there is a good one.
        """
        if (model, level) in self._been_near:
            return None
        if not self._gap:
            self._been_near.add((model, level))
        usual = {column: model.program.range_of(column) for column in model.running}
        values = [relaxed.columns[column] for column in model.running]
        near = [(floor(value + _NOISE), ceil(value - _NOISE)) for value in values]
        found = None
        for ranges in [near, _with_room(near, model)] if self._gap else [near]:
            model.program.narrow(dict(zip(model.running, ranges, strict=True)))
            # Half, as the search through everything has to follow where this finds nothing.
            solved = model.program.solved(
                model.objective(level), seconds=self._left() / 2, start=None
            )
            found = seatings_of(model, solved)
            if found is not None:
                break
        model.program.narrow(usual)
        return found

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
        if best is not None and solved.ending is Ending.OPTIMAL and not self._gap:
            total = _total(objective, solved.columns)
            outcome.best = model.value(level, total=total, served=values[Level.SERVED])
        outcome.is_hurried = solved.ending is Ending.OUT_OF_TIME
        return True

    def _model(self, sizes: Sizes, *, again: int) -> Model:
        if (sizes, again) not in self._models:
            self._models[sizes, again] = Model(
                self.pools,
                sizes=sizes,
                again=again,
                present=self.present,
                program=Program(is_wanted=lambda: self.is_wanted()),
            )
        return self._models[sizes, again]

    def _left(self) -> float:
        return max(self._pause - monotonic(), 0.0)


def _with_room(near: list[tuple[int, int]], model: Model) -> list[tuple[int, int]]:
    """Let pools have one interview less, and some hours after the last be used as well: rounded
    alone, all the early hours seldom go together.
    """
    hours = [pool.hour for pool in model.pools.pools]
    last = max((hour for hour, (_, most) in zip(hours, near, strict=True) if most), default=0)
    after = set(sorted({hour for hour in hours if hour > last})[:_HOURS_BESIDE])
    usual = [model.program.range_of(column)[1] for column in model.running]
    return [
        (0, int(largest)) if hour in after else (max(least - 1, 0), most)
        for hour, (least, most), largest in zip(hours, near, usual, strict=True)
    ]


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
