"""The settings that rows rest on, so that a start with others is noticed.

An older bot that still runs knows nothing of the table, and goes on by its own settings.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table; its row comes with the first start of this version."""
    op.create_table(
        "settings_in_force",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_in_force")),
    )
