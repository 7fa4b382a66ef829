"""In which state a message is, as a condition that the indexes of open messages answer.

Nearly all that was ever planned is sent: what is still open has small indexes of its own.
"""

import sqlalchemy as sa

from scheduling.model import MessageState

HELD = (MessageState.CLAIMED, MessageState.SENDING)
"""Somebody is at it."""
NOT_DELIVERED = (MessageState.DEAD, MessageState.EXPIRED, MessageState.UNKNOWN)
OVER = (MessageState.SENT, MessageState.DEAD, MessageState.CANCELLED, MessageState.EXPIRED)
"""Nothing happens to them any more, unless one is planned anew."""


def is_in(rows: sa.FromClause, *states: MessageState) -> sa.ColumnElement[bool]:
    """Return the condition that a message is in one of the states.

    They are written into the statement: of a value that is given beside it, no database knows
    beforehand that an index of some states alone has all the rows.
    """
    values = [state.value for state in states]
    if len(values) == 1:
        return rows.c.state == sa.literal(values[0], literal_execute=True)
    return rows.c.state.in_(sa.bindparam(None, values, expanding=True, literal_execute=True))
