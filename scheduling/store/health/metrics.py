"""Counts of what the database holds, for whoever watches the bot."""

from collections import Counter
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import InterviewState, MessageState
from scheduling.store.messages.states import HELD, OVER, is_in
from scheduling.store.schema.tables import ended_messages, interview, message


def over(session: Session, *, before: datetime) -> Counter[tuple[str, str]]:
    """Return how many messages were over by then, by kind and state; those taken away count too."""
    counts = _by_kind(session, is_in(message, *OVER), message.c.changed_at < before)
    for row in session.execute(sa.select(ended_messages)):
        counts[row[0], row[1]] += row[2]
    return counts


def not_over(session: Session, *, before: datetime) -> Counter[tuple[str, str]]:
    """Return how many messages are open, or have been over only since then, by kind and state."""
    counts = _by_kind(session, is_in(message, *OVER), message.c.changed_at >= before)
    # A question for each index of open messages.
    for states in ((MessageState.PENDING,), HELD, (MessageState.UNKNOWN,)):
        counts += _by_kind(session, is_in(message, *states))
    return counts


def interviews(
    session: Session, *, before: datetime | None = None, since: datetime | None = None
) -> Counter[str]:
    """Return how many interviews begin before an instant, or from one on, by state."""
    asked = sa.select(interview.c.state, sa.func.count()).group_by(interview.c.state)
    if before is not None:
        asked = asked.where(interview.c.start < before)
    if since is not None:
        states = [state.value for state in InterviewState]
        asked = asked.where(interview.c.state.in_(states), interview.c.start >= since)
    return Counter({row[0]: row[1] for row in session.execute(asked)})


def due(session: Session, *, now: datetime) -> tuple[int, datetime | None]:
    """Return how many messages could be sent now, and since when the first of them."""
    table = message
    could_be_sent = (
        is_in(table, MessageState.PENDING),
        table.c.due_at <= now,
        sa.or_(table.c.expires_at.is_(None), table.c.expires_at > now),
    )
    # The first by itself: in this order an index has it at once, and mostly there is none. How
    # many there are is counted through all that are planned, where that looks shorter.
    first = session.scalar(
        sa.select(table.c.due_at).where(*could_be_sent).order_by(table.c.due_at).limit(1)
    )
    if first is None:
        return 0, None
    return session.scalar(sa.select(sa.func.count()).where(*could_be_sent)) or 0, first


def _by_kind(session: Session, *conditions: sa.ColumnElement[bool]) -> Counter[tuple[str, str]]:
    kind, state = message.c.kind, message.c.state
    asked = sa.select(kind, state, sa.func.count()).where(*conditions).group_by(kind, state)
    return Counter({(row[0], row[1]): row[2] for row in session.execute(asked)})
