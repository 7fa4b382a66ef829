"""Having a message go by another channel than it was planned for."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from scheduling.model import Channel, ClaimedMessage, MessageState
from scheduling.store.messages.delivery.fencing import step
from scheduling.store.messages.outbox import plan
from scheduling.store.messages.rows import ENDED
from scheduling.store.schema.tables import message as table


def redirect(session: Session, claimed: ClaimedMessage, *, to: Channel, now: datetime) -> bool:
    """Plan a message that nobody has begun to send for another channel instead.

    What that channel has planned or sent already under the same key is not planned again.
    """
    left = step(
        session,
        claimed,
        {MessageState.CLAIMED.value},
        state=MessageState.CANCELLED.value,
        epoch=table.c.epoch + 1,
        detail=f"goes by {to}",
        changed_at=now,
        **ENDED,
    )
    # Else another worker holds it by now, and asks by what channel the person is reached itself.
    if left:
        plan(session, [replace(claimed.message, channel=to)], now=now)
    return left
