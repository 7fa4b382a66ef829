"""Messages that a channel has due: whose turn it is, and who claims them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import USUAL, Channel, ClaimedMessage, DeliveryPolicy, MessageState
from scheduling.store.messages.delivery import pace
from scheduling.store.messages.delivery.due import due, first_ready, taken
from scheduling.store.messages.rows import claimed_from
from scheduling.store.schema.tables import message as table


def claim(
    session: Session,
    *,
    channel: Channel,
    owner: str,
    now: datetime,
    limit: int,
    policy: DeliveryPolicy = USUAL,
) -> tuple[ClaimedMessage, ...]:
    """Give the owner up to `limit` messages that a channel has due, longest due first.

    They are the owner's for the length of the lease. None while the channel is paused. Of each
    person's it is the first alone, and none while somebody holds another of theirs: to
    everybody, messages go in their order, and no faster than the channel takes them.
    """
    limit = pace.room(session, channel=channel, a_minute=policy.a_minute, most=limit, now=now)
    first = due(channel, now=now, policy=policy).order_by(table.c.due_at, table.c.id).limit(limit)
    held = {"owner": owner, "lease_until": now + policy.lease, "epoch": table.c.epoch + 1}
    rows = session.execute(
        sa.update(table)
        .where(table.c.id.in_(taken(first)))
        .values(state=MessageState.CLAIMED.value, changed_at=now, **held)
        .returning(*table.c)
    ).all()
    pace.note_taken(session, channel=channel, a_minute=policy.a_minute, count=len(rows), now=now)
    return tuple(claimed_from(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id)))


def is_due(
    session: Session, *, channel: Channel, now: datetime, policy: DeliveryPolicy = USUAL
) -> bool:
    """Tell whether `claim` would give anything; to ask is cheaper than to try."""
    if not pace.has_room(session, channel=channel, a_minute=policy.a_minute, now=now):
        return False
    if session.scalar(first_ready(channel, now=now)) is None:
        return False
    return session.scalar(sa.select(due(channel, now=now, policy=policy).exists())) or False
