"""Whose calendar is read by what an operator has set up for a company, and who wants that not."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.model.calendars import CompanyCalendars, SourceKind
from scheduling.store import audit
from scheduling.store.databases import upsert
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import calendar, calendar_refusal, person


def to_connect(session: Session, company: CompanyCalendars, *, limit: int) -> tuple[int, ...]:
    """Return members who take part in interviews and whose calendar is to be read, by id."""
    asked = (
        sa.select(person.c.id)
        .where(person.c.slack_user_id.is_not(None), person.c.role.is_not(None))
        .where(person.c.deactivated_at.is_(None), person.c.removed_at.is_(None))
        .where(_is_at(company), ~_is_theirs(calendar, company.source))
        .where(~_is_theirs(calendar_refusal, company.source))
    )
    return tuple(session.scalars(asked.order_by(person.c.id).limit(limit)))


def to_end(session: Session, company: CompanyCalendars, *, limit: int) -> tuple[int, ...]:
    """Return calendars, by id, that are not to be read by that any more.

    Their owners have their address elsewhere by now or want it not, or have another one of it.
    """
    other = calendar.alias()
    is_double = sa.exists().where(
        other.c.person_id == calendar.c.person_id,
        other.c.source == calendar.c.source,
        other.c.id < calendar.c.id,
    )
    has_left = sa.or_(person.c.email_key.is_(None), ~_is_at(company))
    asked = (
        sa.select(calendar.c.id)
        .join(person, person.c.id == calendar.c.person_id)
        .where(calendar.c.source == company.source.value, person.c.removed_at.is_(None))
        .where(sa.or_(has_left, is_double, _is_theirs(calendar_refusal, company.source)))
    )
    return tuple(session.scalars(asked.order_by(calendar.c.id).limit(limit)))


def refuse(session: Session, person_id: int, source: SourceKind, *, now: datetime) -> None:
    """Note that somebody wants their calendar not to be read by that."""
    row = {"person_id": person_id, "source": source.value, "refused_at": now}
    noted = upsert.insert(session, calendar_refusal).values(row).on_conflict_do_nothing()
    session.execute(noted)
    facts = {"source": source.value}
    audit.note(session, "calendar refused", Subject.HOURS, person_id, after=facts)


def accept(session: Session, person_id: int, source: SourceKind) -> None:
    """Forget that they wanted it not."""
    table = calendar_refusal
    theirs = table.c.person_id == person_id, table.c.source == source.value
    session.execute(sa.delete(table).where(*theirs))
    affected_people.note(session, [person_id])


def _is_at(company: CompanyCalendars) -> sa.ColumnElement[bool]:
    """Whether somebody's address is at one of the domains; unknown of whoever has none."""
    ends = [
        person.c.email_key.endswith(f"@{domain}", autoescape=True)
        for domain in sorted(company.domains)
    ]
    return sa.or_(sa.false(), *ends)


def _is_theirs(table: sa.Table, source: SourceKind) -> sa.ColumnElement[bool]:
    return sa.exists().where(table.c.person_id == person.c.id, table.c.source == source.value)
