"""What people say about their time, in the hours of the clock on their wall."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

MINUTES_PER_DAY = 1440
NO_ID = 0
"""The id of a value that has not been stored yet."""


class Weekday(IntEnum):
    """The days of the week, numbered as `date.weekday` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class WallHours:
    """A stretch of wall-clock time: from `start` up to, not including, `end`.

    Both in minutes after a local midnight; 1440 is the next midnight, and an `end` beyond it
    reaches into the following days.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < MINUTES_PER_DAY:
            raise ValueError(f"a stretch starts within its day, not at minute {self.start}")
        if self.end <= self.start:
            raise ValueError(f"a stretch ends after it starts: {self.start} to {self.end}")


WHOLE_DAY = WallHours(start=0, end=MINUTES_PER_DAY)


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class AvailabilityWindow:
    """A one-off stretch, from a local `day`, in which the person may be booked."""

    day: date
    hours: WallHours
    id: int = NO_ID


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class WeeklyHours:
    """A stretch that recurs every week, in the person's own time zone."""

    weekday: Weekday
    # Longer than six days it would meet itself, so they end before minute 8640.
    hours: WallHours
    id: int = NO_ID


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class TimeOff:
    """A stretch, from a local `day`, in which weekly hours do not hold."""

    day: date
    hours: WallHours
    id: int = NO_ID


Entry = AvailabilityWindow | WeeklyHours | TimeOff


def entry_key(entry: Entry) -> str:
    """Return the name of a stored entry, unique among one person's: "WeeklyHours-7"."""
    return f"{type(entry).__name__}-{entry.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """All that one person has said about their time; each part is sorted."""

    person_id: int
    # Grows with every change.
    version: int = 0
    weekly: tuple[WeeklyHours, ...] = ()
    # They hold on days off as well: the person who gives a window for a date means it.
    windows: tuple[AvailabilityWindow, ...] = ()
    time_off: tuple[TimeOff, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything said: weekly hours, then windows, then time off."""
        return (*self.weekly, *self.windows, *self.time_off)

    @property
    def is_empty(self) -> bool:
        """Whether the person has given no hours at all (time off gives none)."""
        return not self.weekly and not self.windows
