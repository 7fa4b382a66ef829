"""Everyone's free hours: the slots worth offering, who can take each, and why there is none."""

from scheduling.slots.case import Given
from scheduling.slots.common import common_slots, starts_within
from scheduling.slots.explain import Explanation, WhyNone, explain
from scheduling.slots.found import Everybody, FoundSlots, Slot, SlotById
from scheduling.slots.question import Match, SlotQuestion
from scheduling.slots.suggest import Suggestion, SuggestionKind

__all__ = [
    "Everybody",
    "Explanation",
    "FoundSlots",
    "Given",
    "Match",
    "Slot",
    "SlotById",
    "SlotQuestion",
    "Suggestion",
    "SuggestionKind",
    "WhyNone",
    "common_slots",
    "explain",
    "starts_within",
]
