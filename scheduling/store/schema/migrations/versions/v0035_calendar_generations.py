"""Which readings of calendars count: those begun since what is in them means what it does."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Add the count, from 0 on for all."""
    op.add_column(
        "calendar", sa.Column("generation", sa.Integer(), nullable=False, server_default="0")
    )
