"""How far apart the times of a series are, where its rule says no more than that.

By days and weeks, on some days of the week; by months and years, on a day of the month or on one
such as the first Friday.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.calendars.events.values import Moment, date_of

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_STEPS = {"DAILY": _DAY, "WEEKLY": _WEEK}
_MONTHS = {"MONTHLY": 1, "YEARLY": 12}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ALWAYS = {"FREQ", "INTERVAL", "WKST", "UNTIL", "COUNT"}
_LONGEST_INTERVAL = 10_000
_IN_EVERY_MONTH = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPace:
    """A series that comes each so many days, or in each so many weeks."""

    step: timedelta
    # The days of the week on which alone it comes, its first day among them; empty: on any.
    weekdays: frozenset[int]
    is_weekly: bool
    count: int | None

    @property
    def can_be_counted(self) -> bool:
        """Tell whether `between` knows its times: on some days of some weeks apart, they depend on
        where a week begins.
        """
        return self._is_even or (self.count is None and self.step == self._usual)

    @property
    def _usual(self) -> timedelta:
        return _WEEK if self.is_weekly else _DAY

    @property
    def _is_even(self) -> bool:
        return not self.weekdays or (self.is_weekly and len(self.weekdays) == 1)

    def passed(self, start: Moment, first: date) -> timedelta:
        """Return how much time of whole steps lies between its beginning and a day, if any."""
        return max(self.step * ((first - date_of(start)) // self.step), timedelta(0))

    def between(self, start: Moment, first: date, last: date) -> list[Moment]:
        """Return the times from one day to another of a series that began then, both included.

        Some of the days before may be among them.
        """
        passed = self.passed(start, first)
        step = self.step if self._is_even else _DAY
        times = (last - date_of(start) - passed) // step + 1
        if self.count is not None:
            times = min(times, self.count - passed // step)
        start += passed
        found = [start + number * step for number in range(times)]
        return found if self._is_even else [one for one in found if one.weekday() in self.weekdays]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPace:
    """A series that comes on a day in each so many months."""

    months: int
    # Which day of the week, and which one of these in the month: from the end where it is negative.
    # None: on the same day as the first.
    numbered: tuple[int, int] | None
    count: int | None

    can_be_counted = True

    def between(self, start: Moment, first: date, last: date) -> list[Moment]:
        """Return the times from one day to another of a series that began then, both included."""
        gone = _month(first) - _month(start)
        number = max(-(-gone // self.months), 0)
        found = []
        while (month := _month(start) + number * self.months) <= _month(last):
            day = self._day_in(*divmod(month, 12), start)
            if self.count is not None and number >= self.count:
                break
            if day is not None:
                found.append(start.replace(year=month // 12, month=month % 12 + 1, day=day))
            number += 1
        return found

    def _day_in(self, year: int, month: int, start: Moment) -> int | None:
        """Return its day in a month, the first of which is 0; None where that has none."""
        begins, days = monthrange(year, month + 1)
        if self.numbered is None:
            return start.day if start.day <= days else None
        weekday, number = self.numbered
        if number > 0:
            day = 1 + (weekday - begins) % 7 + 7 * (number - 1)
        else:
            day = days - (begins + days - 1 - weekday) % 7 + 7 * (number + 1)
        return day if 1 <= day <= days else None


def pace_of(parts: Mapping[str, Any], start: Moment) -> DayPace | MonthPace | None:
    """Return how far apart the times are that a rule gives; None where it says anything else.

    The first day counts even where a rule leaves it out, and another would count as well: that is
    for others to work out.
    """
    frequency, interval = str(parts["FREQ"][0]), parts.get("INTERVAL", [1])[0]
    count = parts.get("COUNT", [None])[0]
    if not 1 <= interval <= _LONGEST_INTERVAL or (count is not None and count < 1):
        return None
    if frequency in _STEPS:
        return _by_days(parts, start, frequency, interval * _STEPS[frequency], count)
    if frequency in _MONTHS:
        return _by_months(parts, start, frequency, interval * _MONTHS[frequency], count)
    return None


def _by_days(
    parts: Mapping[str, Any], start: Moment, frequency: str, step: timedelta, count: int | None
) -> DayPace | None:
    days = [str(one) for one in parts.get("BYDAY", ())]
    if not set(parts) <= {*_ALWAYS, "BYDAY"} or not set(days) <= set(_WEEKDAYS):
        return None
    if days and _WEEKDAYS[start.weekday()] not in days:
        return None
    weekdays = frozenset(map(_WEEKDAYS.index, days))
    return DayPace(step=step, weekdays=weekdays, is_weekly=frequency == "WEEKLY", count=count)


def _by_months(
    parts: Mapping[str, Any], start: Moment, frequency: str, months: int, count: int | None
) -> MonthPace | None:
    numbered = None
    if not _is_on_same_day(parts, start, frequency):
        if frequency != "MONTHLY" or set(parts) - _ALWAYS != {"BYDAY"}:
            return None
        numbered = _numbered(parts["BYDAY"])
        if numbered is None:
            return None
    pace = MonthPace(months=months, numbered=numbered, count=count)
    is_in_every = abs(numbered[1]) < 5 if numbered else start.day <= _IN_EVERY_MONTH
    # What is left out where a month has no such day does not count.
    if count is not None and not is_in_every:
        return None
    return pace if pace.between(start, date_of(start), date_of(start))[:1] == [start] else None


def _is_on_same_day(parts: Mapping[str, Any], start: Moment, frequency: str) -> bool:
    """Tell whether a rule says no other day of the month, or of the year, than the first."""
    more = set(parts) - _ALWAYS
    if frequency == "MONTHLY":
        allowed = {"BYMONTHDAY": [start.day]}
    else:
        allowed = {"BYMONTH": [start.month], "BYMONTHDAY": [start.day]}
    # On a day of the month alone, it would come each month.
    if frequency == "YEARLY" and more == {"BYMONTHDAY"}:
        return False
    return all(name in allowed and parts[name] == allowed[name] for name in more)


def _numbered(days: list[Any]) -> tuple[int, int] | None:
    """Return what "1FR" or "-1SU" means, if it is one such day."""
    text = str(days[0])
    number, day = text[:-2], text[-2:]
    if len(days) > 1 or day not in _WEEKDAYS or not number.lstrip("+-").isdecimal():
        return None
    return (_WEEKDAYS.index(day), int(number)) if 1 <= abs(int(number)) <= 5 else None


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
