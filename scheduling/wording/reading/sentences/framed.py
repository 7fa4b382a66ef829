"""The days of a list of groups: what frames at its ends hold for, and which of them recur."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from scheduling.wording.reading.grammar.calendar import next_weekday
from scheduling.wording.reading.grammar.choices import Choices, Doubt
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.dates import EveryMonth, EveryYear
from scheduling.wording.reading.grammar.days import WEEK
from scheduling.wording.reading.grammar.hours import (
    PARTS_OF_A_DAY,
    Across,
    Hours,
)
from scheduling.wording.reading.grammar.narrowing import narrowed
from scheduling.wording.reading.grammar.questions.dates import in_two_ways, not_both, not_every_one
from scheduling.wording.reading.grammar.questions.recurring import which_first_week
from scheduling.wording.reading.grammar.stretches import (
    Interval,
    Phrase,
    Since,
    Stretch,
    one,
)
from scheduling.wording.reading.sentences.groups import Group, Groups, is_frame


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
    if not is_off and any(map(_is_rule, groups)) and any(map(_is_span, groups)):
        raise in_two_ways(words)
    if "weekly" in marks:
        groups = tuple(map(_every_week, groups))
    _check_months(groups, words)
    recurring = "recurring" in marks and not is_off
    days = tuple(
        narrowed(group.parts, today=cursor.today, words=words, is_off=is_off, recurring=recurring)
        for group in groups
    )
    return _anchored(tuple(_in_the_week_before(days)), cursor, words)


def _is_rule(group: Group) -> bool:
    """Whether it names weekdays that come every week, or several of them."""
    bare = [part for part in group.parts if isinstance(part, Stretch) and part.is_bare]
    return any(part.repeats or not part.is_one_day for part in bare)


def _is_span(group: Group) -> bool:
    """Whether it names days in a row of its own: in a list with weekdays it might bound them."""
    named = [part for part in group.parts if isinstance(part, Stretch)]
    return all(not part.is_bare for part in named) and any(not part.is_one_day for part in named)


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
