"""Who comes after whom, a page at a time."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.schema.tables import person as table


def after(session: Session, person_id: int, *, limit: int) -> range:
    """Return the ids that the next `limit` people above one lie in; empty after the last."""
    asked = sa.select(table.c.id).where(table.c.id > person_id).order_by(table.c.id).limit(limit)
    ids = session.scalars(asked).all()
    return range(ids[0], ids[-1] + 1) if ids else range(0)


def within(rows: sa.Table, person_ids: range) -> sa.ColumnElement[bool]:
    """Return the condition that a row is of one of these people.

    As bounds, which any database looks up in an index, whatever else is asked of the rows.
    """
    return rows.c.person_id.between(person_ids.start, person_ids.stop - 1)
