"""Who meets whom, and when; and which of the interviews ahead somebody wants to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scheduling.model.details import NO_DETAILS, Details
from scheduling.model.names import visible
from scheduling.model.people import Person
from scheduling.timespan import Span, as_instant, hour_from

LONGEST_REASON = 200
"""Letters in which somebody says why they can't come; it is read in one line."""


class InterviewState(StrEnum):
    """Whether an interview is to take place."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class RevisionKind(StrEnum):
    """What a revision of an interview has changed."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    PANEL_CHANGED = "panel_changed"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    DETAILS_CHANGED = "details_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of an interview, and who has made it."""

    # What the interview's revision was afterwards.
    number: int
    kind: RevisionKind
    # A member's Slack id, or the name of a program.
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How an interview stood where somebody has asked for a change; None where nobody knows."""

    revision: int | None = None
    start: datetime | None = None


UNSEEN = Seen()
"""Nobody knows what they saw, so that whatever stands is changed."""


def as_reason(text: str) -> str:
    """Return what somebody has written as a reason, in one line; a full stop is put after it."""
    return " ".join(visible(text).split())[:LONGEST_REASON].rstrip(" .")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One candidate, one or more interviewers, one hour."""

    id: int
    candidate: Person
    # Sorted by id.
    interviewers: tuple[Person, ...]
    # The hour begins here, in UTC.
    start: datetime
    state: InterviewState = InterviewState.BOOKED
    # Grows with every change that somebody can see.
    revision: int = 1
    # Grows only with one that calendars are told of: another time, another place, or that it is
    # cancelled (RFC 5545, section 3.8.7.4).
    invite_sequence: int = 0
    # Whether a coordinator booked it at an hour which somebody had not offered.
    outside_availability: bool = False
    # A member's Slack id, or the name of a program.
    booked_by: str = ""
    # Interviewers, by id, who have said that they can't make it and have not been replaced yet.
    declined: frozenset[int] = frozenset()
    # Of its people, by id, those whose hours have changed since, so that it lies outside them.
    in_conflict: frozenset[int] = frozenset()
    # A random one; None where it was booked before there were any.
    uid: str | None = None
    details: Details = NO_DETAILS

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", as_instant(self.start))

    @property
    def span(self) -> Span:
        """The hour that the interview takes."""
        return hour_from(self.start)

    @property
    def calendar_uid(self) -> str:
        """By what calendars know it, the same for ever (RFC 5545, 3.8.4.7).

        One that can be guessed, or that another database gives out as well, may stand in
        somebody's calendar for another interview.
        """
        return self.uid or f"interview-{self.id}@on-the-hour"

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody concerned: the candidate, then the interviewers."""
        return (self.candidate, *self.interviewers)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """The hour to which a candidate asks to have their interview moved."""

    interview_id: int
    # What the interview's revision was: after another change nobody need answer any more.
    revision: int
    wanted: datetime
    is_refused: bool = False


class Need(StrEnum):
    """What an interview waits for; a coordinator can do something about each."""

    # Somebody on the panel can't make it, and nobody has taken over yet.
    OPEN_SEAT = "open"
    # Somebody in it has not got a message about it, or may not have.
    UNTOLD = "untold"
    # Somebody's hours have changed since, and it lies outside them.
    OUTSIDE = "outside"
    # Any of these.
    ANYTHING = "waiting"


class Which(StrEnum):
    """Whether interviews are to take place, have taken place, or are off."""

    AHEAD = "ahead"
    # They have ended; the latest comes first.
    PAST = "past"
    # Whenever they were to be; the latest comes first.
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewFilter:
    """Those with all of these people in them, in this time, that wait for this."""

    person_ids: tuple[int, ...] = ()
    # Those that start from here on,
    start: datetime | None = None
    # and before here.
    end: datetime | None = None
    # Only those ahead wait for anything.
    need: Need | None = None
    which: Which = Which.AHEAD

    def as_json(self) -> dict[str, Any]:
        """Return it as values that JSON has, as short as it can be: buttons hold little."""
        known = {
            "p": list(self.person_ids),
            "f": self.start and self.start.isoformat(timespec="minutes"),
            "t": self.end and self.end.isoformat(timespec="minutes"),
            "n": self.need and self.need.value,
            "w": self.which is not Which.AHEAD and self.which.value,
        }
        return {key: value for key, value in known.items() if value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "InterviewFilter":
        """Return what `as_json` has written. Raises ValueError, TypeError."""
        return cls(
            person_ids=tuple(map(int, kept.get("p", ()))),
            start=datetime.fromisoformat(kept["f"]) if "f" in kept else None,
            end=datetime.fromisoformat(kept["t"]) if "t" in kept else None,
            need=Need(kept["n"]) if "n" in kept else None,
            which=Which(kept.get("w", Which.AHEAD)),
        )


EVERYTHING = InterviewFilter()
"""All interviews ahead."""
