"""Who was taken out, in the rows of people: such a row stays for what was, and is found by id."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import (
    availability_window,
    calendar,
    calendar_busy,
    calendar_refusal,
    compiled,
    time_off,
    weekly_hours,
)
from scheduling.store.schema.tables import person as table

_HERE_AGAIN = {"removed_at": None, "outcome": None, "outcome_at": None}


def are_registered() -> sa.ColumnElement[bool]:
    """Return the condition that nobody has taken somebody out."""
    return table.c.removed_at.is_(None)


def note(session: Session, person_id: int, *, now: datetime) -> None:
    """Note that somebody was taken out; their address is free for others.

    Their hours stay for whoever takes that back, and they coordinate no more.
    """
    rights = {"is_coordinator": False, "granted_by": None, "granted_through": None}
    ended = {**rights, "granted_at": None, "departure_is_held": False, "has_coordinated": False}
    values = {"removed_at": now, "email_key": None, **ended}
    session.execute(sa.update(table).where(table.c.id == person_id).values(values))
    affected_people.note(session, [person_id])
    audit.note(session, "removed", Subject.PERSON, person_id)


def removed_at(session: Session, person_id: int) -> datetime | None:
    """Return when somebody was taken out; None for whoever is here, or will never be again: merged
    into another, or erased.
    """
    never = table.c.merged_into.is_not(None) | table.c.erased_at.is_not(None)
    asked = sa.select(table.c.removed_at).where(table.c.id == person_id, ~never)
    moment: datetime | None = session.scalar(asked)
    return moment


def undo(session: Session, person_id: int, *, email: str | None) -> bool:
    """Note that somebody is here again, as they were; False where their address is another's."""
    values = {"removed_at": None, "email_key": email and email.casefold()}
    try:
        with session.begin_nested():
            session.execute(sa.update(table).where(table.c.id == person_id).values(values))
    except IntegrityError:
        return False
    affected_people.note(session, [person_id])
    audit.note(session, "back", Subject.PERSON, person_id)
    return True


def begin_anew(
    session: Session, slack_user_id: str, row: dict[str, object], *, now: datetime
) -> int | None:
    """Register a member who was taken out once more, and return their id; None for others.

    What they said of their hours then, and their calendars, count no more. Raises
    IntegrityError where the address is another's.
    """
    gone = table.c.slack_user_id == slack_user_id, table.c.removed_at.is_not(None)
    # Most who come are new: they cost one question, and nothing that could be undone.
    if session.scalar(sa.select(table.c.id).where(*gone)) is None:
        return None
    with session.begin_nested():
        person_id: int | None = session.scalar(
            sa.update(table)
            .where(*gone)
            .values({**row, **_HERE_AGAIN, "created_at": now})
            .values(availability_version=table.c.availability_version + 1)
            .returning(table.c.id)
        )
    if person_id is not None:
        theirs = (availability_window, weekly_hours, time_off, compiled, calendar_busy, calendar)
        for said in (*theirs, calendar_refusal):
            session.execute(sa.delete(said).where(said.c.person_id == person_id))
    return person_id
