"""Days that bound others: until Friday, next week, in December, January to March, next 3 days."""

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from scheduling.errors import DaysHavePassed
from scheduling.wording.reading.grammar.calendar import monday_of, month_end
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import (
    HALF_A_YEAR,
    EveryYear,
    calendar_date,
    month,
    number_of_day,
    year,
)
from scheduling.wording.reading.grammar.days import (
    FARTHEST_AHEAD,
    WEEK,
    day,
    how_many,
    month_said,
)
from scheduling.wording.reading.grammar.questions.recurring import which_day_of_month
from scheduling.wording.reading.grammar.stretches import (
    ONE_DAY,
    Stretch,
    after,
    between,
    up_to_day,
)
from scheduling.wording.saying.hours import date_words

TO = ("-", "to", "till", "til", "until", "through", "thru", "up to", "and until", "bis")
UNTIL = ("until", "till", "til", "up to", "by", "bis")
_PERHAPS_BEFORE = ("until", "till", "til", "bis")
"""Who is off until Thursday may be back on that day, or still be away."""
_END = ("the end of", "end of")
_IN_TWO_WEEKS = ("the week after next", "week after next", "overnext week")
_ENDING = ("ending on", "ending")
_THROUGH = (
    *("through", "thru", "until and including", "till and including", "up to and including"),
)


def up_to(cursor: Cursor) -> Stretch | None:
    """Read "until Friday", or nothing. Raises NotUnderstood for a month, which has two ends."""
    if found := cursor.attempt(_up_to_an_end):
        return found
    place = cursor.mark()
    word = cursor.phrase(*_THROUGH, *UNTIL, *_ENDING, "before")
    last = day(cursor) if word else None
    if last is None:
        _refuse_a_month(cursor, word, place)
        return None
    ends = last.on_or_after(cursor.today) - (ONE_DAY if word == "before" else timedelta())
    if ends < cursor.today:
        raise DaysHavePassed(last=date_words(ends))
    found = up_to_day(ends, today=cursor.today)
    return replace(
        found,
        year_open=isinstance(last, EveryYear),
        ends_before=word in _PERHAPS_BEFORE and ends > cursor.today,
    )


def _refuse_a_month(cursor: Cursor, word: str | None, place: int) -> None:
    """Of "until January", the first day may be meant or the last."""
    named = cursor.attempt(month_said) if word else None
    if named is not None:
        raise which_day_of_month(cursor.said_since(place), first=named)


def _up_to_an_end(cursor: Cursor) -> Stretch | None:
    """Until the end of January, through March, until the end of next week."""
    through = cursor.phrase(*_THROUGH)
    if not through and not (cursor.phrase(*UNTIL) and cursor.phrase(*_END)):
        return None
    cursor.phrase(*_END)
    last = cursor.attempt(_end_of_week) or cursor.attempt(_end_of_month)
    if last is None or last < cursor.today:
        return None
    return up_to_day(last, today=cursor.today)


def _end_of_week(cursor: Cursor) -> date | None:
    word = cursor.phrase("the week", "this week", "next week", "week")
    sunday = monday_of(cursor.today) + 6 * ONE_DAY
    return sunday + (word == "next week") * WEEK if word else None


def _end_of_month(cursor: Cursor) -> date | None:
    if cursor.phrase("the year", "this year", "year"):
        return cursor.today.replace(month=12, day=31)
    if cursor.phrase("the month", "month"):
        return month_end(cursor.today)
    first = month_said(cursor)
    return month_end(first) if first else None


def counted(cursor: Cursor) -> Stretch | None:
    """Read "the next 3 days" or "within 2 weeks", from today on, or nothing."""
    cursor.phrase("for", "in", "during")
    if not cursor.phrase("within the next", "within", "the next", "next", "the coming", "coming"):
        return None
    count = how_many(cursor)
    unit = cursor.phrase("days", "day", "weeks", "week", "months", "month")
    if not count or unit is None or too_far(count, unit):
        return None
    last = after(cursor.today, count, unit) - ONE_DAY
    return up_to_day(last, today=cursor.today, in_weeks=not unit.startswith("day"))


def week(cursor: Cursor) -> Stretch | None:
    """Read "next week", "the week of 10 Nov" or "this weekend", or nothing."""
    cursor.phrase("in", "on", "during", "for", "all of", "all", "of")
    if cursor.phrase("the week of", "week of"):
        found = calendar_date(cursor)
        far = isinstance(found, EveryYear) and found.is_behind(cursor.today)
        week = _whole_week(monday_of(found.on_or_after(cursor.today))) if found else None
        return replace(week, year_open=far) if week else None
    monday = monday_of(cursor.today)
    if cursor.phrase("the rest of the week", "rest of the week", "the rest of this week"):
        return between(cursor.today, monday + 6 * ONE_DAY, in_weeks=True)
    word = cursor.phrase("this week", "next week", *_IN_TWO_WEEKS)
    if word:
        weeks = {"this week": 0, "next week": 1}.get(word, 2)
        return _whole_week(monday + weeks * WEEK)
    word = cursor.phrase("this weekend", "the weekend", "weekend", "next weekend")
    if word:
        saturday = monday + 5 * ONE_DAY + (word == "next weekend") * WEEK
        return between(saturday, saturday + ONE_DAY)
    return None


def _whole_week(monday: date) -> Stretch:
    return between(monday, monday + 6 * ONE_DAY, in_weeks=True)


def whole_month(cursor: Cursor) -> Stretch | None:
    """Read "next month" or "in December", or nothing."""
    inside = cursor.phrase("in", "during", "all of", "of")
    first = cursor.today.replace(day=1)
    if cursor.phrase("the rest of the month", "rest of the month", "the rest of this month"):
        return between(cursor.today, month_end(first), in_weeks=True)
    if cursor.phrase("this month"):
        return between(first, month_end(first), in_weeks=True)
    if cursor.phrase("next month"):
        first += relativedelta(months=1)
        return between(first, month_end(first), in_weeks=True)
    named = month(cursor)
    if named is None or (inside is None and cursor.sees(number_of_day)):
        return None
    said = year(cursor)
    first = date(said or first.year + (named < first.month), named, 1)
    far = said is None and first - cursor.today > HALF_A_YEAR
    return replace(between(first, month_end(first), in_weeks=True), year_open=far)


def months(cursor: Cursor) -> Stretch | None:
    """Read "January to March", to the end of the last, or nothing."""
    cursor.phrase("from", "between")
    first = month_said(cursor)
    named = last_month(cursor) if first else None
    if first is None or named is None or cursor.sees(number_of_day):
        return None
    said = year(cursor)
    last = date(said or first.year + (named < first.month), named, 1)
    if last < first:
        return None
    return between(first, month_end(last), in_weeks=True)


def last_month(cursor: Cursor) -> int | None:
    """Read "to March", or nothing."""
    return month(cursor) if cursor.phrase(*TO) else None


def too_far(count: int, unit: str) -> bool:
    """Tell whether so many of a unit are more days than anybody plans ahead."""
    return count * {"d": 1, "w": 7, "m": 30}[unit[0]] > FARTHEST_AHEAD
