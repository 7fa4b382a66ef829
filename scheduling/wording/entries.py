"""The grammar of availability: which days and hours each entry of a sentence names.

sentence = line { (";" | new line) line }
line     = entry { ["," | "and"] entry }
entry    = [off] [weekly] (days [","] hours | hours ["on"] days | days) [weekly | off | week]
days     = stretch { ["," | "and"] stretch }
hours    = part { ("," | "and") part }
part     = clock "to" [day] clock | "all day" | "morning"
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scheduling.model import MINUTES_PER_DAY, WHOLE_DAY, WallHours
from scheduling.wording.clock import Clock, clock, hours_between, hours_from, hours_until
from scheduling.wording.cursor import Cursor
from scheduling.wording.days import Day, OnWeekday, day
from scheduling.wording.periods import TO, Stretch, stretch
from scheduling.wording.questions import (
    not_a_time,
    nothing_said,
    off_one_by_one,
    starts_at_the_end,
    which_end,
)
from scheduling.wording.tokens import Kind

_OFF = (
    *("off", "away", "out of office", "out of the office", "ooo", "out", "busy", "unavailable"),
    *("not available", "not free", "vacation", "on vacation", "holiday", "holidays"),
    *("on holiday", "on leave", "leave", "pto", "time off", "day off"),
)
_WEEKLY = ("every week", "each week", "weekly", "per week")
_FILLERS = (
    *("i'm", "i am", "im", "i", "am", "we're", "please", "available", "free", "add", "set"),
    *("hours", "availability"),
)
_SINCE = ("from", "after", "since", "starting at", "starting")
_UP_TO = ("until", "till", "before", "by", "up to")
_PARTS_OF_A_DAY = {
    "morning": WallHours(start=9 * 60, end=12 * 60),
    "afternoon": WallHours(start=12 * 60, end=17 * 60),
    "evening": WallHours(start=17 * 60, end=21 * 60),
}
_ALL_DAY = ("all day long", "all day", "all - day", "whole day", "the whole day", "any time")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The days and the hours of one entry, as they were said; either may be missing.

    `weekly` if weekdays among the days recur; `words` is what was typed.
    """

    days: tuple[Stretch, ...]
    hours: tuple[Hours, ...]
    is_off: bool
    weekly: bool
    words: str


def entries(cursor: Cursor) -> tuple[Entry, ...]:
    """This will return every entry of a sentence, in order; at least one.

    "Every week" holds for all weekdays of its line. Raises NotUnderstood on the first piece that
    does not fit.
    """
    lines = [line for line in _lines(cursor) if line]
    if not lines:
        raise nothing_said()
    return tuple(entry for line in lines for entry in _weekly_together(line))


def is_bare(found: Stretch) -> bool:
    """This will tell whether days are weekdays of no week in particular."""
    return isinstance(found.first, OnWeekday) and found.first.monday is None


def _lines(cursor: Cursor) -> Iterator[list[Entry]]:
    while not cursor.done:
        yield list(_line(cursor))
        cursor.take(Kind.BREAK)


def _line(cursor: Cursor) -> Iterator[Entry]:
    earlier: Entry | None = None
    while not cursor.done and not cursor.sees(_line_end):
        entry = cursor.attempt(_entry)
        if entry is None:
            raise not_a_time(cursor.rest)
        earlier = _after(earlier, entry)
        yield earlier
        _comma(cursor)


def _after(earlier: Entry | None, entry: Entry) -> Entry:
    """Hours alone are of the days before them; whether "off" still holds can't be told."""
    if earlier is None:
        return entry
    if earlier.is_off and not entry.is_off:
        raise off_one_by_one()
    return entry if entry.days else replace(entry, days=earlier.days)


def _weekly_together(line: list[Entry]) -> list[Entry]:
    if not any(entry.weekly for entry in line):
        return line
    return [replace(e, weekly=e.weekly or all(map(is_bare, e.days))) for e in line]


def _entry(cursor: Cursor) -> Entry | None:
    place = cursor.mark()
    marks = set(_marks(cursor))
    days, hours = _days_and_hours(cursor)
    week = cursor.attempt(_whole_week) if hours else None
    after = cursor.attempt(_marks_after)
    marks |= after or set()
    if not days and not hours and "off" not in marks:
        return None
    days, words = _in_week((*days, week) if week else days), cursor.said_since(place)
    weekly = "weekly" in marks or any(part.repeats for part in days) or _in_plural(words)
    return Entry(days=days, hours=hours, is_off="off" in marks, weekly=weekly, words=words)


def _days_and_hours(cursor: Cursor) -> tuple[tuple[Stretch, ...], tuple[Hours, ...]]:
    days = _days(cursor)
    if days:
        cursor.take(Kind.COMMA)
        return days, _hours(cursor)
    hours = _hours(cursor)
    return _days(cursor) if hours else (), hours


def _marks(cursor: Cursor) -> Iterator[str]:
    """The words around days and hours that say what sort of entry it is."""
    while True:
        if cursor.phrase(*_OFF):
            yield "off"
        elif cursor.phrase(*_WEEKLY):
            yield "weekly"
        elif cursor.phrase(*_FILLERS):
            yield "filler"
        else:
            return
        cursor.phrase("on")


def _marks_after(cursor: Cursor) -> set[str] | None:
    _comma(cursor)
    marks = set(_marks(cursor))
    return marks if marks and (cursor.done or cursor.sees(_stop)) else None


def _in_plural(words: str) -> bool:
    return any(f"{part}s" in words.casefold() for part in _PARTS_OF_A_DAY)


def _days(cursor: Cursor) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    while following := cursor.attempt(_next_days if found else _every):
        found.append(_like(found[-1], following) if found else following)
    return tuple(found)


def _next_days(cursor: Cursor) -> Stretch | None:
    _comma(cursor)
    return _every(cursor)


def _every(cursor: Cursor) -> Stretch | None:
    found = cursor.attempt(stretch)
    if found is None and cursor.phrase("every", "each"):
        found = cursor.attempt(stretch)
        return replace(found, repeats=True) if found else None
    plural = found and isinstance(found.first, OnWeekday) and found.first.every
    return replace(found, repeats=True) if found and plural else found


def _like(earlier: Stretch, following: Stretch) -> Stretch:
    """In "next Mon and Wed", Wednesday is of next week as well."""
    same_week = isinstance(earlier.last, OnWeekday) and earlier.last.monday
    return _of_week(following, same_week) if same_week and is_bare(following) else following


def _in_week(days: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """In "next week Mon, Wed" and "Mon, Wed next week", the week tells which weekdays."""
    weeks = [found.week for found in days if found.week]
    bare = [found for found in days if is_bare(found)]
    if len(weeks) != 1 or not bare or len(bare) + 1 != len(days):
        return days
    return tuple(_of_week(found, weeks[0]) for found in bare)


def _of_week(found: Stretch, monday: date) -> Stretch:
    if not isinstance(found.first, OnWeekday) or not isinstance(found.last, OnWeekday):
        return found
    first = replace(found.first, monday=monday)
    last = first if found.is_one_day else replace(found.last, monday=monday)
    return Stretch(first=first, last=last)


def _whole_week(cursor: Cursor) -> Stretch | None:
    found = stretch(cursor)
    return found if found and found.week and not cursor.sees(day) else None


def _hours(cursor: Cursor) -> tuple[Hours, ...]:
    found: list[Hours] = []
    while following := cursor.attempt(_more_hours if found else _some_hours):
        found.append(following)
    return tuple(found)


def _more_hours(cursor: Cursor) -> Hours | None:
    if not _comma(cursor) or cursor.sees(_every):
        return None
    return _some_hours(cursor)


def _some_hours(cursor: Cursor) -> Hours | None:
    return cursor.attempt(_part_of_day) or cursor.attempt(_from_to)


def _part_of_day(cursor: Cursor) -> WallHours | None:
    cursor.phrase("in the", "the")
    if cursor.phrase(*_ALL_DAY):
        return WHOLE_DAY
    word = cursor.phrase(*_PARTS_OF_A_DAY, *(f"{part}s" for part in _PARTS_OF_A_DAY))
    return _PARTS_OF_A_DAY[word.removesuffix("s")] if word else None


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


def _comma(cursor: Cursor) -> bool:
    place = cursor.mark()
    while cursor.take(Kind.COMMA) or cursor.phrase("and", "or", "also"):
        pass
    return cursor.mark() > place


def _line_end(cursor: Cursor) -> object | None:
    return cursor.take(Kind.BREAK)


def _stop(cursor: Cursor) -> object | None:
    return cursor.take(Kind.BREAK, Kind.COMMA) or cursor.phrase("and")
