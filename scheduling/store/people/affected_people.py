"""Whom a transaction concerns: those who would see something else than before it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from scheduling.model import Person

_KEY = "affected_people"
_GONE = "people_gone"


def note(session: Session, person_ids: Iterable[int]) -> None:
    """Add people, by id, to those whom the session's transaction concerns."""
    session.info.setdefault(_KEY, set()).update(person_ids)


def note_gone(session: Session, person: Person) -> None:
    """Add somebody of whom no row is left, so that no id leads to them."""
    session.info.setdefault(_GONE, set()).add(person)


def noted_gone(session: Session) -> frozenset[Person]:
    """Return those of whom no row is left, as they were."""
    return frozenset(session.info.get(_GONE, ()))


def noted(session: Session) -> frozenset[int]:
    """Return the ids of everybody noted so far; those undone on the way as well."""
    return frozenset(session.info.get(_KEY, ()))
