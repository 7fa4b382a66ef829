"""All messages to one person that are still on their way."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MessageState
from scheduling.store.messages.fencing import NOT_HELD
from scheduling.store.messages.states import is_in
from scheduling.store.schema.tables import message as table


def cancel(session: Session, person_id: int, *, now: datetime) -> None:
    """Cancel what has not been sent to somebody, whatever it is about.

    What is on the wire can't be called back; but should it turn out not to have been sent, then it
    won't be.
    """
    theirs = table.c.person_id == person_id
    session.execute(
        sa.update(table)
        .where(theirs, is_in(table, MessageState.SENDING, MessageState.UNKNOWN))
        .values(is_withdrawn=True, changed_at=now)
    )
    session.execute(
        sa.update(table)
        .where(theirs, is_in(table, MessageState.PENDING, MessageState.CLAIMED))
        # Another epoch, so that a worker who has claimed it can't begin any more.
        .values(
            state=MessageState.CANCELLED.value,
            epoch=table.c.epoch + 1,
            content=None,
            changed_at=now,
            **NOT_HELD,
        )
    )
