"""Days as people write them: tomorrow, Tue, next Friday, in 3 days, Tue 10 Nov."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

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
)
from scheduling.wording.reading.grammar.questions import not_a_day
from scheduling.wording.reading.grammar.tokens import Kind

WEEK = timedelta(weeks=1)
FARTHEST_AHEAD = 3660
_TOMORROW = ("tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnWeekday:
    """A day of the week: the next one, or that of the week from `monday`; `every` if plural."""

    weekday: Weekday
    monday: date | None = None
    every: bool = False

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
        or cursor.attempt(_weekday_with_date)
        or cursor.attempt(_weekday)
        or calendar_date(cursor)
    )


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
    """Read a count in figures or in words up to ten, or nothing."""
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
    return OnDate(day=checked(found.day, weekday.weekday)) if found else None


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
