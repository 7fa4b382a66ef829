"""The grammar of availability: which days and hours each entry of a sentence names.

sentence = line { (";" | new line) line }
line     = entry { ["," | "and"] entry }
entry    = [marks] (days [","] hours | hours ["on"] days | days) [frame] [except] [marks]
days     = group { ("," | "and") group } [except]
group    = phrase { phrase }
hours    = part { ("," | "and") part }

The phrases of a group narrow each other (`narrowing.py`), and so does a frame such as "next
week" or "until 18 Dec" that stands before or behind them all; a comma or "and" adds days. A
phrase is of `periods.py`, a part of `hours.py`; they ask for days and times of day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from scheduling.model import WallHours
from scheduling.wording.reading.grammar.choices import Choices
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import OnDate
from scheduling.wording.reading.grammar.hours import (
    Hours,
    hours_of_the_evening,
    some_hours,
    until_a_time,
)
from scheduling.wording.reading.grammar.lists import joint
from scheduling.wording.reading.grammar.periods import phrases
from scheduling.wording.reading.grammar.questions import nothing_said
from scheduling.wording.reading.grammar.questions.dates import which_frame
from scheduling.wording.reading.grammar.questions.hours import (
    hours_beside_hours,
    not_a_time,
)
from scheduling.wording.reading.grammar.stretches import Phrase, Stretch, one
from scheduling.wording.reading.grammar.tokens import Kind
from scheduling.wording.reading.sentences.exceptions import excepting, exceptions, without
from scheduling.wording.reading.sentences.framed import days_of
from scheduling.wording.reading.sentences.groups import Group, Groups, groups_of_days, some_groups
from scheduling.wording.reading.sentences.hours_behind_off import OffWay, not_all_alike, take_off
from scheduling.wording.reading.sentences.marks import (
    INSTEAD,
    WEEKLY,
    mark,
    marks,
    marks_after,
    stop,
)

DaysAndHours = tuple[Groups, tuple[Stretch | Hours, ...], tuple[Hours, ...], tuple[Phrase, ...]]
"""Groups of days, what is taken out of them, the hours, and the frame behind both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The days and the hours of one entry, as they were said; either may be missing.

    Bare weekdays recur if the entry is `weekly` or the weekdays themselves repeat; where it is
    `unsure`, they may as well be the coming ones alone. It is `framed` if days that bound it
    stand behind its hours. `instead` hours are in the place of the weekly ones of their days.
    `words` is what was typed.
    """

    days: tuple[Stretch, ...]
    hours: tuple[Hours, ...]
    is_off: bool
    weekly: bool
    words: str
    for_the_line: bool = False
    framed: bool = False
    unsure: bool = False
    instead: bool = False

    def recurs(self, found: Stretch) -> bool:
        """Tell whether these of its days were said to come every week."""
        return found.is_bare and (self.weekly or found.repeats)


def entries(cursor: Cursor) -> tuple[Entry, ...]:
    """Return every entry of a sentence, in order; at least one.

    "Every week" at the start or end of a line holds for all weekdays of it. Raises
    NotUnderstood on the first piece that does not fit.
    """
    lines = [line for line in _lines(cursor) if line]
    if not lines:
        raise nothing_said()
    return tuple(entry for line in lines for entry in _weekly_together(line))


def _lines(cursor: Cursor) -> Iterator[list[Entry]]:
    while not cursor.done:
        yield list(_line(cursor))
        cursor.take(Kind.BREAK)


def _line(cursor: Cursor) -> Iterator[Entry]:
    earlier: Entry | None = None
    is_joined = True
    while not cursor.done and not cursor.sees(_line_end):
        rest = cursor.rest
        entry = cursor.attempt(_entry)
        if entry is None:
            raise not_a_time(rest)
        if earlier and not is_joined and (_overlap(earlier, entry) or _is_torn(earlier, entry)):
            raise hours_beside_hours(f"{earlier.words} {entry.words}")
        earlier = _after(earlier, entry, cursor.choices)
        yield earlier
        is_joined = joint(cursor)


def _overlap(one: Entry, other: Entry) -> bool:
    """Whether hours beside each other can't be two stretches of one list."""
    if other.days:
        return False
    walls = [
        [part for part in entry.hours if isinstance(part, WallHours)] for entry in (one, other)
    ]
    return any(a.start < b.end and b.start < a.end for a, b in product(*walls))


def _is_torn(one: Entry, other: Entry) -> bool:
    """Whether weekdays and days that may bound them stand beside each other: "every morning next
    week 9-11" is no list of two.
    """
    sorts = {
        found.is_bare
        for entry in (one, other)
        for found in entry.days
        if found.is_bare or not found.is_one_day
    }
    return len(sorts) > 1


def _after(earlier: Entry | None, entry: Entry, choices: Choices) -> Entry:
    """Hours alone are of the days before them; whether "off" still holds is asked."""
    if earlier is None:
        return entry
    if earlier.is_off and not entry.is_off:
        way = take_off(choices, f"{earlier.words}, {entry.words}")
        if way is OffWay.ALL_ALIKE:
            raise not_all_alike()
        entry = replace(entry, is_off=way is OffWay.OFF_AS_WELL)
    return entry if entry.days else replace(entry, days=earlier.days)


def _weekly_together(line: list[Entry]) -> list[Entry]:
    """Weekdays beside others that recur may do so too; only a mark for the line says so."""
    if any(entry.for_the_line for entry in line):
        return [replace(e, weekly=e.weekly or all(d.is_bare for d in e.days)) for e in line]
    if line[-1].framed and any(found.is_bare for entry in line[:-1] for found in entry.days):
        raise which_frame(line[-1].words)
    recur = any(entry.recurs(found) for entry in line for found in entry.days)
    several = any(_names_several(entry) for entry in line)
    return [replace(entry, unsure=recur or several) for entry in line]


def _names_several(entry: Entry) -> bool:
    """Tell whether several weekdays are named, such that every one of them may be meant."""
    bare = [found for found in entry.days if found.is_bare and not found.is_once]
    return len(bare) > 1 or any(not found.is_one_day for found in bare)


def _entry(cursor: Cursor) -> Entry | None:
    place = cursor.mark()
    before = set(marks(cursor))
    groups, taken, hours, after = days_and_hours(cursor)
    if hours and not groups and (last := cursor.attempt(_instead_before_days)):
        before |= {"instead"}
        groups = last
    if hours and not after and (again := cursor.attempt(_weekly_within)):
        before, after = before | {"weekly"}, again
    said = cursor.said_since(place)
    taken += tuple(exceptions(cursor)) if groups or hours else ()
    split = cursor.sees(_joined)
    behind = cursor.attempt(marks_after) or set()
    is_off = "off" in before | behind
    if not groups and not hours and not is_off:
        return None
    known = before | behind | {"recurring"}
    days = days_of(cursor, groups, after, hours, is_off=is_off, words=said, marks=known)
    days, hours = without(cursor, days, hours, taken, words=cursor.said_since(place))
    weekly = "weekly" in before | behind
    for_the_line = "weekly" in before or ("weekly" in behind and split)
    return Entry(
        days=days,
        hours=hours,
        is_off=is_off,
        weekly=weekly,
        words=cursor.said_since(place),
        for_the_line=for_the_line,
        framed=bool(after),
        instead="instead" in before | behind,
    )


def days_and_hours(cursor: Cursor) -> DaysAndHours:
    """Read the groups of days, what is taken out of them, the hours, and the frame behind both."""
    if cursor.phrase("tonight"):
        return _today(cursor), (), (hours_of_the_evening(cursor),), ()
    if until := cursor.attempt(until_a_time):
        return _today(cursor), (), (until,), ()
    groups = groups_of_days(cursor)
    if not groups:
        return *_hours_and_days(cursor), ()
    place = cursor.mark()
    taken = tuple(exceptions(cursor))
    cursor.take(Kind.COMMA)
    hours = _hours(cursor)
    if hours:
        return groups, taken, hours, _frame_behind(cursor)
    cursor.back(place)
    return groups, (), (), ()


def _hours_and_days(cursor: Cursor) -> tuple[Groups, tuple[Hours, ...], tuple[Hours, ...]]:
    """Hours, and the days behind them; more hours behind these can't be told apart."""
    place = cursor.mark()
    hours = _hours(cursor)
    groups = groups_of_days(cursor) if hours else ()
    if groups and cursor.sees(some_hours):
        raise hours_beside_hours(f"{cursor.said_since(place)} {cursor.rest}")
    return groups, (), hours


def _instead_before_days(cursor: Cursor) -> Groups | None:
    """In "14-16 instead this Tuesday" the days stand last."""
    return (groups_of_days(cursor) or None) if cursor.phrase(*INSTEAD) else None


def _today(cursor: Cursor) -> Groups:
    return (Group(parts=(one(OnDate(day=cursor.today)),)),)


def _frame_behind(cursor: Cursor) -> tuple[Phrase, ...]:
    """A frame after the hours, where nothing follows that it could belong to."""
    found = cursor.attempt(_frames_to_the_end)
    return found or ()


def _weekly_within(cursor: Cursor) -> tuple[Phrase, ...] | None:
    """Read "every week until 20 Dec" after the hours, or nothing."""
    return cursor.attempt(_frames_to_the_end) if cursor.phrase(*WEEKLY) else None


def _frames_to_the_end(cursor: Cursor) -> tuple[Phrase, ...] | None:
    by_comma = cursor.take(Kind.COMMA) is not None
    found = Group(parts=tuple(phrases(cursor)))
    ends = cursor.done or cursor.sees(stop) or cursor.sees(mark) or cursor.sees(excepting)
    # "Mondays 9-12, next week" may be two things; "Mondays 9-12, until 18 Dec" is one.
    belongs = found.is_bound if by_comma else found.is_frame
    return found.parts if ends and found.parts and belongs else None


def _hours(cursor: Cursor) -> tuple[Hours, ...]:
    found: list[Hours] = []
    while following := cursor.attempt(_more_hours if found else some_hours):
        found.append(following)
    return tuple(found)


def _more_hours(cursor: Cursor) -> Hours | None:
    if not joint(cursor) or cursor.sees(some_groups):
        return None
    return some_hours(cursor)


def _joined(cursor: Cursor) -> bool | None:
    return joint(cursor) or None


def _line_end(cursor: Cursor) -> object | None:
    return cursor.take(Kind.BREAK)
