"""Several dates that share one month: 10, 12 and 13 Nov; 22nd & 25th Apr; Dec 7 and 9."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from scheduling.model import Weekday
from scheduling.wording.reading.grammar.calendar import weekday_of
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import (
    EveryYear,
    OnDate,
    checked,
    dated,
    lone_number,
    month,
    number_of_day,
    year,
)
from scheduling.wording.reading.grammar.frames import TO
from scheduling.wording.reading.grammar.periods import goes_on_as_a_time
from scheduling.wording.reading.grammar.tokens import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    number: int
    weekday: Weekday | None


def several_dates(cursor: Cursor) -> tuple[OnDate | EveryYear, ...] | None:
    """Read two dates or more that share their month and year, or nothing."""
    return cursor.attempt(_numbers_and_month) or cursor.attempt(_month_and_numbers)


def joint(cursor: Cursor) -> bool:
    """Read the commas and words that join two things of one list; tell whether any came."""
    place = cursor.mark()
    while cursor.take(Kind.COMMA) or cursor.phrase("and", "or", "also"):
        pass
    return cursor.mark() > place


def _numbers_and_month(cursor: Cursor) -> tuple[OnDate | EveryYear, ...] | None:
    place = cursor.mark()
    cursor.phrase("on")
    numbers = _numbers(cursor, _next_number)
    cursor.phrase("of")
    in_month = month(cursor) if len(numbers) > 1 else None
    if in_month is None or cursor.sees(lone_number):
        return None
    return _dated(numbers, in_month, year(cursor), words=cursor.said_since(place))


def _month_and_numbers(cursor: Cursor) -> tuple[OnDate | EveryYear, ...] | None:
    place = cursor.mark()
    cursor.phrase("on")
    in_month = month(cursor)
    numbers = _numbers(cursor, _next_number_alone) if in_month else []
    if in_month is None or len(numbers) < 2:
        return None
    return _dated(numbers, in_month, year(cursor), words=cursor.said_since(place))


def _dated(
    numbers: list[_Number], in_month: int, in_year: int | None, *, words: str
) -> tuple[OnDate | EveryYear, ...]:
    return tuple(_one(each, in_month, in_year, words=words) for each in numbers)


def _one(each: _Number, in_month: int, in_year: int | None, *, words: str) -> OnDate | EveryYear:
    found = dated(in_month, each.number, in_year, words=words)
    if isinstance(found, EveryYear):
        return replace(found, weekday=each.weekday)
    checked(found.day, each.weekday)
    return found


def _numbers(cursor: Cursor, further: Callable[[Cursor], _Number | None]) -> list[_Number]:
    found: list[_Number] = []
    while following := cursor.attempt(further if found else _number):
        found.append(following)
    return found


def _next_number(cursor: Cursor) -> _Number | None:
    return _number(cursor) if joint(cursor) else None


def _next_number_alone(cursor: Cursor) -> _Number | None:
    """In "Dec 7, 9-12" the second number is a time of day."""
    found = _next_number(cursor)
    return None if cursor.phrase(*TO) or goes_on_as_a_time(cursor) else found


def _number(cursor: Cursor) -> _Number | None:
    weekday = cursor.attempt(_weekday)
    cursor.phrase("the")
    number = number_of_day(cursor)
    return _Number(number=number, weekday=weekday) if number else None


def _weekday(cursor: Cursor) -> Weekday | None:
    token = cursor.take(Kind.WORD)
    return weekday_of(token.text) if token else None
