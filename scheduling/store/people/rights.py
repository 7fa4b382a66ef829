"""Who is a coordinator and why, in the rows of people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.model.people import Rights
from scheduling.store import audit
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import person as table

COLUMNS = (
    # The grant has the name that it had when it was the only right that was kept.
    table.c.is_coordinator,
    table.c.granted_by,
    table.c.granted_through,
    table.c.granted_at,
    table.c.is_in_settings,
    table.c.is_admin,
    table.c.has_coordinated,
)


def of_row(row: Mapping[str, Any]) -> Rights:
    """Return the rights in a row, by the names of its columns."""
    return Rights(
        is_granted=row["is_coordinator"],
        granted_by=row["granted_by"],
        granted_through=row["granted_through"],
        granted_at=row["granted_at"],
        is_in_settings=row["is_in_settings"],
        is_admin=row["is_admin"],
        has_coordinated=row["has_coordinated"],
    )


def are_held() -> sa.ColumnElement[bool]:
    """Return the condition that somebody is a coordinator, by whatever right."""
    return sa.and_(
        sa.or_(table.c.is_coordinator, table.c.is_in_settings, table.c.is_admin),
        table.c.deactivated_at.is_(None),
    )


def have_audience() -> sa.ColumnElement[bool]:
    """Return the condition that a coordinator is told of changes.

    An admin may never have heard of interviews: of these, those who have arranged some.
    """
    known = sa.or_(table.c.is_coordinator, table.c.is_in_settings, table.c.has_coordinated)
    return sa.and_(are_held(), known)


def grant(
    session: Session, person_id: int, *, by: int | None, through: str | None, now: datetime
) -> None:
    """Make somebody a coordinator by another's word: a person's, by id, or a program's, by name."""
    facts = {"granted_by": by, "granted_through": through, "granted_at": now}
    _write(session, person_id, {"is_coordinator": True, **facts})
    audit.note(session, "made a coordinator", Subject.PERSON, person_id)


def take_back(session: Session, person_id: int) -> None:
    """Take a grant back; what the settings and the workspace say is not touched."""
    facts = {"granted_by": None, "granted_through": None, "granted_at": None}
    _write(session, person_id, {"is_coordinator": False, **facts})
    audit.note(session, "no coordinator any more", Subject.PERSON, person_id)


def derive(session: Session, person_id: int, *, is_in_settings: bool, is_admin: bool) -> None:
    """Note what the settings and the workspace say of somebody now."""
    facts = {"is_in_settings": is_in_settings, "is_admin": is_admin}
    _write(session, person_id, dict(facts))
    audit.note(session, "rights derived", Subject.PERSON, person_id, after=dict(facts))


def explain(session: Session, person_id: int) -> None:
    """Forget a grant that was never one: somebody's right was written down as if it were.

    They were told of changes for it, and go on being told for as long as the right lasts.
    """
    _write(session, person_id, {"is_coordinator": False, "has_coordinated": True})
    audit.note(session, "grant explained", Subject.PERSON, person_id)


def _write(session: Session, person_id: int, values: dict[str, object]) -> None:
    session.execute(sa.update(table).where(table.c.id == person_id).values(values))
    affected_people.note(session, [person_id])
