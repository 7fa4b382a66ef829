"""Busy times without events, as servers give them that show nothing else (VFREEBUSY)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.calendars.events.placing import cut_to
from bot.calendars.events.values import length_of, lines_of, moment_of
from scheduling.availability.calendars import BusyBlock, BusyKind, Reader
from scheduling.timespan import Span


def periods_in(lines: Sequence[bytes], *, reader: Reader) -> Iterator[BusyBlock]:
    """Yield the periods within the window that are busy, without the hours of our own interviews.

    They have no UIDs, so an interview of ours is known by its hours alone. What can't be read
    raises ValueError: nobody could say how much of it there is.
    """
    ours = sorted(reader.our_hours)
    for line in lines_of(b"\n".join(lines).decode("utf-8", errors="replace")):
        kind = _kind(line.parameters.get("FBTYPE", "BUSY").upper())
        if kind is None:
            continue
        for value in filter(None, line.value.split(",")):
            if (within := cut_to(reader.window, *_period(value))) is not None:
                for rest in without(Span(start=within[0], end=within[1]), ours):
                    yield BusyBlock(span=rest, kind=kind)


def _kind(marked: str) -> BusyKind | None:
    if marked == "FREE":
        return None
    return BusyKind.TENTATIVE if marked == "BUSY-TENTATIVE" else BusyKind.BUSY


def _period(value: str) -> tuple[datetime, datetime]:
    first, _, last = value.strip().partition("/")
    start = moment_of(first, zone=UTC)
    end: object = start + length_of(last) if last[:1].upper() == "P" else moment_of(last, zone=UTC)
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        raise ValueError(f"no period: {value[:40]!r}")
    return start, max(end, start + timedelta(0))


def without(span: Span, ours: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of a span when the given ones, in order, are taken out."""
    at = span.start
    for hour in ours:
        if hour.start > at and hour.start < span.end:
            yield Span(start=at, end=hour.start)
        if hour.overlaps(span):
            at = max(at, hour.end)
    if at < span.end:
        yield Span(start=at, end=span.end)
