"""Dates, times, zones and people, as people write them and as we say them back."""

from scheduling.wording.availability import Said, read_availability
from scheduling.wording.days import read_day
from scheduling.wording.periods import Period, read_period
from scheduling.wording.saying import (
    day_words,
    length_words,
    minute_words,
    time_off_words,
    weekly_words,
    window_words,
)

__all__ = [
    "Period",
    "Said",
    "day_words",
    "length_words",
    "minute_words",
    "read_availability",
    "read_day",
    "read_period",
    "time_off_words",
    "weekly_words",
    "window_words",
]
