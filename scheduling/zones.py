"""The stretches in which a time zone keeps one UTC offset, and the hours on its clock.

Counted in ticks: offsets are multiples of a quarter of an hour, and (from 2023 to 2037, in the
tz database) clocks change at the start of one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduling.timespan import TICK, TICKS_PER_DAY, TICKS_PER_HOUR, Horizon, instant_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Ticks of UTC time, in order, in which a zone is `offset` ticks ahead of UTC."""

    ticks: range
    offset: int

    @property
    def wall_ticks(self) -> range:
        """What the clock on the wall shows then: ticks since midnight of 1 Jan 1970 there."""
        return range(self.ticks.start + self.offset, self.ticks.stop + self.offset)


# Some 600 names are in the tz database, and a process looks at few horizons at a time.
@lru_cache(maxsize=4096)
def offset_segments(time_zone: str, horizon: Horizon) -> tuple[Segment, ...]:
    """Return the segments that make up the horizon, earliest first, without a gap."""
    zone = ZoneInfo(time_zone)
    segments, at, end = [], horizon.first_tick, horizon.first_tick + horizon.length
    while at < end:
        stop = _next_change(zone, at, end)
        segments.append(Segment(ticks=range(at, stop), offset=_offset(zone, at)))
        at = stop
    return tuple(segments)


@lru_cache(maxsize=256)
def on_the_hour(horizon: Horizon, *, workspace_zone: str) -> int:
    """Return the bits of the ticks that start at :00 on the workspace's clock.

    Where that clock is moved by half an hour (Lord Howe), so are the hours.
    """
    hours_touched = horizon.length // TICKS_PER_HOUR + 1
    # 1 + 2⁴ + 2⁸ + …, one bit an hour, as the sum of a geometric series.
    every_hour = ((1 << hours_touched * TICKS_PER_HOUR) - 1) // ((1 << TICKS_PER_HOUR) - 1)
    bits = 0
    for segment in offset_segments(workspace_zone, horizon):
        hours = every_hour << (-segment.wall_ticks.start % TICKS_PER_HOUR)
        ours = hours & ((1 << len(segment.ticks)) - 1)
        bits |= ours << (segment.ticks.start - horizon.first_tick)
    return bits


def is_shown(wall: datetime, *, zone: ZoneInfo) -> bool:
    """Tell whether a zone's clock ever shows a wall time, or skips it."""
    # A wall time that is skipped comes back as another one (PEP 495).
    there_and_back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None, fold=0) == wall


def hour_starts(free: int, *, horizon: Horizon, workspace_zone: str) -> int:
    """Return the bits at which a free hour starts on the workspace's hour.

    `free` and the answer are bits of the horizon; the whole hour lies within `free`.
    """
    halves = free & free >> 1
    # A half that is free, and the half after it: all four quarters.
    return halves & halves >> 2 & on_the_hour(horizon, workspace_zone=workspace_zone)


def _offset(zone: ZoneInfo, tick: int) -> int:
    offset = instant_of(tick).astimezone(zone).utcoffset()
    assert offset is not None
    ticks, odd = divmod(offset, TICK)
    # Local mean time (the last of it ended in 1972) has odd seconds; nothing is planned there.
    if odd:
        raise ValueError(f"{zone.key} is {offset} from UTC at {instant_of(tick)}")
    return ticks


def _next_change(zone: ZoneInfo, tick: int, end: int) -> int:
    """Return the first tick after `tick` with another offset, at most `end`.

    No zone changes its clock twice within a day, so looking once a day misses nothing.
    """
    offset = _offset(zone, tick)
    before, after = tick, min(tick + TICKS_PER_DAY, end)
    while _offset(zone, after) == offset:
        if after == end:
            return end
        before, after = after, min(after + TICKS_PER_DAY, end)
    # Between two looks a day apart, halving finds the tick in seven steps instead of 96.
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after
