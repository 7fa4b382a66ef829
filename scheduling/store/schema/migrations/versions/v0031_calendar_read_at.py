"""Calendars by when they were last read: whoever looks for slots asks whose were not lately."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the index."""
    op.create_index(op.f("ix_calendar_read_at"), "calendar", ["read_at"])
