"""Who has been changed since some moment: their row, their hours, their interviews, their declines.

The moment is a mark, taken in a transaction that only reads and asked about in a later one. It
tells what was committed between the two, however long it had been under way by then.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduling.store.schema.tables import last_change as table

_SQLITE_MARK = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0))
_SQLITE_SINCE = sa.select(table.c.person_id).where(table.c.number > sa.bindparam("number"))
# The server's start stands in the mark: another one that takes its place may count transactions
# from a lower number on, and so does a standby that had not heard of the last of them.
_POSTGRESQL_MARK = sa.text(
    "SELECT pg_postmaster_start_time()::text || '|' || pg_current_snapshot()"
)
_POSTGRESQL_SINCE = sa.text(
    """
    SELECT pg_postmaster_start_time()::text AS server, ARRAY(
        SELECT person_id FROM last_change
        WHERE number >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))::text::bigint
        -- Higher ones were brought along, from another server, by a database that was restored.
        AND number < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        AND NOT pg_visible_in_snapshot(
            number::text::xid8, CAST(:snapshot AS pg_snapshot)
        )
    ) AS people
    """
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of the database, in its own words."""

    words: str


def mark(session: Session) -> Mark:
    """Return the moment that the session sees, which must not write."""
    if _is_sqlite(session):
        return Mark(str(session.scalar(_SQLITE_MARK)))
    return Mark(str(session.scalar(_POSTGRESQL_MARK)))


def since(session: Session, earlier: Mark) -> frozenset[int] | None:
    """Return the ids of those changed since an earlier mark, or None where nobody can tell.

    Those removed are among them. The session must not write.
    """
    if _is_sqlite(session):
        return frozenset(session.scalars(_SQLITE_SINCE, {"number": int(earlier.words)}))
    server, _, snapshot = earlier.words.partition("|")
    found = session.execute(_POSTGRESQL_SINCE, {"snapshot": snapshot}).one()
    return frozenset(found.people) if found.server == server else None


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
