"""Somebody may be erased: their row stays, and tells nobody any more who it was."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Add the column, empty: nobody was erased before."""
    op.add_column("person", sa.Column("erased_at", sa.DateTime(timezone=True)))
