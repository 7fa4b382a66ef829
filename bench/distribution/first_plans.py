"""How soon there is a plan to look at, beside the whole search for the best one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median

from bench.distribution.sizes import Broken, Size, drawn, time_words, timed, words
from bench.engine.targets import Line
from scheduling.distribution import Level, Plan, PlanSearch, Round, faults_in

FIRST_PLANS: tuple[tuple[Size, float], ...] = (
    ((250, 700, 80), 3),
    ((250, 700, 200), 3),
    ((1500, 1500, 80), 6),
    ((800, 2200, 80), 6),
)
"""Candidates, interviewers and hours; and how many seconds of one processor the slowest of the
rounds may take, with the check before anybody sees its plan. The last are the largest allowed.
"""
_BAR_SHARE = 0.5
"""Of the whole search, the one in the middle."""
_ROUNDS = 3
_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """One round: the first plan and the last, and how long each took."""

    first: Plan
    last: Plan
    # Seconds of one processor.
    at_first: float
    after: float

    @property
    def share(self) -> float:
        """How much of the whole search came before the first plan."""
        return self.at_first / (self.at_first + self.after)


def first_plans(size: Size, bar: float, *, is_thin: bool, seed: int) -> Line:
    """Measure rounds of a size, and return their line.

    It is met where each first plan was there in time, and proven on all levels but the last.
    """
    found = [_measured(size, is_thin=is_thin, seed=seed + n) for n in range(_ROUNDS)]
    slowest = max(each.at_first for each in found)
    share = median(each.share for each in found)
    later = [_is_later(each) for each in found].count(True)
    open_levels = {level for each in found for level in _open(each.first)}
    proven = "all but the hours proven"
    if open_levels:
        proven = f"open: {', '.join(sorted(open_levels))}"
    return Line(
        target=5,
        what=f"first plan, {words(size, is_thin)}, {_ROUNDS} rounds",
        ours=f"at most {time_words(slowest)}, {proven}",
        against=f"the whole search, which finds earlier hours in {later} of {_ROUNDS}",
        outcome=f"{share:.2f}× its time (at most {bar:g} s and {_BAR_SHARE:g}×)",
        is_met=slowest <= bar and share <= _BAR_SHARE and not open_levels,
    )


def _measured(size: Size, *, is_thin: bool, seed: int) -> _Measured:
    round = drawn(size, is_thin=is_thin, seed=seed)
    search = PlanSearch(round, seconds=_SECONDS)
    at_first, (first, faults) = timed(partial(_checked, search.first, round), runs=1)
    after, (last, later_faults) = timed(partial(_checked, search.rest, round), runs=1)
    if faults or later_faults:
        raise Broken(f"{size}: {faults or later_faults}")
    return _Measured(first=first, last=last, at_first=at_first, after=after)


def _checked(step: Callable[[], Plan], round: Round) -> tuple[Plan, tuple[str, ...]]:
    plan = step()
    return plan, faults_in(plan, round=round)


def _is_later(measured: _Measured) -> bool:
    first, last = (plan.standing(Level.EARLY).value for plan in (measured.first, measured.last))
    return first > last


def _open(plan: Plan) -> list[Level]:
    others = [each for each in plan.standings if each.level is not Level.EARLY]
    return [each.level for each in others if not each.is_proven]
