"""The hours that a question is about, as bits."""

from scheduling.availability.free import free_hours
from scheduling.model import Availability, WeeklyHours
from scheduling.model.availability import AskedHours
from scheduling.timespan import Horizon

_NOBODY = 0


def asked_ticks(asked: AskedHours | None, *, horizon: Horizon) -> int:
    """Return the bits of the ticks that are asked about: all of them where nothing was said.

    The clock on the wall decides, as it does for the hours that people give.
    """
    if asked is None:
        return horizon.everything
    weekly = (
        WeeklyHours(weekday=day, hours=hours) for day in asked.weekdays for hours in asked.hours
    )
    given = Availability(person_id=_NOBODY, weekly=tuple(sorted(weekly)))
    return free_hours(given, time_zone=asked.time_zone, horizon=horizon)
