"""Who has been changed since some moment: their row, their hours, their interviews, their declines.

Of a candidate it is also what is said of their interviews, and what they wish for.

The moment is a mark, taken in a transaction that only reads and asked about in a later one. It
tells what was committed between the two, however long it had been under way by then.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

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


class _Server(FunctionElement[str]):
    """The start of the server, for the same reason; "" of a file."""

    type = sa.String()
    name = "server"
    inherit_cache = True


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


def words_of(person_id: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
    """Return words for the last change of somebody, which are others after every change.

    To be asked in a transaction that only reads, and compared with those of another.
    """
    number = sa.select(table.c.number).where(table.c.person_id == person_id).scalar_subquery()
    return _Server() + "|" + sa.cast(sa.func.coalesce(number, 0), sa.String)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


@compiles(_Server, "postgresql")
def _start_of_server(_: _Server, __: SQLCompiler, **___: object) -> str:
    return "pg_postmaster_start_time()::text"


@compiles(_Server, "sqlite")
def _of_a_file(_: _Server, __: SQLCompiler, **___: object) -> str:
    return "''"
