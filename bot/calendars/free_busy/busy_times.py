"""Busy times without events, as a company's server gives them for one person after the other."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.calendars.events.freebusy import without
from bot.calendars.events.placing import cut_to
from scheduling.availability.calendars import BusyBlock, BusyKind, Reader
from scheduling.errors import CalendarNotRead
from scheduling.timespan import Span

BusyTime = tuple[datetime, datetime, BusyKind]
"""From when to when somebody is busy, in any zones, and in which way."""
BusyOrWhy = list[BusyTime] | CalendarNotRead
"""That, or why it did not come."""


def hull_of(windows: Iterable[Span]) -> Span:
    """Return the time in which some windows lie; there is at least one."""
    spans = tuple(windows)
    return Span(start=min(w.start for w in spans), end=max(w.end for w in spans))


def parts_of(whole: Span, *, longest_days: int) -> Iterable[Span]:
    """Yield a time in parts of about the same length, none longer than so many days."""
    length = int((whole.end - whole.start).total_seconds())
    count = max(1, -(-length // (longest_days * 86_400)))
    cuts = [whole.start + (whole.end - whole.start) * each / count for each in range(count)]
    ends = [cut.replace(microsecond=0) for cut in cuts[1:]]
    for start, end in zip([whole.start, *ends], [*ends, whole.end], strict=True):
        yield Span(start=start, end=end)


def blocks_of(busy: Iterable[BusyTime], reader: Reader) -> tuple[BusyBlock, ...]:
    """Return when somebody is busy within their window, in order, without our own interviews.

    Without UIDs, an interview of ours is known by its hours alone.
    """
    ours = sorted(reader.our_hours)
    # A set: what spans the end of one call and the beginning of the next comes with both.
    times = {(begins.astimezone(UTC), ends.astimezone(UTC), kind) for begins, ends, kind in busy}
    blocks = (
        BusyBlock(span=rest, kind=kind)
        for begins, ends, kind in times
        if (within := cut_to(reader.window, begins, ends)) is not None
        for rest in without(Span(start=within[0], end=within[1]), ours)
    )
    return tuple(sorted(blocks))
