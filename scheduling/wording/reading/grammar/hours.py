"""The hours of a day as people write them: 9-12, from 9 to 12, all day, 10pm - Sat 2am."""

from dataclasses import dataclass

from scheduling.model import MINUTES_PER_DAY, WHOLE_DAY, WallHours
from scheduling.wording.reading.grammar.clock import (
    Clock,
    clock,
    hours_between,
    hours_from,
    hours_until,
)
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.days import Day, day
from scheduling.wording.reading.grammar.periods import TO
from scheduling.wording.reading.grammar.questions import starts_at_the_end, which_end
from scheduling.wording.reading.grammar.tokens import Kind

PARTS_OF_A_DAY = {
    "morning": WallHours(start=9 * 60, end=12 * 60),
    "afternoon": WallHours(start=12 * 60, end=17 * 60),
    "evening": WallHours(start=17 * 60, end=21 * 60),
}
_ALL_DAY = ("all day long", "all day", "all - day", "whole day", "the whole day", "any time")
_SINCE = ("from", "after", "since", "starting at", "starting")
_UP_TO = ("until", "till", "before", "by", "up to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """Hours from a time on one day to a time on another day that was named as well."""

    start: Clock
    last_day: Day
    end: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnded:
    """Hours of which only the start or only the end was said: enough for time off alone."""

    hours: WallHours
    words: str


Hours = WallHours | Across | OpenEnded


def some_hours(cursor: Cursor) -> Hours | None:
    """Read one stretch of hours, or nothing. Raises EndNotAfterStart, NotUnderstood."""
    return cursor.attempt(_part_of_day) or cursor.attempt(_from_to)


def _part_of_day(cursor: Cursor) -> WallHours | None:
    cursor.phrase("in the", "the")
    if cursor.phrase(*_ALL_DAY):
        return WHOLE_DAY
    word = cursor.phrase(*PARTS_OF_A_DAY, *(f"{part}s" for part in PARTS_OF_A_DAY))
    return PARTS_OF_A_DAY[word.removesuffix("s")] if word else None


def _from_to(cursor: Cursor) -> Hours | None:
    place = cursor.mark()
    word = cursor.phrase("between", "at", *_SINCE, *_UP_TO)
    start = clock(cursor)
    if start is None:
        return None
    if not cursor.phrase(*TO, *(["and"] if word == "between" else [])):
        return _open_ended(word, start, words=cursor.said_since(place))
    if start.minutes == MINUTES_PER_DAY:
        raise starts_at_the_end(start.words)
    last_day = cursor.attempt(_day_of_end)
    end = clock(cursor)
    if end is None:
        raise which_end(cursor.said_since(place))
    if last_day is None:
        return hours_between(start, end)
    return Across(start=start, last_day=last_day, end=end)


def _open_ended(word: str | None, time: Clock, *, words: str) -> OpenEnded:
    if word in _SINCE and time.minutes < MINUTES_PER_DAY:
        return OpenEnded(hours=hours_from(time), words=words)
    if word in _UP_TO:
        return OpenEnded(hours=hours_until(time), words=words)
    raise which_end(words)


def _day_of_end(cursor: Cursor) -> Day | None:
    found = day(cursor)
    cursor.take(Kind.COMMA)
    cursor.phrase("at")
    return found
