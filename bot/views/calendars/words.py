"""People's calendars in words: how they are read, and when they make their owners busy."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo

from bot.views.block_kit.stale import ago_words
from scheduling.model.calendars import Calendar
from scheduling.timespan import Span, clock_words, day_words
from scheduling.wording.saying.notices.calendar_faults import fault_words

_WEEK = timedelta(days=7)
_MOST_STRETCHES = 12


def reading_words(calendar: Calendar, *, now: datetime) -> str:
    """Say when a calendar was last read, or why it can't be."""
    read = f"read {ago_words(calendar.read_at, now=now)}" if calendar.read_at else "not read yet"
    if not calendar.failure:
        return read
    return f"{read}, and can't be read now: {fault_words(calendar.failure)}"


def busy_words(busy: Iterable[Span], *, now: datetime, zone: tzinfo, whose: str) -> str:
    """Say when calendars make somebody busy in the seven days from now on; `whose` is "you are"
    or the like.
    """
    pieces = [
        piece
        for span in busy
        if span.start < now + _WEEK
        for piece in _by_day(Span(start=span.start, end=min(span.end, now + _WEEK)), zone=zone)
    ]
    if not pieces:
        return f"In the next 7 days {whose} never busy."
    shown, hidden = pieces[:_MOST_STRETCHES], len(pieces) - _MOST_STRETCHES
    more = f" and {hidden} more times" if hidden > 0 else ""
    return f"In the next 7 days {whose} busy {'; '.join(shown)}{more}."


def _by_day(span: Span, *, zone: tzinfo) -> Iterable[str]:
    """The stretch by the reader's clock, a piece for each day: "Tue 10 Nov, 9:00 AM – 10:00 AM"."""
    start = span.start
    while start < span.end:
        local = start.astimezone(zone)
        midnight = datetime.combine(local.date() + timedelta(days=1), time(), zone)
        end = min(span.end, midnight.astimezone(span.end.tzinfo))
        begins = local.time() == time()
        if begins and end == midnight:
            yield f"{day_words(start, zone=zone)} all day"
        else:
            ends = "midnight" if end == midnight else clock_words(end, zone=zone)
            yield f"{day_words(start, zone=zone)}, {clock_words(start, zone=zone)} – {ends}"
        start = end
