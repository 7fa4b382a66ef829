"""Which events may say anything about a window, by nothing but the digits of their dates.

When in doubt an event stays: it is read exactly later. What is dropped here ended days before the
window, or begins days after it, in whatever time zone.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from scheduling.availability.calendars import Reader

# From UTC-12 to UTC+14, and the day that "the end of a day" may mean.
_MARGIN = timedelta(days=2)

_PARAMETERS = rb"(?:;[^:;\n\"]*(?:\"[^\"\n]*\"[^:;\n\"]*)*)*"
_START = re.compile(rb"^DTSTART" + _PARAMETERS + rb":[ ]*(\d{8})", re.MULTILINE | re.IGNORECASE)
_END = re.compile(rb"^DTEND" + _PARAMETERS + rb":[ ]*(\d{8})", re.MULTILINE | re.IGNORECASE)
_FIRST = re.compile(
    rb"^RECURRENCE-ID" + _PARAMETERS + rb":[ ]*(\d{8})", re.MULTILINE | re.IGNORECASE
)
_UID = re.compile(rb"^UID" + _PARAMETERS + rb":([^\n]*)", re.MULTILINE | re.IGNORECASE)
_DURATION = re.compile(rb"^DURATION", re.MULTILINE | re.IGNORECASE)
# Less than five days, however it is written.
_SHORT_DURATION = re.compile(
    rb"^DURATION:[ ]*P(?:[0-3]D)?(?:T(?:\d\d?H)?(?:\d{1,3}M)?(?:\d{1,4}S)?)?[ ]*$",
    re.MULTILINE | re.IGNORECASE,
)
_RDATE = re.compile(rb"^RDATE[;:]", re.MULTILINE | re.IGNORECASE)
_UNTIL = re.compile(rb"^RRULE[;:][^\n]*UNTIL=(\d{8})", re.MULTILINE | re.IGNORECASE)
_RULES = re.compile(rb"^RRULE[;:]", re.MULTILINE | re.IGNORECASE)
_ONWARD = re.compile(rb"RANGE=\"?THISANDFUTURE", re.IGNORECASE)
_LONGEST_SHORT = timedelta(days=8)
_REPEATING = frozenset({b"RRULE", b"RDATE", b"RECURRENCE-ID"})


def is_repeated(values: Mapping[bytes, Sequence[bytes]]) -> bool:
    """Tell whether an event may come more than once, or is one of those that do."""
    return not _REPEATING.isdisjoint(values)


class Relevance:
    """For one reader, what may matter in their window."""

    def __init__(self, reader: Reader) -> None:
        self._first = _digits(reader.window.start, -_MARGIN)
        self._last = _digits(reader.window.end, _MARGIN)

    def may_matter(self, values: Mapping[bytes, Sequence[bytes]]) -> bool:
        """Tell whether an event that comes once may take time in the window.

        The values are what stands behind the names in its lines, parameters included.
        """
        starts, ends = values.get(b"DTSTART", ()), values.get(b"DTEND", ())
        if len(starts) != 1 or len(ends) > 1 or (b"DURATION" in values and not ends):
            return self._is_near(_written(values))
        start = starts[0].rpartition(b":")[2].strip()[:8]
        end = ends[0].rpartition(b":")[2].strip()[:8] if ends else start
        if not start.isdigit() or not end.isdigit() or len(start) < 8 or len(end) < 8:
            return True
        # An end before the start is somebody's mistake, and is taken the other way round.
        return min(start, end) <= self._last and max(start, end) >= self._first

    def without_far_repeats(self, events: Sequence[bytes]) -> list[bytes]:
        """Return the events without series that are over and without changes to far days."""
        series: dict[bytes, list[bytes]] = defaultdict(list)
        for number, event in enumerate(events):
            uid = _UID.search(event)
            # What has no UID belongs to nothing.
            series[uid[1] if uid else b"\n%d" % number].append(event)
        return [event for one in series.values() for event in self._near_in(one)]

    def _near_in(self, series: list[bytes]) -> list[bytes]:
        # "From this one on" changes days that it does not name.
        if any(_ONWARD.search(event) for event in series):
            return series
        lengths = [_length_of(event) for event in series if not _FIRST.search(event)]
        known = [one for one in lengths if one is not None]
        if len(known) < len(lengths):
            return series
        length = max(known, default=timedelta(0))
        return [
            event
            for event in series
            if (self._changes_near(event, length) if _FIRST.search(event) else self._lasts(event))
        ]

    def _changes_near(self, event: bytes, length: timedelta) -> bool:
        """Tell whether it takes time in the window, or keeps from one that would have."""
        changed = _FIRST.search(event)
        assert changed is not None
        ends = _later(changed[1], length)
        return self._is_near(event) or not (ends < self._first or changed[1] > self._last)

    def _lasts(self, event: bytes) -> bool:
        """Tell whether a series goes on into the window, as far as it says."""
        until = _UNTIL.findall(event)
        if not until or _RDATE.search(event) or len(until) < len(_RULES.findall(event)):
            return True
        length = _length_of(event)
        if length is None or self._is_near(event):
            return True
        return _later(max(until), length) >= self._first

    def _is_near(self, event: bytes) -> bool:
        starts, ends = _START.findall(event), _END.findall(event)
        if len(starts) != 1 or len(ends) > 1:
            return True
        length = _length_of(event)
        if length is None:
            return True
        # An end before the start is somebody's mistake, and is taken the other way round.
        first: bytes = min(starts + ends)
        last: bytes = max(_later(starts[0], length), *ends, starts[0])
        return first <= self._last and last >= self._first


def _length_of(event: bytes) -> timedelta | None:
    """Return how long an event may last at most, in whole days; None where it is not plain."""
    start, end = _START.search(event), _END.search(event)
    if start is None:
        return None
    if end is None:
        is_short = not _DURATION.search(event) or _SHORT_DURATION.search(event)
        return _LONGEST_SHORT if is_short else None
    first, last = _day(start[1]), _day(end[1])
    return abs(last - first) + timedelta(days=1) if first and last else None


def _later(day: bytes, by: timedelta) -> bytes:
    """Return a day in digits, moved on; the last there is where it is no day."""
    at = _day(day)
    if at is None or at > date.max - by:
        return b"99991231"
    return _digits(at, by)


def _digits(moment: date, by: timedelta) -> bytes:
    day = moment.date() if isinstance(moment, datetime) else moment
    return (day + by).strftime("%Y%m%d").rjust(8, "0").encode()


def _day(digits: bytes) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _written(values: Mapping[bytes, Sequence[bytes]]) -> bytes:
    return b"\n".join(name + rest for name, all_of in values.items() for rest in all_of)
