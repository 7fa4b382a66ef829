"""A row that is written for no other reason than to see whether it can be."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import heartbeat as table

_THE_HEART = 1


def beat(session: Session, *, now: datetime) -> int:
    """Write one more beat, and return how many there have been."""
    # Another value each time: a database may skip a write that changes nothing.
    first = insert(session, table).values(id=_THE_HEART, beats=1, beat_at=now)
    one_more = first.on_conflict_do_update(
        index_elements=["id"], set_={"beats": table.c.beats + 1, "beat_at": now}
    )
    count: int = session.scalars(one_more.returning(table.c.beats)).one()
    return count


def beats(session: Session) -> int:
    """Return how many beats there have been, 0 before the first."""
    return session.scalar(sa.select(table.c.beats)) or 0
