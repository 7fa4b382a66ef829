"""Days as people write them: tomorrow, Tue, next Friday, 10 Nov, Nov 10th 2026, 2026-11-10."""

from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from scheduling.model import Weekday
from scheduling.wording.almanac import (
    is_plural,
    monday_of,
    month_of,
    next_weekday,
    weekday_name,
    weekday_of,
)
from scheduling.wording.cursor import Cursor
from scheduling.wording.questions import (
    no_such_date,
    not_a_day,
    two_dates,
    weekday_and_date,
    year_out_of_reach,
)
from scheduling.wording.tokens import Kind, Token

WEEK = timedelta(weeks=1)
YEARS = range(2000, 2101)
FARTHEST_AHEAD = 3660
_TOMORROW = ("tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow")
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDate:
    """A day that is known, such as tomorrow."""

    day: date

    def on_or_after(self, earliest: date) -> date:
        """This will return the day, whatever the earliest is."""
        return self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryYear:
    """A date without a year, and the weekday that was named with it, if one was."""

    month: int
    day: int
    weekday: Weekday | None = None

    def on_or_after(self, earliest: date) -> date:
        """This will return the next such date. Raises NotUnderstood on another weekday."""
        years = range(earliest.year, earliest.year + 9)
        dates = (date(year, self.month, self.day) for year in years if self._exists_in(year))
        found = next(day for day in dates if day >= earliest)
        return _checked(found, self.weekday)

    def _exists_in(self, year: int) -> bool:
        return (self.month, self.day) != (2, 29) or isleap(year)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnWeekday:
    """A day of the week: the next one, or that of the week from `monday`; `every` if plural."""

    weekday: Weekday
    monday: date | None = None
    every: bool = False

    def on_or_after(self, earliest: date) -> date:
        """This will return that day of its week, or the next such day without a week."""
        if self.monday:
            return self.monday + timedelta(days=self.weekday)
        return next_weekday(self.weekday, earliest=earliest)


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryMonth:
    """A day of a month without the month, "the 10th", and the weekday named with it, if any."""

    day: int
    weekday: Weekday | None = None

    def on_or_after(self, earliest: date) -> date:
        """This will return the next such day. Raises NotUnderstood on another weekday."""
        months = (earliest + relativedelta(day=1, months=count) for count in range(3))
        days = (first + timedelta(days=self.day - 1) for first in months)
        found = next(day for day in days if day >= earliest and day.day == self.day)
        return _checked(found, self.weekday)


Day = OnDate | EveryYear | EveryMonth | OnWeekday


def read_day(text: str, *, today: date) -> date:
    """This will return the day that a text names; without a year, the next such, today counts.

    Raises NotUnderstood, with a question, for anything that is not one day.
    """
    cursor = Cursor(text, today=today)
    cursor.phrase("on")
    found = day(cursor)
    if found is None or not cursor.done:
        raise not_a_day(text)
    return found.on_or_after(today)


def day(cursor: Cursor) -> Day | None:
    """This will read one day, or nothing. Raises NotUnderstood for a day that can't be told."""
    return (
        _relative_day(cursor)
        or cursor.attempt(_days_ahead)
        or cursor.attempt(_weekday_with_date)
        or cursor.attempt(_weekday)
        or calendar_date(cursor)
    )


def calendar_date(cursor: Cursor) -> OnDate | EveryYear | EveryMonth | None:
    """This will read a date, or nothing; not a weekday, nor a day such as tomorrow."""
    if token := cursor.take(Kind.DATE):
        return _in_numbers(token, today=cursor.today)
    return (
        cursor.attempt(_day_and_month)
        or cursor.attempt(_month_and_day)
        or cursor.attempt(_day_of_month)
    )


def number_of_day(cursor: Cursor) -> int | None:
    """This will read a day of a month, 10 or 10th, or nothing."""
    token = cursor.take(Kind.NUMBER, Kind.ORDINAL)
    if token is None:
        return None
    number = int("".join(c for c in token.text if c.isdigit()))
    return number if len(token.text) <= 4 and 1 <= number <= 31 else None


def month(cursor: Cursor) -> int | None:
    """This will read the name of a month, or nothing."""
    token = cursor.take(Kind.WORD)
    return month_of(token.text) if token else None


def dated(month: int, day: int, year: int | None, *, words: str) -> OnDate | EveryYear:
    """This will return a date, with or without its year. Raises NotUnderstood if none is."""
    if year is not None and year not in YEARS:
        raise year_out_of_reach(year)
    try:
        found = date(year or _LEAP_YEAR, month, day)
    except ValueError:
        raise no_such_date(words) from None
    return OnDate(day=found) if year else EveryYear(month=month, day=day)


def year(cursor: Cursor) -> int | None:
    """This will read a year after a date, with or without a comma before it, or nothing."""
    return cursor.attempt(_year)


def _year(cursor: Cursor) -> int | None:
    cursor.take(Kind.COMMA)
    token = cursor.take(Kind.NUMBER)
    return int(token.text) if token and len(token.text) == 4 and int(token.text) in YEARS else None


def _relative_day(cursor: Cursor) -> OnDate | None:
    ahead = {
        "today": 0,
        "yesterday": -1,
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
        "overmorrow": 2,
        **dict.fromkeys(_TOMORROW, 1),
    }
    word = cursor.phrase(*ahead)
    return OnDate(day=cursor.today + timedelta(days=ahead[word])) if word else None


def _days_ahead(cursor: Cursor) -> OnDate | None:
    if not cursor.phrase("in"):
        return None
    count = how_many(cursor)
    unit = cursor.phrase("days", "day", "weeks", "week")
    if count is None or unit is None:
        return None
    days = count * (7 if unit.startswith("week") else 1)
    return OnDate(day=cursor.today + timedelta(days=min(days, FARTHEST_AHEAD)))


def how_many(cursor: Cursor) -> int | None:
    """This will read a count in figures or in words up to ten, or nothing."""
    if token := cursor.take(Kind.NUMBER):
        return int(token.text)
    words = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    word = cursor.phrase(*words, "one", "an")
    return words.index(word) + 1 if word in words else 1 if word else None


def _weekday_with_date(cursor: Cursor) -> OnDate | EveryYear | EveryMonth | None:
    weekday = _weekday_name(cursor)
    if weekday is None or weekday.every:
        return None
    cursor.take(Kind.COMMA)
    cursor.phrase("the")
    found = calendar_date(cursor)
    if isinstance(found, EveryYear | EveryMonth):
        return replace(found, weekday=weekday.weekday)
    return OnDate(day=_checked(found.day, weekday.weekday)) if found else None


def _weekday(cursor: Cursor) -> OnWeekday | None:
    which = cursor.phrase("next", "this coming", "this", "coming", "the")
    found = _weekday_name(cursor)
    if found is None or which != "next":
        return found
    return OnWeekday(weekday=found.weekday, monday=monday_of(cursor.today) + WEEK)


def _weekday_name(cursor: Cursor) -> OnWeekday | None:
    token = cursor.take(Kind.WORD)
    weekday = weekday_of(token.text) if token else None
    if token is None or weekday is None:
        return None
    return OnWeekday(weekday=weekday, every=is_plural(token.text))


def _day_and_month(cursor: Cursor) -> OnDate | EveryYear | None:
    place = cursor.mark()
    cursor.phrase("the")
    number = number_of_day(cursor)
    cursor.phrase("of")
    in_month = month(cursor) if number else None
    if number is None or in_month is None:
        return None
    return dated(in_month, number, year(cursor), words=cursor.said_since(place))


def _month_and_day(cursor: Cursor) -> OnDate | EveryYear | None:
    place = cursor.mark()
    in_month = month(cursor)
    cursor.phrase("the")
    number = number_of_day(cursor) if in_month else None
    if number is None or in_month is None:
        return None
    return dated(in_month, number, year(cursor), words=cursor.said_since(place))


def _day_of_month(cursor: Cursor) -> EveryMonth | None:
    cursor.phrase("the")
    ordinal = cursor.next and cursor.next.kind is Kind.ORDINAL
    number = number_of_day(cursor) if ordinal else None
    return EveryMonth(day=number) if number else None


def _in_numbers(token: Token, *, today: date) -> OnDate | EveryYear:
    text = token.text.rstrip("t")
    separator = next(sign for sign in "-/." if sign in text)
    parts = [int(part) for part in text.split(separator)]
    if len(text.split(separator)[0]) == 4:
        return dated(parts[1], parts[2], parts[0], words=text)
    in_year = (parts[2] + 2000 if parts[2] < 100 else parts[2]) if len(parts) == 3 else None
    number, in_month = parts[0], parts[1]
    if separator != "." and in_month > 12:
        number, in_month = in_month, number
    elif separator != "." and number <= 12 and number != in_month and in_month >= 1:
        asked = in_year or _next_year_of(number, in_month, today)
        raise two_dates(text, day=number, month=in_month, year=asked)
    return dated(in_month, number, in_year, words=text)


def _next_year_of(day: int, month: int, today: date) -> int:
    return EveryYear(month=month, day=day).on_or_after(today).year


def _checked(found: date, weekday: Weekday | None) -> date:
    if weekday is None or found.weekday() == weekday:
        return found
    instead = next_weekday(weekday, earliest=found - timedelta(days=3))
    raise weekday_and_date(meant=weekday_name(weekday), found=found, instead=instead)
