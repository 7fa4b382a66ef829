"""What people have allowed by signing in, while no calendar is read by it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.calendars import SealedGrant, SourceKind
from scheduling.store.schema.tables import calendar_grant as table
from scheduling.store.schema.tables import unconfirmed_calendar
from scheduling.store.schema.tables.columns import Instant

_TRIED_FOR = timedelta(days=7)
"""To give it back: what it opens is of no use to anybody by then."""


def add(
    session: Session,
    *,
    source: SourceKind,
    sealing: Callable[[int], bytes],
    kept_until: datetime,
) -> int:
    """Keep what was allowed until a calendar is read by it, or else until then; return its id."""
    row = {"source": source.value, "account": b"", "kept_until": kept_until, "due_at": kept_until}
    made: int = session.execute(sa.insert(table).values(row).returning(table.c.id)).scalar_one()
    session.execute(sa.update(table).where(table.c.id == made).values(account=sealing(made)))
    return made


def take(session: Session, grant_id: int) -> bool:
    """Keep it no more, as a calendar is read by it or it was given back; False if it is gone."""
    gone = sa.delete(table).where(table.c.id == grant_id).returning(table.c.id)
    return session.scalar(gone) is not None


def end(session: Session, grant_id: int, *, now: datetime) -> None:
    """Have it be given back at once, if it is there still and waits for nobody's word."""
    waits = sa.exists().where(unconfirmed_calendar.c.grant_id == grant_id)
    ended = sa.update(table).where(table.c.id == grant_id, ~waits)
    session.execute(ended.values(kept_until=None, due_at=now))


def get(session: Session, grant_id: int) -> SealedGrant | None:
    """Return one, or None."""
    row = session.execute(sa.select(*_COLUMNS).where(table.c.id == grant_id)).one_or_none()
    return None if row is None else _grant(row)


def everything(session: Session) -> tuple[SealedGrant, ...]:
    """Return all there are: few, as each is there for minutes, or days while somebody is asked."""
    return tuple(map(_grant, session.execute(sa.select(*_COLUMNS).order_by(table.c.id))))


def replace_account(session: Session, grant_id: int, *, before: bytes, after: bytes) -> bool:
    """Keep what was allowed otherwise; False where it is not what it was any more."""
    here = table.c.id == grant_id, table.c.account == before
    changed = sa.update(table).where(*here).values(account=after).returning(table.c.id)
    return session.scalar(changed) is not None


def claim_due(
    session: Session, *, now: datetime, again_at: datetime, limit: int
) -> tuple[SealedGrant, ...]:
    """Return those that are to be given back, the oldest first, each for whoever asks first.

    Those that are still there are due again at `again_at`, and forgotten a week after the first
    time.
    """
    session.execute(sa.delete(table).where(table.c.given_up_at <= now))
    is_due = sa.or_(table.c.due_at.is_(None), table.c.due_at <= now)
    due = sa.select(table.c.id).where(is_due).order_by(table.c.id).limit(limit)
    # Looked at once more: on PostgreSQL, another may have taken it since the inner look.
    taken = sa.update(table).where(table.c.id.in_(due.scalar_subquery()), is_due)
    given_up_at = sa.func.coalesce(table.c.given_up_at, sa.literal(now + _TRIED_FOR, Instant))
    values = {"due_at": again_at, "given_up_at": given_up_at}
    found = session.execute(taken.values(values).returning(*_COLUMNS))
    return tuple(sorted(map(_grant, found), key=lambda grant: grant.id))


def kept(session: Session, source: SourceKind, *, now: datetime) -> tuple[SealedGrant, ...]:
    """Return those of a source by which a calendar may be read yet."""
    asked = sa.select(*_COLUMNS).where(table.c.source == source.value, table.c.kept_until > now)
    return tuple(map(_grant, session.execute(asked.order_by(table.c.id))))


def wait_no_more(session: Session, *, latest: datetime, latest_asked: datetime) -> None:
    """Have none wait longer than until `latest`, as by a clock that has been put back since.

    Of those about which somebody is asked, none longer than until `latest_asked`.
    """
    is_asked = table.c.id.in_(sa.select(unconfirmed_calendar.c.grant_id))
    for which, end in ((~is_asked, latest), (is_asked, latest_asked)):
        kept = sa.update(table).where(which, table.c.kept_until > end)
        session.execute(kept.values(kept_until=end))
        waits = sa.update(table).where(which, table.c.due_at > end)
        session.execute(waits.values(due_at=end))


_COLUMNS = (table.c.id, table.c.source, table.c.account, table.c.calendar_id)


def _grant(row: sa.Row[Any, Any, Any, Any]) -> SealedGrant:
    return SealedGrant(
        id=row.id,
        source=SourceKind(row.source),
        account=row.account,
        calendar_id=row.calendar_id,
    )
