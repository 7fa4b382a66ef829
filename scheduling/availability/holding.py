"""Which stored entry holds hours that were given, perhaps together with others."""

from scheduling.availability.recurring import covers
from scheduling.availability.wall import Stretch, stretch_of
from scheduling.model import Availability, AvailabilityWindow, Entry, TimeOff, WeeklyHours


def holder_of(entry: Entry, *, within: Availability) -> Entry | None:
    """Return the entry that holds all of another of its kind, or None."""
    match entry:
        case AvailabilityWindow():
            return next((one for one in within.windows if _holds(one, entry)), None)
        case TimeOff():
            return next((one for one in within.time_off if _holds(one, entry)), None)
        case WeeklyHours():
            return next((one for one in within.weekly if covers(one, entry)), None)


def _holds(one: AvailabilityWindow | TimeOff, other: AvailabilityWindow | TimeOff) -> bool:
    return _replaces(one) == _replaces(other) and _contains(stretch_of(one), stretch_of(other))


def _replaces(entry: AvailabilityWindow | TimeOff) -> bool:
    return isinstance(entry, AvailabilityWindow) and entry.replaces


def _contains(outer: Stretch, inner: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
