"""What one sentence gives, and the plain sentence that gives just that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from languages.days import ENGLISH_DAYS
from scheduling.model import (
    MINUTES_PER_DAY,
    AvailabilityWindow,
    Beside,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.wording.saying.hours import time_off_words, weekly_words, window_words

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAvailability:
    """All that one sentence gives; each part sorted, without doubles.

    `beside` says what becomes of hours that stand and of which the weekly ones leave days out;
    without it, that is asked.
    """

    windows: tuple[AvailabilityWindow, ...] = ()
    weekly: tuple[WeeklyHours, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    beside: Beside | None = None


def said_words(said: ParsedAvailability) -> tuple[str, ...]:
    """Return a line for each thing said: weekly hours, then windows, then time off."""
    windows = tuple(window_words(window) for window in said.windows)
    time_off = tuple(time_off_words(part) for part in said.time_off)
    return weekly_words(said.weekly) + windows + time_off


def sentence_of(said: ParsedAvailability) -> str:
    """Return a sentence that can be read in one way only, and gives just this.

    Dates are numbers and times are of 24 hours: "every tuesday 09:00-12:00; 2026-11-16,
    2026-11-18 - 2026-11-20 14:00-16:00; off 2026-12-24".
    """
    return "; ".join((*_weekly(said.weekly), *_windows(said.windows), *_time_off(said.time_off)))


def _weekly(weekly: Iterable[WeeklyHours]) -> Iterator[str]:
    by_hours = sorted(weekly, key=lambda entry: (entry.hours, entry.recurrence, entry.weekday))
    for (hours, recurrence), group in groupby(by_hours, key=lambda e: (e.hours, e.recurrence)):
        weekdays = [entry.weekday for entry in group]
        every, bounds = _every(recurrence), _bounds(recurrence)
        if hours.end <= MINUTES_PER_DAY:
            days = ", ".join(_runs_of_weekdays(weekdays))
            yield f"{every} {days}{bounds} {_times(hours)}"
            continue
        for weekday in weekdays:
            last = ENGLISH_DAYS[(weekday + _days_on(hours)) % 7].casefold()
            first = ENGLISH_DAYS[weekday].casefold()
            end = f"{last} {_clock(_end_of_day(hours))}"
            yield f"{every} {first}{bounds} {_clock(hours.start)} - {end}"


def _every(recurrence: Recurrence) -> str:
    return f"every {recurrence.weeks} weeks" if recurrence.weeks > 1 else "every"


def _bounds(recurrence: Recurrence) -> str:
    first = f" from {recurrence.first}" if recurrence.has_first else ""
    return first + (f" until {recurrence.last}" if recurrence.has_last else "")


def _runs_of_weekdays(weekdays: list[Weekday]) -> Iterator[str]:
    for run in _in_rows([int(weekday) for weekday in weekdays]):
        names = [ENGLISH_DAYS[number].casefold() for number in run]
        yield from [f"{names[0]} - {names[-1]}"] if len(run) > 2 else names


def _windows(windows: Iterable[AvailabilityWindow]) -> Iterator[str]:
    by_hours = sorted(windows, key=lambda window: (window.hours, window.replaces, window.day))
    for (hours, replaces), group in groupby(by_hours, key=lambda w: (w.hours, w.replaces)):
        days = [window.day for window in group]
        instead = " instead" if replaces else ""
        if hours.end <= MINUTES_PER_DAY:
            yield f"{', '.join(_runs(days))} {_times(hours)}{instead}"
        else:
            yield from (f"{_across(day, hours)}{instead}" for day in days)


def _time_off(time_off: Iterable[TimeOff]) -> Iterator[str]:
    for part in time_off:
        if part.hours.start == 0 and part.hours.end % MINUTES_PER_DAY == 0:
            last = part.day + _days_on(part.hours) * _ONE_DAY
            yield f"off {part.day}" + (f" - {last}" if last > part.day else "")
        elif part.hours.end <= MINUTES_PER_DAY:
            yield f"off {part.day} {_times(part.hours)}"
        else:
            yield f"off {_across(part.day, part.hours)}"


def _runs(days: list[date]) -> Iterator[str]:
    for run in _in_rows([day.toordinal() for day in days]):
        first, last = date.fromordinal(run[0]), date.fromordinal(run[-1])
        yield f"{first} - {last}" if len(run) > 1 else str(first)


def _in_rows(numbers: list[int]) -> Iterator[list[int]]:
    """Numbers in order, apart where one is missing."""
    for _, group in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        yield [number for _, number in group]


def _across(day: date, hours: WallHours) -> str:
    last = day + _days_on(hours) * _ONE_DAY
    return f"{day} {_clock(hours.start)} - {last} {_clock(_end_of_day(hours))}"


def _days_on(hours: WallHours) -> int:
    """How many days after the first one the hours end; midnight ends its day."""
    return (hours.end - 1) // MINUTES_PER_DAY


def _end_of_day(hours: WallHours) -> int:
    return hours.end - _days_on(hours) * MINUTES_PER_DAY


def _times(hours: WallHours) -> str:
    return f"{_clock(hours.start)}-{_clock(hours.end)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
