"""Hours as programs give them, in fields of their own, held to the same rules as words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduling.errors import (
    DaysBackToFront,
    DaysHavePassed,
    DaysTooFar,
    EndNotAfterStart,
    NotUnderstood,
)
from scheduling.model import (
    MINUTES_PER_DAY,
    AvailabilityWindow,
    Beside,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.model.limits import FARTHEST_DAYS
from scheduling.timespan import as_instant
from scheduling.wording.reading.bounds import Present
from scheduling.wording.reading.grammar.calendar import next_weekday
from scheduling.wording.reading.grammar.clock import read_time
from scheduling.wording.reading.instants import looks_dated, read_date, read_date_time, read_start
from scheduling.wording.reading.parsed import ParsedAvailability
from scheduling.wording.saying.hours import (
    minute_words,
    time_off_words,
    weekly_words,
    window_words,
)

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_MOST_DAYS = 7

When = int | datetime
"""Minutes after midnight, or a date and time, with or without a time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenHours:
    """From `start` to `end`: on a `day` (None is today), or every week on some days.

    Times without a zone of their own are by the clock of `zone`; None is the person's. Weekly
    ones may have a `first` day, a `last` day, or leave weeks out; one-off ones may be `instead`
    of the weekly hours of their day, and weekly ones with an end or an interval of those without.
    """

    start: When
    end: When
    day: date | None = None
    weekly: frozenset[Weekday] = frozenset()
    zone: ZoneInfo | None = None
    first: date | None = None
    last: date | None = None
    weeks: int = 1
    instead: bool = False


def read_when(text: str, *, as_end: bool = False) -> When:
    """Return what "10:00 AM", "14:00" or "2026-11-10T09:00:00" says.

    As an end, midnight is minute 1440. Raises NotUnderstood.
    """
    if not looks_dated(text):
        return read_time(text, as_end=as_end)
    moment = read_date_time(text)
    if moment.second or moment.microsecond:
        raise NotUnderstood(question=f"“{text}” is not to the minute, as 2026-11-10T09:00:00 is.")
    return moment


def read_given(given: GivenHours, *, now: datetime, zone: ZoneInfo) -> ParsedAvailability:
    """Return what the hours mean by the clock of the person's own `zone`.

    Raises NotUnderstood, EndNotAfterStart, WindowHasPassed, WindowTooFar and WindowInTheGap, as
    `read_availability` does: the same holds for both. Raises DaysBackToFront as well.
    """
    present = Present(now=now, zone=zone)
    try:
        if given.weekly:
            beside = Beside.INSTEAD if given.instead else Beside.AS_WELL
            return ParsedAvailability(weekly=tuple(_weekly(given, present)), beside=beside)
        window = _window(given, today=now.astimezone(given.zone or zone).date(), zone=zone)
        words = window_words(window)
        present.check(window.day, window.hours, words=words)
        present.check_clocks(window.day, window.hours, words=words)
    except OverflowError:
        raise NotUnderstood(question="These times are out of reach.") from None
    return ParsedAvailability(windows=(replace(window, replaces=given.instead),))


def read_given_time_off(
    first: date, last: date, *, hours: tuple[When, When] | None, now: datetime, zone: ZoneInfo
) -> ParsedAvailability:
    """Return the days off from `first` to `last`, both in it.

    With hours, off is from the one on the first day to the other on the last.
    All by the clock of the person's own `zone`. Raises DaysBackToFront, NotUnderstood,
    EndNotAfterStart, WindowHasPassed and WindowTooFar, as `read_availability` does.
    """
    if last < first:
        raise DaysBackToFront(first=first.isoformat(), last=last.isoformat())
    wall = WallHours(start=0, end=((last - first).days + 1) * MINUTES_PER_DAY)
    if hours is not None:
        start, end = hours
        if isinstance(start, datetime) or isinstance(end, datetime):
            raise NotUnderstood(question="The day stands in `date`. Give times alone.")
        wall = _stretch(start, (last - first).days * MINUTES_PER_DAY + end)
    time_off = TimeOff(day=first, hours=wall)
    Present(now=now, zone=zone).check(first, wall, words=time_off_words(time_off))
    return ParsedAvailability(time_off=(time_off,))


def _weekly(given: GivenHours, present: Present) -> Iterable[WeeklyHours]:
    if isinstance(given.start, datetime) or isinstance(given.end, datetime) or given.day:
        raise NotUnderstood(question="Hours that recur weekly have times, and no date.")
    if given.instead and given.last is None and given.weeks == 1:
        raise NotUnderstood(
            question="Hours instead of the weekly ones have a date, an end or an interval."
        )
    if given.zone not in (None, present.zone):
        raise NotUnderstood(
            question="Weekly hours are kept by the person's own clock, which is "
            f"{present.zone.key}."
        )
    hours, recurrence = _stretch(given.start, given.end), _recurrence(given, present.today)
    for day in sorted(given.weekly):
        weekly = WeeklyHours(weekday=day, hours=hours, recurrence=recurrence)
        present.check_recurrence(weekly, words=weekly_words((weekly,))[0])
        yield weekly


def _recurrence(given: GivenHours, today: date) -> Recurrence:
    """An interval counts from the week of the first of its days, as in words."""
    first, last = given.first or date.min, given.last or date.max
    if last < first:
        raise DaysBackToFront(first=first.isoformat(), last=last.isoformat())
    if given.weeks == 1:
        return Recurrence(first=date.min if first <= today else first, last=last)
    if first == date.min:
        raise NotUnderstood(question="Every few weeks are counted from the first day. Give one.")
    begins = min(next_weekday(day, earliest=first) for day in given.weekly)
    if begins > last:
        raise NotUnderstood(question="None of these weekdays lies between the two days.")
    return Recurrence(first=begins, last=last, weeks=given.weeks)


def _window(given: GivenHours, *, today: date, zone: ZoneInfo) -> AvailabilityWindow:
    if given.first or given.last or given.weeks > 1:
        raise NotUnderstood(question="Only weekly hours have a first day, a last day or weeks.")
    theirs = given.zone or zone
    if isinstance(given.start, datetime) and isinstance(given.end, datetime):
        if given.day is not None:
            raise NotUnderstood(question="The start has a date already. Leave `date` out.")
        start, end = _wall(given.start, theirs, zone), _wall(given.end, theirs, zone)
    elif isinstance(given.start, datetime) or isinstance(given.end, datetime):
        raise NotUnderstood(question="Give a date with both times, or with neither of them.")
    else:
        day = given.day or today
        hours = _stretch(given.start, given.end)
        if theirs == zone:
            return AvailabilityWindow(day=day, hours=hours)
        midnight = datetime.combine(day, time())
        start = _wall(midnight + hours.start * _MINUTE, theirs, zone)
        end = _wall(midnight + hours.end * _MINUTE, theirs, zone)
    return _between(start, end)


def _wall(moment: datetime, theirs: ZoneInfo, zone: ZoneInfo) -> datetime:
    """What the clock of `zone` shows then, without a zone."""
    if moment.tzinfo is None and theirs == zone:
        return moment
    instant = as_instant(moment if moment.tzinfo else moment.replace(tzinfo=theirs))
    return instant.astimezone(zone).replace(tzinfo=None)


def _between(start: datetime, end: datetime) -> AvailabilityWindow:
    midnight = datetime.combine(start.date(), time())
    minutes = (start - midnight) // _MINUTE, (end - midnight) // _MINUTE
    if minutes[1] <= minutes[0]:
        raise EndNotAfterStart(start=start.isoformat(), end=end.isoformat())
    if minutes[1] > _MOST_DAYS * MINUTES_PER_DAY:
        raise NotUnderstood(question=f"One stretch may be {_MOST_DAYS} days long at most.")
    return AvailabilityWindow(day=start.date(), hours=WallHours(start=minutes[0], end=minutes[1]))


def _stretch(start: int, end: int) -> WallHours:
    if end <= start:
        raise EndNotAfterStart(start=minute_words(start), end=minute_words(end))
    return WallHours(start=start, end=end)


def read_days(
    first: str | None, last: str | None, *, now: datetime, zone: ZoneInfo, look_ahead: timedelta
) -> tuple[datetime, datetime]:
    """Return the instants from which, and up to which, slots are asked for.

    Each is a day ("2026-11-10"; as the last, all of it counts), or a date and time. None is
    now, or `look_ahead` after the first. Raises NotUnderstood, DaysBackToFront, DaysHavePassed
    and DaysTooFar.
    """
    try:
        start = _instant(first, zone) if first else now
        end = _instant(last, zone, as_end=True) if last else max(start, now) + look_ahead
        if end <= start:
            raise DaysBackToFront(first=first or "today", last=last or "today")
        if end <= now:
            raise DaysHavePassed(last=last or "That")
        # One day more, as "the last day" counts whole.
        if end > now + (FARTHEST_DAYS + 1) * _DAY:
            raise DaysTooFar(last=last or first or "That", days=FARTHEST_DAYS)
    except OverflowError:
        raise NotUnderstood(question="These days are out of reach.") from None
    return max(start, now), end


def _instant(text: str, zone: ZoneInfo, *, as_end: bool = False) -> datetime:
    if len(text) > len("2026-11-10"):
        return read_start(text, zone=zone)
    day = read_date(text)
    midnight = datetime.combine(day, time(), zone)
    return as_instant(midnight + _DAY if as_end else midnight)
