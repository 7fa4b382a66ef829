"""What people have allowed by signing in, while no calendar is read by it: to be given back."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.schema import parting

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Make the table, empty, and what fills it."""
    op.create_table(
        "calendar_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("calendar_id", sa.Integer()),
        sa.Column("kept_until", sa.DateTime(timezone=True)),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("given_up_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_grant")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_calendar_grant_due_at"), "calendar_grant", ["due_at"])
    parting.keep_grants(op.get_bind())
