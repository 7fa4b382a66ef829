"""Weekly hours, windows, time off and what is taken: when a person may be booked."""

from scheduling.availability.asked import asked_ticks
from scheduling.availability.changes import (
    HoursChange,
    change_between,
    hours_left_out,
    with_time_off,
    with_weekly,
    with_weekly_instead,
    with_windows,
    without,
    without_hours,
)
from scheduling.availability.cover import (
    covered,
    exists,
    holds_whole_hour,
    touches_clock_change,
    weekly_holds_whole_hour,
)
from scheduling.availability.free import free_hours
from scheduling.availability.holding import holder_of
from scheduling.availability.tzdata import use_pinned_time_zones
from scheduling.zones import hour_starts, on_the_hour

__all__ = [
    "HoursChange",
    "asked_ticks",
    "change_between",
    "covered",
    "exists",
    "free_hours",
    "holder_of",
    "holds_whole_hour",
    "hour_starts",
    "hours_left_out",
    "on_the_hour",
    "touches_clock_change",
    "use_pinned_time_zones",
    "weekly_holds_whole_hour",
    "with_time_off",
    "with_weekly",
    "with_weekly_instead",
    "with_windows",
    "without",
    "without_hours",
]
