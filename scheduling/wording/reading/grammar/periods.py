"""Phrases that name days: next week, Mon-Fri, 24 Dec - 2 Jan, in December, for 3 weeks, from Mon.

What several of them beside each other mean is in `narrowing.py`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from scheduling.errors import DaysHavePassed
from scheduling.model import MOST_WEEKS, Weekday
from scheduling.wording.reading.grammar.calendar import monday_of, month_end, weekday_in, weekday_of
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import (
    HALF_A_YEAR,
    EveryYear,
    calendar_date,
    dated,
    lone_number,
    month,
    number_of_day,
    year,
)
from scheduling.wording.reading.grammar.days import (
    FARTHEST_AHEAD,
    WEEK,
    Day,
    OnWeekday,
    day,
    how_many,
    part_of_day,
)
from scheduling.wording.reading.grammar.questions.recurring import every_so_often
from scheduling.wording.reading.grammar.stretches import (
    ONE_DAY,
    Interval,
    Length,
    Phrase,
    Since,
    Stretch,
    after,
    between,
    one,
)
from scheduling.wording.reading.grammar.tokens import Kind
from scheduling.wording.saying.hours import date_words

TO = ("-", "to", "till", "til", "until", "through", "thru", "up to", "and until", "bis")
_UNTIL = ("until", "till", "til", "up to", "by")
_EVERY_DAY = ("every day", "everyday", "each day", "daily", "all days")
_WORK_DAYS = ("weekdays", "weekday", "workdays", "working days", "business days", "work days")
_SINCE = (
    *("starting from", "starting on", "starting", "beginning on", "beginning", "as of"),
    *("from", "since", "between", "on", "during"),
)
_NOT_SINCE = ("between", "on", "during")
_OTHER = ("every other", "alternate", "alternating")
_EVERY_FEW = {
    **dict.fromkeys(("every other week", "every second week", "every 2nd week"), 2),
    **dict.fromkeys(("fortnightly", "every fortnight", "alternate weeks"), 2),
    **dict.fromkeys(("every third week", "every 3rd week"), 3),
    **dict.fromkeys(("every fourth week", "every 4th week"), 4),
}
_SOME_WEEKS = (
    *("every other", "every second", "every third", "every fourth", "each other", "alternate"),
    *("alternating", "biweekly", "bi - weekly", "fortnightly", "every fortnight", "monthly"),
    *("every month", "each month", "every year", "yearly", "every quarter", "every couple"),
)
_LETTERS = {
    "m - f": (0, 1, 2, 3, 4),
    "m - th": (0, 1, 2, 3),
    "mwf": (0, 2, 4),
    "mw": (0, 2),
    "tth": (1, 3),
    "tuth": (1, 3),
    "mtwtf": (0, 1, 2, 3, 4),
    "mtwthf": (0, 1, 2, 3, 4),
}


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


def stretch(cursor: Cursor) -> Stretch | None:
    """Read days in a row, or nothing."""
    readers: tuple[Callable[[Cursor], Stretch | None], ...] = (
        _letters,
        _recurring,
        _up_to,
        _counted,
        _week,
        _month,
        _days_of_one_month,
        _first_to_last,
    )
    _refuse_some_weeks(cursor)
    return next((found for read in readers if (found := cursor.attempt(read))), None)


def since(cursor: Cursor) -> Since | None:
    """Read a first day that has no last, or nothing."""
    word = cursor.phrase(*_SINCE)
    place = cursor.mark()
    first = day(cursor) if word and word not in _NOT_SINCE else None
    if first is None or cursor.sees(_last_day):
        return None
    words = cursor.said_since(place)
    cursor.phrase("onwards", "onward", "on")
    return Since(first=first, words=words)


def length(cursor: Cursor) -> Length | None:
    """Read "for 3 weeks", or nothing: not "for the next 3 weeks", which start today."""
    place = cursor.mark()
    count = how_many(cursor) if cursor.phrase("for") else None
    unit = cursor.phrase("days", "day", "weeks", "week", "months", "month")
    if not count or unit is None or _too_far(count, unit):
        return None
    return Length(count=count, unit=unit, words=cursor.said_since(place))


def interval(cursor: Cursor) -> Interval | None:
    """Read "every other", "every other week" or "every 3 weeks", or nothing."""
    place = cursor.mark()
    if word := cursor.phrase(*_EVERY_FEW):
        return Interval(weeks=_EVERY_FEW[word], words=cursor.said_since(place))
    if cursor.phrase(*_OTHER):
        # Of two weeks only where a weekday follows; every other day or month is not kept.
        return Interval(weeks=2, words=cursor.said_since(place)) if cursor.sees(_named) else None
    count = how_many(cursor) if cursor.phrase("every", "each") else None
    if not count or not cursor.phrase("weeks", "week") or not 1 < count <= MOST_WEEKS:
        return None
    return Interval(weeks=count, words=cursor.said_since(place))


def _named(cursor: Cursor) -> Weekday | None:
    token = cursor.take(Kind.WORD)
    return weekday_of(token.text) if token else None


def _too_far(count: int, unit: str) -> bool:
    return count * {"d": 1, "w": 7, "m": 30}[unit[0]] > FARTHEST_AHEAD


def _refuse_some_weeks(cursor: Cursor) -> None:
    words = cursor.rest
    if cursor.phrase(*_SOME_WEEKS) or cursor.attempt(_every_few):
        raise every_so_often(words, weekday=weekday_in(words), today=cursor.today)


def _every_few(cursor: Cursor) -> str | None:
    """Every 2 weeks, every 2nd Tuesday: none of them is every week."""
    if not cursor.phrase("every", "each"):
        return None
    if token := cursor.take(Kind.ORDINAL):
        return token.text if not cursor.sees(month) and not cursor.phrase("of") else None
    if cursor.phrase("first", "second", "third", "fourth", "last"):
        return "every"
    count = how_many(cursor)
    unit = cursor.phrase("weeks", "week", "months", "month", "days", "mondays", "tuesdays")
    return unit if count else None


def _letters(cursor: Cursor) -> Stretch | None:
    word = cursor.phrase(*_LETTERS)
    if word is None:
        return None
    days = _LETTERS[word]
    only = frozenset(Weekday(number) for number in days)
    first, last = Weekday(days[0]), Weekday(days[-1])
    return Stretch(first=OnWeekday(weekday=first), last=OnWeekday(weekday=last), only=only)


def _recurring(cursor: Cursor) -> Stretch | None:
    each = cursor.phrase("every", "each") is not None
    if cursor.phrase(*_EVERY_DAY) or (each and (cursor.phrase("day") or cursor.sees(part_of_day))):
        return _weekdays(Weekday.MONDAY, Weekday.SUNDAY, every=each)
    cursor.phrase("on", "the")
    if cursor.phrase(*_WORK_DAYS):
        return _weekdays(Weekday.MONDAY, Weekday.FRIDAY, every=each)
    if cursor.phrase("weekends") or (each and cursor.phrase("weekend")):
        return _weekdays(Weekday.SATURDAY, Weekday.SUNDAY, every=each)
    return None


def _weekdays(first: Weekday, last: Weekday, *, every: bool) -> Stretch:
    ends = OnWeekday(weekday=first), OnWeekday(weekday=last)
    return Stretch(first=ends[0], last=ends[1], repeats=True, every=every)


def _up_to(cursor: Cursor) -> Stretch | None:
    word = cursor.phrase(*_UNTIL, "before")
    last = day(cursor) if word else None
    if last is None:
        return None
    ends = last.on_or_after(cursor.today) - (ONE_DAY if word == "before" else timedelta())
    if ends < cursor.today:
        raise DaysHavePassed(last=date_words(ends))
    found = between(cursor.today, ends)
    return replace(found, year_open=isinstance(last, EveryYear))


def _counted(cursor: Cursor) -> Stretch | None:
    """The next 3 days, within 2 weeks: from today on."""
    cursor.phrase("for", "in", "during")
    if not cursor.phrase("within the next", "within", "the next", "next", "the coming", "coming"):
        return None
    count = how_many(cursor)
    unit = cursor.phrase("days", "day", "weeks", "week", "months", "month")
    if not count or unit is None or _too_far(count, unit):
        return None
    last = after(cursor.today, count, unit) - ONE_DAY
    return between(cursor.today, last, in_weeks=not unit.startswith("day"))


def _week(cursor: Cursor) -> Stretch | None:
    cursor.phrase("in", "on", "during", "for", "all of", "all", "of")
    if cursor.phrase("the week of", "week of"):
        found = calendar_date(cursor)
        far = isinstance(found, EveryYear) and found.is_behind(cursor.today)
        week = _whole_week(monday_of(found.on_or_after(cursor.today))) if found else None
        return replace(week, year_open=far) if week else None
    monday = monday_of(cursor.today)
    if cursor.phrase("the rest of the week", "rest of the week", "the rest of this week"):
        return between(cursor.today, monday + 6 * ONE_DAY, in_weeks=True)
    word = cursor.phrase("this week", "next week", "the week after next", "week after next")
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


def _month(cursor: Cursor) -> Stretch | None:
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


def _days_of_one_month(cursor: Cursor) -> Stretch | None:
    """10-12 Nov, Nov 10 - 12, 10th to 12th of November 2026."""
    place = cursor.mark()
    cursor.phrase("from", "between", "on")
    before = month(cursor) if cursor.sees(month) else None
    cursor.phrase("the")
    first = number_of_day(cursor)
    last = _last_number(cursor) if first else None
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


def _last_number(cursor: Cursor) -> int | None:
    if not cursor.phrase(*TO):
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
    last = day(cursor) if cursor.phrase(*_UNTIL) else None
    return None if isinstance(last, OnWeekday) else last


def _last_day(cursor: Cursor) -> Day | None:
    return day(cursor) if cursor.phrase(*TO) else None


def _and_day(cursor: Cursor) -> Day | None:
    return day(cursor) if cursor.phrase("and") else None
