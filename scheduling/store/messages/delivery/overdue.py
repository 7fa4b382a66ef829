"""What has been due for long, on a database that may be an old copy of itself."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import Channel, MessageState, PlannedMessage
from scheduling.store.messages.delivery.due import taken
from scheduling.store.messages.rows import planned_from
from scheduling.store.messages.states import is_in
from scheduling.store.schema.tables import message as table

_PENDING = MessageState.PENDING.value


def untried(
    session: Session, *, channel: Channel, due_by: datetime
) -> tuple[tuple[int, PlannedMessage], ...]:
    """Return what a channel was to send by then and nobody has tried to: by id, oldest first."""
    wanted = sa.select(table.c.id).where(
        table.c.channel == channel.value,
        is_in(table, MessageState.PENDING),
        table.c.attempts == 0,
        table.c.due_at <= due_by,
    )
    rows = session.execute(
        sa.select(table).where(table.c.id.in_(taken(wanted))).order_by(table.c.due_at, table.c.id)
    )
    return tuple((row.id, planned_from(row)) for row in rows)


def last_change(session: Session) -> datetime | None:
    """Return when any message was last planned, or taken a step further: a sign of life."""
    moment: datetime | None = session.scalar(sa.select(sa.func.max(table.c.changed_at)))
    return moment


def put_off(
    session: Session, message_id: int, *, until: datetime, detail: str, now: datetime
) -> None:
    """Have a message that is still to be sent wait until then."""
    session.execute(
        sa.update(table)
        .where(table.c.id == message_id, table.c.state == _PENDING)
        .values(retry_at=until, detail=detail, changed_at=now)
    )
