"""What somebody says about their time, as windows, weekly hours and time off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.errors import EndNotAfterStart
from scheduling.model import (
    MINUTES_PER_DAY,
    AvailabilityWindow,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.wording.reading.bounds import Present
from scheduling.wording.reading.grammar.clock import hours_between
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.days import OnWeekday
from scheduling.wording.reading.grammar.entries import Entry, entries, is_bare
from scheduling.wording.reading.grammar.hours import Across, Hours, OpenEnded
from scheduling.wording.reading.grammar.periods import Period, Stretch
from scheduling.wording.reading.grammar.questions import (
    not_a_time,
    not_every_week,
    off_every_week,
    off_one_by_one,
    too_long_a_week,
    too_many_days,
    which_day,
    which_end,
    which_hours,
    which_midnight,
)
from scheduling.wording.saying.hours import (
    date_words,
    minute_words,
    time_off_words,
    weekly_words,
    window_words,
)

MOST_DAYS = 31
WEEKLY_HOURS_END_BEFORE = 6 * MINUTES_PER_DAY
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAvailability:
    """All that one sentence gives; each part sorted, without doubles."""

    windows: tuple[AvailabilityWindow, ...] = ()
    weekly: tuple[WeeklyHours, ...] = ()
    time_off: tuple[TimeOff, ...] = ()


def read_availability(text: str, *, now: datetime, zone: ZoneInfo) -> ParsedAvailability:
    """Return what a text such as "tomorrow 9-12; off 24 Dec - 2 Jan" gives.

    Wall times are those of `zone`. A weekday is the next such day, today included until the
    hours are over; weekdays recur if the text says so. Raises NotUnderstood, with a question,
    for what can't be read in one way only; EndNotAfterStart, WindowHasPassed, WindowTooFar
    (more than 366 days ahead), and WindowInTheGap (wholly in hours that the clocks skip).
    """
    present = Present(now=now, zone=zone)
    given = [
        part
        for entry in entries(Cursor(text, today=present.today))
        for part in _meaning(entry, present)
    ]
    return ParsedAvailability(
        windows=tuple(sorted({part for part in given if isinstance(part, AvailabilityWindow)})),
        weekly=tuple(sorted({part for part in given if isinstance(part, WeeklyHours)})),
        time_off=tuple(sorted({part for part in given if isinstance(part, TimeOff)})),
    )


def said_words(said: ParsedAvailability) -> tuple[str, ...]:
    """Return a line for each thing said: weekly hours, then windows, then time off."""
    windows = tuple(window_words(window) for window in said.windows)
    time_off = tuple(time_off_words(part) for part in said.time_off)
    return weekly_words(said.weekly) + windows + time_off


def _meaning(
    entry: Entry, present: Present
) -> Iterator[AvailabilityWindow | WeeklyHours | TimeOff]:
    _check(entry)
    for stretch in entry.days:
        if entry.is_off:
            yield from _time_off(entry, stretch, present)
        elif entry.weekly and is_bare(stretch):
            yield from _weekly(entry, stretch)
        else:
            yield from _windows(entry, stretch, present)


def _check(entry: Entry) -> None:
    """Raises NotUnderstood when something is missing, or does not go together."""
    if not entry.days:
        raise which_day(entry.words)
    if entry.is_off and entry.weekly:
        raise off_every_week()
    if not entry.is_off and not entry.hours:
        raise which_hours(entry.words)
    if entry.weekly and not any(is_bare(stretch) for stretch in entry.days):
        raise not_every_week(entry.words)
    if entry.is_off and entry.hours and len(entry.days) > 1:
        raise off_one_by_one()
    _check_hours(entry)


def _check_hours(entry: Entry) -> None:
    one_day = len(entry.days) == 1 and entry.days[0].is_one_day
    if not one_day and any(isinstance(hours, Across) for hours in entry.hours):
        raise not_a_time(entry.words)
    for hours in entry.hours:
        if isinstance(hours, OpenEnded) and not entry.is_off:
            raise which_end(hours.words)


def _windows(entry: Entry, stretch: Stretch, present: Present) -> Iterator[AvailabilityWindow]:
    for hours in entry.hours:
        for day, wall in _left(stretch, hours, present):
            window = AvailabilityWindow(day=day, hours=wall)
            words = window_words(window)
            present.check(day, wall, words=words)
            present.check_clocks(day, wall, words=words)
            yield window


def _time_off(entry: Entry, stretch: Stretch, present: Present) -> Iterator[TimeOff]:
    for day, wall in _off_days(entry, stretch, present):
        time_off = TimeOff(day=day, hours=wall)
        present.check(day, wall, words=time_off_words(time_off))
        yield time_off


def _off_days(entry: Entry, stretch: Stretch, present: Present) -> Iterator[tuple[date, WallHours]]:
    for hours in entry.hours:
        yield from _left(stretch, hours, present)
    if not entry.hours:
        period = stretch.from_day(present.today)
        days = (period.last_day - period.first_day).days + 1
        yield period.first_day, WallHours(start=0, end=days * MINUTES_PER_DAY)


def _left(stretch: Stretch, hours: Hours, present: Present) -> list[tuple[date, WallHours]]:
    """The days, each with its hours, without those of many that are over already."""
    period = stretch.from_day(present.today)
    first = _on(period.first_day, hours)
    if is_bare(stretch) and present.is_over(period.first_day, first):
        period = stretch.from_day(present.today + _ONE_DAY)
    found = [(day, _on(day, hours)) for day in _days_of(period, stretch)]
    left = [(day, wall) for day, wall in found if not present.is_over(day, wall)]
    return left if left and not stretch.is_one_day else found


def _days_of(period: Period, stretch: Stretch) -> list[date]:
    """A whole week stands for its working days where hours are named."""
    count = (period.last_day - period.first_day).days + 1
    if count > MOST_DAYS:
        raise too_many_days(count)
    days = [period.first_day + number * _ONE_DAY for number in range(count)]
    return [day for day in days if not stretch.week or day.weekday() < Weekday.SATURDAY]


def _on(day: date, hours: Hours) -> WallHours:
    if isinstance(hours, OpenEnded):
        return hours.hours
    if isinstance(hours, WallHours):
        return hours
    last = hours.last_day.on_or_after(day)
    return _over_days(hours, (last - day).days, (date_words(day), date_words(last)))


def _over_days(hours: Across, days: int, names: tuple[str, str]) -> WallHours:
    if days == 0:
        return hours_between(hours.start, hours.end)
    if "midnight" in hours.end.words:
        raise which_midnight()
    end = days * MINUTES_PER_DAY + hours.end.minutes
    if end <= hours.start.minutes:
        start_words = f"{names[0]}, {minute_words(hours.start.minutes)}"
        end_words = f"{names[1]}, {minute_words(hours.end.minutes)}"
        hint = "Write the earlier time first."
        raise EndNotAfterStart(start=start_words, end=end_words, hint=hint)
    return WallHours(start=hours.start.minutes, end=end)


def _weekly(entry: Entry, stretch: Stretch) -> Iterator[WeeklyHours]:
    for weekday in _weekdays_of(stretch):
        for hours in entry.hours:
            wall = _on_weekday(weekday, hours)
            if wall.end >= WEEKLY_HOURS_END_BEFORE:
                raise too_long_a_week(entry.words)
            yield WeeklyHours(weekday=weekday, hours=wall)


def _weekdays_of(stretch: Stretch) -> list[Weekday]:
    first, last = stretch.first, stretch.last
    if not isinstance(first, OnWeekday) or not isinstance(last, OnWeekday):
        raise not_every_week("that")
    count = (last.weekday - first.weekday) % 7 + 1
    return [Weekday((first.weekday + number) % 7) for number in range(count)]


def _on_weekday(weekday: Weekday, hours: Hours) -> WallHours:
    if isinstance(hours, OpenEnded):
        return hours.hours
    if isinstance(hours, WallHours):
        return hours
    if not isinstance(hours.last_day, OnWeekday):
        raise not_every_week(hours.end.words)
    names = (f"{weekday.name.title()}", f"{hours.last_day.weekday.name.title()}")
    return _over_days(hours, (hours.last_day.weekday - weekday) % 7, names)
