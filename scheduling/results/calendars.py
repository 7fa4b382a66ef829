"""What comes of connecting calendars and of reading them."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.availability.calendars import SkippedEvents
from scheduling.model import Person
from scheduling.model.calendars import Calendar, CompanyCalendars, UnconfirmedCalendar
from scheduling.timespan import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarShown:
    """A calendar, and when it makes its owner busy in the days ahead."""

    calendar: Calendar
    # In order and apart, by quarters of an hour; None where nobody knows.
    busy: tuple[Span, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCalendar:
    """Somebody of whom an answer speaks, and whose calendar has not been read lately, or not as far
    ahead.
    """

    person: Person
    # None for one that has not been read at all.
    read_at: datetime | None
    # Whether what it said then still counts; else the hours given alone do.
    holds: bool
    # When this was asked.
    now: datetime
    # Up to when it was read, where the answer goes on beyond that.
    known_until: datetime | None = None
    # Whether it was read lately: then that is all that is to be said of it.
    was_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsShown:
    """Somebody's calendars as they stand."""

    # None for whoever is not registered.
    person: Person | None
    calendars: tuple[CalendarShown, ...]
    now: datetime
    # Calendars of their company of which theirs could be read, and is not.
    offered: tuple[CompanyCalendars, ...] = ()
    # Those that wait for their owner to say that they are theirs.
    unconfirmed: tuple[UnconfirmedCalendar, ...] = ()
    # Whether their owner has given any hours, from which they take something.
    has_hours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """A calendar that was connected, read once more or chosen from, as it stands now."""

    person: Person
    shown: CalendarShown
    # Events in the weeks ahead, and those of which nobody can tell when they are; None where it
    # was not read for this.
    events: int | None = None
    skipped: tuple[SkippedEvents, ...] = ()
    # Whether it was not connected before, and whether its owner was registered for it.
    is_new: bool = False
    newly_registered: bool = False
    # Whether there was nothing at the address given, and all that the user has there is read.
    is_elsewhere: bool = False
    # Whether its owner has given any hours, from which it takes something.
    has_hours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerAsked:
    """A calendar of which its owner is asked whether it is theirs, or was."""

    person: Person
    unconfirmed: UnconfirmedCalendar
    # Whether its owner was registered for it.
    newly_registered: bool = False
