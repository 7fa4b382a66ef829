"""Stretches of wall-clock time as pairs of minutes, from `start` up to, not including, `end`.

Minutes are counted from midnight of 1 January 1970 on the wall, or for weekly hours from the
midnight that begins Monday.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from scheduling.model import (
    MINUTES_PER_DAY,
    WHOLE_DAY,
    AvailabilityWindow,
    TimeOff,
    WallHours,
    WeeklyHours,
)

Stretch = tuple[int, int]

MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
_FIRST_DAY = date(1970, 1, 1).toordinal()
_FIRST_WEEKDAY = date(1970, 1, 1).weekday()


def stretch_of(entry: AvailabilityWindow | TimeOff) -> Stretch:
    """Return the stretch of an entry that has a date."""
    midnight, hours = (entry.day.toordinal() - _FIRST_DAY) * MINUTES_PER_DAY, entry.hours
    return midnight + hours.start, midnight + hours.end


def day_of(entry: AvailabilityWindow) -> Stretch:
    """Return all of the day on which a window starts."""
    return stretch_of(TimeOff(day=entry.day, hours=WHOLE_DAY))


def occurrences(entry: WeeklyHours, *, first: int, last: int) -> Iterator[Stretch]:
    """Return the stretches of weekly hours that touch the minutes from `first` up to `last`."""
    longest = -(-entry.hours.end // MINUTES_PER_DAY)
    days = range(first // MINUTES_PER_DAY - longest, last // MINUTES_PER_DAY + 1)
    to_weekday = (entry.weekday - _FIRST_WEEKDAY - days.start) % 7
    for number in days[to_weekday::7]:
        if entry.recurrence.holds_on(date.fromordinal(_FIRST_DAY + number)):
            midnight = number * MINUTES_PER_DAY
            yield midnight + entry.hours.start, midnight + entry.hours.end


def dated(stretch: Stretch) -> tuple[date, WallHours]:
    """Return the day on which the stretch starts, and its hours from that day on."""
    day, hours = split(stretch)
    return date.fromordinal(_FIRST_DAY + day), hours


def weekly_stretch(entry: WeeklyHours) -> Stretch:
    """Return the stretch of weekly hours; it may run over the end of the week."""
    midnight = entry.weekday * MINUTES_PER_DAY
    return midnight + entry.hours.start, midnight + entry.hours.end


def split(stretch: Stretch) -> tuple[int, WallHours]:
    """Return the number of the day on which the stretch starts, and its hours."""
    day, start = divmod(stretch[0], MINUTES_PER_DAY)
    return day, WallHours(start=start, end=stretch[1] - day * MINUTES_PER_DAY)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the same time, sorted, with overlapping and touching stretches as one."""
    runs: list[Stretch] = []
    for start, end in sorted(stretches):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def cut(stretches: Iterable[Stretch], away: Iterable[Stretch]) -> list[Stretch]:
    """Return what is left of the stretches outside `away`, in pieces, sorted."""
    left = list(stretches)
    for low, high in away:
        left = [
            (start, end)
            # Each stretch taken away leaves a piece before itself and one behind, either of them
            # perhaps empty.
            for old in left
            for start, end in ((old[0], min(old[1], low)), (max(old[0], high), old[1]))
            if start < end
        ]
    return sorted(left)


def joined_weekly(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the same weekly time, joined across the end of the week as well.

    A run that would meet itself is cut at every midnight.
    """
    weeks = [
        (start + week * MINUTES_PER_WEEK, end + week * MINUTES_PER_WEEK)
        for start, end in stretches
        for week in range(3)
    ]
    runs = joined(weeks)
    # Time around the clock has no beginning of its own to be kept under.
    if any(end - start >= MINUTES_PER_WEEK for start, end in runs):
        return at_midnights((0, MINUTES_PER_WEEK))
    # The middle week sees all that reaches into it from the one before, and out of it.
    middle = [
        (start - MINUTES_PER_WEEK, end - MINUTES_PER_WEEK)
        for start, end in runs
        if MINUTES_PER_WEEK <= start < 2 * MINUTES_PER_WEEK
    ]
    return [
        piece for run in middle for piece in (at_midnights(run) if _meets_itself(run) else [run])
    ]


def at_midnights(stretch: Stretch) -> list[Stretch]:
    """Return the stretch in pieces that each lie within one day."""
    start, end = stretch
    midnights = range(start // MINUTES_PER_DAY * MINUTES_PER_DAY, end, MINUTES_PER_DAY)
    return [(max(start, at), min(end, at + MINUTES_PER_DAY)) for at in midnights]


def _meets_itself(run: Stretch) -> bool:
    return run[1] - run[0] // MINUTES_PER_DAY * MINUTES_PER_DAY >= 6 * MINUTES_PER_DAY
