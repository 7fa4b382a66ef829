"""Weekdays that come every week, or every few weeks: weekdays, mwf, every day, every other."""

from scheduling.model import MOST_WEEKS, Weekday
from scheduling.wording.reading.grammar.calendar import weekday_in, weekday_of
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import month
from scheduling.wording.reading.grammar.days import (
    OnWeekday,
    how_many,
    part_of_day,
)
from scheduling.wording.reading.grammar.questions.recurring import every_so_often
from scheduling.wording.reading.grammar.stretches import (
    Interval,
    Stretch,
)
from scheduling.wording.reading.grammar.tokens import Kind

_EVERY_DAY = ("every day", "everyday", "each day", "daily", "all days")
_WORK_DAYS = ("weekdays", "weekday", "workdays", "working days", "business days", "work days")
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


def refuse_some_weeks(cursor: Cursor) -> None:
    """Pass all that comes every week or not at all. Raises NotUnderstood for anything else."""
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


def letters(cursor: Cursor) -> Stretch | None:
    """Read weekdays as letters, "M-F" or "MWF", or nothing."""
    word = cursor.phrase(*_LETTERS)
    if word is None:
        return None
    days = _LETTERS[word]
    only = frozenset(Weekday(number) for number in days)
    first, last = Weekday(days[0]), Weekday(days[-1])
    return Stretch(first=OnWeekday(weekday=first), last=OnWeekday(weekday=last), only=only)


def recurring(cursor: Cursor) -> Stretch | None:
    """Read "weekdays", "every day" or "weekends", or nothing."""
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
