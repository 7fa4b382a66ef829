"""Links that download a list of interviews once, known by the hash of their secret alone."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Person
from scheduling.model.audit import Subject
from scheduling.model.interviews import InterviewFilter
from scheduling.store import audit, people
from scheduling.store.schema.tables import export_link as table


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLink:
    """What a link was good for."""

    # Whose it was.
    person: Person
    wanted: InterviewFilter
    # None for a list of interviews; else of whom all that is held was asked for, by id.
    about: int | None = None


def add(
    session: Session,
    person: Person,
    *,
    token_hash: str,
    wanted: InterviewFilter,
    about: int | None = None,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Keep a link of somebody's for the interviews wanted, or for all that is held about somebody,
    by id; those that are over go.
    """
    session.execute(sa.delete(table).where(table.c.expires_at <= now))
    row = {
        "token_hash": token_hash,
        "person_id": person.id,
        "asked": wanted.as_json(),
        "about": about,
        "created_at": now,
        "expires_at": expires_at,
    }
    session.execute(sa.insert(table).values(row))
    audit.note(session, "link made", Subject.EXPORT, person.id)


def is_good(session: Session, *, token_hash: str, now: datetime) -> bool:
    """Tell whether there is such a link that can still be used."""
    asked = sa.select(table.c.person_id).where(*_good(token_hash, now))
    return session.scalar(asked) is not None


def take(session: Session, *, token_hash: str, now: datetime) -> ExportLink | None:
    """Use a link up, and return it; None where it is none."""
    used = sa.delete(table).where(*_good(token_hash, now))
    kept = table.c.person_id, table.c.asked, table.c.about
    row = session.execute(used.returning(*kept)).one_or_none()
    person = None if row is None else people.get(session, row.person_id)
    if row is None or person is None:
        return None
    audit.note(session, "downloaded", Subject.EXPORT, person.id)
    return ExportLink(person=person, wanted=InterviewFilter.from_json(row.asked), about=row.about)


def _good(token_hash: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.token_hash == token_hash, table.c.expires_at > now
