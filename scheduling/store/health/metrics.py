"""Counts of what the database holds, for whoever watches the bot."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MessageState
from scheduling.store.schema.tables import interview, message


def messages(session: Session) -> dict[tuple[str, str], int]:
    """Return how many messages there are, by kind and state."""
    kind, state = message.c.kind, message.c.state
    rows = session.execute(sa.select(kind, state, sa.func.count()).group_by(kind, state))
    return {(row[0], row[1]): row[2] for row in rows}


def interviews(session: Session) -> dict[str, int]:
    """Return how many interviews there are, by state."""
    state = interview.c.state
    rows = session.execute(sa.select(state, sa.func.count()).group_by(state))
    return {row[0]: row[1] for row in rows}


def due(session: Session, *, now: datetime) -> tuple[int, datetime | None]:
    """Return how many messages could be sent now, and since when the first of them."""
    table = message
    row = session.execute(
        sa.select(sa.func.count(), sa.func.min(table.c.due_at))
        .where(table.c.state == MessageState.PENDING.value, table.c.due_at <= now)
        .where(sa.or_(table.c.expires_at.is_(None), table.c.expires_at > now))
    ).one()
    return row[0], row[1]
