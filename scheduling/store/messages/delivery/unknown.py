"""Messages that a channel has perhaps accepted: who looks for which, and when.

Whoever looks holds the message under a new epoch, as a sender does: so no two look at once, and
a worker who had lost it can't say any more what became of it.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import USUAL, Channel, ClaimedMessage, DeliveryPolicy, MessageState
from scheduling.store.messages.delivery import pause
from scheduling.store.messages.delivery.due import taken
from scheduling.store.messages.delivery.fencing import step
from scheduling.store.messages.rows import NOT_HELD, claimed_from
from scheduling.store.messages.states import is_in
from scheduling.store.schema.tables import message as table

_IS_UNKNOWN = is_in(table, MessageState.UNKNOWN)


def is_due(session: Session, *, channel: Channel, now: datetime) -> bool:
    """Tell whether `claim` would give anything; to ask is cheaper than to try."""
    return session.scalar(sa.select(_due(channel, now=now).exists())) or False


def claim(
    session: Session,
    *,
    channel: Channel,
    owner: str,
    now: datetime,
    limit: int,
    policy: DeliveryPolicy = USUAL,
) -> tuple[ClaimedMessage, ...]:
    """Give the owner up to `limit` messages of a channel to look for, longest due first.

    They are the owner's for the length of the lease. None while the channel is paused.
    """
    due = _due(channel, now=now).order_by(table.c.due_at, table.c.id).limit(limit)
    held = {"owner": owner, "lease_until": now + policy.lease, "epoch": table.c.epoch + 1}
    rows = session.execute(
        sa.update(table).where(table.c.id.in_(taken(due))).values(**held).returning(*table.c)
    )
    return tuple(claimed_from(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id)))


def look_again(
    session: Session,
    claimed: ClaimedMessage,
    *,
    at: datetime,
    detail: str | None = None,
    has_looked: bool,
    conversation: str | None = None,
) -> bool:
    """Let go of a message that was not found, to be looked for again at that time.

    `has_looked` tells whether the history could be read at all, `detail` why not; the conversation
    is kept when it has become known.
    """
    values: dict[str, object] = {"looks": table.c.looks + int(has_looked), "retry_at": at}
    if detail is not None:
        values["detail"] = detail
    if conversation is not None:
        values["conversation"] = conversation
    return step(session, claimed, {MessageState.UNKNOWN.value}, **values, **NOT_HELD)


def hold_off(session: Session, *, channel: Channel, until: datetime) -> None:
    """Have nothing of a channel looked for before that time."""
    session.execute(
        sa.update(table)
        .where(_IS_UNKNOWN, table.c.channel == channel.value, _before(until))
        .values(retry_at=until)
    )


def _before(until: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.retry_at.is_(None), table.c.retry_at < until)


def _due(channel: Channel, *, now: datetime) -> sa.Select[tuple[int]]:
    return sa.select(table.c.id).where(
        _IS_UNKNOWN,
        table.c.channel == channel.value,
        sa.or_(table.c.retry_at.is_(None), table.c.retry_at <= now),
        sa.or_(table.c.lease_until.is_(None), table.c.lease_until <= now),
        ~pause.is_standing(now, channel=channel),
    )
