"""A question for slots, and its answer."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.model import AskedHours, LimitMet, Person
from scheduling.results.calendars import StaleCalendar
from scheduling.slots import Explanation, FoundSlots, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsAsked:
    """A question by ids: at least one side, and the time from `start` up to `end` (instants)."""

    candidate_id: int | None
    interviewer_ids: tuple[int, ...]
    match: Match
    start: datetime
    end: datetime
    # Which hours of that time count; None: all of them.
    within: AskedHours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsAnswer:
    """The slots found, and when there is none, why; with the question it answers."""

    asked: SlotsAsked
    found: FoundSlots
    why_none: Explanation | None
    # Where there is none: the interviewers named who have declined an hour in that time.
    declined: tuple[Person, ...] = ()
    # Whom a limit would keep from some of the slots in a plan; for those who make plans.
    limits: tuple[LimitMet, ...] = ()
    # Whose calendars were not read lately, of those on whose hours it rests.
    stale: tuple[StaleCalendar, ...] = ()
