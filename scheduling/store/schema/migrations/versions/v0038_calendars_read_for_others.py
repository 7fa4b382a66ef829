"""Calendars that were read for another zone or address than their owner has, quickly found."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_calendar_zone",
        "calendar",
        ["zone"],
        sqlite_where=sa.text("zone IS NULL"),
        postgresql_where=sa.text("zone IS NULL"),
    )
