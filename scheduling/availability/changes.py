"""What a person says about their time, added to or taken from what they said before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from scheduling.availability.wall import (
    Stretch,
    cut,
    dated,
    joined,
    joined_weekly,
    split,
    stretch_of,
    weekly_stretch,
)
from scheduling.errors import AvailabilityGone
from scheduling.model import (
    NO_ID,
    Availability,
    AvailabilityWindow,
    Entry,
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
    """Add one-off windows; they hold on days off as well."""
    said = [*availability.windows, *windows]
    together = joined(map(stretch_of, said))
    after = _windows(together, availability.windows)
    return change_between(
        availability, replace(availability, windows=after), joined=_lost(said, after, stretch_of)
    )


def with_weekly(availability: Availability, weekly: Iterable[WeeklyHours]) -> HoursChange:
    """Add weekly hours; those that meet at midnight or over the weekend join as well."""
    said = [*availability.weekly, *weekly]
    together = joined_weekly(map(weekly_stretch, said))
    after = _weekly(together, availability.weekly)
    return change_between(
        availability, replace(availability, weekly=after), joined=_lost(said, after, weekly_stretch)
    )


def with_time_off(availability: Availability, time_off: Iterable[TimeOff]) -> HoursChange:
    """Add time off and take it out of the one-off windows: the last word counts."""
    given = list(time_off)
    said = [*availability.time_off, *given]
    off = _time_off(joined(map(stretch_of, said)), availability.time_off)
    # A window given earlier would otherwise hold on the day off, as windows beat time off.
    left = cut(map(stretch_of, availability.windows), map(stretch_of, given))
    windows = _windows(left, availability.windows)
    after = replace(availability, time_off=off, windows=windows)
    return change_between(availability, after, joined=_lost(said, off, stretch_of))


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


def _windows(
    stretches: Iterable[Stretch], standing: tuple[AvailabilityWindow, ...]
) -> tuple[AvailabilityWindow, ...]:
    entries = []
    for stretch in stretches:
        day, hours = dated(stretch)
        entries.append(AvailabilityWindow(day=day, hours=hours))
    return _with_ids(entries, standing)


def _time_off(stretches: Iterable[Stretch], standing: tuple[TimeOff, ...]) -> tuple[TimeOff, ...]:
    entries = []
    for stretch in stretches:
        day, hours = dated(stretch)
        entries.append(TimeOff(day=day, hours=hours))
    return _with_ids(entries, standing)


def _weekly(
    stretches: Iterable[Stretch], standing: tuple[WeeklyHours, ...]
) -> tuple[WeeklyHours, ...]:
    entries = []
    for stretch in stretches:
        day, hours = split(stretch)
        entries.append(WeeklyHours(weekday=Weekday(day % 7), hours=hours))
    return _with_ids(entries, standing)


def _with_ids(
    entries: list[_SomeEntry], standing: tuple[_SomeEntry, ...]
) -> tuple[_SomeEntry, ...]:
    # Where two entries that stand say the same, the older id is kept: buttons in messages carry
    # it.
    oldest_last = sorted(standing, key=lambda entry: entry.id, reverse=True)
    ids = {_same(entry): entry.id for entry in oldest_last}
    return tuple(sorted(replace(e, id=ids.get(e, NO_ID)) for e in entries))


def _same(entry: _SomeEntry) -> _SomeEntry:
    return replace(entry, id=NO_ID)


def _others(entries: tuple[_SomeEntry, ...], entry: _SomeEntry) -> tuple[_SomeEntry, ...]:
    left = tuple(other for other in entries if _same(other) != _same(entry))
    if len(left) == len(entries):
        raise AvailabilityGone
    return left


def _lost(
    said: list[_SomeEntry],
    kept: tuple[_SomeEntry, ...],
    stretch_of: Callable[[_SomeEntry], Stretch],
) -> bool:
    """Tell whether some of what was said is no entry of its own any more."""
    stretches = [stretch_of(entry) for entry in said]
    stand = {stretch_of(entry) for entry in kept}
    return len(set(stretches)) < len(stretches) or not stand.issuperset(stretches)
