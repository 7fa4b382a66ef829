"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy's common ground has not."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert(session: Session, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """Return the INSERT of the session's own database, to be given `on_conflict_…`."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
