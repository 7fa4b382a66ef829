"""What plain HiGHS makes of a round: one level after the other, each from the one before."""

from scheduling.distribution import OBJECTIVE, Level, Round
from scheduling.distribution.milp.formulation import Model, all_sizes
from scheduling.distribution.milp.highs import Ending, Program
from scheduling.distribution.problem.pools import pools_of

_REPEATS = 8
"""Of one interviewer, more than anybody needs in drawn rounds."""


def plainly_solved(round: Round, *, seconds: float) -> dict[Level, int] | None:
    """Return the best on each level; None where one of them takes longer than so many seconds.

    The rows and columns are ours, as the first ones that one would write down take ten times as
    long: without bounds, without plans of our own, and with HiGHS as it comes, on one thread.
    """
    model = Model(pools_of(round), sizes=all_sizes, again=_REPEATS, program=Program(restarts=True))
    best: dict[Level, int] = {}
    start: dict[int, float] | None = None
    for level in OBJECTIVE:
        model.hold(best)
        objective = model.objective(level)
        found = model.program.solved(objective, seconds=seconds, start=start)
        if found.ending is not Ending.OPTIMAL:
            return None
        total = sum(factor * found.columns[column] for column, factor in objective.items())
        best[level] = model.value(level, total=total, served=best.get(Level.SERVED, 0))
        start = dict(enumerate(found.columns))
    return best
