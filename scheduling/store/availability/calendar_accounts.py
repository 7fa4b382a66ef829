"""What calendars are read with, sealed: an address, a user and a password, or a permission."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.calendars import SourceKind
from scheduling.store.databases.among import among
from scheduling.store.schema.tables import calendar as table


def accounts_of(session: Session, person_id: int) -> dict[int, bytes]:
    """Return what somebody's calendars are read with, sealed, by the ids of these."""
    asked = sa.select(table.c.id, table.c.account).where(table.c.person_id == person_id)
    return {row.id: row.account for row in session.execute(asked.order_by(table.c.id))}


def accounts_after(session: Session, calendar_id: int, *, limit: int) -> dict[int, bytes]:
    """Return the same of all calendars with a higher id, at most so many, in order."""
    asked = sa.select(table.c.id, table.c.account).where(table.c.id > calendar_id)
    rows = session.execute(asked.order_by(table.c.id).limit(limit))
    return {row.id: row.account for row in rows}


def accounts_signed_in(session: Session, source: SourceKind) -> dict[int, bytes]:
    """Return the same of all calendars whose owners have signed in with one provider."""
    asked = sa.select(table.c.id, table.c.account).where(table.c.signed_in == source.value)
    return {row.id: row.account for row in session.execute(asked.order_by(table.c.id))}


def side_by_side(session: Session) -> tuple[tuple[int, int], ...]:
    """Return which calendars of somebody may be one, by id: those of one host, two at a time.

    The older first. None of a company, of which everybody has one.
    """
    other = table.alias()
    companys = [source.value for source in SourceKind if source.is_companys]
    asked = (
        sa.select(table.c.id, other.c.id)
        .where(table.c.person_id == other.c.person_id, table.c.host == other.c.host)
        .where(table.c.id < other.c.id)
        .where(table.c.source.not_in(companys), other.c.source.not_in(companys))
    )
    rows = session.execute(asked.order_by(table.c.id, other.c.id))
    return tuple((one, two) for one, two in rows)


def accounts_by_id(session: Session, calendar_ids: Iterable[int]) -> dict[int, bytes]:
    """Return what some calendars are read with, sealed, by the ids of these."""
    asked = sa.select(table.c.id, table.c.account).where(among(table.c.id, calendar_ids))
    return {row.id: row.account for row in session.execute(asked)}


def replace_account(session: Session, calendar_id: int, *, before: bytes, after: bytes) -> bool:
    """Keep the same, sealed otherwise; False where it is not what it was any more."""
    changed = session.scalar(
        sa.update(table)
        .where(table.c.id == calendar_id, table.c.account == before)
        .values(account=after)
        .returning(table.c.id)
    )
    return changed is not None
