"""What the numbers mean that servers answer with, to the owner of a calendar."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.calendars.fetching.fetcher import Answer
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarGone,
    CalendarNotRead,
    CalendarRefused,
)

_MOST_DIGITS = 8


def failure_of(answer: Answer) -> CalendarNotRead | None:
    """Return why the calendar did not come with that answer; nothing where it did."""
    match answer.status:
        case 200 | 207:
            return None
        case 401 | 403:
            return CalendarRefused(host=answer.host, is_of_place=answer.status == 403)
        case 404 | 410:
            return CalendarGone(host=answer.host)
        case 429 | 503:
            return CalendarBusy(host=answer.host, seconds=_seconds(answer))
        case _:
            return CalendarFailing(host=answer.host)


def _seconds(answer: Answer) -> int | None:
    """Return for how long not to ask again: a number, or a date by the server's own clock.

    RFC 9110, 10.2.3. Without its `Date`, nobody could say how far away a date is: passed over.
    """
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return int(value) if len(value) < _MOST_DIGITS else None
    until, now = _date(value), _date(answer.headers.get("Date", ""))
    if until is None or now is None:
        return None
    return max(int((until - now).total_seconds()), 0)


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" is UTC of which no zone is known.
    return found if found.tzinfo else found.replace(tzinfo=UTC)
