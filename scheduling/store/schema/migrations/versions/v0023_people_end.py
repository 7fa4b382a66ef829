"""Somebody may be taken out, be the same as somebody else, or be a candidate who is decided on."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the columns, empty: nobody was any of that before."""
    op.add_column("person", sa.Column("removed_at", sa.DateTime(timezone=True)))
    op.add_column("person", sa.Column("merged_into", sa.Integer()))
    op.add_column("person", sa.Column("outcome", sa.String()))
    op.add_column("person", sa.Column("outcome_at", sa.DateTime(timezone=True)))
