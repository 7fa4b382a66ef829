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
from scheduling.model.calendars import Calendar, UnconfirmedCalendar
from scheduling.model.interviews import EVERYTHING, InterviewFilter
from scheduling.results.calendars import StaleCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewChange:
    """An interview that was booked, moved, cancelled or changed otherwise, as it stands now."""

    interview: Interview
    # As it stood; None for one that is new.
    before: Interview | None = None
    # Those who should hear of it, and whom no channel reaches.
    untold: tuple[Untold, ...] = ()
    # Those who are busy at its hour by their calendars, where it was given one all the same.
    busy: tuple[Person, ...] = ()
    # Those of its people whose calendars could not be read just before that.
    stale: tuple[StaleCalendar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveChoices:
    """An interview, and to which hours its candidate may move it by themselves."""

    interview: Interview
    # Not any more, where they have done so often enough, or it begins too soon.
    may_move: bool
    # When hours begin that are offered, earliest first.
    starts: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewPage:
    """Some of the interviews ahead, earliest first."""

    interviews: tuple[Interview, ...]
    skip: int
    # How many there are in all.
    total: int
    # For coordinators: what the people of these interviews have not got.
    undelivered: tuple[Undelivered, ...] = ()
    # Whether anybody is to be told by hand, of any of them, those that are off as well.
    has_people_to_tell: bool = False
    # Which of them were asked for, and the people named in that.
    wanted: InterviewFilter = EVERYTHING
    named: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIns:
    """An interview, and the interviewers who could join its panel, by name."""

    interview: Interview
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """What a coordinator has to see to, and what is ahead for everybody."""

    # The first interviews that wait for something, by time, and how many do.
    waiting: tuple[Interview, ...]
    waiting_total: int
    undelivered: tuple[Undelivered, ...]
    # Those of the coming days, by time; how many there are in these days, and in all.
    coming: tuple[Interview, ...]
    coming_total: int
    total: int
    # Whose calendars are silent, for how long they were not read.
    silent: tuple[StaleCalendar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeState:
    """A person's own next interviews, how many there are, and their hours, as of `now`."""

    actor: Actor
    now: datetime
    interviews: tuple[Interview, ...]
    total: int
    availability: Availability
    # The oldest first.
    calendars: tuple[Calendar, ...] = ()
    # Those of which the reader is asked whether they are theirs.
    unconfirmed: tuple[UnconfirmedCalendar, ...] = ()
    # For coordinators alone.
    arranged: Arranged | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a person's calendar shows: their interviews, cancelled ones too, earliest first."""

    person: Person
    interviews: tuple[Interview, ...]
