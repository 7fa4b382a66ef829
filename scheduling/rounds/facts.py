"""What is known of the people of a round when it is planned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduling.distribution.problem.round import Promise
from scheduling.model import Person
from scheduling.timespan import Horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """All that is known of the people of a round when it is planned."""

    candidates: tuple[Person, ...]
    interviewers: tuple[Person, ...]
    horizon: Horizon
    # Only from here on can an interview start.
    first_tick: int
    # Free ticks by person id, as bits of the horizon.
    free: Mapping[int, int]
    # Those of them that are for one interview alone, which stands.
    promised: frozenset[Promise] = frozenset()
    # By interviewer: how many interviews each counts as having had.
    loads: Mapping[int, int] = field(default_factory=dict)
    # By person: the starts of those that caps count,
    booked: Mapping[int, tuple[datetime, ...]] = field(default_factory=dict)
    # and of those that the plan may leave as they are: nobody is moved for the sake of a limit.
    standing: Mapping[int, tuple[datetime, ...]] = field(default_factory=dict)
    # Those whom no channel reaches, by id.
    told_by_hand: frozenset[int] = frozenset()
    # Pairs of candidate and interviewer who know each other.
    met: frozenset[tuple[int, int]] = frozenset()

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the round: the candidates, then the interviewers."""
        return (*self.candidates, *self.interviewers)
