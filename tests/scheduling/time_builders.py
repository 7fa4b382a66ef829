"""Availability, people and answers, as short as a table of cases wants them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scheduling.availability import free_hours
from scheduling.model import (
    MINUTES_PER_DAY,
    Availability,
    AvailabilityWindow,
    Entry,
    Person,
    Recurrence,
    Role,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.slots import FoundSlots
from scheduling.timespan import Horizon, Span

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def window(words: str, *, id: int = 0) -> AvailabilityWindow:
    """ "2026-11-10 22:00-26:00"; an hour beyond 24 is in the days that follow."""
    day, hours = words.split()
    return AvailabilityWindow(day=date.fromisoformat(day), hours=wall_hours(hours), id=id)


def stretch(day: date, start: int, end: int) -> AvailabilityWindow:
    """From one minute up to another, both counted from midnight of the day."""
    days, start_of_day = divmod(start, MINUTES_PER_DAY)
    hours = WallHours(start=start_of_day, end=end - days * MINUTES_PER_DAY)
    return AvailabilityWindow(day=day + timedelta(days=days), hours=hours)


def off(words: str, *, id: int = 0) -> TimeOff:
    """ "2026-12-24 00:00-72:00" is off for three days."""
    given = window(words)
    return TimeOff(day=given.day, hours=given.hours, id=id)


def weekly(words: str, *, id: int = 0) -> WeeklyHours:
    """ "Mon 09:00-16:00", or "Mon 09:00-16:00 2026-11-09..2026-12-20 /2", every two weeks."""
    day, hours, *more = words.split()
    return WeeklyHours(
        weekday=Weekday(_WEEKDAYS.index(day)),
        hours=wall_hours(hours),
        recurrence=recurrence(*more),
        id=id,
    )


def recurrence(days: str = "..", weeks: str = "/1") -> Recurrence:
    """ "2026-11-09..2026-12-20", either of them perhaps left out."""
    first, _, last = days.partition("..")
    return Recurrence(
        first=date.fromisoformat(first) if first else date.min,
        last=date.fromisoformat(last) if last else date.max,
        weeks=int(weeks.removeprefix("/")),
    )


def instead(words: str, *, id: int = 0) -> AvailabilityWindow:
    """A window in the place of the weekly hours of its day."""
    return replace(window(words, id=id), replaces=True)


def wall_hours(words: str) -> WallHours:
    start, end = (_minutes(clock) for clock in words.split("-"))
    return WallHours(start=start, end=end)


def saying(*entries: Entry) -> Availability:
    """The availability that holds the entries as they are, joined or not."""
    return Availability(
        person_id=1,
        weekly=tuple(sorted(e for e in entries if isinstance(e, WeeklyHours))),
        windows=tuple(sorted(e for e in entries if isinstance(e, AvailabilityWindow))),
        time_off=tuple(sorted(e for e in entries if isinstance(e, TimeOff))),
    )


def interviewer(name: str, id: int, time_zone: str = "UTC") -> Person:
    return Person(id=id, name=name, role=Role.INTERVIEWER, time_zone=time_zone)


def candidate(name: str, id: int, time_zone: str = "UTC") -> Person:
    return Person(id=id, name=name, role=Role.CANDIDATE, time_zone=time_zone)


def at(words: str) -> datetime:
    """ "2026-11-10 09:30", in UTC."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def horizon(first: str, *, days: int = 1) -> Horizon:
    """So many days of UTC from midnight on."""
    start = at(first)
    return Horizon.covering(Span(start=start, end=start + timedelta(days=days)))


def free(person: Person, over: Horizon, *entries: Entry, taken: Iterable[range] = ()) -> int:
    return free_hours(saying(*entries), time_zone=person.time_zone, horizon=over, taken=taken)


def starts(found: FoundSlots) -> list[str]:
    """The starts of all slots, such as "11-10 09:00", in UTC."""
    return [f"{slot.start:%m-%d %H:%M}" for slot in found.page(limit=10_000)]


def takers(found: FoundSlots) -> dict[str, list[str]]:
    """The names of those who can take each slot."""
    return {
        f"{slot.start:%m-%d %H:%M}": [person.name for person in slot.interviewers]
        for slot in found.page(limit=10_000)
    }


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
