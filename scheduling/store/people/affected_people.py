"""Whom a transaction concerns: those who would see something else than before it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

_KEY = "affected_people"


def note(session: Session, person_ids: Iterable[int]) -> None:
    """Add people, by id, to those whom the session's transaction concerns."""
    session.info.setdefault(_KEY, set()).update(person_ids)


def noted(session: Session) -> frozenset[int]:
    """Return the ids of everybody noted so far; those undone on the way as well."""
    return frozenset(session.info.get(_KEY, ()))
