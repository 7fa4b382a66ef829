"""What its worker notes of a message: that the call is about to be made, and what came of it.

Every step is fenced, as `fencing` says.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import ClaimedMessage, Content, MessageState
from scheduling.store.messages.delivery.fencing import step
from scheduling.store.messages.rows import ENDED, NOT_HELD
from scheduling.store.schema.tables import message as table

_PENDING = MessageState.PENDING.value
_CLAIMED = MessageState.CLAIMED.value
_SENDING = MessageState.SENDING.value
_SENT = MessageState.SENT.value
_UNKNOWN = MessageState.UNKNOWN.value
_CANCELLED = MessageState.CANCELLED.value
_DEAD = MessageState.DEAD.value


def begin(
    session: Session, claimed: ClaimedMessage, *, now: datetime, content: Content | None = None
) -> bool:
    """Put on record that the call to its channel is about to be made, and with what content.

    False, and then it must not be made, when the worker has lost the message, its lease has
    run out, or it is too late for the message.
    """
    return step(
        session,
        claimed,
        {_CLAIMED},
        table.c.lease_until > now,
        sa.or_(table.c.expires_at.is_(None), table.c.expires_at > now),
        state=_SENDING,
        content=content,
        changed_at=now,
    )


def sent(
    session: Session, claimed: ClaimedMessage, *, now: datetime, conversation: str, receipt: str
) -> bool:
    """Put on record that its channel has the message, and under which receipt.

    True as well for one that was taken back as unknown, when it is its worker who says so.
    """
    return step(
        session,
        claimed,
        {_SENDING, _UNKNOWN},
        state=_SENT,
        conversation=conversation,
        receipt=receipt,
        detail=None,
        changed_at=now,
        **ENDED,
    )


def unsent(
    session: Session,
    claimed: ClaimedMessage,
    *,
    now: datetime,
    retry_at: datetime,
    detail: str,
    counts: bool,
) -> bool:
    """Put on record that its channel certainly has not got it, and try again later.

    `counts` tells whether that was an attempt; to be asked to wait is none. A message that was
    cancelled in the meantime is cancelled now. Where it went is forgotten: the person may have
    another address next time.
    """
    return step(
        session,
        claimed,
        {_CLAIMED, _SENDING, _UNKNOWN},
        state=sa.case((table.c.is_withdrawn, _CANCELLED), else_=_PENDING),
        content=sa.case((table.c.is_withdrawn, sa.null()), else_=table.c.content),
        conversation=None,
        attempts=table.c.attempts + int(counts),
        retry_at=retry_at,
        detail=detail,
        changed_at=now,
        **NOT_HELD,
    )


def unknown(
    session: Session,
    claimed: ClaimedMessage,
    *,
    now: datetime,
    detail: str,
    look_at: datetime | None = None,
) -> bool:
    """Put on record that nobody can tell yet whether its channel has the message.

    From `look_at` on, it is to be looked for (at once for None).
    """
    return step(
        session,
        claimed,
        {_SENDING},
        state=_UNKNOWN,
        detail=detail,
        broken_off=table.c.broken_off + 1,
        looks=0,
        retry_at=look_at or now,
        changed_at=now,
        **NOT_HELD,
    )


def dead(session: Session, claimed: ClaimedMessage, *, now: datetime, detail: str) -> bool:
    """Put on record that the message can never be sent, and why."""
    return step(
        session,
        claimed,
        {_CLAIMED, _SENDING, _UNKNOWN},
        state=_DEAD,
        detail=detail,
        changed_at=now,
        **ENDED,
    )
