"""Dates as people write them: 10 Nov, Nov 10th 2026, the 10th, 2026-11-10, 25/12."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from languages.style import current_style
from scheduling.model import Weekday
from scheduling.wording.reading.grammar.calendar import month_of, next_weekday
from scheduling.wording.reading.grammar.choices import Doubt
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.questions.dates import (
    either_date,
    no_such_date,
    two_dates,
    weekday_and_date,
    year_out_of_reach,
)
from scheduling.wording.reading.grammar.tokens import Kind, Token
from scheduling.wording.saying.dates import weekday_name

YEARS = range(2000, 2101)
HALF_A_YEAR = timedelta(days=183)
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDate:
    """A day that is known, such as tomorrow."""

    day: date

    def on_or_after(self, earliest: date) -> date:
        """Return the day, whatever the earliest is."""
        return self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryYear:
    """A date without a year, and the weekday that was named with it, if one was."""

    month: int
    day: int
    weekday: Weekday | None = None

    def on_or_after(self, earliest: date) -> date:
        """Return the next such date. Raises NotUnderstood on another weekday."""
        # 29 Feb may be eight years off: 1900 and 2100 are no leap years.
        years = range(earliest.year, earliest.year + 9)
        dates = (date(year, self.month, self.day) for year in years if self._exists_in(year))
        found = next(day for day in dates if day >= earliest)
        return checked(found, self.weekday)

    def is_behind(self, today: date) -> bool:
        """Tell whether the last such date is nearer than the next."""
        return self.on_or_after(today) - today > HALF_A_YEAR

    def _exists_in(self, year: int) -> bool:
        return (self.month, self.day) != (2, 29) or isleap(year)


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryMonth:
    """A day of a month without the month, "the 10th", and the weekday named with it, if any."""

    day: int
    weekday: Weekday | None = None

    def on_or_after(self, earliest: date) -> date:
        """Return the next such day. Raises NotUnderstood on another weekday."""
        months = (earliest + relativedelta(day=1, months=count) for count in range(3))
        days = (first + timedelta(days=self.day - 1) for first in months)
        found = next(day for day in days if day >= earliest and day.day == self.day)
        return checked(found, self.weekday)


def calendar_date(cursor: Cursor) -> OnDate | EveryYear | EveryMonth | None:
    """Read a date, or nothing; not a weekday, nor a day such as tomorrow."""
    if token := cursor.take(Kind.DATE):
        return _in_numbers(token, cursor)
    return (
        cursor.attempt(_day_and_month)
        or cursor.attempt(_month_and_day)
        or cursor.attempt(_day_of_month)
    )


def number_of_day(cursor: Cursor) -> int | None:
    """Read a day of a month, 10 or 10th, or nothing."""
    token = cursor.take(Kind.NUMBER, Kind.ORDINAL)
    if token is None:
        return None
    number = int("".join(c for c in token.text if c.isdigit()))
    return number if len(token.text) <= 4 and 1 <= number <= 31 else None


def lone_number(cursor: Cursor) -> int | None:
    """Read a last number: in "9-12 Nov 11" the month belongs to what follows it."""
    number = number_of_day(cursor)
    year(cursor)
    at_the_end = cursor.done or cursor.take(Kind.COMMA, Kind.BREAK) is not None
    return number if at_the_end else None


def month(cursor: Cursor) -> int | None:
    """Read the name of a month, or nothing."""
    token = cursor.take(Kind.WORD)
    return month_of(token.text) if token else None


def dated(month: int, day: int, year: int | None, *, words: str) -> OnDate | EveryYear:
    """Return a date, with or without its year. Raises NotUnderstood if none is."""
    if year is not None and year not in YEARS:
        raise year_out_of_reach(year)
    try:
        found = date(year or _LEAP_YEAR, month, day)
    except ValueError:
        raise no_such_date(words) from None
    return OnDate(day=found) if year else EveryYear(month=month, day=day)


def year(cursor: Cursor) -> int | None:
    """Read a year after a date, with or without a comma before it, or nothing."""
    return cursor.attempt(_year)


def checked(found: date, weekday: Weekday | None) -> date:
    """Return the date. Raises NotUnderstood when it is not that weekday."""
    if weekday is None or found.weekday() == weekday:
        return found
    instead = next_weekday(weekday, earliest=found - timedelta(days=3))
    raise weekday_and_date(meant=weekday_name(weekday), found=found, instead=instead)


def _year(cursor: Cursor) -> int | None:
    cursor.take(Kind.COMMA)
    token = cursor.take(Kind.NUMBER)
    return int(token.text) if token and len(token.text) == 4 and int(token.text) in YEARS else None


def _day_and_month(cursor: Cursor) -> OnDate | EveryYear | None:
    place = cursor.mark()
    cursor.phrase("the")
    number = number_of_day(cursor)
    cursor.phrase("of")
    in_month = month(cursor) if number else None
    if number is None or in_month is None or cursor.sees(lone_number):
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


def _in_numbers(token: Token, cursor: Cursor) -> OnDate | EveryYear:
    text = token.text.rstrip("t")
    separator = next(sign for sign in "-/." if sign in text)
    first, second, *third = (int(part) for part in text.split(separator))
    if text[:4].isdigit():
        return dated(second, third[0], first, words=text)
    in_year = 2000 + third[0] % 2000 if third else None
    # Where English is not spoken, the day comes first.
    if separator == "." or first > 12 or not current_style().is_english:
        return dated(second, first, in_year, words=text)
    # Only one of the two orders makes a date, or both make the same.
    if second > 12 or first == second or 0 in (first, second):
        return dated(first, second, in_year, words=text)
    if not cursor.choices.are_offered:
        asked = in_year or EveryYear(month=second, day=first).on_or_after(cursor.today).year
        raise two_dates(text, day=first, month=second, year=asked)
    either = either_date(text, day=first, month=second)
    if cursor.choices.take(Doubt.ORDER, either) == 0:
        first, second = second, first
    return dated(first, second, in_year, words=text)
