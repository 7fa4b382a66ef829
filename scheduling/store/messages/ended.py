"""Messages that are over and old: taken away, and counted for good."""

from collections import Counter
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import insert
from scheduling.store.messages.states import OVER, is_in
from scheduling.store.schema.tables import ended_messages as archive
from scheduling.store.schema.tables import interview
from scheduling.store.schema.tables import message as table


def old(session: Session, *, before: datetime, limit: int) -> tuple[int, ...]:
    """Return the ids of the oldest messages that nothing has happened to since before then.

    Not of what is open, nor about an interview that began later: its rows keep anything from
    being said twice.
    """
    asked = (
        sa.select(table.c.id)
        .outerjoin(interview, interview.c.id == table.c.interview_id)
        .where(is_in(table, *OVER), table.c.changed_at < before)
        .where(sa.or_(interview.c.id.is_(None), interview.c.start < before))
    )
    return tuple(session.scalars(asked.order_by(table.c.changed_at).limit(limit)))


def end(session: Session, ids: tuple[int, ...]) -> int:
    """Take messages away, and return how many; how many of a kind came to what stays known."""
    gone = session.execute(
        sa.delete(table).where(among(table.c.id, ids)).returning(table.c.kind, table.c.state)
    )
    counts = Counter((row.kind, row.state) for row in gone)
    for (kind, state), count in sorted(counts.items()):
        added = insert(session, archive).values(kind=kind, state=state, count=count)
        session.execute(
            added.on_conflict_do_update(
                index_elements=["kind", "state"],
                set_={"count": archive.c.count + added.excluded.count},
            )
        )
    return counts.total()
