"""Linear programs, with and without whole numbers, as HiGHS solves them.

HiGHS was measured against OR-tools' CP-SAT, one worker each, on the same model, with 20 s for
each of the six levels. HiGHS proves all six: at 20 candidates, 30 interviewers and 40 hours in
0.4 s, at 60, 100 and 80 in 1.9 s, at 100, 60 and 80 in 0.7 s. CP-SAT proves two, two and four.
It is smaller (12 MB, against 164 MB with what OR-tools draws in, beside NumPy), is typed, has
wheels for Python 3.11 to 3.14, loads in a tenth of the time, and lets other threads run while it
works. Where a network is all that is needed, our own matching is as fast as OR-tools' flows.

It counts in floats, so the levels are solved one after the other, never as one weighted sum, and
what it says is believed only after it was rounded and counted again.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from time import monotonic

import numpy as np
from highspy import (
    Highs,
    HighsCallbackEvent,
    HighsLp,
    HighsModelStatus,
    HighsVarType,
    MatrixFormat,
    SolutionStatus,
    kHighsInf,
)

TOLERANCE = 1e-6
"""How far from a whole number, or beyond a bound, HiGHS may end."""


class Ending(Enum):
    """How an attempt at a program ended."""

    OPTIMAL = "optimal"
    IMPOSSIBLE = "impossible"
    OUT_OF_TIME = "out of time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What came out of a program."""

    ending: Ending
    # The value of every column; none if nothing was found.
    columns: tuple[float, ...] = ()
    # Of a program without whole numbers: what one more of each row would be worth.
    row_prices: tuple[float, ...] = ()


class Program:
    """A linear program: columns to be set, rows to be kept, a sum to be made small."""

    def __init__(
        self, *, restarts: bool = False, is_wanted: Callable[[], bool] | None = None
    ) -> None:
        """`restarts` lets HiGHS begin a search anew, as it does by default. `is_wanted` is asked
        now and then while it works; it ends where nobody wants it any more, as if out of time.
        """
        self._restarts = restarts
        self._is_wanted = is_wanted
        self._lowest: list[float] = []
        self._highest: list[float] = []
        self._whole: list[bool] = []
        self._terms: list[Mapping[int, float]] = []
        self._least: list[float] = []
        self._most: list[float] = []
        self._highs: Highs | None = None

    def column(self, *, most: float = 1.0, whole: bool = False) -> int:
        """Add a column from 0 to `most`, and return its number."""
        self._lowest.append(0.0)
        self._highest.append(most)
        self._whole.append(whole)
        return len(self._lowest) - 1

    def row(
        self, terms: Mapping[int, float], *, least: float = -kHighsInf, most: float = kHighsInf
    ) -> int:
        """Add a row, the sum of columns times factors, and return its number."""
        self._terms.append(terms)
        self._least.append(least)
        self._most.append(most)
        if self._highs is not None:
            columns, factors = _arrays(terms)
            self._highs.addRow(least, most, len(terms), columns, factors)
        return len(self._terms) - 1

    def bound(self, row: int, *, least: float = -kHighsInf, most: float = kHighsInf) -> None:
        """Give a row other bounds."""
        self._least[row], self._most[row] = least, most
        if self._highs is not None:
            self._highs.changeRowBounds(row, least, most)

    def narrow(self, ranges: Mapping[int, tuple[float, float]]) -> None:
        """Let columns lie within other ranges than before."""
        for column, (lowest, highest) in ranges.items():
            self._lowest[column], self._highest[column] = lowest, highest
        if self._highs is not None:
            columns = np.fromiter(ranges, dtype=np.int32, count=len(ranges))
            least, most = np.array([*ranges.values()], dtype=np.float64).T
            self._highs.changeColsBounds(
                len(ranges), columns, np.ascontiguousarray(least), np.ascontiguousarray(most)
            )

    def range_of(self, column: int) -> tuple[float, float]:
        """Return the lowest and the highest that a column may be."""
        return self._lowest[column], self._highest[column]

    def insist_on_whole(self, columns: Collection[int]) -> None:
        """Have more columns be whole numbers."""
        for column in columns:
            self._whole[column] = True
        if self._highs is not None:
            numbers = np.array(list(columns), dtype=np.int32)
            kinds = np.full(len(numbers), int(HighsVarType.kInteger), dtype=np.uint8)
            self._highs.changeColsIntegrality(len(numbers), numbers, kinds)

    def good_enough(self, *, within: float) -> None:
        """Let a search end at what is worse than the best by so much at most, as a share of it."""
        self._loaded().setOptionValue("mip_rel_gap", within)

    def relaxed(self, objective: Mapping[int, float], *, seconds: float) -> Solution:
        """Make the objective as small as possible, whole numbers or not."""
        return self._solved(objective, seconds=seconds, whole=False)

    def solved(
        self, objective: Mapping[int, float], *, seconds: float, start: Mapping[int, float] | None
    ) -> Solution:
        """Make the objective, whole in all its terms, as small as possible. A feasible
        `start` gives it something to improve on.
        """
        return self._solved(objective, seconds=seconds, whole=True, start=start)

    def _solved(
        self,
        objective: Mapping[int, float],
        *,
        seconds: float,
        whole: bool,
        start: Mapping[int, float] | None = None,
    ) -> Solution:
        until = monotonic() + seconds
        highs = self._loaded()
        costs = np.zeros(len(self._lowest))
        columns, factors = _arrays(objective)
        costs[columns] = factors
        highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        highs.setOptionValue("solve_relaxation", not whole)
        # All sums are whole, so two that differ by less than 1 are equal.
        highs.setOptionValue("mip_abs_gap", 1 - 1e-3)
        # From the same beginning each time: else which of equal plans is found would depend on
        # what was asked before.
        highs.clearSolver()
        if start is not None:
            columns, factors = _arrays(start)
            highs.setSolution(len(start), columns, factors)
        # Without whole numbers HiGHS counts the time of all runs so far, with them of this one.
        spent = 0.0 if whole else highs.getRunTime()
        highs.setOptionValue("time_limit", spent + max(until - monotonic(), 0.0))
        highs.run()
        return _solution(highs)

    def _loaded(self) -> Highs:
        if self._highs is None:
            self._highs = Highs()  # type: ignore[no-untyped-call]
            self._highs.setOptionValue("output_flag", False)
            # One thread gives the same plan each time, and leaves a core to whoever types a
            # command.
            self._highs.setOptionValue("threads", 1)
            # To begin a search anew from what it has shown seldom pays here: of ten thin rounds of
            # 60 × 100 × 80, the one in the middle takes two thirds of the time without.
            self._highs.setOptionValue("mip_allow_restart", self._restarts)
            # By default HiGHS is content within 0.01 %, which is more than 1 in a large sum of
            # squares.
            self._highs.setOptionValue("mip_rel_gap", 0.0)
            if self._is_wanted is not None:
                self._highs.cbMipInterrupt += self._end_unless_wanted
                self._highs.cbSimplexInterrupt += self._end_unless_wanted
            self._highs.passModel(self._written())
        return self._highs

    def _end_unless_wanted(self, event: HighsCallbackEvent) -> None:
        assert self._is_wanted is not None  # else nobody calls this
        if not self._is_wanted():
            event.interrupt()

    def _written(self) -> HighsLp:
        lp = HighsLp()
        lp.num_col_, lp.num_row_ = len(self._lowest), len(self._terms)
        lp.col_cost_ = np.zeros(len(self._lowest))
        lp.col_lower_, lp.col_upper_ = np.array(self._lowest), np.array(self._highest)
        lp.row_lower_, lp.row_upper_ = np.array(self._least), np.array(self._most)
        kinds = HighsVarType.kContinuous, HighsVarType.kInteger
        lp.integrality_ = [kinds[whole] for whole in self._whole]
        lp.a_matrix_.format_ = MatrixFormat.kRowwise
        lengths = [len(terms) for terms in self._terms]
        lp.a_matrix_.start_ = np.cumsum([0, *lengths])
        lp.a_matrix_.index_ = np.array([column for terms in self._terms for column in terms])
        lp.a_matrix_.value_ = np.array(
            [float(factor) for terms in self._terms for factor in terms.values()]
        )
        return lp


def _arrays(
    terms: Mapping[int, float],
) -> tuple[
    np.ndarray[tuple[int], np.dtype[np.int32]], np.ndarray[tuple[int], np.dtype[np.float64]]
]:
    columns = np.fromiter(terms.keys(), dtype=np.int32, count=len(terms))
    return columns, np.fromiter(terms.values(), dtype=np.float64, count=len(terms))


def _solution(highs: Highs) -> Solution:
    status = highs.getModelStatus()
    found = highs.getSolution()
    if status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible):
        return Solution(ending=Ending.IMPOSSIBLE)
    feasible = highs.getInfo().primal_solution_status == SolutionStatus.kSolutionStatusFeasible
    ending = Ending.OPTIMAL if status == HighsModelStatus.kOptimal else Ending.OUT_OF_TIME
    return Solution(
        ending=ending,
        columns=tuple(found.col_value) if feasible else (),
        row_prices=tuple(found.row_dual) if found.dual_valid else (),
    )
