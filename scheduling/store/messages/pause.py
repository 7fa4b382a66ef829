"""The pause in sending, one for all bots of the workspace."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.databases.upsert import insert
from scheduling.store.schema.tables import sending_pause as table

_THE_PAUSE = 1


def begin(session: Session, *, until: datetime, reason: str) -> None:
    """Stop all sending until then; a pause that lasts longer already stays."""
    row = {"id": _THE_PAUSE, "until": until, "reason": reason}
    asked = insert(session, table).values(row)
    session.execute(
        asked.on_conflict_do_update(
            index_elements=["id"],
            set_={"until": asked.excluded.until, "reason": asked.excluded.reason},
            where=asked.excluded.until > table.c.until,
        )
    )


def standing(session: Session, *, now: datetime) -> tuple[datetime, str] | None:
    """Return until when sending is paused, and why; None when it is not."""
    asked = sa.select(table.c.until, table.c.reason)
    row = session.execute(asked.where(table.c.until > now)).one_or_none()
    return None if row is None else (row.until, row.reason)


def is_standing(now: datetime) -> sa.ColumnElement[bool]:
    """Return the condition, for a question, that sending is paused."""
    return sa.exists().where(table.c.until > now)
