"""What a person says about their time, added to or taken from what they said before."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from scheduling.availability.recurring import (
    covers,
    cut_hours,
    giving_way,
    leaves_out,
    taken_out,
    united,
)
from scheduling.availability.wall import (
    Stretch,
    cut,
    dated,
    day_of,
    joined,
    joined_weekly,
    split,
    stretch_of,
    weekly_stretch,
)
from scheduling.errors import AvailabilityGone
from scheduling.model import (
    EVERY_WEEK,
    NO_ID,
    WHOLE_DAY,
    Availability,
    AvailabilityWindow,
    Entry,
    Recurrence,
    TimeOff,
    Weekday,
    WeeklyHours,
)

_SomeEntry = TypeVar("_SomeEntry", AvailabilityWindow, WeeklyHours, TimeOff)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChange:
    """An availability before and after something was said; its version is left as it was.

    Entries that stay keep their id; all others have none yet.
    """

    before: Availability
    after: Availability
    # The entries that only `after` holds: weekly hours first, then windows, then time off.
    added: tuple[Entry, ...]
    # Those that only `before` holds, in the same order.
    removed: tuple[Entry, ...]
    # Whether something that was said became one with another entry, be it one that stood or one
    # that was said with it.
    joined: bool = False


def with_windows(availability: Availability, windows: Iterable[AvailabilityWindow]) -> HoursChange:
    """Add one-off windows; they hold on days off as well.

    Those that replace a day's weekly hours replace the windows given for it before as well.
    """
    given = list(windows)
    days = [day_of(window) for window in given if window.replaces]
    said = [*_cut_windows(availability.windows, days), *given]
    after = _with_ids(list(_joined_windows(said)), availability.windows)
    return change_between(
        availability, replace(availability, windows=after), joined=_lost(said, after)
    )


def with_weekly(availability: Availability, weekly: Iterable[WeeklyHours]) -> HoursChange:
    """Add weekly hours; those of every week that meet at midnight or over the weekend join.

    What stands goes on as it does; the same hours in weeks that go on after others are one entry.
    """
    given, stand = list(weekly), availability.weekly
    new = [each for each in given if not any(covers(one, each) for one in stand)]
    return _with_weekly(availability, united(stand, new), said=[*stand, *given])


def with_weekly_instead(
    availability: Availability, weekly: Iterable[WeeklyHours], *, today: date
) -> HoursChange:
    """Put weekly hours in the place of those that they leave days out of; add them to all others.

    Which those are, `hours_left_out` says; up to the first day given they hold as they did.
    """
    given, stay = list(weekly), list(availability.weekly)
    for each in given:
        left = (
            giving_way(one, each) if leaves_out(each, one, today=today) else [one] for one in stay
        )
        stay = [piece for pieces in left for piece in pieces]
    return _with_weekly(availability, united(stay, given), said=[*stay, *given])


def hours_left_out(
    availability: Availability, weekly: Iterable[WeeklyHours], *, today: date
) -> tuple[WeeklyHours, ...]:
    """Return the weekly hours that hold from today on where some given would not.

    Those given are the same or a part of them, and have an end or an interval.
    """
    given = list(weekly)
    return tuple(
        one
        for one in availability.weekly
        if any(leaves_out(each, one, today=today) for each in given)
    )


def with_time_off(availability: Availability, time_off: Iterable[TimeOff]) -> HoursChange:
    """Add time off and take it out of the one-off windows: the last word counts."""
    given = list(time_off)
    said = [*availability.time_off, *given]
    # A window given earlier would otherwise hold on the day off, as windows beat time off.
    left = _cut_windows(availability.windows, list(map(stretch_of, given)))
    days = _replaced(availability.windows) - _replaced(left)
    # Where nothing is left of what replaced a day's weekly hours, these stay away all the same.
    away = [*said, *(TimeOff(day=day, hours=WHOLE_DAY) for day in days)]
    off = _time_off(joined(map(stretch_of, away)), availability.time_off)
    windows = _with_ids(list(_joined_windows(left)), availability.windows)
    after = replace(availability, time_off=off, windows=windows)
    return change_between(availability, after, joined=_lost(said, off))


def without(availability: Availability, entry: Entry) -> HoursChange:
    """Take away the entry that says the same, whatever its id.

    Raises AvailabilityGone when there is none.
    """
    match entry:
        case WeeklyHours():
            after = replace(availability, weekly=_others(availability.weekly, entry))
        case AvailabilityWindow():
            after = replace(availability, windows=_others(availability.windows, entry))
        case TimeOff():
            after = replace(availability, time_off=_others(availability.time_off, entry))
    return change_between(availability, after)


def without_hours(availability: Availability, taken: Availability) -> HoursChange:
    """Take out hours as far as they stand; a whole day takes all that begins on it.

    Weekly ones without bounds are taken from all weekly hours of their days; those with bounds
    from hours with the same, or else from all in the weeks that these name.
    """
    weekly = _without_weekly(availability.weekly, taken.weekly)
    days = {window.day for window in taken.windows if window.hours == WHOLE_DAY}
    others = [window for window in availability.windows if window.day not in days]
    hours = [stretch_of(each) for each in taken.windows if each.day not in days]
    off = cut(map(stretch_of, availability.time_off), map(stretch_of, taken.time_off))
    after = replace(
        availability,
        weekly=_with_ids(weekly, availability.weekly),
        windows=_with_ids(_cut_windows(others, hours), availability.windows),
        time_off=_time_off(off, availability.time_off),
    )
    return change_between(availability, after)


def change_between(
    before: Availability, after: Availability, *, joined: bool = False
) -> HoursChange:
    """Return what makes the one availability the other; ids are compared as well."""
    old, new = before.entries, after.entries
    return HoursChange(
        before=before,
        after=after,
        added=tuple(entry for entry in new if entry not in old),
        removed=tuple(entry for entry in old if entry not in new),
        joined=joined,
    )


def _joined_windows(said: Iterable[AvailabilityWindow]) -> Iterator[AvailabilityWindow]:
    """Those that replace a day's weekly hours join within their day, so that it stays replaced."""
    together: defaultdict[date | None, list[Stretch]] = defaultdict(list)
    for window in said:
        together[window.day if window.replaces else None].append(stretch_of(window))
    for replaced, stretches in together.items():
        for stretch in joined(stretches):
            day, hours = dated(stretch)
            yield AvailabilityWindow(day=day, hours=hours, replaces=replaced is not None)


def _cut_windows(
    windows: Iterable[AvailabilityWindow], away: list[Stretch]
) -> list[AvailabilityWindow]:
    left = []
    for window in windows:
        for day, hours in map(dated, cut([stretch_of(window)], away)):
            replaces = window.replaces and day == window.day
            left.append(AvailabilityWindow(day=day, hours=hours, replaces=replaces))
    return left


def _replaced(windows: Iterable[AvailabilityWindow]) -> set[date]:
    return {window.day for window in windows if window.replaces}


def _time_off(stretches: Iterable[Stretch], standing: tuple[TimeOff, ...]) -> tuple[TimeOff, ...]:
    entries = []
    for stretch in stretches:
        day, hours = dated(stretch)
        entries.append(TimeOff(day=day, hours=hours))
    return _with_ids(entries, standing)


def _joined_weekly(said: Iterable[WeeklyHours]) -> Iterator[WeeklyHours]:
    """Hours that begin, end or leave weeks out join within their weekday.

    Joined over a midnight they would hold on the day after their last.
    """
    together: defaultdict[tuple[Recurrence, Weekday | None], list[Stretch]] = defaultdict(list)
    for entry in said:
        within = None if entry.recurrence == EVERY_WEEK else entry.weekday
        together[entry.recurrence, within].append(weekly_stretch(entry))
    for (recurrence, within), stretches in together.items():
        for stretch in joined(stretches) if within is not None else joined_weekly(stretches):
            day, hours = split(stretch)
            yield WeeklyHours(weekday=Weekday(day % 7), hours=hours, recurrence=recurrence)


def _with_weekly(
    availability: Availability, stand: Iterable[WeeklyHours], *, said: list[WeeklyHours]
) -> HoursChange:
    after = _with_ids(list(_joined_weekly(stand)), availability.weekly)
    return change_between(
        availability, replace(availability, weekly=after), joined=_lost(said, after)
    )


def _without_weekly(
    standing: Iterable[WeeklyHours], taken: Iterable[WeeklyHours]
) -> list[WeeklyHours]:
    left = list(standing)
    for away in taken:
        # Hours that stand with just those bounds are named by them, and no others are.
        named = [one for one in left if _is_named(one, away)]
        pieces = [cut_hours(one, away.hours) for one in named]
        pieces += [[one] if named else taken_out(one, away) for one in left if one not in named]
        left = [piece for each in pieces for piece in each]
    return left


def _is_named(standing: WeeklyHours, taken: WeeklyHours) -> bool:
    return standing.weekday == taken.weekday and taken.recurrence in (
        EVERY_WEEK,
        standing.recurrence,
    )


def _with_ids(
    entries: list[_SomeEntry], standing: tuple[_SomeEntry, ...]
) -> tuple[_SomeEntry, ...]:
    # Where two entries that stand say the same, the older id is kept: buttons in messages carry
    # it.
    oldest_last = sorted(standing, key=lambda entry: entry.id, reverse=True)
    ids = {_same(entry): entry.id for entry in oldest_last}
    return tuple(sorted(replace(e, id=ids.get(_same(e), NO_ID)) for e in entries))


def _same(entry: _SomeEntry) -> _SomeEntry:
    return replace(entry, id=NO_ID)


def _others(entries: tuple[_SomeEntry, ...], entry: _SomeEntry) -> tuple[_SomeEntry, ...]:
    left = tuple(other for other in entries if _same(other) != _same(entry))
    if len(left) == len(entries):
        raise AvailabilityGone
    return left


def _lost(said: list[_SomeEntry], kept: tuple[_SomeEntry, ...]) -> bool:
    """Tell whether some of what was said is no entry of its own any more."""
    entries: list[Hashable] = [_same(entry) for entry in said]
    stand = {_same(entry) for entry in kept}
    return len(set(entries)) < len(entries) or not stand.issuperset(entries)
