"""The days that a question is about, as the time between two instants."""

from datetime import UTC, date, datetime, time, timedelta

from scheduling.errors import DaysBackToFront, DaysHavePassed, DaysTooFar
from scheduling.model import RequestContext
from scheduling.wording.saying import date_words

FARTHEST = timedelta(days=366)
_ONE_DAY = timedelta(days=1)


def days_asked(first: date, last: date, *, context: RequestContext) -> tuple[datetime, datetime]:
    """Return the time from the start of the first day up to the end of the last.

    Both are days of the asker's clock; those before today are left out. Raises
    DaysBackToFront, DaysHavePassed or DaysTooFar.
    """
    zone = context.actor.zone
    today = context.now.astimezone(zone).date()
    if last < first:
        raise DaysBackToFront(first=date_words(first), last=date_words(last))
    if last < today:
        raise DaysHavePassed(last=date_words(last))
    if last > today + FARTHEST:
        raise DaysTooFar(last=date_words(last), days=FARTHEST.days)
    days = (max(first, today), last + _ONE_DAY)
    start, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
    return start, end
