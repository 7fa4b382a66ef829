"""What in calendars somebody has accepted over an interview: they come to it all the same."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from scheduling.availability.calendars.busy_bits import BusyBits
from scheduling.model.calendars import AcceptedBlock, CountedEvents
from scheduling.timespan import Horizon, hour_from


def taken_of_hour(busy: BusyBits, counted: CountedEvents, start: datetime) -> int:
    """Return which ticks of the hour from `start` a calendar takes, as bits from the first."""
    return busy.within(Horizon.covering(hour_from(start)), counted)


def is_over(accepted: AcceptedBlock, busy: BusyBits) -> bool:
    """Tell whether nothing of what was accepted is in the calendar any more.

    Whatever counts of it now, by what did then. Of hours that it says nothing of nobody knows.
    """
    hour = hour_from(accepted.start)
    is_known = busy.horizon.span.start <= hour.start and hour.end <= busy.horizon.span.end
    return is_known and not taken_of_hour(busy, accepted.counted, hour.start) & accepted.ticks


def is_accepted(ticks_taken: Mapping[int, int], accepted: Iterable[AcceptedBlock]) -> bool:
    """Tell whether all that calendars, by id, take of an hour was accepted there."""
    ticks = {each.calendar_id: each.ticks for each in accepted}
    return all(not taken & ~ticks.get(id, 0) for id, taken in ticks_taken.items())
