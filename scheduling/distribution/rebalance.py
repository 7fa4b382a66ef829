"""From a plan that stands to the next one, when somebody drops out or joins."""

from scheduling.distribution.distribute import Progress, Work
from scheduling.distribution.problem.plan import (
    REBALANCING,
    REBALANCING_EVENLY,
    PlanChange,
    Rebalanced,
    Seating,
)
from scheduling.distribution.problem.round import Round


def rebalance(
    round: Round,
    *,
    present: tuple[Seating, ...],
    seconds: float = 20.0,
    progress: Progress | None = None,
    evenly: bool = False,
) -> Rebalanced:
    """Return a plan of a round that has changed since `present` was its plan.

    Of all plans that serve as many as can be, with as few repeats, and place as many
    interviewers, it is the one in which the fewest appointments are given up or newly made;
    only then do evenness, fairness and early hours count. With `evenly`, even panels weigh more
    than moves.
    """
    levels = REBALANCING_EVENLY if evenly else REBALANCING
    work = Work(round, seconds=seconds, progress=progress, present=present, levels=levels)
    plan = work.plan()
    return Rebalanced(plan=plan, changes=changes_between(present, plan.seatings))


def changes_between(
    before: tuple[Seating, ...], after: tuple[Seating, ...]
) -> tuple[PlanChange, ...]:
    """Return what becomes of each candidate whose interview is not the same, by id."""
    was = {seating.candidate: seating for seating in before}
    now = {seating.candidate: seating for seating in after}
    return tuple(
        PlanChange(candidate=each, before=was.get(each), after=now.get(each))
        for each in sorted(was.keys() | now.keys())
        if was.get(each) != now.get(each)
    )
