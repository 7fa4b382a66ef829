"""The nouns of interviewing, as frozen values."""

from scheduling.model.asked_hours import AskedHours
from scheduling.model.availability import (
    EVERY_WEEK,
    MINUTES_PER_DAY,
    MOST_WEEKS,
    NO_ID,
    WHOLE_DAY,
    Availability,
    AvailabilityWindow,
    Entry,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
    entry_key,
)
from scheduling.model.delivery_policy import USUAL, DeliveryPolicy
from scheduling.model.interviews import Interview, InterviewState
from scheduling.model.messages import (
    Channel,
    ClaimedMessage,
    Content,
    MessageState,
    PlannedMessage,
    SendingPause,
    Undelivered,
)
from scheduling.model.notices import MessageKind, News, Notice, Untold
from scheduling.model.people import LONGEST_NAME, Person, Profile, Role
from scheduling.model.request import Actor, Guests, RequestContext, Rules

__all__ = [
    "EVERY_WEEK",
    "LONGEST_NAME",
    "MINUTES_PER_DAY",
    "MOST_WEEKS",
    "NO_ID",
    "USUAL",
    "WHOLE_DAY",
    "Actor",
    "AskedHours",
    "Availability",
    "AvailabilityWindow",
    "Channel",
    "ClaimedMessage",
    "Content",
    "DeliveryPolicy",
    "Entry",
    "Guests",
    "Interview",
    "InterviewState",
    "MessageKind",
    "MessageState",
    "News",
    "Notice",
    "Person",
    "PlannedMessage",
    "Profile",
    "Recurrence",
    "RequestContext",
    "Role",
    "Rules",
    "SendingPause",
    "TimeOff",
    "Undelivered",
    "Untold",
    "WallHours",
    "Weekday",
    "WeeklyHours",
    "entry_key",
]
