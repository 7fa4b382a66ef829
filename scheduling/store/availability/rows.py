"""Entries of an availability as rows hold them, and as JSON keeps what stood before a change."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from scheduling.model import (
    EVERY_WEEK,
    Availability,
    AvailabilityWindow,
    Entry,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)

MORE = {
    "weekly_hours": ("first_day", "last_day", "every_weeks"),
    "availability_window": ("replaces",),
}
"""The columns of some tables beside those that all entries have."""


def columns(entry: Entry) -> dict[str, date | int | None]:
    """Return an entry as the columns of its table, without its id and whose it is."""
    hours = {"start_minute": entry.hours.start, "end_minute": entry.hours.end}
    match entry:
        case WeeklyHours():
            recurrence = dict(zip(MORE["weekly_hours"], _recurring(entry), strict=True))
            return {"weekday": int(entry.weekday), **hours, **recurrence}
        case AvailabilityWindow():
            return {"day": entry.day, **hours, "replaces": entry.replaces}
        case TimeOff():
            return {"day": entry.day, **hours}


# Most people give the same few hours: thousands of rows share a handful of values.
@lru_cache(maxsize=4096)
def _hours(start: int, end: int) -> WallHours:
    return WallHours(start=start, end=end)


@lru_cache(maxsize=4096)
def _recurrence(first: date | None, last: date | None, weeks: int) -> Recurrence:
    return Recurrence(first=first or date.min, last=last or date.max, weeks=weeks)


def _recurring(entry: WeeklyHours) -> tuple[date | None, date | None, int]:
    """Return the recurrence as the columns hold it."""
    said = entry.recurrence
    first, last = said.first if said.has_first else None, said.last if said.has_last else None
    return first, last, said.weeks


def weekly_hours(weekday: int, start: int, end: int, id: int, *recurrence: Any) -> WeeklyHours:
    """Return weekly hours of a row, with the columns of `MORE` at its end."""
    return WeeklyHours(
        id=id,
        weekday=Weekday(weekday),
        hours=_hours(start, end),
        recurrence=_recurrence(*recurrence),
    )


def window(day: date, start: int, end: int, id: int, *more: bool) -> AvailabilityWindow:
    """Return a window of a row, with the column of `MORE` at its end."""
    (replaces,) = more
    return AvailabilityWindow(id=id, day=day, hours=_hours(start, end), replaces=replaces)


def time_off(day: date, start: int, end: int, id: int) -> TimeOff:
    """Return time off of a row."""
    return TimeOff(id=id, day=day, hours=_hours(start, end))


def as_json(availability: Availability) -> dict[str, object]:
    """Return all entries such that bots of an earlier version read those that they know.

    What they don't know, they fail to put back, rather than put back something else.
    """

    def dated(entry: AvailabilityWindow | TimeOff) -> list[object]:
        return [entry.id, entry.day.isoformat(), entry.hours.start, entry.hours.end]

    def weekly(entry: WeeklyHours) -> list[object]:
        first, last, weeks = _recurring(entry)
        known: list[object] = [entry.id, int(entry.weekday), entry.hours.start, entry.hours.end]
        if entry.recurrence == EVERY_WEEK:
            return known
        return [*known, *(day.isoformat() if day else None for day in (first, last)), weeks]

    def window(entry: AvailabilityWindow) -> list[object]:
        return [*dated(entry), True] if entry.replaces else dated(entry)

    return {
        "weekly": [weekly(entry) for entry in availability.weekly],
        "windows": [window(entry) for entry in availability.windows],
        "time_off": [dated(entry) for entry in availability.time_off],
    }


def from_json(kept: Mapping[str, Any], *, person_id: int, version: int) -> Availability:
    """Return what `as_json` kept, also as earlier versions did."""

    def dated(entry: list[Any]) -> tuple[date, int, int, int]:
        id, day, start, end, *_ = entry
        return date.fromisoformat(day), start, end, id

    def weekly(entry: list[Any]) -> WeeklyHours:
        id, day, start, end, *more = entry
        first, last, weeks = more or (None, None, 1)
        bounds = (date.fromisoformat(bound) if bound else None for bound in (first, last))
        return weekly_hours(day, start, end, id, *bounds, weeks)

    return Availability(
        person_id=person_id,
        version=version,
        weekly=tuple(map(weekly, kept["weekly"])),
        windows=tuple(window(*dated(entry), len(entry) > 4) for entry in kept["windows"]),
        time_off=tuple(time_off(*dated(entry)) for entry in kept["time_off"]),
    )
