"""When people are busy, by calendars of their own: what is read of one, and nothing more."""

from scheduling.availability.calendars.blocks import (
    BusyBlock,
    BusyKind,
    CalendarReading,
    Reader,
    SkippedEvents,
)

__all__ = ["BusyBlock", "BusyKind", "CalendarReading", "Reader", "SkippedEvents"]
