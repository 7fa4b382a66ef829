"""Messages whose waits were reckoned by a clock that has been put back since."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import MessageState
from scheduling.store.messages.states import HELD, is_in
from scheduling.store.schema.tables import message as table
from scheduling.store.schema.tables.columns import Instant

_OPEN = ((MessageState.PENDING,), HELD, (MessageState.UNKNOWN,))
"""Each has an index of its own; asked for together, all that was ever sent would be read."""
_LONGEST_LEASE = timedelta(minutes=10)
"""Longer than any channel's: whoever holds a message has a whole one from now on."""


def wait_no_more(session: Session, *, now: datetime, later: datetime) -> int:
    """Have what was last changed after `later`, which is still to come, wait no longer than usual.

    That is notices, which are due at once, and whatever is to be tried or looked for again. What
    is due at an hour, as reminders are, stays due then. Returns how many messages there were.
    """
    at = sa.literal(now, Instant)
    leased = sa.literal(now + _LONGEST_LEASE, Instant)
    is_notice = sa.and_(table.c.due_at <= table.c.created_at, table.c.due_at > at)
    changed = (
        sa.update(table)
        .where(table.c.changed_at > later)
        .values(
            due_at=sa.case((is_notice, at), else_=table.c.due_at),
            retry_at=_at_most(table.c.retry_at, at),
            lease_until=_at_most(table.c.lease_until, leased),
            changed_at=at,
        )
        .returning(table.c.id)
    )
    return sum(len(session.scalars(changed.where(is_in(table, *some))).all()) for some in _OPEN)


def _at_most(
    column: sa.Column[datetime], latest: sa.ColumnElement[datetime]
) -> sa.ColumnElement[datetime]:
    return sa.case((column > latest, latest), else_=column)
