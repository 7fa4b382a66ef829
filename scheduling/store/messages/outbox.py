"""Messages on their way: planned with a change, claimed by a worker, sent once.

Every step that a worker takes is fenced, as `fencing` says.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import (
    USUAL,
    Channel,
    ClaimedMessage,
    Content,
    DeliveryPolicy,
    MessageKind,
    MessageState,
    PlannedMessage,
)
from scheduling.store.databases.among import among
from scheduling.store.databases.upsert import Inserting, inserting
from scheduling.store.messages import pace
from scheduling.store.messages.due import due, first_ready, taken
from scheduling.store.messages.fencing import NOT_HELD, step
from scheduling.store.messages.older_keys import as_they_were_called
from scheduling.store.messages.rows import (
    CAN_BE_REVIVED,
    claimed_from,
    kept_key,
    planned_from,
    row_of,
    starting_anew,
)
from scheduling.store.messages.states import HELD, is_in
from scheduling.store.schema.tables import message as table

_PENDING = MessageState.PENDING.value
_CLAIMED = MessageState.CLAIMED.value
_SENDING = MessageState.SENDING.value
_SENT = MessageState.SENT.value
_UNKNOWN = MessageState.UNKNOWN.value
_CANCELLED = MessageState.CANCELLED.value
_EXPIRED = MessageState.EXPIRED.value
_DEAD = MessageState.DEAD.value

# What is over is sent by nobody: what was kept for sending it again goes.
_ENDED = {"content": None, **NOT_HELD}

# Twenty parameters a row: well below what a statement of either database has room for.
_MOST_ROWS = 500


def plan(session: Session, messages: Iterable[PlannedMessage], *, now: datetime) -> int:
    """Add the messages that were never planned before, and return how many.

    One that was cancelled, or that it was too late for, is planned anew, and counted. One that
    was called back while it was on the wire is wanted again. Of what was sent, waits, or can't
    be delivered there is never a second.
    """
    rows: dict[str, dict[str, object]] = {}
    for message in as_they_were_called(session, tuple(messages)):
        rows.setdefault(kept_key(message), row_of(message, now=now))
    if not rows:
        return 0
    planned = session.execute(_adding(inserting(session)), [*rows.values()])
    return sum(row.state == MessageState.PENDING.value for row in planned)


@cache
def _adding(inserting: Inserting) -> sa.Executable:
    """The statement for one row, which SQLAlchemy makes as long as there are rows.

    With all rows in it, its text would be made anew each time, for ten times as long as SQLite
    takes to do what it says.
    """
    asked = inserting(table)
    # No IN: a list is written into the text anew as well.
    can_be_revived = sa.or_(*(table.c.state == state for state in CAN_BE_REVIVED))
    on_the_wire = sa.or_(table.c.state == _SENDING, table.c.state == _UNKNOWN)
    adding = asked.on_conflict_do_update(
        index_elements=["dedupe_key"],
        set_={"is_withdrawn": False, **starting_anew(asked, where=can_be_revived)},
        where=sa.or_(can_be_revived, sa.and_(on_the_wire, table.c.is_withdrawn)),
    ).returning(table.c.state)
    return adding.execution_options(insertmanyvalues_page_size=_MOST_ROWS)


def cancel(
    session: Session,
    *,
    interview_id: int,
    kinds: frozenset[MessageKind],
    person_ids: Iterable[int] | None = None,
    only: Iterable[PlannedMessage] | None = None,
    now: datetime,
) -> int:
    """Cancel an interview's messages that are not on the wire; returns how many.

    Those to everybody, or to `person_ids`; all of these, or `only` some. One that is being
    sent, or of which nobody knows whether it was, can't be called back; but should it turn out
    not to have been sent, then it won't be.
    """
    these = [
        table.c.interview_id == interview_id,
        table.c.kind.in_([kind.value for kind in kinds]),
    ]
    if person_ids is not None:
        these.append(among(table.c.person_id, person_ids))
    if only is not None:
        these.append(among(table.c.dedupe_key, map(kept_key, only)))
    session.execute(
        sa.update(table)
        .where(*these, is_in(table, MessageState.SENDING, MessageState.UNKNOWN))
        # Marked, not taken back: the call may be at its channel this moment.
        .values(is_withdrawn=True, changed_at=now)
    )
    cancelled = session.scalars(
        sa.update(table)
        .where(*these, is_in(table, MessageState.PENDING, MessageState.CLAIMED))
        # Another epoch, so that a worker who has claimed it can't begin any more.
        .values(state=_CANCELLED, epoch=table.c.epoch + 1, changed_at=now, **_ENDED)
        .returning(table.c.id)
    )
    return len(cancelled.all())


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
        .values(state=_CLAIMED, changed_at=now, **held)
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


def is_untidy(session: Session, *, now: datetime) -> bool:
    """Tell whether `reclaim` or `expire` would change anything."""
    held = sa.exists().where(is_in(table, *HELD), table.c.lease_until <= now)
    late = sa.exists().where(is_in(table, MessageState.PENDING), table.c.expires_at <= now)
    # Two questions: for one about either, a database would read every message there is.
    return session.scalar(sa.select(sa.or_(held, late))) or False


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
        **_ENDED,
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
        **_ENDED,
    )


def reclaim(session: Session, *, now: datetime) -> tuple[int, int]:
    """Take messages from workers whose lease has run out, and return how many.

    First those that were only claimed, which are pending again: they were never sent. Then
    those that were being sent, which are unknown.
    """
    return (
        _reclaimed(session, MessageState.CLAIMED, becomes=_PENDING, now=now),
        _reclaimed(session, MessageState.SENDING, becomes=_UNKNOWN, now=now),
    )


def expire(session: Session, *, now: datetime) -> tuple[PlannedMessage, ...]:
    """Let the messages lapse that it is too late for, and return them, first due first."""
    is_late = sa.and_(is_in(table, MessageState.PENDING), table.c.expires_at <= now)
    late = sa.select(table.c.id).where(is_late)
    rows = session.execute(
        sa.update(table)
        .where(table.c.id.in_(taken(late)))
        .values(state=_EXPIRED, changed_at=now, content=None)
        .returning(*table.c)
    )
    return tuple(planned_from(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id)))


def next_due(session: Session, *, now: datetime) -> datetime | None:
    """Return when the next message of those still to come is due, if there is any."""
    due = sa.select(sa.func.min(table.c.due_at)).where(
        is_in(table, MessageState.PENDING), table.c.due_at > now
    )
    moment: datetime | None = session.scalar(due)
    return moment


def of_interview(
    session: Session, interview_id: int
) -> tuple[tuple[PlannedMessage, MessageState], ...]:
    """Return all messages about an interview with their states, first due first."""
    asked = sa.select(table).where(table.c.interview_id == interview_id)
    rows = session.execute(asked.order_by(table.c.due_at, table.c.id))
    return tuple((planned_from(row), MessageState(row.state)) for row in rows)


def _reclaimed(session: Session, state: MessageState, *, becomes: str, now: datetime) -> int:
    # Both states, too: the index is of both.
    lost = sa.select(table.c.id).where(
        is_in(table, *HELD), is_in(table, state), table.c.lease_until <= now
    )
    rows = session.scalars(
        sa.update(table)
        .where(table.c.id.in_(taken(lost)))
        .values(state=becomes, looks=0, retry_at=now, changed_at=now, **NOT_HELD)
        .returning(table.c.id)
    )
    return len(rows.all())
