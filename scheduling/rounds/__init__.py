"""From people, hours and rules to a round that can be solved, and from its plan back again."""

from scheduling.rounds.outcome import RoundOutcome, kept, outcome_from
from scheduling.rounds.problem import RoundFacts, met_again, round_of

__all__ = [
    "RoundFacts",
    "RoundOutcome",
    "kept",
    "met_again",
    "outcome_from",
    "round_of",
]
