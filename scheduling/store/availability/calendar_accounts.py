"""What calendars are read with, sealed: an address, a user and a password, or a permission."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.calendars import SourceKind
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


def replace_account(session: Session, calendar_id: int, *, before: bytes, after: bytes) -> bool:
    """Keep the same, sealed otherwise; False where it is not what it was any more."""
    changed = session.scalar(
        sa.update(table)
        .where(table.c.id == calendar_id, table.c.account == before)
        .values(account=after)
        .returning(table.c.id)
    )
    return changed is not None
