"""Days as people write them: tomorrow, Tue, next Friday, in 3 days, Tue 10 Nov."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from scheduling.model import Weekday
from scheduling.wording.reading.grammar.calendar import (
    is_plural,
    monday_of,
    next_weekday,
    weekday_of,
)
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import (
    EveryMonth,
    EveryYear,
    OnDate,
    calendar_date,
    checked,
    month,
    year,
)
from scheduling.wording.reading.grammar.questions.dates import (
    no_such_date,
    not_a_day,
    which_month,
    which_week,
)
from scheduling.wording.reading.grammar.questions.recurring import once_a_month
from scheduling.wording.reading.grammar.tokens import Kind

WEEK = timedelta(weeks=1)
FARTHEST_AHEAD = 3660
MOST_OF_A_WEEKDAY = 5
_TOMORROW = ("tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnWeekday:
    """A day of the week: the next one, or that of the week from `monday`; `every` if plural.

    `once` where "this" or "the" was said before it, so that it can't be every week.
    """

    weekday: Weekday
    monday: date | None = None
    every: bool = False
    once: bool = False

    def on_or_after(self, earliest: date) -> date:
        """Return that day of its week, or the next such day without a week."""
        if self.monday:
            return self.monday + timedelta(days=self.weekday)
        return next_weekday(self.weekday, earliest=earliest)


Day = OnDate | EveryYear | EveryMonth | OnWeekday


def read_day(text: str, *, today: date) -> date:
    """Return the day that a text names; without a year, the next such, today counts.

    Raises NotUnderstood, with a question, for anything that is not one day.
    """
    cursor = Cursor(text, today=today)
    cursor.phrase("on")
    found = day(cursor)
    if found is None or not cursor.done:
        raise not_a_day(text)
    return found.on_or_after(today)


def day(cursor: Cursor) -> Day | None:
    """Read one day, or nothing. Raises NotUnderstood for a day that can't be told."""
    return (
        _relative_day(cursor)
        or cursor.attempt(_days_ahead)
        or cursor.attempt(_counted_from)
        or cursor.attempt(nth_of_month)
        or cursor.attempt(_weekday_beside)
        or cursor.attempt(_weekday_with_date)
        or cursor.attempt(_weekday)
        or calendar_date(cursor)
    )


def _relative_day(cursor: Cursor) -> OnDate | None:
    if cursor.attempt(_this_before_a_part):
        return OnDate(day=cursor.today)
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
    # Held within what a date can be; that it is too far is said later, with the day.
    return OnDate(day=cursor.today + timedelta(days=min(days, FARTHEST_AHEAD)))


def how_many(cursor: Cursor) -> int | None:
    """Read a count in figures or in words up to ten, or nothing."""
    if token := cursor.take(Kind.NUMBER):
        return int(token.text)
    words = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    word = cursor.phrase(*words, "one", "an")
    return words.index(word) + 1 if word in words else 1 if word else None


def _this_before_a_part(cursor: Cursor) -> str | None:
    word = cursor.phrase("later this", "this")
    return word if word and cursor.sees(part_of_day) else None


def part_of_day(cursor: Cursor) -> str | None:
    """Read the name of a part of a day, or nothing."""
    return cursor.phrase("morning", "afternoon", "evening")


def _counted_from(cursor: Cursor) -> OnDate | None:
    """A week from Friday, two days before 24 Dec, the day after Friday."""
    cursor.phrase("the")
    count = 1 if cursor.sees(_the_day) else how_many(cursor)
    unit = cursor.phrase("days", "day", "weeks", "week")
    word = cursor.phrase("from", "after", "before") if unit and count is not None else None
    base = known_day(cursor) if word else None
    if unit is None or base is None or count is None or count > FARTHEST_AHEAD:
        return None
    span = timedelta(days=count * (7 if unit.startswith("week") else 1))
    return OnDate(day=base - span if word == "before" else base + span)


def _the_day(cursor: Cursor) -> str | None:
    return cursor.phrase("day before", "day after")


def _weekday_beside(cursor: Cursor) -> OnDate | None:
    """The Friday after 24 Dec, the Monday before 10 Nov: never that date itself."""
    cursor.phrase("the")
    found = _weekday_name(cursor)
    word = cursor.phrase("after", "before") if found and not found.every else None
    base = known_day(cursor) if word else None
    if found is None or base is None:
        return None
    after = next_weekday(found.weekday, earliest=base + timedelta(days=1))
    before = next_weekday(found.weekday, earliest=base - WEEK)
    return OnDate(day=after if word == "after" else before)


def known_day(cursor: Cursor) -> date | None:
    """Read a day to count from, unless it lies nearly a year ahead, which is rarely meant."""
    if cursor.phrase("now"):
        return cursor.today
    found = day(cursor)
    if found is None or (isinstance(found, EveryYear) and found.is_behind(cursor.today)):
        return None
    return found.on_or_after(cursor.today)


def nth_of_month(cursor: Cursor) -> OnDate | None:
    """Read "first Monday of December", or nothing.

    Raises NotUnderstood where no month is named, and for one that comes every month.
    """
    place = cursor.mark()
    cursor.phrase("the")
    number = _which(cursor)
    found = _weekday_name(cursor) if number else None
    if number is None or found is None:
        return None
    words = cursor.said_since(place)
    if not cursor.phrase("of", "in"):
        raise which_month(words, today=cursor.today)
    if cursor.phrase("the month", "each month", "every month", "a month", "month"):
        raise once_a_month(cursor.said_since(place), days=_next_two(found.weekday, number, cursor))
    first = month_said(cursor)
    if first is None:
        raise which_month(words, today=cursor.today)
    return OnDate(day=_nth(found.weekday, number, first, words=cursor.said_since(place)))


def month_said(cursor: Cursor) -> date | None:
    """Read a month, and return its first day: "this month", "next month", "May 2027"."""
    first = cursor.today.replace(day=1)
    if cursor.phrase("this month"):
        return first
    if cursor.phrase("next month"):
        return first + relativedelta(months=1)
    named = cursor.attempt(month)
    in_year = year(cursor) if named else None
    return date(in_year or first.year + (named < first.month), named, 1) if named else None


def _next_two(weekday: Weekday, number: int, cursor: Cursor) -> list[date]:
    """The next two such days of a month, whichever months have one."""
    firsts = (cursor.today + relativedelta(day=1, months=count) for count in range(8))
    found = (_nth(weekday, number, first, words="") for first in firsts if number < 5)
    return [day for day in found if day > cursor.today][:2]


def _which(cursor: Cursor) -> int | None:
    """Read which of its kind in a month: first is 1, last is -1; "2nd" as well."""
    words = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
    if word := cursor.phrase(*words):
        return words[word]
    token = cursor.take(Kind.ORDINAL)
    number = int("".join(c for c in token.text if c.isdigit())) if token else 0
    return number if 1 <= number <= MOST_OF_A_WEEKDAY else None


def _nth(weekday: Weekday, number: int, first: date, *, words: str) -> date:
    last = first + relativedelta(day=31)
    count = (last - next_weekday(weekday, earliest=first)).days // 7 + 1
    if number > count:
        raise no_such_date(words)
    weeks = (number - 1 if number > 0 else count - 1) * WEEK
    return next_weekday(weekday, earliest=first) + weeks


def _weekday_with_date(cursor: Cursor) -> OnDate | EveryYear | EveryMonth | None:
    weekday = _weekday_name(cursor)
    if weekday is None or weekday.every:
        return None
    cursor.take(Kind.COMMA)
    cursor.phrase("the")
    found = calendar_date(cursor)
    if isinstance(found, EveryYear | EveryMonth):
        return replace(found, weekday=weekday.weekday)
    return OnDate(day=checked(found.day, weekday.weekday)) if found else None


def _weekday(cursor: Cursor) -> OnWeekday | None:
    place = cursor.mark()
    which = cursor.phrase("next", "this coming", "this", "coming", "the", "upcoming")
    found = _weekday_name(cursor)
    if found is None or which is None:
        return found
    if which == "upcoming":
        return _upcoming(found, cursor, words=cursor.said_since(place))
    if which != "next":
        return replace(found, once=not found.every)
    return OnWeekday(weekday=found.weekday, monday=monday_of(cursor.today) + WEEK)


def _upcoming(found: OnWeekday, cursor: Cursor, *, words: str) -> OnWeekday:
    """In "mardi prochain" the coming day may be meant, or that of next week, if these differ.

    Raises NotUnderstood where they do.
    """
    coming = next_weekday(found.weekday, earliest=cursor.today + timedelta(days=1))
    monday = monday_of(cursor.today) + WEEK
    if coming < monday:
        raise which_week(words, coming, monday + timedelta(days=found.weekday))
    return OnWeekday(weekday=found.weekday, monday=monday)


def _weekday_name(cursor: Cursor) -> OnWeekday | None:
    token = cursor.take(Kind.WORD)
    weekday = weekday_of(token.text) if token else None
    if token is None or weekday is None:
        return None
    return OnWeekday(weekday=weekday, every=is_plural(token.text))
