"""What a window covers as real time, on the nights when clocks change too."""

from scheduling.availability.free import free_hours
from scheduling.availability.wall import Stretch, joined, stretch_of
from scheduling.model import Availability, AvailabilityWindow, WeeklyHours
from scheduling.timespan import TICK, TICKS_PER_DAY, Horizon, Span, instant_of
from scheduling.zones import Segment, hour_starts, offset_segments

_MINUTE = TICK / 15


def covered(window: AvailabilityWindow, *, time_zone: str) -> tuple[Span, ...]:
    """Return the instants at which the zone's clock shows a time in the window.

    Earliest first and apart from each other. Where clocks go forward a window shrinks, perhaps
    to nothing; where they go back it grows, or becomes two spans.
    """
    # What the clock shows twice may touch or overlap in UTC, so it is joined there once more.
    utc = joined(
        (start - segment.offset * 15, end - segment.offset * 15)
        for segment, (start, end) in _pieces(window, time_zone)
    )
    epoch = instant_of(0)
    return tuple(Span(start=epoch + a * _MINUTE, end=epoch + b * _MINUTE) for a, b in utc)


def exists(window: AvailabilityWindow, *, time_zone: str) -> bool:
    """Tell whether the window covers any time: one within a spring gap does not."""
    return bool(_pieces(window, time_zone))


def touches_clock_change(window: AvailabilityWindow, *, time_zone: str) -> bool:
    """Tell whether clocks change within the window, or skip or repeat a part of it."""
    pieces = _pieces(window, time_zone)
    return [piece for _, piece in pieces] != [stretch_of(window)]


def holds_whole_hour(window: AvailabilityWindow, *, time_zone: str, workspace_zone: str) -> bool:
    """Tell whether an interview fits into the window by itself.

    An interview starts on the hour of the workspace's clock.
    """
    alone = Availability(person_id=0, windows=(window,))
    return _offers(alone, time_zone, workspace_zone, _around(window))


def weekly_holds_whole_hour(
    weekly: WeeklyHours, *, time_zone: str, workspace_zone: str, horizon: Horizon
) -> bool:
    """Tell whether an interview fits into the weekly hours, in any week looked at."""
    alone = Availability(person_id=0, weekly=(weekly,))
    return _offers(alone, time_zone, workspace_zone, horizon)


def _offers(
    availability: Availability, time_zone: str, workspace_zone: str, horizon: Horizon
) -> bool:
    free = free_hours(availability, time_zone=time_zone, horizon=horizon)
    return hour_starts(free, horizon=horizon, workspace_zone=workspace_zone) != 0


def _pieces(window: AvailabilityWindow, time_zone: str) -> list[tuple[Segment, Stretch]]:
    """Return the part of the window that each offset shows, in wall time."""
    start, end = stretch_of(window)
    shown = [
        (segment, (max(start, wall.start * 15), min(end, wall.stop * 15)))
        for segment in offset_segments(time_zone, _around(window))
        for wall in (segment.wall_ticks,)
    ]
    return [(segment, piece) for segment, piece in shown if piece[0] < piece[1]]


def _around(window: AvailabilityWindow) -> Horizon:
    """Return a horizon that holds the window in every zone: none is a day from UTC."""
    start, end = stretch_of(window)
    first, last = start // 15 - TICKS_PER_DAY, end // 15 + 1 + TICKS_PER_DAY
    return Horizon(first_tick=first, length=last - first)
