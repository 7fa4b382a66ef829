"""Calendars for which somebody has signed in, until their owners say whether they are theirs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Subject
from scheduling.model.calendars import SourceKind, UnconfirmedCalendar
from scheduling.store import audit
from scheduling.store.databases.among import among
from scheduling.store.people import affected_people
from scheduling.store.schema.tables import calendar_grant
from scheduling.store.schema.tables import unconfirmed_calendar as table


def add(
    session: Session,
    *,
    grant_id: int,
    person_id: int,
    host: str,
    address: str,
    now: datetime,
    until: datetime,
) -> UnconfirmedCalendar | None:
    """Have what was allowed wait until then; None where it was given back meanwhile.

    After that it is given back, and what is known of it is of no use to anybody.
    """
    kept = sa.update(calendar_grant).where(calendar_grant.c.id == grant_id)
    held = session.scalar(
        kept.values(kept_until=until, due_at=until).returning(calendar_grant.c.source)
    )
    if held is None:
        return None
    row = {
        "grant_id": grant_id,
        "person_id": person_id,
        "host": host,
        "address": address,
        "asked_at": now,
    }
    session.execute(sa.insert(table).values(row))
    affected_people.note(session, [person_id])
    facts = {"unconfirmed": grant_id, "source": held}
    audit.note(session, "calendar unconfirmed", Subject.HOURS, person_id, after=facts)
    return get(session, grant_id, now=now)


def of(
    session: Session, person_ids: Iterable[int] | None, *, now: datetime
) -> tuple[UnconfirmedCalendar, ...]:
    """Return those of some people, or of everybody there is, that wait yet; the oldest first."""
    asked = _asked(now)
    if person_ids is not None:
        asked = asked.where(among(table.c.person_id, person_ids))
    found = session.execute(asked.order_by(table.c.grant_id))
    return tuple(_unconfirmed(row) for row in found)


def get(session: Session, grant_id: int, *, now: datetime) -> UnconfirmedCalendar | None:
    """Return one that waits yet, or None."""
    row = session.execute(_asked(now).where(table.c.grant_id == grant_id)).one_or_none()
    return None if row is None else _unconfirmed(row)


def keep_until(session: Session, grant_id: int, until: datetime) -> None:
    """Have one wait until then at least."""
    kept = sa.update(calendar_grant).where(
        calendar_grant.c.id == grant_id, calendar_grant.c.kept_until < until
    )
    session.execute(kept.values(kept_until=until, due_at=until))


def take(session: Session, unconfirmed: UnconfirmedCalendar) -> None:
    """Have one wait no more, and its grant be given back at once, unless that is gone."""
    session.execute(sa.delete(table).where(table.c.grant_id == unconfirmed.id))
    affected_people.note(session, [unconfirmed.person_id])


def refuse(session: Session, unconfirmed: UnconfirmedCalendar) -> None:
    """Do the same because nobody wants it, which is put on record."""
    take(session, unconfirmed)
    facts = {"unconfirmed": unconfirmed.id, "source": unconfirmed.source.value}
    audit.note(
        session, "calendar not confirmed", Subject.HOURS, unconfirmed.person_id, before=facts
    )


def _asked(now: datetime) -> sa.Select[Any]:
    """Those that nobody gives back yet."""
    grant = calendar_grant
    return (
        sa.select(*table.c, grant.c.source, grant.c.kept_until)
        .join(grant, grant.c.id == table.c.grant_id)
        .where(grant.c.kept_until > now)
    )


def _unconfirmed(row: sa.Row[Any]) -> UnconfirmedCalendar:
    return UnconfirmedCalendar(
        id=row.grant_id,
        person_id=row.person_id,
        source=SourceKind(row.source),
        host=row.host,
        address=row.address,
        asked_at=row.asked_at,
        until=row.kept_until,
    )
