"""Interviews as they are listed, at home and in calendars."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.model import (
    Actor,
    Availability,
    Interview,
    Person,
    Undelivered,
    Untold,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewChange:
    """An interview that was booked, moved, cancelled or changed otherwise, as it stands now."""

    interview: Interview
    # As it stood; None for one that is new.
    before: Interview | None = None
    # Those who should hear of it, and whom no channel reaches.
    untold: tuple[Untold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewPage:
    """Some of the interviews ahead, earliest first."""

    interviews: tuple[Interview, ...]
    skip: int
    # How many there are in all.
    total: int
    # For coordinators: what the people of these interviews have not got.
    undelivered: tuple[Undelivered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeState:
    """A person's own next interviews, how many there are, and their hours, as of `now`."""

    actor: Actor
    now: datetime
    interviews: tuple[Interview, ...]
    total: int
    availability: Availability


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a person's calendar shows: their interviews, cancelled ones too, earliest first."""

    person: Person
    interviews: tuple[Interview, ...]
