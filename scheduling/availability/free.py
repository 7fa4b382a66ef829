"""A person's free time, as one bit for each quarter of an hour.

The rule: a person is free at an instant if the clock on the wall of their time zone then lies in
one of their windows. So all sets are made in wall time first and then, for each stretch with
one UTC offset, shifted to UTC.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scheduling.availability.wall import (
    Stretch,
    day_of,
    occurrences,
    stretch_of,
    weekly_stretch,
)
from scheduling.model import EVERY_WEEK, Availability, WeeklyHours
from scheduling.timespan import TICKS_PER_DAY, Horizon
from scheduling.zones import Segment, offset_segments

_MINUTES_PER_TICK = 15
_ALL_MINUTES = (1 << _MINUTES_PER_TICK) - 1
_TICKS_PER_WEEK = 7 * TICKS_PER_DAY
_FIRST_MONDAY = 4 * TICKS_PER_DAY
"""The wall tick at which a week begins: 5 January 1970 was a Monday."""

Ragged = dict[int, int]
"""Ticks that are held in part: which of their fifteen minutes, as bits, by tick."""


def free_hours(
    availability: Availability,
    *,
    time_zone: str,
    horizon: Horizon,
    taken: Iterable[range] = (),
) -> int:
    """Return the bits of the ticks in which the person may be booked.

    A tick counts when every minute of it lies in weekly hours that no time off covers and no
    window replaces, or in a one-off window, and it is not among the `taken` ranges of ticks.
    """
    segments = offset_segments(time_zone, horizon)
    wall = _wall_horizon(segments)
    bits = _wall_bits(availability, wall)
    free = 0
    for segment in segments:
        # A tick of UTC is free if the tick that the wall shows then is. So an hour that clocks
        # repeat is read twice, and one that they skip never, without a case for either.
        shown = bits >> (segment.wall_ticks.start - wall.first_tick)
        ours = shown & ((1 << len(segment.ticks)) - 1)
        free |= ours << (segment.ticks.start - horizon.first_tick)
    # Interviews and busy blocks are instants, not hours on a wall, so they come off last.
    return free & ~horizon.bits(taken)


def _wall_horizon(segments: tuple[Segment, ...]) -> Horizon:
    first = min((segment.wall_ticks.start for segment in segments), default=0)
    last = max((segment.wall_ticks.stop for segment in segments), default=0)
    return Horizon(first_tick=first, length=last - first)


def _wall_bits(availability: Availability, wall: Horizon) -> int:
    always = tuple(entry for entry in availability.weekly if entry.recurrence == EVERY_WEEK)
    week, ragged_week = _week(always)
    some, ragged_some = _ticks(_in_some_weeks(availability.weekly, wall))
    off, ragged_off = _ticks(_without_weekly(availability))
    given, ragged_given = _ticks(map(stretch_of, availability.windows))
    weekly_bits, off_bits = _repeated(week, wall) | wall.bits(some), wall.bits(off)
    given_bits = wall.bits(given)

    bits = weekly_bits & ~off_bits | given_bits
    # A tick that only hours of every week hold in part is not free and needs no look. Where
    # something dated takes or gives some of its minutes, all fifteen are counted.
    for tick in ragged_some.keys() | ragged_off.keys() | ragged_given.keys():
        bit = wall.bits([range(tick, tick + 1)])
        weekly = _minutes(weekly_bits & bit, ragged_week, (tick - _FIRST_MONDAY) % _TICKS_PER_WEEK)
        weekly |= ragged_some.get(tick, 0)
        free = weekly & ~_minutes(off_bits & bit, ragged_off, tick)
        free |= _minutes(given_bits & bit, ragged_given, tick)
        bits = bits | bit if free == _ALL_MINUTES else bits & ~bit
    return bits


def _in_some_weeks(weekly: tuple[WeeklyHours, ...], wall: Horizon) -> Iterator[Stretch]:
    """Return, as they fall into the horizon, the hours that begin, end or leave weeks out."""
    first = wall.first_tick * _MINUTES_PER_TICK
    last = first + wall.length * _MINUTES_PER_TICK
    for entry in weekly:
        if entry.recurrence != EVERY_WEEK:
            yield from occurrences(entry, first=first, last=last)


def _without_weekly(availability: Availability) -> Iterator[Stretch]:
    """Return when weekly hours do not hold: in time off, and on days that have others instead."""
    yield from map(stretch_of, availability.time_off)
    yield from (day_of(window) for window in availability.windows if window.replaces)


def _minutes(held: int, ragged: Ragged, tick: int) -> int:
    return _ALL_MINUTES if held else ragged.get(tick, 0)


def _ticks(stretches: Iterable[Stretch]) -> tuple[list[range], Ragged]:
    """Return the ticks that the stretches hold together, and those held in part.

    Minutes are kept exactly, so that stretches which touch within a tick join there.
    """
    whole: list[range] = []
    ragged: defaultdict[int, int] = defaultdict(int)
    for start, end in stretches:
        if not (start % _MINUTES_PER_TICK or end % _MINUTES_PER_TICK):
            whole.append(range(start // _MINUTES_PER_TICK, end // _MINUTES_PER_TICK))
            continue
        # Rounded inward, up and down: what is left over at either end is kept by the minute.
        first, last = -(-start // _MINUTES_PER_TICK), end // _MINUTES_PER_TICK
        if first < last:
            whole.append(range(first, last))
        if start < first * _MINUTES_PER_TICK:
            ragged[first - 1] |= _part(start, min(end, first * _MINUTES_PER_TICK))
        # A stretch within one tick has `last` before `first`, and was said above already.
        if end > last * _MINUTES_PER_TICK and last >= first:
            ragged[last] |= _part(last * _MINUTES_PER_TICK, end)
    whole += [range(tick, tick + 1) for tick, part in ragged.items() if part == _ALL_MINUTES]
    return whole, ragged


def _part(start: int, end: int) -> int:
    return ((1 << (end - start)) - 1) << (start % _MINUTES_PER_TICK)


def _week(weekly: tuple[WeeklyHours, ...]) -> tuple[int, Ragged]:
    """Return one week's bits, from Monday on, and its ticks that are held in part."""
    if not weekly:
        return 0, {}
    this_week = [weekly_stretch(entry) for entry in weekly]
    # What runs over the end of a Sunday was begun in the week before.
    shift = _TICKS_PER_WEEK * _MINUTES_PER_TICK
    week_before = [(start - shift, end - shift) for start, end in this_week]
    whole, ragged = _ticks(this_week + week_before)
    return Horizon(first_tick=0, length=_TICKS_PER_WEEK).bits(whole), ragged


def _repeated(week: int, wall: Horizon) -> int:
    if not week:
        return 0
    phase = (wall.first_tick - _FIRST_MONDAY) % _TICKS_PER_WEEK
    weeks = (phase + wall.length) // _TICKS_PER_WEEK + 1
    # Multiplied by a number with one bit a week, the week is laid beside itself as often as
    # needed.
    return (week * _every_week(weeks)) >> phase & wall.everything


@lru_cache(maxsize=64)
def _every_week(weeks: int) -> int:
    return sum(1 << (week * _TICKS_PER_WEEK) for week in range(weeks))
