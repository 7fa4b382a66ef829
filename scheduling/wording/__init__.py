"""Dates, times, zones and people, as people write them and as we say them back."""

from scheduling.wording.availability import Said, read_availability, said_words
from scheduling.wording.clock import read_time
from scheduling.wording.days import read_day
from scheduling.wording.given import GivenHours, read_days, read_given, read_start, read_when
from scheduling.wording.lengths import read_length
from scheduling.wording.names import clean_name, closest, read_email
from scheduling.wording.people import (
    CandidateSaid,
    Mention,
    Question,
    read_candidate,
    read_mentions,
    read_question,
)
from scheduling.wording.periods import Period, read_period
from scheduling.wording.saying import (
    day_words,
    length_words,
    minute_words,
    time_off_words,
    weekly_words,
    window_words,
)
from scheduling.wording.zones import read_zone

__all__ = [
    "CandidateSaid",
    "GivenHours",
    "Mention",
    "Period",
    "Question",
    "Said",
    "clean_name",
    "closest",
    "day_words",
    "length_words",
    "minute_words",
    "read_availability",
    "read_candidate",
    "read_day",
    "read_days",
    "read_email",
    "read_given",
    "read_length",
    "read_mentions",
    "read_period",
    "read_question",
    "read_start",
    "read_time",
    "read_when",
    "read_zone",
    "said_words",
    "time_off_words",
    "weekly_words",
    "window_words",
]
