"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy's common ground has not."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

Insert = postgresql.Insert | sqlite.Insert
Inserting = Callable[[sa.Table], Insert]


def insert(session: Session, table: sa.Table) -> Insert:
    """Return the INSERT of the session's own database, to be given `on_conflict_…`."""
    return inserting(session)(table)


def inserting(session: Session) -> Inserting:
    """Return what makes such an INSERT."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert
    return sqlite.insert
