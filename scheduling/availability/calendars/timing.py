"""When calendars are read, and for what time ahead: spread out, so that they don't come at once."""

from datetime import UTC, datetime, time, timedelta

from scheduling.timespan import Span, as_instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_AHEAD = timedelta(weeks=18)
"""Twelve weeks are the longest look ahead of the settings, to which a search for something later
adds four; and the window stands still for a week.
"""
_LONGEST_WAIT = timedelta(hours=6)
WAITS_FOR_OWNER = timedelta(days=7)
"""How long somebody may say that a calendar is theirs, before what was allowed is given back."""
_LONGEST_ASKED = timedelta(days=1)
_MOST_DOUBLED = 16
_SCATTER, _PLACES = 2_654_435_761, 1 << 32
"""Knuth's multiplicative hash (The Art of Computer Programming, 6.4): ids in a row fall apart."""


def window_at(now: datetime, *, calendar_id: int) -> Span:
    """Return for what time a calendar is read: from more than a day ago on, for 18 weeks.

    It moves on once a week, at a midnight of UTC that is the calendar's own: a calendar in which
    nothing changes has to be read anew only then.
    """
    yesterday = (as_instant(now) - _DAY).date()
    first = yesterday - timedelta(days=(yesterday.toordinal() - calendar_id) % 7)
    start = datetime.combine(first, time(), UTC)
    return Span(start=start, end=start + _AHEAD)


def next_reading(now: datetime, *, calendar_id: int, interval: timedelta) -> datetime:
    """Return when a calendar that was read is due again: at a moment of the interval that is its
    own, so within one interval.
    """
    offset = interval * (calendar_id * _SCATTER % _PLACES / _PLACES)
    passed = (as_instant(now) - _EPOCH - offset) // interval
    return _EPOCH + offset + (passed + 1) * interval


def next_try(
    now: datetime,
    *,
    calendar_id: int,
    interval: timedelta,
    failures: int,
    asked: timedelta | None = None,
) -> datetime:
    """Return when to try again after so many failures in a row, the last one included.

    Later each time, after six hours at most; not before its server has `asked` for, of which a
    day is kept to.
    """
    waits = interval * 2 ** min(max(failures - 1, 0), _MOST_DOUBLED)
    waits = max(min(waits, _LONGEST_WAIT), min(asked or timedelta(), _LONGEST_ASKED))
    begins = max(as_instant(now) + waits - interval, as_instant(now))
    return next_reading(begins, calendar_id=calendar_id, interval=interval)
