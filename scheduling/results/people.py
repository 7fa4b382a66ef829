"""How people are registered: what a change of it was, and the list of everybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scheduling.model import Person, Role
from scheduling.timespan import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFacts:
    """What people say and change of how somebody is registered."""

    name: str
    role: Role | None
    # An IANA name.
    time_zone: str
    email: str | None
    clock: Clock | None
    # Whether a coordinator has made them one.
    is_granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationChange:
    """A change of how somebody is registered, as it was saved."""

    person: Person
    # None where they were registered by it.
    before: RegistrationFacts | None

    @classmethod
    def between(cls, before: Person | None, after: Person) -> "RegistrationChange":
        """Return what has changed; without a `before` they were not registered yet."""
        return cls(person=after, before=facts_of(before) if before else None)

    @property
    def undo(self) -> "RegistrationUndo | None":
        """What takes it back; None where nothing changed."""
        undo = RegistrationUndo(
            person_id=self.person.id, before=self.before, after=facts_of(self.person)
        )
        return None if undo.before == undo.after else undo


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationUndo:
    """What is put back, and how it must stand until then.

    Without a `before` they are registered no more. `hours_version` is that of their hours then.
    """

    person_id: int
    before: RegistrationFacts | None
    after: RegistrationFacts
    hours_version: int = 0


def facts_of(person: Person) -> RegistrationFacts:
    """Return how somebody is registered."""
    return RegistrationFacts(
        name=person.name,
        role=person.role,
        time_zone=person.time_zone,
        email=person.email,
        clock=person.clock,
        is_granted=person.rights.is_granted,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of everyone registered."""

    people: tuple[Person, ...]
    # Those shown who have given no hours, by id.
    without_hours: frozenset[int]
    # Those who have made some of them coordinators, by id.
    granters: Mapping[int, Person] = field(default_factory=dict)
    # Those who are said to have left, and nobody has confirmed it yet.
    departing: tuple[Person, ...] = ()
    # How many candidates are decided on, and stand in a list of their own.
    decided: int = 0
    skip: int
    # How many there are in all.
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHeld:
    """All that is held about somebody, at one moment."""

    person: Person
    at: datetime
    # By section, as values of JSON.
    held: Mapping[str, Any]

    @property
    def as_json(self) -> dict[str, Any]:
        """As it is handed out; another shape would have another version."""
        moment = self.at.isoformat().replace("+00:00", "Z")
        return {"format": "on-the-hour/person", "version": 1, "exported_at": moment, **self.held}
