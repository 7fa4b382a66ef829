"""What the numbers mean that servers answer with, to the owner of a calendar."""

from bot.calendars.fetching.fetcher import Answer
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarGone,
    CalendarNotRead,
    CalendarRefused,
)


def failure_of(answer: Answer) -> CalendarNotRead | None:
    """Return why the calendar did not come with that answer; nothing where it did."""
    match answer.status:
        case 200 | 207:
            return None
        case 401 | 403:
            return CalendarRefused(host=answer.host)
        case 404 | 410:
            return CalendarGone(host=answer.host)
        case 429 | 503:
            return CalendarBusy(host=answer.host, seconds=_seconds(answer))
        case _:
            return CalendarFailing(host=answer.host)


def _seconds(answer: Answer) -> int | None:
    """Return for how long not to ask again. Few servers name a date instead: it is passed over."""
    value = answer.headers.get("Retry-After", "").strip()
    return int(value) if value.isdecimal() and len(value) < 8 else None
