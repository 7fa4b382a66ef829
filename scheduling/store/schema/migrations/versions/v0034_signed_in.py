"""Calendars for which their owners have signed in, and with whom."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add the column, empty."""
    op.add_column("calendar", sa.Column("signed_in", sa.String()))
