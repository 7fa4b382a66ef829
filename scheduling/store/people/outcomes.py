"""What became of candidates, in the rows of people."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Outcome, Role
from scheduling.model.audit import Subject
from scheduling.store import audit
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import person as table


def are_open() -> sa.ColumnElement[bool]:
    """Return the condition that nothing is known to have become of somebody as a candidate."""
    return sa.or_(table.c.outcome.is_(None), table.c.role == Role.INTERVIEWER.value)


def are_decided() -> sa.ColumnElement[bool]:
    """Return the condition that it is known."""
    is_interviewer = sa.func.coalesce(table.c.role, "") == Role.INTERVIEWER.value
    return sa.and_(table.c.outcome.is_not(None), ~is_interviewer)


def read(word: str | None) -> Outcome | None:
    """Return the outcome in a row; one that only a later version knows stands for withdrawn.

    Whoever is decided on is not booked, whatever the word.
    """
    if word is None:
        return None
    return Outcome(word) if word in set(Outcome) else Outcome.WITHDRAWN


def note(
    session: Session,
    person_id: int,
    outcome: Outcome | None,
    *,
    before: Outcome | None,
    now: datetime,
) -> None:
    """Note what became of a candidate; None takes back what was noted."""
    values = {"outcome": outcome and outcome.value, "outcome_at": now if outcome else None}
    session.execute(sa.update(table).where(table.c.id == person_id).values(values))
    affected_people.note(session, [person_id])
    audit.note(
        session,
        "outcome noted",
        Subject.PERSON,
        person_id,
        before={"outcome": before and before.value},
        after={"outcome": outcome and outcome.value},
    )
