"""What the use cases answer with: values to be shown, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.availability import holder_of
from scheduling.distribution import Change
from scheduling.model import (
    Actor,
    Availability,
    AvailabilityWindow,
    ClaimedMessage,
    Entry,
    Interview,
    Person,
    Undelivered,
)
from scheduling.model.rounds import KeptRound
from scheduling.rounds import Outcome
from scheduling.slots import Explanation, FoundSlots, Match
from scheduling.timespan import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A change of somebody's hours, as it was saved; or with no `undo`, that nothing changed.

    `already` is what was said and stood before. `cut` are dates given before that time off has
    shortened or taken away; `removed` is all else that is gone. `joined` tells that something
    said became one with what stood, or with something said beside it. `undo` is the opaque
    token of the button that takes the change back. `newly_registered` tells that the person was
    registered as an interviewer on the way. `too_short` are added entries that hold no whole
    hour by themselves; `clock_changes` are added windows that a clock change stretches or
    shrinks, with what they really cover.
    """

    person: Person
    availability: Availability
    added: tuple[Entry, ...] = ()
    already: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    cut: tuple[Entry, ...] = ()
    joined: bool = False
    undo: str | None = None
    too_short: tuple[Entry, ...] = ()
    clock_changes: tuple[tuple[AvailabilityWindow, tuple[Span, ...]], ...] = ()
    newly_registered: bool = False

    def holding(self, entry: Entry) -> Entry | None:
        """This will return the entry, as it stands now, that holds all of another."""
        return holder_of(entry, within=self.availability)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of everyone registered: those shown, who of them gave no hours, the total."""

    people: tuple[Person, ...]
    without_hours: frozenset[int]
    skip: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsAsked:
    """A question by ids: at least one side, and the time from `start` up to `end` (instants)."""

    candidate_id: int | None
    interviewer_ids: tuple[int, ...]
    match: Match
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsAnswer:
    """The slots found, and when there is none, why; with the question it answers."""

    asked: SlotsAsked
    found: FoundSlots
    why_none: Explanation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewPage:
    """Some of the interviews ahead, earliest first, and how many there are in all.

    For coordinators, `undelivered` is what the people of these interviews have not got.
    """

    interviews: tuple[Interview, ...]
    skip: int
    total: int
    undelivered: tuple[Undelivered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeState:
    """A person's own next interviews, how many there are, and their hours, as of `now`."""

    actor: Actor
    now: datetime
    interviews: tuple[Interview, ...]
    total: int
    availability: Availability


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A claimed message with all that its words need.

    `stand_ins` are interviewers who are free at that hour: for a coordinator who looks for one.
    `interviews` are all that the message is about, as they stand now, when it may be several;
    `interview` is then the first of them. `round_id` is the round of the distribution that the
    interview came out of, if it did.
    """

    claimed: ClaimedMessage
    recipient: Person
    interview: Interview | None
    stand_ins: tuple[Person, ...] = ()
    interviews: tuple[Interview, ...] = ()
    round_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a person's calendar shows: their interviews, cancelled ones too, earliest first."""

    person: Person
    interviews: tuple[Interview, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Whether messages get through: until when and why sending is paused, if it is.

    `due` messages could be sent now, the one that waits longest since `oldest_due`.
    """

    paused_until: datetime | None
    pause_reason: str
    due: int
    oldest_due: datetime | None


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
