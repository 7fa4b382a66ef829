"""How people end: taken out, merged into another, or decided on; and what that means first."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.model import Interview, Outcome, Person, Untold


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewsAhead:
    """Somebody's interviews to come, and what becomes of each without them, by time."""

    # Those in which nobody would be left, as candidate or to interview: they are cancelled.
    cancelled: tuple[Interview, ...] = ()
    # Those that the others on the panel go on with.
    left: tuple[Interview, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.cancelled) + len(self.left)

    @property
    def as_shown(self) -> str:
        """What tells them, as they are now, from what they become."""
        return _digest((each.id, each.revision) for each in (*self.cancelled, *self.left))


def _digest(facts: Iterable[object]) -> str:
    return hashlib.sha256(repr(sorted(facts, key=repr)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePreview:
    """A candidate as they stand, and their interviews ahead."""

    person: Person
    ahead: InterviewsAhead


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeChange:
    """A candidate of whom something was noted or taken back, as they are now."""

    person: Person
    before: Outcome | None
    # Those that were cancelled with it,
    cancelled: tuple[Interview, ...] = ()
    # and those that stay.
    kept: tuple[Interview, ...] = ()
    # Whom nothing reaches of those who are to hear of it.
    untold: tuple[Untold, ...] = ()


class WhoseHours(StrEnum):
    """Whose hours one person has who was registered twice."""

    NOBODYS = "nobody's"
    THEIRS = "theirs"
    DOUBLES = "the double's"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """Two who are one person: what they would be as one, and what would follow the double."""

    double: Person
    into: Person
    # As they would be registered.
    merged: Person
    hours: WhoseHours
    # Of the double: interviews of any time,
    interviews: int
    # plans not booked yet that name either, which are dropped,
    drafts: tuple[int, ...] = ()
    # and whether the address of their calendar ends, as the other has one.
    ends_feed: bool = False

    @property
    def as_shown(self) -> str:
        """What tells all of it, as it is now, from what it becomes."""
        facts = (self.double, self.into, self.hours.value, self.interviews, self.drafts)
        return _digest(map(repr, (*facts, self.ends_feed)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalPreview:
    """What it means to take somebody out."""

    person: Person
    ahead: InterviewsAhead
    # Whether a calendar of theirs is read, which is forgotten with it.
    has_calendar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalUndo:
    """Who was taken out when, and whether they were a coordinator by somebody's word."""

    person_id: int
    # None: whenever that was.
    removed_at: datetime | None = None
    was_granted: bool = False
    # Whether a calendar of theirs was read, which does not come back.
    had_calendar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Somebody who was taken out, as they were."""

    person: Person
    ahead: InterviewsAhead
    undo: RemovalUndo
    # Whom nothing reaches of those who are to hear of it.
    untold: tuple[Untold, ...] = ()
