"""The slow way to know when people are free: ask the clock on their wall, minute by minute.

It shares nothing with the code that it checks but the values that go in.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduling.model import WHOLE_DAY, Availability, WallHours, WeeklyHours

_MINUTE = timedelta(minutes=1)
_LONGEST_WEEKLY = timedelta(days=8)

_Bounds = tuple[datetime, datetime]
"""What a clock shows at the start of a stretch, and at its end."""


def free_minutes(
    availability: Availability, *, time_zone: str, start: datetime, minutes: int
) -> list[bool]:
    """Whether the person is free in each of the minutes from an instant on."""
    zone = ZoneInfo(time_zone)
    shown = [(start + n * _MINUTE).astimezone(zone).replace(tzinfo=None) for n in range(minutes)]
    given = [_bounds(each.day, each.hours) for each in availability.windows]
    away = [_bounds(each.day, each.hours) for each in availability.time_off]
    away += [_bounds(each.day, WHOLE_DAY) for each in availability.windows if each.replaces]
    weekly = [
        _bounds(day, each.hours)
        for day in _days(min(shown) - _LONGEST_WEEKLY, max(shown))
        for each in availability.weekly
        if day in _recurring_days(each, up_to=day)
    ]
    return [_is_free(clock, given=given, away=away, weekly=weekly) for clock in shown]


def free_quarters(
    availability: Availability,
    *,
    time_zone: str,
    start: datetime,
    quarters: int,
    taken: Iterable[int] = (),
) -> list[bool]:
    """Whether the person is free all through each quarter of an hour, and it is not taken."""
    by_minute = free_minutes(availability, time_zone=time_zone, start=start, minutes=quarters * 15)
    gone = set(taken)
    return [q not in gone and all(by_minute[q * 15 : q * 15 + 15]) for q in range(quarters)]


def whole_hours(free: list[bool], *, start: datetime, workspace_zone: str) -> list[datetime]:
    """The instants at which the workspace's clock shows :00 and four free quarters begin."""
    zone = ZoneInfo(workspace_zone)
    instants = [start + quarter * 15 * _MINUTE for quarter in range(len(free))]
    return [
        instant
        for quarter, instant in enumerate(instants)
        if instant.astimezone(zone).minute == 0
        and len(free[quarter : quarter + 4]) == 4
        and all(free[quarter : quarter + 4])
    ]


def _recurring_days(hours: WeeklyHours, *, up_to: date) -> list[date]:
    """The days that somebody would tick off in a calendar, from near the first of them on."""
    said = hours.recurrence
    if said.weeks == 1:
        return [up_to] if said.first <= up_to <= said.last and _is_on(hours, up_to) else []
    monday = said.first - timedelta(days=said.first.weekday())
    ticked = []
    while monday <= up_to:
        week = [monday + timedelta(days=number) for number in range(7)]
        ticked += [day for day in week if _is_on(hours, day) and said.first <= day <= said.last]
        monday += timedelta(weeks=said.weeks)
    return ticked


def _is_on(hours: WeeklyHours, day: date) -> bool:
    return day.weekday() == hours.weekday


def _is_free(
    clock: datetime, *, given: list[_Bounds], away: list[_Bounds], weekly: list[_Bounds]
) -> bool:
    if _is_in_any(clock, given):
        return True
    return not _is_in_any(clock, away) and _is_in_any(clock, weekly)


def _is_in_any(clock: datetime, stretches: list[_Bounds]) -> bool:
    return any(start <= clock < end for start, end in stretches)


def _bounds(day: date, hours: WallHours) -> _Bounds:
    midnight = datetime.combine(day, time())
    return midnight + hours.start * _MINUTE, midnight + hours.end * _MINUTE


def _days(first: datetime, last: datetime) -> list[date]:
    return [first.date() + timedelta(days=n) for n in range((last.date() - first.date()).days + 1)]
