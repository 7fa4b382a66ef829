"""The slow way to know when people are free: ask the clock on their wall, minute by minute.

It shares nothing with the code that it checks but the values that go in.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduling.model import Availability, WallHours

_MINUTE = timedelta(minutes=1)


def free_minutes(
    availability: Availability, *, time_zone: str, start: datetime, minutes: int
) -> list[bool]:
    """Whether the person is free in each of the minutes from an instant on."""
    zone = ZoneInfo(time_zone)
    shown = ((start + n * _MINUTE).astimezone(zone) for n in range(minutes))
    return [_is_free(availability, clock.replace(tzinfo=None)) for clock in shown]


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


def _is_free(availability: Availability, wall: datetime) -> bool:
    for given in availability.windows:
        if _holds(wall, datetime.combine(given.day, time()), given.hours):
            return True
    for away in availability.time_off:
        if _holds(wall, datetime.combine(away.day, time()), away.hours):
            return False
    today = datetime.combine(wall.date(), time())
    for weekly in availability.weekly:
        for days_ago in range(8):
            day = today - timedelta(days=days_ago)
            if day.weekday() == weekly.weekday and _holds(wall, day, weekly.hours):
                return True
    return False


def _holds(wall: datetime, midnight: datetime, hours: WallHours) -> bool:
    return midnight + hours.start * _MINUTE <= wall < midnight + hours.end * _MINUTE
