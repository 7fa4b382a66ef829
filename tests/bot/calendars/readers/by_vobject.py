"""What vobject sees of a calendar: from when to when each event in a window is."""

import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hard_cases import BERLIN, ZONES

from scheduling.timespan import Span


def seen_by_vobject(text: str, window: Span) -> set[tuple[datetime, datetime]]:
    """Return what it sees, cut to the window. Raises TypeError where it fails."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import vobject

        for name in ZONES:
            # By itself it takes zones from pytz, in a way that pytz says is wrong.
            vobject.icalendar.registerTzid(name, ZoneInfo(name))
        events = vobject.readOne(text).vevent_list
        times = [pair for one in events for pair in _times(one, window)]
    cut = ((max(start, window.start), min(end, window.end)) for start, end in times)
    return {(start, end) for start, end in cut if start <= end and start < window.end}


def _times(component: Any, window: Span) -> Iterator[tuple[datetime, datetime]]:
    first, length = component.dtstart.value, _length(component)
    floats = not isinstance(first, datetime) or first.tzinfo is None
    found = component.getrruleset(addRDate=True)
    # A date or a time without a zone: it compares with nothing else.
    around = (window.start - length - timedelta(days=1), window.end + timedelta(days=1))
    between = tuple(one.replace(tzinfo=None) for one in around) if floats else around
    for one in found.between(*between, inc=True) if found else [_timed(first)]:
        yield _instant(one), _instant(one + length)


def _length(component: Any) -> timedelta:
    if hasattr(component, "duration"):
        length: timedelta = component.duration.value
        return length
    first = component.dtstart.value
    if hasattr(component, "dtend"):
        return timedelta(seconds=(component.dtend.value - first).total_seconds())
    return timedelta(days=0 if isinstance(first, datetime) else 1)


def _instant(moment: datetime) -> datetime:
    return (moment.replace(tzinfo=BERLIN) if moment.tzinfo is None else moment).astimezone(UTC)


def _timed(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())
