"""When people are busy, by calendars of their own: what is read of one, and nothing more."""

from scheduling.availability.calendars.blocks import (
    BusyBlock,
    BusyKind,
    CalendarReading,
    Reader,
    SkippedEvents,
)
from scheduling.availability.calendars.busy_bits import (
    BusyBits,
    UnknownPacking,
    kinds_counted,
    unpacked,
)

__all__ = [
    "BusyBits",
    "BusyBlock",
    "BusyKind",
    "CalendarReading",
    "Reader",
    "SkippedEvents",
    "UnknownPacking",
    "kinds_counted",
    "unpacked",
]
