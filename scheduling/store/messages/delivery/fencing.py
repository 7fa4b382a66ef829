"""Steps that only the worker who holds a message may take.

Each names the row's id, the epoch under which the worker claimed it and the state it must be in,
and a worker who has lost the message changes nothing.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model import ClaimedMessage
from scheduling.store.schema.tables import message as table


def step(
    session: Session,
    claimed: ClaimedMessage,
    states: set[str],
    *conditions: sa.ColumnElement[bool],
    **values: object,
) -> bool:
    """Give the message these values, and tell whether it was still the worker's to change."""
    stepped = session.scalars(
        sa.update(table)
        .where(table.c.id == claimed.id, table.c.epoch == claimed.epoch)
        .where(table.c.state.in_(states), *conditions)
        .values(**values)
        .returning(table.c.id)
    )
    return stepped.one_or_none() is not None
