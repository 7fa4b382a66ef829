"""What people say about their time, in the hours of the clock on their wall."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

MINUTES_PER_DAY = 1440
MOST_WEEKS = 8
"""The longest interval at which hours recur."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedHours:
    """Hours of some weekdays, by the clock of a `time_zone`: that of whoever asks.

    At least one weekday and one stretch of hours, each within its day.
    """

    time_zone: str
    weekdays: frozenset[Weekday] = frozenset(Weekday)
    hours: tuple[WallHours, ...] = (WHOLE_DAY,)

    def __post_init__(self) -> None:
        if not self.weekdays or not self.hours:
            raise ValueError("no hour is asked for at all")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class AvailabilityWindow:
    """A one-off stretch, from a local `day`, in which the person may be booked."""

    day: date
    hours: WallHours
    # Whether it stands in the place of the weekly hours of its day, which do not hold then.
    replaces: bool = False
    id: int = NO_ID


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Recurrence:
    """In which weeks hours recur: from the day `first` to the day `last`, both included."""

    # The least and the greatest date stand for no bound, so that all of them have an order.
    first: date = date.min
    last: date = date.max
    # Every so many weeks, each from Monday on, beginning with the one in which `first` lies.
    weeks: int = 1

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"hours end after they begin: {self.first} to {self.last}")
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise ValueError(f"hours recur every 1 to {MOST_WEEKS} weeks, not every {self.weeks}")
        if self.weeks > 1 and self.first == date.min:
            raise ValueError("without a first day, no week is the one to count from")

    @property
    def has_first(self) -> bool:
        """Whether they begin on some day."""
        return self.first > date.min

    @property
    def has_last(self) -> bool:
        """Whether they end on some day."""
        return self.last < date.max

    def holds_on(self, day: date) -> bool:
        """Tell whether hours of that weekday are given on that day."""
        if not self.first <= day <= self.last:
            return False
        return self.weeks == 1 or (_week_of(day) - _week_of(self.first)) % self.weeks == 0


EVERY_WEEK = Recurrence()


class Beside(StrEnum):
    """What weekly hours are to be beside longer ones that stand, of which they leave days out."""

    AS_WELL = "as well"  # what stands goes on as it does
    INSTEAD = "instead"  # what stands ends, or rests for that time


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class WeeklyHours:
    """A stretch that recurs on a weekday, in the person's own time zone."""

    weekday: Weekday
    # Longer than six days it would meet itself, so they end before minute 8640.
    hours: WallHours
    recurrence: Recurrence = EVERY_WEEK
    id: int = NO_ID

    def has_ended(self, wall: datetime) -> bool:
        """Tell whether the last of them is over when the person's clock shows that time."""
        if not self.recurrence.has_last:
            return False
        last = datetime.combine(self.last_day(), time())
        return last + timedelta(minutes=self.hours.end) <= wall

    def first_day(self) -> date:
        """Return the first day on which they begin; the least date where they always have."""
        if not self.recurrence.has_first:
            return date.min
        ahead = (self.weekday - self.recurrence.first.weekday()) % 7
        day = self.recurrence.first + timedelta(days=ahead)
        weeks = (day + timedelta(weeks=number) for number in range(self.recurrence.weeks))
        return next((found for found in weeks if self.recurrence.holds_on(found)), date.max)

    def last_day(self) -> date:
        """Return the last day on which they begin; the greatest date where they never end."""
        if not self.recurrence.has_last:
            return date.max
        back = (self.recurrence.last.weekday() - self.weekday) % 7
        day = self.recurrence.last - timedelta(days=back)
        # At most one step for each week of the interval: the one that holds is among them.
        weeks = (day - timedelta(weeks=number) for number in range(self.recurrence.weeks))
        return next((found for found in weeks if self.recurrence.holds_on(found)), date.min)


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


def _week_of(day: date) -> int:
    """The number of a week, from Monday on: the day 1 January of the year 1 was a Monday."""
    return (day.toordinal() - 1) // 7


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

    def ahead(self, wall: datetime) -> "Availability":
        """Return what of it is not over yet when the person's clock shows that time."""
        return replace(
            self,
            weekly=tuple(entry for entry in self.weekly if not entry.has_ended(wall)),
            windows=tuple(entry for entry in self.windows if _end(entry) > wall),
            time_off=tuple(entry for entry in self.time_off if _end(entry) > wall),
        )


def _end(entry: AvailabilityWindow | TimeOff) -> datetime:
    return datetime.combine(entry.day, time()) + timedelta(minutes=entry.hours.end)
