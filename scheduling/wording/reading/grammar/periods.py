"""Phrases that name days: next week, Mon-Fri, 24 Dec - 2 Jan, in December, for 3 weeks, from Mon.

What several of them beside each other mean is in `narrowing.py`.
"""

from collections.abc import Callable

from dateutil.relativedelta import relativedelta

from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import (
    OnDate,
    dated,
    lone_number,
    month,
    number_of_day,
    year,
)
from scheduling.wording.reading.grammar.days import (
    Day,
    OnWeekday,
    day,
    how_many,
    known_day,
)
from scheduling.wording.reading.grammar.frames import (
    TO,
    UNTIL,
    counted,
    last_month,
    months,
    too_far,
    up_to,
    week,
    whole_month,
)
from scheduling.wording.reading.grammar.questions.dates import day_and_month
from scheduling.wording.reading.grammar.stretches import (
    ONE_DAY,
    Length,
    Phrase,
    Since,
    Stretch,
    one,
)
from scheduling.wording.reading.grammar.tokens import Kind
from scheduling.wording.reading.grammar.weeks import interval, letters, recurring, refuse_some_weeks

_SINCE = (
    *("starting from", "starting on", "starting", "beginning on", "beginning", "as of"),
    *("from", "since", "between", "on", "during"),
)
_NOT_SINCE = ("between", "on", "during")


def phrase(cursor: Cursor) -> Phrase | None:
    """Read one phrase that names days, or nothing.

    Raises NotUnderstood for what comes, but not every week.
    """
    return (
        cursor.attempt(length)
        or cursor.attempt(since)
        or cursor.attempt(interval)
        or stretch(cursor)
    )


def phrases(cursor: Cursor) -> list[Phrase]:
    """Read all phrases that stand beside each other."""
    found = []
    while following := phrase(cursor):
        found.append(following)
    return found


def stretch(cursor: Cursor) -> Stretch | None:
    """Read days in a row, or nothing."""
    readers: tuple[Callable[[Cursor], Stretch | None], ...] = (
        letters,
        recurring,
        up_to,
        counted,
        week,
        months,
        whole_month,
        _days_of_one_month,
        _first_to_last,
    )
    refuse_some_weeks(cursor)
    return next((found for read in readers if (found := cursor.attempt(read))), None)


def since(cursor: Cursor) -> Since | None:
    """Read a first day that has no last, or nothing."""
    word = cursor.phrase(*_SINCE)
    place = cursor.mark()
    is_first = word is not None and word not in _NOT_SINCE
    first = (day(cursor) or cursor.attempt(_start_of_month)) if is_first else None
    if after := cursor.attempt(_after_a_day):
        return after
    if first is None or cursor.sees(_last_day) or cursor.sees(last_month):
        return None
    words = cursor.said_since(place)
    cursor.phrase("onwards", "onward", "on")
    return Since(first=first, words=words)


def _after_a_day(cursor: Cursor) -> Since | None:
    """From the day behind another: "after Thursday" begins on Friday."""
    base = known_day(cursor) if cursor.phrase("after") else None
    if base is None:
        return None
    return Since(first=OnDate(day=base + ONE_DAY), words=day_and_month(base + ONE_DAY))


def _start_of_month(cursor: Cursor) -> Day | None:
    """The first day of "January", or of "next month"."""
    cursor.phrase("in")
    if cursor.phrase("next month"):
        return OnDate(day=cursor.today.replace(day=1) + relativedelta(months=1))
    named = month(cursor)
    return dated(named, 1, year(cursor), words="") if named else None


def length(cursor: Cursor) -> Length | None:
    """Read "for 3 weeks", or nothing: not "for the next 3 weeks", which start today."""
    place = cursor.mark()
    count = how_many(cursor) if cursor.phrase("for") else None
    unit = cursor.phrase("days", "day", "weeks", "week", "months", "month")
    if not count or unit is None or too_far(count, unit):
        return None
    return Length(count=count, unit=unit, words=cursor.said_since(place))


def _days_of_one_month(cursor: Cursor) -> Stretch | None:
    """10-12 Nov, Nov 10 - 12, 10th to 12th of November 2026."""
    place = cursor.mark()
    word = cursor.phrase("from", "between", "on")
    before = month(cursor) if cursor.sees(month) else None
    cursor.phrase("the")
    first = number_of_day(cursor)
    joints = (*TO, "and") if word == "between" else TO
    last = _last_number(cursor, joints) if first else None
    cursor.phrase("of")
    in_month = before or month(cursor)
    if first is None or last is None or in_month is None or goes_on_as_a_time(cursor):
        return None
    if not before and cursor.sees(lone_number):
        return None
    in_year, words = year(cursor), cursor.said_since(place)
    return Stretch(
        first=dated(in_month, first, in_year, words=words),
        last=dated(in_month, last, in_year, words=words),
    )


def _last_number(cursor: Cursor, joints: tuple[str, ...]) -> int | None:
    if not cursor.phrase(*joints):
        return None
    cursor.phrase("the")
    return number_of_day(cursor)


def goes_on_as_a_time(cursor: Cursor) -> bool:
    """Tell whether a number was none of a month: Nov 10 - 12 Dec, or Nov 10 - 12pm."""
    return cursor.next is not None and (
        cursor.next.kind is Kind.HALF or cursor.sees(month) or cursor.sees(_noon)
    )


def _noon(cursor: Cursor) -> str | None:
    return cursor.phrase("noon", "midnight", "h", "o'clock")


def _first_to_last(cursor: Cursor) -> Stretch | None:
    word = cursor.phrase("between", "from", "on", "starting", "during", "for")
    first = day(cursor)
    if first is None:
        return None
    bounded = isinstance(first, OnWeekday) and word is None and cursor.sees(_until_a_date)
    last = None if bounded else cursor.attempt(_last_day)
    if last is None and word == "between":
        last = cursor.attempt(_and_day)
    if last is None and word in ("between", "from", "starting"):
        return None
    if last is None:
        return one(first)
    return Stretch(first=first, last=last, is_frame=word in ("from", "starting"))


def _until_a_date(cursor: Cursor) -> Day | None:
    """In "Tuesday until 20 Dec" the date bounds the weekday; "Tue - 20 Dec" names days in a row."""
    last = day(cursor) if cursor.phrase(*UNTIL) else None
    return None if isinstance(last, OnWeekday) else last


def _last_day(cursor: Cursor) -> Day | None:
    return day(cursor) if cursor.phrase(*TO) else None


def _and_day(cursor: Cursor) -> Day | None:
    return day(cursor) if cursor.phrase("and") else None
