"""What the use cases answer with: values to be shown, and nothing else."""

from scheduling.results.audit import History
from scheduling.results.availability import AvailabilityChange
from scheduling.results.calendars import (
    CalendarChange,
    CalendarShown,
    CalendarsShown,
    OwnerAsked,
    StaleCalendar,
)
from scheduling.results.candidates import CandidatePage, IssuedLink, PageVersion
from scheduling.results.interviews import (
    Arranged,
    Feed,
    HomeState,
    InterviewChange,
    InterviewPage,
    MoveChoices,
    StandIns,
)
from scheduling.results.messages import DeliveryStatus, MessageContext, UntoldPeople
from scheduling.results.people import (
    Listing,
    RegistrationChange,
    RegistrationFacts,
    RegistrationUndo,
)
from scheduling.results.rounds import (
    BookingConflict,
    Draft,
    RoundAhead,
    RoundBooked,
    RoundNews,
    SincePlanned,
    WhyNotBooked,
)
from scheduling.results.settings import ChangedSetting, SettingsFollowed
from scheduling.results.slots import SlotsAnswer, SlotsAsked
from scheduling.rounds import RoundOutcome

__all__ = [
    "Arranged",
    "AvailabilityChange",
    "BookingConflict",
    "CalendarChange",
    "CalendarShown",
    "CalendarsShown",
    "CandidatePage",
    "ChangedSetting",
    "DeliveryStatus",
    "Draft",
    "Feed",
    "History",
    "HomeState",
    "InterviewChange",
    "InterviewPage",
    "IssuedLink",
    "Listing",
    "MessageContext",
    "MoveChoices",
    "OwnerAsked",
    "PageVersion",
    "RegistrationChange",
    "RegistrationFacts",
    "RegistrationUndo",
    "RoundAhead",
    "RoundBooked",
    "RoundNews",
    "RoundOutcome",
    "SettingsFollowed",
    "SincePlanned",
    "SlotsAnswer",
    "SlotsAsked",
    "StaleCalendar",
    "StandIns",
    "UntoldPeople",
    "WhyNotBooked",
]
