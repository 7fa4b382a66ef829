"""Words around days and hours that say what sort of entry it is: off, every week, instead."""

from collections.abc import Iterator

from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.lists import joint
from scheduling.wording.reading.grammar.tokens import Kind

_OFF = (
    *("off", "away", "out of office", "out of the office", "ooo", "out", "busy", "unavailable"),
    *("not available", "not free", "vacation", "on vacation", "holiday", "holidays"),
    *("on holiday", "on leave", "leave", "pto", "time off", "day off", "sick", "no interviews"),
)
INSTEAD = (
    *("instead of weekly hours", "instead of the weekly hours", "instead of my weekly hours"),
    *("instead of the usual hours", "instead of my usual hours", "instead"),
)
WEEKLY = ("every week", "each week", "weekly", "per week", "from now on")
_FILLERS = (
    *("i'm", "i am", "im", "i", "am free", "am available", "we're", "please", "available", "free"),
    *("add", "set", "hours", "availability", "can do", "can", "works for me", "works"),
)


def marks(cursor: Cursor) -> Iterator[str]:
    """Read the words around days and hours that say what sort of entry it is."""
    while found := mark(cursor):
        yield found
        cursor.phrase("on")


def mark(cursor: Cursor) -> str | None:
    """Read one of them, or nothing; it may be a filler that says nothing."""
    if cursor.phrase(*_OFF):
        return "off"
    if cursor.phrase(*WEEKLY):
        return "weekly"
    if cursor.phrase(*INSTEAD):
        return "instead"
    return "filler" if cursor.phrase(*_FILLERS) else None


def marks_after(cursor: Cursor) -> set[str] | None:
    """Read those behind an entry, where nothing follows to which they could belong."""
    joint(cursor)
    found = set(marks(cursor))
    return found if found and (cursor.done or cursor.sees(stop)) else None


def stop(cursor: Cursor) -> object | None:
    """Read what ends an entry, or nothing."""
    return cursor.take(Kind.BREAK, Kind.COMMA) or cursor.phrase("and")
