"""From people, hours and rules to a round that can be solved, and from its plan back again."""

from scheduling.rounds.facts import RoundFacts
from scheduling.rounds.limits import (
    Hours,
    PlanLimits,
    held_back,
    limits_met,
    plan_limits,
    usual_limits,
)
from scheduling.rounds.outcome import RoundOutcome, kept, outcome_from
from scheduling.rounds.problem import met_again, round_of, usable_hours
from scheduling.rounds.reasons import with_limits_as_reasons

__all__ = [
    "Hours",
    "PlanLimits",
    "RoundFacts",
    "RoundOutcome",
    "held_back",
    "kept",
    "limits_met",
    "met_again",
    "outcome_from",
    "plan_limits",
    "round_of",
    "usable_hours",
    "usual_limits",
    "with_limits_as_reasons",
]
