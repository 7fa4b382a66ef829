"""What a distribution comes to: who interviews whom and when, who is left out, and how good it is.

The levels are those of the objective, the weightiest first: a plan is better than another if it
is better on the first level on which they differ.
"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What a plan is judged by."""

    SERVED = "served"
    """Candidates who get an interview: as many as possible."""
    REPEATS = "repeats"
    """Interviews beyond an interviewer's first: as few as possible."""
    PLACED = "placed"
    """Interviewers who are on a panel: as many as possible."""
    MOVES = "moves"
    """Appointments of anybody given up or newly made: as few as possible. Only where there is
    a plan already.
    """
    EVEN = "even"
    """The sum of the squares of the panels' sizes: as little as possible."""
    FAIR = "fair"
    """The sum of the squares of every interviewer's load, past and new: as little as possible."""
    EARLY = "early"
    """The sum of the hours: as little as possible."""

    @property
    def is_most(self) -> bool:
        """Whether more is better."""
        return self in (Level.SERVED, Level.PLACED)


OBJECTIVE = tuple(level for level in Level if level is not Level.MOVES)
"""The levels of a distribution, the weightiest first."""
REBALANCING = tuple(Level)
"""The levels where a plan stands already, the weightiest first."""
REBALANCING_EVENLY = (
    Level.SERVED,
    Level.REPEATS,
    Level.PLACED,
    Level.EVEN,
    Level.MOVES,
    Level.FAIR,
    Level.EARLY,
)
"""The same, where even panels weigh more than the fewest moves."""


class Proof(StrEnum):
    """How it is known that no plan does better, those being equal that weigh more."""

    CERTIFIED = "certified"
    """By the certificate, which anybody can check."""
    SEARCHED = "searched"
    """The search went through everything that was left."""
    OPEN = "open"
    """It is not known: only that no plan is better than the bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """How a plan does on one level."""

    level: Level
    value: int
    # No plan that equals it on the levels before beats this.
    bound: int
    # How that is known.
    proof: Proof

    @property
    def is_proven(self) -> bool:
        """Whether the plan is known to be the best on this level."""
        return self.proof is not Proof.OPEN

    @property
    def gap(self) -> int:
        """By how much a plan might still be better at most; 0 where it is proven."""
        return 0 if self.is_proven else abs(self.value - self.bound)


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Seating:
    """One interview of the plan: a candidate, an hour, and a panel sorted by id."""

    candidate: int
    hour: int
    panel: tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class InterviewerHour:
    """One interviewer at one hour at which they are free."""

    interviewer: int
    hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Why not all of some candidates can be served: what they share is too little."""

    # By id; each takes `min_panel` seats.
    candidates: tuple[int, ...]
    # All that could interview them, sorted: interviewers at hours.
    seats: tuple[InterviewerHour, ...]
    # How many of the seats can be taken at most, as caps forbid the rest.
    usable: int


class WhyWaiting(StrEnum):
    """Why a candidate is not served."""

    NO_HOURS = "no_hours"
    """The candidate is free at no hour, or not at the pinned one."""
    NOBODY_FREE = "nobody_free"
    """At none of their hours are enough of those free who may meet them."""
    AT_LIMIT = "at_limit"
    """Who could meet them is at their limit for a day or a week, at each of their hours."""
    AT_OWN_LIMIT = "at_own_limit"
    """They have as many interviews themselves as a day may have. No solver says this one and the
    next two: they are said where such hours are kept out of a round.
    """
    TOO_SOON = "too_soon"
    """They must be told by hand, and their hours are too near for that."""
    PANEL_TOO_SOON = "panel_too_soon"
    """Who could meet them must be told by hand, and their hours are too near for that."""
    SHORTAGE = "shortage"
    """Others need the same interviewers at the same hours, and it does not go round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A candidate who is not served."""

    candidate: int
    reason: WhyWaiting
    # None unless it is the reason; where panels of two or more are required it may be None even
    # then, as no short reason exists.
    shortage: Shortage | None = None


class WhyUnneeded(StrEnum):
    """Why an interviewer is on no panel."""

    TAKEN_OFF = "taken_off"
    NO_HOURS = "no_hours"
    """They are free at no hour."""
    TOO_SOON = "too_soon"
    """Their hours are too near to tell them by hand. No solver says so either."""
    AT_LIMIT = "at_limit"
    """Their caps leave no interview at any hour at which they could meet somebody."""
    NOBODY_TO_MEET = "nobody_to_meet"
    """No candidate whom they may meet could come at any of their hours."""
    PANELS_FULL = "panels_full"
    """Each interview that they could join has the largest panel allowed."""
    NOT_AT_THESE_HOURS = "not_at_these_hours"
    """No interview that they could join takes place at their hours."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Unneeded:
    """An interviewer who is on no panel."""

    interviewer: int
    reason: WhyUnneeded


class HelpKind(StrEnum):
    """A change that would let more candidates be served."""

    ONE_MORE_HOUR = "one_more_hour"
    """One of `interviewers`, who are in the round, would have to be free at `hour` too."""
    HIGHER_CAP = "higher_cap"
    """One of `interviewers`, free at `hour`, would have to be allowed one interview more."""
    ONE_MORE_INTERVIEWER = "one_more_interviewer"
    """Somebody else would have to be free at `hour`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The one change that would help most."""

    kind: HelpKind
    hour: int
    # How many candidates more it would let be served.
    served_more: int
    # Those who would do, those with the least load first.
    interviewers: tuple[int, ...] = ()
    # The waiting, by id, any one of whom could then be served, others moving up if need be.
    for_candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Why no plan beats the bound of a level, in a form that needs no solver to check.

    Think of seats as sold: an interviewer who takes part at an hour is paid the price of that
    hour, and a candidate's panel pays it for each of its members. What is paid is received, so
    any plan's worth is the sum of what each candidate and each interviewer then counts for
    themselves; and that sum is least when each does what is best for them alone.
    """

    level: Level
    # What each level counts for.
    weights: tuple[tuple[Level, int], ...]
    # By hour, of any sign; hours without one cost 0.
    prices: tuple[tuple[int, int], ...] = ()
    # Where an interviewer has a price of their own at an hour, it counts instead.
    prices_of: tuple[tuple[InterviewerHour, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who interviews whom and when, how good that is, and what proves it."""

    # By hour, then candidate.
    seatings: tuple[Seating, ...]
    # By id of the candidate.
    waiting: tuple[Waiting, ...]
    # By id of the interviewer.
    unneeded: tuple[Unneeded, ...]
    # One a level, the weightiest first.
    standings: tuple[LevelResult, ...]
    # What proves that no plan does better, where that is proven.
    certificates: tuple[Certificate, ...] = ()
    # The one change that would serve more candidates, if some wait.
    help: Help | None = None
    # Whether the time was up before the work was: a faster machine might have found more.
    was_hurried: bool = False

    def standing(self, level: Level) -> LevelResult:
        """Return how the plan does on one level. Raises KeyError for MOVES where no
        plan stood before.
        """
        return {standing.level: standing for standing in self.standings}[level]

    @property
    def seated(self) -> frozenset[int]:
        """Everybody who has an interview in it, by id."""
        return frozenset(id for each in self.seatings for id in (each.candidate, *each.panel))

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of the panels, the largest first."""
        return tuple(sorted((len(seating.panel) for seating in self.seatings), reverse=True))


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class PlanChange:
    """What becomes of one candidate's interview."""

    candidate: int
    # None for one that is new.
    before: Seating | None
    # None for one that is gone.
    after: Seating | None

    @property
    def is_moved(self) -> bool:
        """Whether the interview stays, at another hour."""
        return bool(self.before and self.after and self.before.hour != self.after.hour)

    @property
    def joined(self) -> tuple[int, ...]:
        """The interviewers who are on the panel now and were not before, by id."""
        return tuple(sorted(_panel(self.after) - _panel(self.before)))

    @property
    def left(self) -> tuple[int, ...]:
        """The interviewers who were on the panel before and are not now, by id."""
        return tuple(sorted(_panel(self.before) - _panel(self.after)))

    @property
    def stayed(self) -> tuple[int, ...]:
        """The interviewers who were and are on the panel, by id; unless the interview
        `is_moved`, nothing changes for them.
        """
        return tuple(sorted(_panel(self.before) & _panel(self.after)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebalanced:
    """A plan made from one that stood before."""

    plan: Plan
    # By candidate; one whose hour and panel stay is in none.
    changes: tuple[PlanChange, ...]


def _panel(seating: Seating | None) -> set[int]:
    return set() if seating is None else set(seating.panel)
