"""Messages that nobody delivers any more: held by a worker that is lost, or too late to send."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MessageState, PlannedMessage
from scheduling.store.messages.delivery.due import taken
from scheduling.store.messages.rows import NOT_HELD, planned_from
from scheduling.store.messages.states import HELD, is_in
from scheduling.store.schema.tables import message as table


def is_untidy(session: Session, *, now: datetime) -> bool:
    """Tell whether `reclaim` or `expire` would change anything."""
    held = sa.exists().where(is_in(table, *HELD), table.c.lease_until <= now)
    late = sa.exists().where(is_in(table, MessageState.PENDING), table.c.expires_at <= now)
    # Two questions: for one about either, a database would read every message there is.
    return session.scalar(sa.select(sa.or_(held, late))) or False


def reclaim(session: Session, *, now: datetime) -> tuple[int, int]:
    """Take messages from workers whose lease has run out, and return how many.

    First those that were only claimed, which are pending again: they were never sent. Then
    those that were being sent, which are unknown.
    """
    return (
        _reclaimed(session, MessageState.CLAIMED, becomes=MessageState.PENDING, now=now),
        _reclaimed(session, MessageState.SENDING, becomes=MessageState.UNKNOWN, now=now),
    )


def expire(session: Session, *, now: datetime) -> tuple[PlannedMessage, ...]:
    """Let the messages lapse that it is too late for, and return them, first due first."""
    is_late = sa.and_(is_in(table, MessageState.PENDING), table.c.expires_at <= now)
    late = sa.select(table.c.id).where(is_late)
    rows = session.execute(
        sa.update(table)
        .where(table.c.id.in_(taken(late)))
        .values(state=MessageState.EXPIRED.value, changed_at=now, content=None)
        .returning(*table.c)
    )
    return tuple(planned_from(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id)))


def _reclaimed(
    session: Session, state: MessageState, *, becomes: MessageState, now: datetime
) -> int:
    # Both states, too: the index is of both.
    lost = sa.select(table.c.id).where(
        is_in(table, *HELD), is_in(table, state), table.c.lease_until <= now
    )
    rows = session.scalars(
        sa.update(table)
        .where(table.c.id.in_(taken(lost)))
        .values(state=becomes.value, looks=0, retry_at=now, changed_at=now, **NOT_HELD)
        .returning(table.c.id)
    )
    return len(rows.all())
