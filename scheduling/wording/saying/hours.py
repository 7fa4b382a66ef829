"""Values in words, such that what is said here is read back as the same value."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from languages.catalogue import N_, gettext, ngettext
from languages.days import date_words as date_words
from languages.days import short_weekday, time_words
from languages.style import TimeStyle, current_style
from scheduling.errors import listed
from scheduling.model import (
    MINUTES_PER_DAY,
    WHOLE_DAY,
    AskedHours,
    AvailabilityWindow,
    Entry,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)

ALL_DAY = N_("all day")
MIDNIGHT = N_("midnight")
_ALL_DAYS = N_("day")
_HOUR = timedelta(hours=1)
_DAYS_FROM = timedelta(days=2)
"""Lengths from here on are told in days; reminders go out "24 hours" before."""


def minute_words(minute: int) -> str:
    """Return a wall time, in minutes after midnight: 540 is "9:00 AM", or "09:00"; 1440 the end."""
    if minute == MINUTES_PER_DAY:
        return gettext(MIDNIGHT)
    return time_words(*divmod(minute, 60))


def length_words(length: timedelta) -> str:
    """Return a length in whole minutes: "1 hour 20 minutes", "24 hours", "2 days"."""
    if length < timedelta(minutes=1):
        return gettext("less than a minute")
    days = length.days if length >= _DAYS_FROM else 0
    hours, rest = divmod(length - timedelta(days=days), _HOUR)
    minutes = rest // timedelta(minutes=1)
    parts = (
        (days, ngettext("{count} day", "{count} days", days)),
        (hours, ngettext("{count} hour", "{count} hours", hours)),
        (minutes, ngettext("{count} minute", "{count} minutes", minutes)),
    )
    return " ".join(part.format(count=count) for count, part in parts if count)


def window_words(window: AvailabilityWindow) -> str:
    """Return "Tue 10 Nov 2026, 10:00 AM – 2:00 PM", or with the day that it ends.

    What it may be in the place of is said as well.
    """
    words = _stretch_words(window.day, window.hours)
    sentence = gettext("{words}, instead of weekly hours") if window.replaces else "{words}"
    return sentence.format(words=words)


def time_off_words(time_off: TimeOff) -> str:
    """Return "Off Thu 24 Dec 2026 – Sat 2 Jan 2027", with hours if not whole days."""
    day, hours = time_off.day, time_off.hours
    if hours.start or hours.end % MINUTES_PER_DAY:
        when = _stretch_words(day, hours)
    else:
        last = day + timedelta(days=hours.end // MINUTES_PER_DAY - 1)
        when = date_words(day) + (f" – {date_words(last)}" if last > day else "")
    return gettext("Off {when}").format(when=when)


def weekly_words(weekly: tuple[WeeklyHours, ...]) -> tuple[str, ...]:
    """Return "Every Tue and Thu, 9:00 AM – 12:00 PM" for each of the hours given.

    Days with the same hours are told together; ordered by the first day, then by the hours.
    Their interval, and their first and last day, are said where they have any: "Every 2 weeks
    on Tue, 9:00 AM – 12:00 PM, from Tue 8 Dec 2026 until Tue 2 Feb 2027".
    """
    said = sorted({(entry.hours, entry.recurrence, entry.weekday) for entry in weekly})
    groups = [
        _Line(days=[day for *_, day in group], hours=hours, recurrence=recurrence)
        for (hours, recurrence), group in groupby(said, key=lambda item: item[:2])
    ]
    lines = [line for group in groups for line in group.apart_over_midnight()]
    return tuple(line.words() for line in sorted(lines, key=lambda line: line.order))


def recurrence_words(recurrence: Recurrence) -> str:
    """Return "from Tue 8 Dec 2026 until Tue 2 Feb 2027", one of the two, or nothing."""
    first, last = date_words(recurrence.first), date_words(recurrence.last)
    words = [gettext("from {day}").format(day=first)] if recurrence.has_first else []
    words += [gettext("until {day}").format(day=last)] if recurrence.has_last else []
    return " ".join(words)


def entry_words(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return a line for each entry; weekly hours of several days are told together."""
    weekly = tuple(entry for entry in entries if isinstance(entry, WeeklyHours))
    windows = tuple(window_words(e) for e in entries if isinstance(e, AvailabilityWindow))
    off = tuple(time_off_words(entry) for entry in entries if isinstance(entry, TimeOff))
    return (*weekly_words(weekly), *windows, *off)


def asked_words(asked: AskedHours, *, time_zone: str) -> str:
    """Return "on Mon to Fri, 9:00 AM – 12:00 PM", or one of the two where all the rest is meant.

    It names the zone where that is another than the reader's `time_zone`.
    """
    days = sorted(asked.weekdays)
    parts = [f"on {_weekday_words(days)}"] if len(days) < len(Weekday) else []
    if WHOLE_DAY not in asked.hours:
        parts.append(listed([_hours_words(hours) for hours in asked.hours]))
    words = ", ".join(parts)
    return words if asked.time_zone == time_zone else f"{words} ({asked.time_zone})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Weekdays with the same hours in the same weeks."""

    days: list[Weekday]
    hours: WallHours
    recurrence: Recurrence

    @property
    def order(self) -> tuple[Weekday, WallHours, Recurrence]:
        return self.days[0], self.hours, self.recurrence

    def apart_over_midnight(self) -> "list[_Line]":
        """Hours over midnight name the weekday of their end, which differs for each day."""
        if self.hours.end <= MINUTES_PER_DAY:
            return [self]
        return [replace(self, days=[day]) for day in self.days]

    def words(self) -> str:
        days, weeks = _weekday_words(self.days), self.recurrence.weeks
        every = _every_words(days, weeks=weeks)
        hours = _weekly_hours_words(self.days[0], self.hours)
        bounds = recurrence_words(self.recurrence)
        return ", ".join(part for part in (every, hours, bounds) if part)


def _every_words(days: str, *, weeks: int) -> str:
    if weeks > 1:
        return gettext("Every {count} weeks on {days}").format(count=weeks, days=days)
    if days == gettext(_ALL_DAYS):
        return gettext("Every day")
    return gettext("Every {days}").format(days=days)


def _weekday_words(days: list[Weekday]) -> str:
    if len(days) == len(Weekday):
        return gettext(_ALL_DAYS)
    runs: list[list[Weekday]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return listed([words for run in runs for words in _run_words(run)])


def _run_words(run: list[Weekday]) -> list[str]:
    if len(run) > 2:
        first, last = short_weekday(run[0]), short_weekday(run[-1])
        return [gettext("{first} to {last}").format(first=first, last=last)]
    return [short_weekday(day) for day in run]


def _weekly_hours_words(weekday: Weekday, hours: WallHours) -> str:
    if hours.end <= MINUTES_PER_DAY:
        return _hours_words(hours)
    days, end = divmod(hours.end, MINUTES_PER_DAY)
    end_day = short_weekday((weekday + days) % 7)
    return f"{minute_words(hours.start)} – {end_day}, {minute_words(end)}"


def _stretch_words(day: date, hours: WallHours) -> str:
    return _stretch_words_in(current_style(), day, hours)


# Whoever looks at given hours reads many of the same: those of a page, or of all who are free.
@lru_cache(maxsize=10_000)
def _stretch_words_in(_: TimeStyle, day: date, hours: WallHours) -> str:
    if hours.end <= MINUTES_PER_DAY:
        return f"{date_words(day)}, {_hours_words(hours)}"
    days, end = divmod(hours.end, MINUTES_PER_DAY)
    last = day + timedelta(days=days)
    same_year = date_words(last).removesuffix(f" {day.year}")
    return f"{date_words(day)}, {minute_words(hours.start)} – {same_year}, {minute_words(end)}"


def _hours_words(hours: WallHours) -> str:
    if hours == WHOLE_DAY:
        return gettext(ALL_DAY)
    return f"{minute_words(hours.start)} – {minute_words(hours.end)}"
