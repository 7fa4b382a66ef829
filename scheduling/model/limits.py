"""What keeps plans humane: the notice for whoever is told by hand, and the limits of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from scheduling.model.availability import Weekday
from scheduling.timespan import as_instant

NO_LIMIT: Final = "none"
"""Said in the place of a number: the rule does not hold."""
Limit = int | Literal["none"]
FARTHEST_DAYS: Final = 366
"""How far ahead anything is kept, looked for or booked."""
MONDAY_TO_FRIDAY = frozenset(Weekday) - {Weekday.SATURDAY, Weekday.SUNDAY}

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandNotice:
    """From when on somebody can be interviewed who must be told by hand, by another person."""

    working_days: int
    # By the workspace's calendar: interviews may start on that day,
    first_day: date
    # from this instant on, its midnight.
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CapReached:
    """Somebody who has as many interviews in a day, or more, as a plan may give them."""

    person_id: int
    # Their own day, or the Monday of their week.
    day: date
    # How many they have then, planned ones included.
    count: int
    is_week: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeNeeded:
    """Somebody who must be told by hand, with hours that are too near for that."""

    person_id: int
    working_days: int
    first_day: date


LimitMet = CapReached | NoticeNeeded


def hand_notice(
    now: datetime, *, working_days: int, week: Collection[Weekday], zone: ZoneInfo
) -> HandNotice:
    """Return from when on interviews leave so many working days to tell somebody by hand.

    Days are those of the workspace's calendar, as people count them: what is planned on a Monday
    leaves three to Thursday. Where today is none, counting begins with the next working day.
    `week` has at least one day.
    """
    day = now.astimezone(zone).date()
    while day.weekday() not in week:
        day += _ONE_DAY
    for _ in range(working_days):
        day += _ONE_DAY
        while day.weekday() not in week:
            day += _ONE_DAY
    start = as_instant(datetime.combine(day, time(), zone))
    return HandNotice(working_days=working_days, first_day=day, start=start)
