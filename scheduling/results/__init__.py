"""What the use cases answer with: values to be shown, and nothing else."""

from scheduling.results.availability import Given
from scheduling.results.interviews import Feed, HomeState, InterviewPage
from scheduling.results.messages import Condition, Letter
from scheduling.results.people import Listing
from scheduling.results.rounds import Draft, RoundBooked, Setback, WhyNotBooked
from scheduling.results.slots import SlotsAnswer, SlotsAsked

__all__ = [
    "Condition",
    "Draft",
    "Feed",
    "Given",
    "HomeState",
    "InterviewPage",
    "Letter",
    "Listing",
    "RoundBooked",
    "Setback",
    "SlotsAnswer",
    "SlotsAsked",
    "WhyNotBooked",
]
