"""Who has ever opened their Home tab; of those who did so before, nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the table; it begins with who opens their tab from now on."""
    op.create_table(
        "home_tab",
        sa.Column("slack_user_id", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slack_user_id", name=op.f("pk_home_tab")),
        sqlite_with_rowid=False,
    )
