"""Lists of days, and what frames and exceptions make of them.

A comma or "and" between two groups adds days; inside a group, one phrase narrows the other
(`narrowing.py`); and a frame such as "next week" or "until 18 Dec" at either end of a list
holds for all the weekdays in it.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from scheduling.wording.reading.grammar.calendar import next_weekday
from scheduling.wording.reading.grammar.choices import Choices, Doubt
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import EveryMonth, EveryYear, calendar_date
from scheduling.wording.reading.grammar.days import WEEK
from scheduling.wording.reading.grammar.hours import (
    PARTS_OF_A_DAY,
    Across,
    Hours,
    some_hours,
    without_hours,
)
from scheduling.wording.reading.grammar.lists import joint, several_dates
from scheduling.wording.reading.grammar.narrowing import except_for, narrowed, phrases
from scheduling.wording.reading.grammar.periods import phrase
from scheduling.wording.reading.grammar.questions import (
    in_two_ways,
    not_a_time,
    not_both,
    not_every_one,
)
from scheduling.wording.reading.grammar.questions.recurring import weekly_but_for, which_first_week
from scheduling.wording.reading.grammar.stretches import (
    Interval,
    Phrase,
    Since,
    Stretch,
    one,
)
from scheduling.wording.reading.grammar.tokens import Kind

_EXCEPT = ("except for", "except on", "except", "but not on", "but not", "apart from", "excluding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Phrases beside each other, and whether a comma alone stands before them."""

    parts: tuple[Phrase, ...]
    after_comma: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether it names weekdays of no week in particular."""
        return all(isinstance(part, Stretch) and part.is_bare for part in self.parts)

    @property
    def is_frame(self) -> bool:
        """Whether it only bounds other days."""
        return all(map(is_frame, self.parts))

    @property
    def is_bound(self) -> bool:
        """Whether it can't stand alone as days: a start, a length, an end."""
        return self.is_frame and not any(isinstance(p, Stretch) and p.in_weeks for p in self.parts)

    def within(self, frame: tuple[Phrase, ...]) -> "Group":
        """Return the group with more phrases beside it."""
        return replace(self, parts=self.parts + frame)


Groups = tuple[Group, ...]


def is_frame(part: Phrase) -> bool:
    """Tell whether a phrase bounds days, rather than name them."""
    return not isinstance(part, Stretch) or part.is_frame


def groups_of_days(cursor: Cursor) -> Groups:
    """Read a list of groups, which may be empty."""
    found: list[Group] = []
    while following := cursor.attempt(_next_groups if found else some_groups):
        found.extend(following)
    return tuple(found)


def _next_groups(cursor: Cursor) -> Groups | None:
    by_comma = cursor.take(Kind.COMMA) is not None
    by_word = joint(cursor)
    if not (by_comma or by_word):
        return None
    first, *others = some_groups(cursor) or (None,)
    alone = by_comma and not by_word
    return (replace(first, after_comma=alone), *others) if first else None


def some_groups(cursor: Cursor) -> Groups | None:
    """Read one group, or dates that share a month; or nothing."""
    if dates := several_dates(cursor):
        return tuple(Group(parts=(one(day),)) for day in dates)
    found: list[Phrase] = []
    while part := cursor.attempt(_every):
        found.append(part)
    return (Group(parts=tuple(found)),) if found else None


def _every(cursor: Cursor) -> Phrase | None:
    found = phrase(cursor)
    if found is None and cursor.phrase("every", "each"):
        found = phrase(cursor)
        return replace(found, repeats=True, every=True) if isinstance(found, Stretch) else None
    if isinstance(found, Stretch) and found.is_plural:
        return replace(found, repeats=True)
    return found


def days_of(
    cursor: Cursor,
    groups: Groups,
    behind: tuple[Phrase, ...],
    hours: tuple[Hours, ...],
    *,
    is_off: bool,
    words: str,
    marks: Set[str] = frozenset(),
) -> tuple[Stretch, ...]:
    """The days of each group, within the frame that holds for all of them.

    Weekdays keep the weeks in which they recur where `marks` has "recurring"; where it has
    "weekly" as well, all of them recur that have a frame.
    """
    groups = tuple(_as_first_day(groups, hours))
    groups = tuple(part for group in groups for part in _apart(group, cursor.choices, words))
    groups = tuple(_recurring(groups, words))
    groups = _within_frames(groups, behind, words, is_off=is_off)
    if "weekly" in marks:
        groups = tuple(map(_every_week, groups))
    _check_months(groups, words)
    recurring = "recurring" in marks and not is_off
    days = tuple(
        narrowed(group.parts, today=cursor.today, words=words, is_off=is_off, recurring=recurring)
        for group in groups
    )
    return _anchored(tuple(_in_the_week_before(days)), cursor, words)


def _every_week(group: Group) -> Group:
    """Weekdays within a frame, each of which comes; bare ones alone are told by their entry."""
    if group.is_bare:
        return group
    parts = (
        replace(part, repeats=True)
        if isinstance(part, Stretch) and part.is_bare and not part.is_once
        else part
        for part in group.parts
    )
    return replace(group, parts=tuple(parts))


def _anchored(days: tuple[Stretch, ...], cursor: Cursor, words: str) -> tuple[Stretch, ...]:
    """All that recur at an interval count from the week of the first of them.

    Where that was not said, the next such day may be the first, or the one after it.
    """
    spaced = {found: found.recurrence for found in days if found.recurrence is not None}
    spaced = {found: said for found, said in spaced.items() if said.weeks > 1}
    if not spaced:
        return days
    weeks = {said.weeks for said in spaced.values()}
    if len(weeks) > 1:
        raise in_two_ways(words)
    first = min(
        next_weekday(weekday, earliest=said.first)
        for found, said in spaced.items()
        for weekday in found.weekdays
    )
    if any(found.unanchored for found in spaced):
        if weeks != {2}:
            raise which_first_week(words, weeks=weeks.pop(), first=first)
        first += cursor.choices.take(Doubt.START, words) * WEEK
    if any(said.last < first for said in spaced.values()):
        raise not_both(words)
    return tuple(
        replace(found, recurrence=replace(spaced[found], first=first)) if found in spaced else found
        for found in days
    )


def _apart(group: Group, choices: Choices, words: str) -> Iterator[Group]:
    """In "Mon Wed Fri" each day may be meant, without a comma; that is asked."""
    named = [part for part in group.parts if isinstance(part, Stretch) and part.is_bare]
    weekdays = {part.weekdays for part in named}
    if len(named) < 2 or len(weekdays) < len(named) or not all(p.is_one_day for p in named):
        yield group
        return
    choices.take(Doubt.LIST, words)
    others = tuple(part for part in group.parts if part not in named)
    yield from (Group(parts=(part, *others)) for part in named)


def _as_first_day(groups: Groups, hours: tuple[Hours, ...]) -> Iterator[Group]:
    """In "from Fri 10pm to Sat 2am", the first day is that of the hours."""
    across = len(groups) == 1 and any(isinstance(part, Across) for part in hours)
    for group in groups:
        lone = group.parts[0] if len(group.parts) == 1 else None
        if across and isinstance(lone, Since):
            yield replace(group, parts=(one(lone.first),))
        else:
            yield group


def _within_frames(
    groups: Groups, behind: tuple[Phrase, ...], words: str, *, is_off: bool
) -> Groups:
    """A frame at either end of a list holds for every weekday in it that has none."""
    groups, lone = _without_lone_frame(groups, words, is_off=is_off)
    everywhere = behind + lone
    if not groups:
        return ()
    groups = tuple(group.within(everywhere) for group in groups)
    ends = _frames_of(groups[0].parts[:-1]), _frames_of(groups[-1].parts[1:])
    last = len(groups) - 1
    return tuple(
        group.within(_lacking(group, ends[0] * (number > 0) + ends[1] * (number < last)))
        for number, group in enumerate(groups)
    )


def _lacking(group: Group, frames: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Those that weekdays lack: their bounds, their interval, or both."""
    bounds = [part for part in group.parts if is_frame(part)]
    named = [part for part in group.parts if isinstance(part, Stretch) and not part.is_frame]
    if not all(part.is_bare for part in named):
        return ()
    is_spaced = any(isinstance(part, Interval) for part in bounds)
    is_bounded = len(bounds) > is_spaced
    return tuple(
        frame for frame in frames if not (is_spaced if isinstance(frame, Interval) else is_bounded)
    )


def _without_lone_frame(
    groups: Groups, words: str, *, is_off: bool
) -> tuple[Groups, tuple[Phrase, ...]]:
    """Take a frame apart that a comma separates from the weekdays it bounds.

    Time off may well be "Fri, next week". Raises NotUnderstood where that can't be told of
    hours: "Tuesdays, next week" are not both.
    """
    if len(groups) < 2:
        return groups, ()
    for lone, others, comma in (
        (groups[0], groups[1:], groups[1].after_comma),
        (groups[-1], groups[:-1], groups[-1].after_comma),
    ):
        if not (lone.is_frame and comma and all(group.is_bare for group in others)):
            continue
        if lone.is_bound or (lone is groups[0] and not is_off):
            return others, lone.parts
        if not is_off:
            raise in_two_ways(words)
    return groups, ()


def _frames_of(parts: Sequence[Phrase]) -> tuple[Phrase, ...]:
    return tuple(part for part in parts if is_frame(part))


def _check_months(groups: Groups, words: str) -> None:
    """In "the 22nd, Mon 25 Apr", the month of the first is not said."""
    firsts = [part.first for group in groups for part in group.parts if isinstance(part, Stretch)]
    monthly = [number for number, day in enumerate(firsts) if isinstance(day, EveryMonth)]
    dated = [number for number, day in enumerate(firsts) if isinstance(day, EveryYear)]
    if monthly and dated:
        raise not_every_one(words)


def _in_the_week_before(days: tuple[Stretch, ...]) -> Iterator[Stretch]:
    """In "next Mon and Wed", Wednesday is of next week as well."""
    monday = None
    for found in days:
        within = found.of_week(monday) if monday and found.is_bare else found
        monday = within.monday or monday
        yield within


def _recurring(groups: Groups, words: str) -> Iterator[Group]:
    """In "every Tue and Thu", Thursday recurs as well; in "Thu and every Tue" it may not.

    In "Tue mornings", all weekdays do.
    """
    repeats = any(f"{part}s" in words.casefold() for part in PARTS_OF_A_DAY)
    for group in groups:
        bare = [part for part in group.parts if isinstance(part, Stretch) and part.is_bare]
        parts = tuple(
            replace(part, repeats=True)
            if repeats and isinstance(part, Stretch) and part.is_bare
            else part
            for part in group.parts
        )
        yield replace(group, parts=parts)
        repeats = repeats or any(part.every for part in bare)


def without(
    cursor: Cursor,
    days: tuple[Stretch, ...],
    hours: tuple[Hours, ...],
    taken: tuple[Stretch | Hours, ...],
    *,
    words: str,
) -> tuple[tuple[Stretch, ...], tuple[Hours, ...]]:
    """The days and hours without those that were excepted."""
    off_days = [part for part in taken if isinstance(part, Stretch)]
    off_hours = [part for part in taken if not isinstance(part, Stretch)]
    if off_days:
        today = cursor.today
        if any(found.is_bare for found in days) and not all(part.is_bare for part in off_days):
            raise weekly_but_for(words)
        days = tuple(except_for(found, off_days, today=today, words=words) for found in days)
        days = tuple(_day_by_day(found, words) for found in days)
    if off_hours:
        hours = without_hours(hours, off_hours, words=words)
    return days, hours


def _day_by_day(days: Stretch, words: str) -> Stretch:
    """Weekly hours have no dates taken out, so they become single days, if these have an end."""
    if days.recurrence is None or not days.without:
        return days
    if days.recurrence.weeks > 1 or not days.recurrence.has_last:
        raise weekly_but_for(words)
    return replace(days, recurrence=None)


def exceptions(cursor: Cursor) -> Iterator[Stretch | Hours]:
    """Read the days and hours after "except". Raises NotUnderstood where there are none."""
    if not cursor.attempt(excepting):
        return
    rest, found = cursor.rest, False
    while following := cursor.attempt(_next_exception if found else _exception):
        found = True
        yield following
    if not found:
        raise not_a_time(rest)


def _next_exception(cursor: Cursor) -> Stretch | Hours | None:
    return _exception(cursor) if joint(cursor) else None


def _exception(cursor: Cursor) -> Stretch | Hours | None:
    hours = None if cursor.sees(calendar_date) else cursor.attempt(some_hours)
    if hours is not None:
        return hours
    place = cursor.mark()
    found = phrases(cursor)
    words = cursor.said_since(place)
    return narrowed(found, today=cursor.today, words=words) if found else None


def excepting(cursor: Cursor) -> str | None:
    """Read the word that takes days or hours out, or nothing."""
    return cursor.phrase(*_EXCEPT)
