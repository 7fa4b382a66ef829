"""The grammar of availability: which days and hours each entry of a sentence names.

sentence = line { (";" | new line) line }
line     = entry { ["," | "and"] entry }
entry    = [off] [weekly] (days [","] hours | hours ["on"] days | days) [weekly | off | week]
days     = stretch { ["," | "and"] stretch }
hours    = part { ("," | "and") part }

A stretch is of `periods.py`, a part of `hours.py`; they ask for days and times of day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.days import OnWeekday, day
from scheduling.wording.reading.grammar.hours import PARTS_OF_A_DAY, Hours, some_hours
from scheduling.wording.reading.grammar.periods import Stretch, stretch
from scheduling.wording.reading.grammar.questions import not_a_time, nothing_said, off_one_by_one
from scheduling.wording.reading.grammar.tokens import Kind

_OFF = (
    *("off", "away", "out of office", "out of the office", "ooo", "out", "busy", "unavailable"),
    *("not available", "not free", "vacation", "on vacation", "holiday", "holidays"),
    *("on holiday", "on leave", "leave", "pto", "time off", "day off"),
)
_WEEKLY = ("every week", "each week", "weekly", "per week")
_FILLERS = (
    *("i'm", "i am", "im", "i", "am", "we're", "please", "available", "free", "add", "set"),
    *("hours", "availability", "can do", "can", "works for me", "works"),
)


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
    """Return every entry of a sentence, in order; at least one.

    "Every week" holds for all weekdays of its line. Raises NotUnderstood on the first piece that
    does not fit.
    """
    lines = [line for line in _lines(cursor) if line]
    if not lines:
        raise nothing_said()
    return tuple(entry for line in lines for entry in _weekly_together(line))


def is_bare(found: Stretch) -> bool:
    """Tell whether days are weekdays of no week in particular."""
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
    repeats = any(part.repeats or (is_bare(part) and _in_plural(words)) for part in days)
    weekly = "weekly" in marks or repeats
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
    return any(f"{part}s" in words.casefold() for part in PARTS_OF_A_DAY)


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
    while following := cursor.attempt(_more_hours if found else some_hours):
        found.append(following)
    return tuple(found)


def _more_hours(cursor: Cursor) -> Hours | None:
    if not _comma(cursor) or cursor.sees(_every):
        return None
    return some_hours(cursor)


def _comma(cursor: Cursor) -> bool:
    place = cursor.mark()
    while cursor.take(Kind.COMMA) or cursor.phrase("and", "or", "also"):
        pass
    return cursor.mark() > place


def _line_end(cursor: Cursor) -> object | None:
    return cursor.take(Kind.BREAK)


def _stop(cursor: Cursor) -> object | None:
    return cursor.take(Kind.BREAK, Kind.COMMA) or cursor.phrase("and")
