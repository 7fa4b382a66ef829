"""Busy times without events, as a company's server gives them for one person after the other."""

from collections.abc import Iterable, Iterator
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


def blocks_of_periods(busy: Iterable[BusyTime], reader: Reader) -> tuple[BusyBlock, ...]:
    """Return when somebody is busy within their window, in order, without our own interviews.

    Of times that several events may take together: an interview of ours is known by its hour
    alone, and whatever else lies in that is taken for it.
    """
    ours = sorted(reader.our_hours)
    return _sorted(
        BusyBlock(span=rest, kind=block.kind)
        for block in _within(busy, reader)
        for rest in without(block.span, ours)
    )


def blocks_of_events(busy: Iterable[BusyTime], reader: Reader) -> tuple[BusyBlock, ...]:
    """Return the same of times each of which is one event's.

    What takes exactly an hour of ours is taken for our interview; what takes more or less of it,
    or goes on beyond it, is something else, and counts as it is.
    """
    ours = {(hour.start, hour.end) for hour in reader.our_hours}
    others = (time for time in busy if (time[0], time[1]) not in ours)
    return _sorted(_within(others, reader))


def _within(busy: Iterable[BusyTime], reader: Reader) -> Iterator[BusyBlock]:
    # A set: what spans the end of one call and the beginning of the next comes with both.
    times = {(begins.astimezone(UTC), ends.astimezone(UTC), kind) for begins, ends, kind in busy}
    for begins, ends, kind in times:
        if (within := cut_to(reader.window, begins, ends)) is not None:
            yield BusyBlock(span=Span(start=within[0], end=within[1]), kind=kind)


def _sorted(blocks: Iterable[BusyBlock]) -> tuple[BusyBlock, ...]:
    return tuple(sorted(blocks))
