"""Putting what a calendar says on the line of UTC time: days, floating times, the odd nights."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.calendars.events.values import Moment, is_whole_day
from scheduling.timespan import Span


def placed(
    start: Moment, end: Moment, *, exact: timedelta, zone: tzinfo
) -> tuple[datetime, datetime]:
    """Return the instants from which and up to which an event takes time, for its owner.

    Whole days and times without a zone are those of the owner's zone. On the nights on which clocks
    change, an end by the clock on the wall and an end after the exact length differ; the standard
    means the second (RFC 5545, 3.8.5.3), people often the first, and the later of both takes in
    either. A day ends when the next one begins, however long its night has made it.
    """
    begins, ends = _in_zone(start, zone), _in_zone(end, zone)
    if ends < begins:
        begins, ends = ends, begins
    first, last = begins.astimezone(UTC), ends.astimezone(UTC)
    if is_whole_day(start):
        return first, last
    length = abs(exact)
    # With one zone for both, Python subtracts what their clocks show. To ask a zone is dear.
    if begins.tzinfo is ends.tzinfo and length < ends - begins and _is_skipped(begins):
        # It begins an hour later then, and would be shorter by that, or over before it begins.
        length = ends - begins
    return first, max(first + length, last)


def cut_to(window: Span, begins: datetime, ends: datetime) -> tuple[datetime, datetime] | None:
    """Return the part of it within the window; None for nothing, and for what takes no time."""
    first, last = max(begins, window.start), min(ends, window.end)
    return (first, last) if first < last else None


def _in_zone(moment: Moment, zone: tzinfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), tzinfo=zone)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _is_skipped(moment: datetime) -> bool:
    """Tell whether no clock shows it, as in the night in spring."""
    there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there.replace(tzinfo=None) != moment.replace(tzinfo=None)
