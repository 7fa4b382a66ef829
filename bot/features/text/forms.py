"""What forms give, turned into what the use cases take."""

from datetime import UTC, date, datetime, time, timedelta

from scheduling.errors import (
    DaysBackToFront,
    DaysHavePassed,
    DaysTooFar,
    NotUnderstood,
)
from scheduling.model import RequestContext
from scheduling.timespan import as_instant
from scheduling.wording.saying import date_words

FARTHEST = timedelta(days=366)
_ONE_DAY = timedelta(days=1)


def picked_instant(moment: str | None, *, context: RequestContext) -> datetime:
    """Return the instant of a form's date and time, by the clock of who filled it in.

    Of an hour that comes twice it is the first. Raises NotUnderstood when there is none, also
    because the clocks skip it.
    """
    if moment is None:
        raise NotUnderstood(question="Choose one of the hours, or name a date and a start.")
    wall, zone = datetime.fromisoformat(moment), context.actor.zone
    instant = as_instant(wall.replace(tzinfo=zone))
    if instant.astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        raise NotUnderstood(
            question=f"There is no {wall:%H:%M} on {date_words(wall.date())}: the clocks in "
            f"{zone.key} skip it. Choose another start."
        )
    return instant


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
