"""A plan at once, and a better one later: the last level may take its time."""

from functools import partial
from time import monotonic

from scheduling.distribution.distribute import IsWanted, Progress, Work, always_wanted
from scheduling.distribution.problem.plan import Plan
from scheduling.distribution.problem.round import Round

PATIENCE = 1.5
"""Seconds in which a plan is to be had at best; small rounds are over by then."""


class PlanSearch:
    """The search for the plan of a round, in two steps: the first gives a plan that is as good as
    can be known on all levels but the last, the second looks for one with earlier hours.
    """

    def __init__(
        self,
        round: Round,
        *,
        seconds: float = 20.0,
        patience: float = PATIENCE,
        progress: Progress | None = None,
    ) -> None:
        """Begin nothing yet; from now on there are so many `seconds` for both steps.

        The first one looks for early hours too until `patience` seconds are over.
        """
        self._begin = partial(Work, round, seconds=seconds, progress=progress)
        self._first_until = monotonic() + patience
        self._until = monotonic() + seconds
        self._work: Work | None = None

    def first(self) -> Plan:
        """Return the plan to be shown first; it is the last as well where the search `is_over`."""
        self._work = work = self._begin()
        work.settle_all_but_the_last()
        was_hurried = work.was_hurried
        work.until = min(self._first_until, self._until)
        work.settle_the_last()
        # That the second step is still to come is no haste.
        work.was_hurried = was_hurried
        return work.as_it_stands()

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to look for, or no time to do it."""
        work = self._work
        return work is not None and (work.is_settled(work.levels[-1]) or monotonic() >= self._until)

    def rest(self, *, is_wanted: IsWanted = always_wanted, within: float | None = None) -> Plan:
        """Look for earlier hours in the time that is left, and return the best plan known then.

        `within` so many seconds it ends this time, and may be asked for the rest again. It ends
        early, at some moment soon, when nobody wants it any more: `is_wanted` is asked now
        and then, from the same thread.
        """
        work = self._work
        assert work is not None  # the first step comes first
        work.until = self._until
        if within is not None:
            work.until = min(self._until, monotonic() + within)
        work.settle_the_last(is_wanted=is_wanted)
        return work.as_it_stands()
