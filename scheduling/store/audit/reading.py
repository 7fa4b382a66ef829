"""Reading what is on record, and ending what is old."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.audit import Acting, AuditEntry, Subject, Through
from scheduling.store.databases.among import among
from scheduling.store.schema.tables import audit as table


def entries(
    session: Session,
    *,
    subject: Subject | None = None,
    subject_id: int | None = None,
    before_id: int | None = None,
    limit: int,
) -> tuple[AuditEntry, ...]:
    """Return at most `limit` entries, newest first; of one subject, or older than an entry."""
    asked = sa.select(table).order_by(table.c.id.desc()).limit(limit)
    if subject is not None:
        asked = asked.where(table.c.subject == subject.value)
    if subject_id is not None:
        asked = asked.where(table.c.subject_id == subject_id)
    if before_id is not None:
        asked = asked.where(table.c.id < before_id)
    return tuple(_entry(row) for row in session.execute(asked))


def forget_older(session: Session, *, than: datetime, limit: int) -> int:
    """End the oldest entries of before a moment, and return how many there were."""
    oldest = sa.select(table.c.id).where(table.c.at < than).order_by(table.c.at).limit(limit)
    ids = session.scalars(oldest).all()
    session.execute(sa.delete(table).where(among(table.c.id, ids)))
    return len(ids)


def has_older(session: Session, *, than: datetime) -> bool:
    """Tell whether there are entries of before a moment."""
    # The first by the index: to look for any, a database may read the whole table in vain.
    first = session.scalar(sa.select(sa.func.min(table.c.at)))
    return first is not None and first < than


def _entry(row: sa.Row[*tuple[object, ...]]) -> AuditEntry:
    kept = row._mapping
    return AuditEntry(
        id=kept["id"],
        at=kept["at"],
        by=Acting(
            through=Through(kept["through"]),
            person_id=kept["person_id"],
            slack_user_id=kept["slack_user_id"],
            token=kept["token"],
        ),
        action=kept["action"],
        subject=Subject(kept["subject"]),
        subject_id=kept["subject_id"],
        before=kept["before"],
        after=kept["after"],
    )
