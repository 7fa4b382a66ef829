"""What comes of a round: its draft, and its booking or the setbacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.distribution import Change
from scheduling.model import (
    Interview,
    Person,
)
from scheduling.model.rounds import KeptRound
from scheduling.rounds import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A round as it is kept, with its outcome, the other one proposed, and all people in them.

    `changes` are those that the proposal would make, or else those that the outcome has made,
    where that is known.
    """

    round: KeptRound
    outcome: Outcome
    people: Mapping[int, Person]
    proposal: Outcome | None = None
    changes: tuple[Change, ...] = ()


class WhyNotBooked(StrEnum):
    """Why somebody can't have the interview that a plan has for them."""

    TAKEN = "taken"
    HOURS_CHANGED = "hours_changed"
    TOO_SOON = "too_soon"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """Somebody who can't have the interview that a plan has for them, and its start."""

    person: Person
    start: datetime
    why: WhyNotBooked


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBooked:
    """A round that was booked, or the setbacks for which nothing of it was."""

    draft: Draft
    interviews: tuple[Interview, ...] = ()
    setbacks: tuple[Setback, ...] = ()
