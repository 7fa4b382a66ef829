"""Who meets whom, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.model.people import Person
from scheduling.timespan import Span, as_instant, hour_from


class InterviewState(StrEnum):
    """Whether an interview is to take place."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One candidate, one or more interviewers (sorted by id), one hour from `start` (UTC).

    `revision` grows with every change, `invite_sequence` only with one that calendars are told
    of: another time, another place, or that it is cancelled. `outside_availability` marks an
    interview that a coordinator booked at an hour which somebody had not offered. `declined`
    holds the ids of interviewers who have said that they can't make it and have not been
    replaced yet.
    """

    id: int
    candidate: Person
    interviewers: tuple[Person, ...]
    start: datetime
    state: InterviewState = InterviewState.BOOKED
    revision: int = 1
    invite_sequence: int = 0
    outside_availability: bool = False
    booked_by: str = ""
    declined: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", as_instant(self.start))

    @property
    def span(self) -> Span:
        """The hour that the interview takes."""
        return hour_from(self.start)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody concerned: the candidate, then the interviewers."""
        return (self.candidate, *self.interviewers)
