"""Values, as sentences; what is said here is read back as the same value."""

from scheduling.wording.saying.hours import (
    date_words,
    length_words,
    minute_words,
    time_off_words,
    weekly_words,
    window_words,
)

__all__ = [
    "date_words",
    "length_words",
    "minute_words",
    "time_off_words",
    "weekly_words",
    "window_words",
]
