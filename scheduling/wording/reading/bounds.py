"""What may be said now: nothing that is over, very far away, or skipped by the clocks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from languages.catalogue import gettext
from scheduling.errors import (
    DaysBackToFront,
    DaysHavePassed,
    DaysTooFar,
    NotUnderstood,
    WindowHasPassed,
    WindowInTheGap,
    WindowTooFar,
)
from scheduling.model import MINUTES_PER_DAY, RequestContext, WallHours, WeeklyHours
from scheduling.model.limits import FARTHEST_DAYS
from scheduling.timespan import as_instant
from scheduling.wording.saying import date_words
from scheduling.zones import is_shown

_MINUTE = timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The instant at which something is said, and the zone of the person it is about."""

    now: datetime
    zone: ZoneInfo

    def __post_init__(self) -> None:
        object.__setattr__(self, "now", as_instant(self.now))

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()

    def is_over(self, day: date, hours: WallHours) -> bool:
        """Tell whether no instant of these hours is left."""
        end = _wall(day, hours.end)
        # An end that the clocks show twice is over when it has come the second time.
        instants = (end.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        return max(instants) <= self.now

    def check(self, day: date, hours: WallHours, *, words: str) -> None:
        """Do nothing when the hours can be kept, `words` being how they are said.

        Raises WindowTooFar and WindowHasPassed.
        """
        last = day.toordinal() + (hours.end - 1) // MINUTES_PER_DAY
        if last > self.today.toordinal() + FARTHEST_DAYS:
            raise WindowTooFar(window=words, days=FARTHEST_DAYS)
        if self.is_over(day, hours):
            raise WindowHasPassed(window=words, time_zone=self.zone.key)

    def check_recurrence(self, weekly: WeeklyHours, *, words: str) -> None:
        """Do nothing when weekly hours begin within reach, and some of them are ahead.

        Raises WindowTooFar, WindowHasPassed, and NotUnderstood where there are none at all.
        """
        recurrence, today = weekly.recurrence, self.today.toordinal()
        if recurrence.has_first and recurrence.first.toordinal() > today + FARTHEST_DAYS:
            raise WindowTooFar(window=words, days=FARTHEST_DAYS)
        last = weekly.last_day()
        if last < recurrence.first:
            raise NotUnderstood(
                question=gettext("There is no such day: {words}.").format(words=words)
            )
        if recurrence.has_last and self.is_over(last, weekly.hours):
            raise WindowHasPassed(window=words, time_zone=self.zone.key)

    def check_clocks(self, day: date, hours: WallHours, *, words: str) -> None:
        """Do nothing when some of the hours exist. Raises WindowInTheGap."""
        minutes = range(hours.start, min(hours.end, hours.start + MINUTES_PER_DAY))
        if not any(is_shown(_wall(day, minute), zone=self.zone) for minute in minutes):
            raise WindowInTheGap(window=words, time_zone=self.zone.key)


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
    if last > today + FARTHEST_DAYS * _ONE_DAY:
        raise DaysTooFar(last=date_words(last), days=FARTHEST_DAYS)
    return whole_days(max(first, today), last, zone=zone)


def whole_days(first: date, last: date, *, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the time from the start of one day up to the end of another, by a zone's clock."""
    days = (first, last + _ONE_DAY)
    start, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
    return start, end


def _wall(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + minute * _MINUTE
