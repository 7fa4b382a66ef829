"""From a round to its plan: level by level, by bounds where they are reached, else by search.

The last level, early hours, is the one on which there is most to search and least to gain. So a
plan can be had before the work on it is over.
"""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from scheduling.distribution.bounds import simple_bounds
from scheduling.distribution.canonical import in_canonical_order
from scheduling.distribution.checker import Checker, worth
from scheduling.distribution.explain import unneeded_in, waiting_in
from scheduling.distribution.help import help_for
from scheduling.distribution.initial_plans import initial_plans
from scheduling.distribution.problem.plan import (
    OBJECTIVE,
    REBALANCING,
    Certificate,
    Level,
    LevelResult,
    Plan,
    Proof,
    Seating,
)
from scheduling.distribution.problem.pools import pools_of
from scheduling.distribution.problem.round import Round, in_order

if TYPE_CHECKING:
    from scheduling.distribution.milp.search import Search

Progress = Callable[[Level], None]
IsWanted = Callable[[], bool]
Seatings = tuple[Seating, ...]
_MOST = 0.9
"""Of the time allowed: HiGHS looks at the clock now and then only, and reasons take time too."""
_HALF = 0.5
"""Of the time that is left, so that some remains for the levels that come after."""
_GOOD_ENOUGH = 0.05
"""How far from the best the hours of a plan to begin with may be, as a share of it: one that is
nearer often takes ten times as long.
"""


def always_wanted() -> bool:
    """Return True: somebody waits for the end of a search."""
    return True


def distribute(round: Round, *, seconds: float = 20.0, progress: Progress | None = None) -> Plan:
    """Return the best plan of a round that can be found within some seconds.

    `progress` is told each level as the work on it begins. The same round, its parts in any
    order, gives the same plan, unless the plan `was_hurried`.
    """
    return Work(round, seconds=seconds, progress=progress).plan()


class Work:
    """The work on one round: the best interviews known so far, and what is known about them."""

    def __init__(
        self,
        round: Round,
        *,
        seconds: float,
        progress: Progress | None = None,
        present: Seatings | None = None,
        levels: tuple[Level, ...] = REBALANCING,
    ) -> None:
        """`levels` are those of the objective where there are `present` interviews."""
        self.until = monotonic() + _MOST * seconds
        self.round = round = in_order(round)
        self.present = present
        self.levels = OBJECTIVE if present is None else levels
        self.progress = progress
        seated_at = {seating.candidate: seating.hour for seating in present or ()}
        self.pools = pools_of(round, seated_at=seated_at)
        self.checker = Checker(round)
        self.certificates: dict[Level, Certificate] = {}
        self.exhausted: set[Level] = set()
        self.was_hurried = False
        self._is_wanted: IsWanted = always_wanted
        self._search: Search | None = None
        firsts, self.matching = initial_plans(self.pools, present=present)
        self.seatings, self.values = min(map(self._judged, firsts), key=self._rank)

    def plan(self) -> Plan:
        """Work on one level after the other, and return what that has come to."""
        self.settle_all_but_the_last()
        self.settle_the_last()
        return self.as_it_stands()

    def settle_all_but_the_last(self) -> None:
        """Find out all that can be known in the time on the levels before the last."""
        self._aim_high()
        for level in self.levels[:-1]:
            self._tell(level)
            self._work_on(level)

    def settle_the_last(self, *, is_wanted: IsWanted = always_wanted) -> None:
        """Do the same on the last level, from the beginning, for as long as somebody wants it."""
        self._is_wanted = is_wanted
        self._tell(self.levels[-1])
        self._work_on(self.levels[-1])
        # What was built for it takes hundreds of megabytes where the round is large.
        self._search = None

    def is_settled(self, level: Level) -> bool:
        """Tell whether no plan is known to be better on a level."""
        return self._is_reached(level) or level in self.exhausted

    def as_it_stands(self) -> Plan:
        """Return the best plan known."""
        # Where a plan stands, to swap people who are alike would be moves for nothing.
        if self.present is None:
            self.seatings = in_canonical_order(self.pools, self.seatings)
        waiting = waiting_in(self.pools, self.seatings)
        left_out = [each.candidate for each in waiting]
        return Plan(
            seatings=self.seatings,
            waiting=waiting,
            unneeded=unneeded_in(self.pools, self.seatings),
            standings=tuple(self._standing(level) for level in self.levels),
            certificates=tuple(self.certificates.values()),
            help=help_for(self.round, seatings=self.seatings, waiting=left_out),
            was_hurried=self.was_hurried,
        )

    def _aim_high(self) -> None:
        """Look for a plan that reaches the simple bounds on all levels on which one may, at one
        go: mostly there is one, and then nothing has to be searched on those levels.
        """
        goal = dict(self.values)
        proven: dict[Level, Certificate] = {}
        levels = self.levels[: self.levels.index(self._first_hard_level)]
        for level in levels:
            goal[level], certificate = self._simple_bound(level, goal)
            proven |= {level: certificate} if certificate else {}
        # The first plan reaches every bound: it is optimal so far, and no solver is loaded.
        if all(goal[level] == self.values[level] for level in levels):
            return
        self._tell(self._first_hard_level)
        hard = self._first_hard_level
        gap = _GOOD_ENOUGH if hard is self.levels[-1] else 0.0
        self._look(hard, values=goal, proven=proven, share=_HALF, gap=gap)

    @property
    def _first_hard_level(self) -> Level:
        """The first on which bounds are seldom reached. Where nobody has to interview twice,
        whoever is placed has one interview, so that loads are the same in every plan.
        """
        if self.present is not None:
            return Level.MOVES
        repeats, _ = self._simple_bound(Level.REPEATS, self.values)
        return Level.FAIR if repeats else Level.EARLY

    def _work_on(self, level: Level) -> None:
        _, certificate = self._simple_bound(level, self.values)
        if certificate is not None:
            self._offer(certificate)
        if not self.is_settled(level):
            # Nothing comes after the last, so it may have all that is left.
            share = 1.0 if level is self.levels[-1] else _HALF
            self._look(level, values=self.values, proven=self._proven(), share=share)

    def _look(
        self,
        level: Level,
        *,
        values: Mapping[Level, int],
        proven: Mapping[Level, Certificate],
        share: float,
        gap: float = 0.0,
    ) -> None:
        if monotonic() >= self.until or not self._is_wanted():
            self.was_hurried = True
            return
        # A plan that does worse before this level breaks the rows that hold those levels.
        start = self.seatings if self._equals(values, before=level) else None
        outcome = self._searching().best_on(
            level, values=values, proven=proven, start=start, share=share, gap=gap
        )
        for seatings in outcome.found:
            self._adopt(seatings)
        # What was found out is true of plans with those values, and the best one known has
        # others.
        if not self._equals(values, before=level):
            return
        if outcome.certificate is not None:
            self._offer(outcome.certificate)
        if outcome.best == self.values[level]:
            self.exhausted.add(level)
        self.was_hurried |= outcome.is_hurried

    def _simple_bound(
        self, level: Level, values: Mapping[Level, int]
    ) -> tuple[int, Certificate | None]:
        certificates = simple_bounds(self.pools, level=level, values=values, matching=self.matching)
        bounds = [
            (bound, each)
            for each in certificates
            if (bound := self.checker.certified_bound(each, values=values)) is not None
        ]
        best = min if level.is_most else max
        return best(bounds, key=lambda each: each[0], default=(0, None))

    def _tell(self, level: Level) -> None:
        if self.progress is not None:
            self.progress(level)

    def _searching(self) -> "Search":
        if self._search is None:
            # Here and not above: NumPy and HiGHS take longer to load than most rounds take to be
            # planned.
            from scheduling.distribution.milp.search import Search

            self._search = Search(self.pools, present=self.present or ())
        self._search.until, self._search.is_wanted = self.until, self._is_wanted
        return self._search

    def _equals(self, values: Mapping[Level, int], *, before: Level) -> bool:
        levels = self.levels[: self.levels.index(before)]
        return all(self.values[each] == values[each] for each in levels)

    def _adopt(self, seatings: Seatings) -> None:
        judged = self._judged(seatings)
        if self._rank(judged) < self._rank((self.seatings, self.values)):
            self.seatings, self.values = judged

    def _judged(self, seatings: Seatings) -> tuple[Seatings, dict[Level, int]]:
        values = worth(seatings, round=self.round, present=self.present)
        # The weightiest first: the search holds what stands before the level it works on.
        return seatings, {level: values[level] for level in self.levels}

    def _rank(self, judged: tuple[Seatings, Mapping[Level, int]]) -> tuple[int, ...]:
        _, values = judged
        return tuple(-values[each] if each.is_most else values[each] for each in self.levels)

    def _offer(self, certificate: Certificate) -> None:
        """Keep the certificate of a level that says most."""
        level = certificate.level
        bounds = [
            (bound, each)
            for each in (self.certificates.get(level), certificate)
            if each is not None
            and (bound := self.checker.certified_bound(each, values=self.values)) is not None
        ]
        if bounds:
            best = min if level.is_most else max
            self.certificates[level] = best(bounds, key=lambda each: each[0])[1]

    def _bound(self, level: Level) -> int:
        certificate = self.certificates.get(level)
        bound = certificate and self.checker.certified_bound(certificate, values=self.values)
        return bound if isinstance(bound, int) else 0

    def _is_reached(self, level: Level) -> bool:
        return self._bound(level) == self.values[level]

    def _proven(self) -> dict[Level, Certificate]:
        return {
            each: self.certificates[each] for each in self.certificates if self._is_reached(each)
        }

    def _standing(self, level: Level) -> LevelResult:
        value, bound = self.values[level], self._bound(level)
        if bound == value:
            proof = Proof.CERTIFIED
        elif level in self.exhausted:
            proof, bound = Proof.SEARCHED, value
        else:
            proof = Proof.OPEN
        return LevelResult(level=level, value=value, bound=bound, proof=proof)
