"""What comes of a round: its draft, and its booking or the conflicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scheduling.distribution import PlanChange
from scheduling.model import (
    Interview,
    Person,
    Untold,
)
from scheduling.model.details import Details
from scheduling.model.rounds import StoredRound
from scheduling.results.calendars import StaleCalendar
from scheduling.rounds import RoundOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A round as it is kept, with what coordinators are shown of it."""

    round: StoredRound
    outcome: RoundOutcome
    # Everybody in either outcome, by id.
    people: Mapping[int, Person]
    # Another outcome, to be taken or left. Where a booked round is rebalanced, it is the one with
    # the most even panels, and the outcome the one with the fewest changes.
    proposal: RoundOutcome | None = None
    # A plan as good as the outcome's with earlier hours, where one was found.
    earlier: RoundOutcome | None = None
    # Those that the proposal would make, or else those that the outcome has made, where that is
    # known. Where a booked round is rebalanced, those of the outcome,
    changes: tuple[PlanChange, ...] = ()
    # and here those of the proposal.
    even_changes: tuple[PlanChange, ...] = ()
    # People, by id, whom no channel reaches.
    unreached: frozenset[int] = frozenset()
    # What is said of the interviews of one that is booked, by the id of their candidate.
    details: Mapping[int, Details] = field(default_factory=dict)
    # Of those whom a plan would book: whose calendars were not read lately.
    stale: tuple[StaleCalendar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAhead:
    """A booked round of which interviews can still be changed."""

    round_id: int
    # The starts of the first and the last of these,
    first: datetime
    last: datetime
    # and how many there are.
    interviews: int


class WhyNotBooked(StrEnum):
    """Why somebody can't have the interview that a plan has for them."""

    TAKEN = "taken"
    HOURS_CHANGED = "hours_changed"
    # By their calendar.
    BUSY = "busy"
    TOO_SOON = "too_soon"
    # To be told by hand, by another person, which takes its time.
    BY_HAND = "by_hand"
    OVER_LIMIT = "over_limit"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingConflict:
    """Somebody who can't have the interview that a plan has for them, and its start."""

    person: Person
    start: datetime
    why: WhyNotBooked


class RoundNews(StrEnum):
    """What has become of an interview of a booked round since the round was planned again."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PANEL_CHANGED = "panel_changed"
    # It begins too soon to be changed, or has begun.
    TOO_NEAR = "too_near"


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePlanned:
    """A candidate of a booked round whose interview is not what was planned from any more."""

    candidate: Person
    what: RoundNews
    # When it was to start; None for one that is new.
    was: datetime | None
    # When it starts; None for one that is cancelled.
    now: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBooked:
    """A round that was booked, or why nothing of it was."""

    draft: Draft
    interviews: tuple[Interview, ...] = ()
    # Where there is any, nothing was booked.
    conflicts: tuple[BookingConflict, ...] = ()
    # What has become of a booked round since the plan that changes it was made; here as well.
    since: tuple[SincePlanned, ...] = ()
    # Those whom no channel reaches, with what they would have been told.
    untold: tuple[Untold, ...] = ()
