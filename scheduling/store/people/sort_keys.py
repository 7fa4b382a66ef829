"""Where each name stands among all names, in the rows of people.

It is worked out here, as no database sorts names as people do. A row lacks it, or has that of an
older name, where a bot of a version before has written it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.model.names import sort_key
from scheduling.store.schema.tables import person as table

BY_SORT_KEY = (table.c.sort_key, table.c.id)
_LACKING = sa.select(table.c.id).where(table.c.sort_key.is_(None)).limit(1)


def are_complete(session: Session) -> bool:
    """Tell whether no row lacks its key."""
    return session.scalar(_LACKING) is None


def wrong_after(
    session: Session, person_id: int, *, limit: int
) -> tuple[dict[int, str], int | None]:
    """Look at so many people with higher ids, and return the keys that are wrong as they should be.

    By id; and the last id that was looked at, None where nobody is left.
    """
    asked = sa.select(table.c.id, table.c.name, table.c.sort_key).where(table.c.id > person_id)
    rows = session.execute(asked.order_by(table.c.id).limit(limit)).all()
    right = {row.id: sort_key(row.name) for row in rows}
    wrong = {row.id: right[row.id] for row in rows if row.sort_key != right[row.id]}
    return wrong, rows[-1].id if rows else None


def mend(session: Session, ids: Sequence[int]) -> None:
    """Write the keys of some people anew, by the names that they have now."""
    named = sa.select(table.c.id, table.c.name).where(table.c.id.in_(ids))
    keys = [
        {"of": row.id, "key": sort_key(row.name)}
        for row in session.execute(named.with_for_update())
    ]
    if keys:
        set_key = sa.update(table).where(table.c.id == sa.bindparam("of"))
        session.connection().execute(set_key.values(sort_key=sa.bindparam("key")), keys)
