"""Whose account in the workspace is no more, in the rows of people."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.people import affected_people, removals
from scheduling.store.schema.tables import person as table


def are_here() -> sa.ColumnElement[bool]:
    """Return the condition that somebody has not left, as far as has been said and confirmed."""
    return table.c.deactivated_at.is_(None)


def are_held() -> sa.ColumnElement[bool]:
    """Return the condition that somebody is said to have left, and nobody has confirmed it yet."""
    return table.c.departure_is_held


def note(session: Session, person_id: int, *, now: datetime) -> None:
    """Note that somebody's account has ended."""
    _write(session, person_id, {"deactivated_at": now, "departure_is_held": False})
    audit.note(session, "left", Subject.PERSON, person_id)


def hold(session: Session, person_id: int) -> None:
    """Note that somebody's account is said to have ended, until a coordinator confirms it."""
    _write(session, person_id, {"departure_is_held": True})
    audit.note(session, "said to have left", Subject.PERSON, person_id)


def undo(session: Session, person_id: int) -> None:
    """Note that somebody's account is in use."""
    _write(session, person_id, {"deactivated_at": None, "departure_is_held": False})
    audit.note(session, "back", Subject.PERSON, person_id)


def count_since(session: Session, moment: datetime) -> int:
    """Return how many have left since then."""
    asked = sa.select(sa.func.count()).where(table.c.deactivated_at >= moment)
    return session.scalar(asked.select_from(table)) or 0


def count_members(session: Session) -> int:
    """Return how many registered members of the workspace have not left."""
    asked = sa.select(sa.func.count()).where(table.c.slack_user_id.is_not(None), are_here())
    asked = asked.where(removals.are_registered())
    return session.scalar(asked.select_from(table)) or 0


def _write(session: Session, person_id: int, values: dict[str, object]) -> None:
    session.execute(sa.update(table).where(table.c.id == person_id).values(values))
    affected_people.note(session, [person_id])
