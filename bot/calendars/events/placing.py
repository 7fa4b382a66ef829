"""Putting what a calendar says on the line of UTC time: days, floating times, the odd nights."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.calendars.events.values import Moment
from scheduling.timespan import Span


def placed(
    start: Moment, end: Moment, *, exact: timedelta, zone: tzinfo
) -> tuple[datetime, datetime]:
    """Return the instants from which and up to which an event takes time, for its owner.

    Whole days and times without a zone are those of the owner's zone. On the nights on which clocks
    change, an end by the clock on the wall and an end after the exact length differ; the standard
    means the second (RFC 5545, 3.8.5.3), people often the first, and the later of both takes in
    either.
    """
    begins, ends = _in_zone(start, zone), _in_zone(end, zone)
    if ends < begins:
        begins, ends = ends, begins
    length = abs(exact)
    if begins.tzinfo is ends.tzinfo:
        # With one zone for both, Python subtracts what their clocks show.
        length = max(length, ends - begins)
    first = begins.astimezone(UTC)
    return first, max(first + length, ends.astimezone(UTC))


def cut_to(window: Span, begins: datetime, ends: datetime) -> tuple[datetime, datetime] | None:
    """Return the part of it within the window; None for nothing, and for what takes no time."""
    first, last = max(begins, window.start), min(ends, window.end)
    return (first, last) if first < last else None


def _in_zone(moment: Moment, zone: tzinfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), tzinfo=zone)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
