"""What has ended is taken away: indexes that find it, and how many messages there were."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_OVER = "state IN ('sent', 'dead', 'cancelled', 'expired')"


def upgrade() -> None:
    """Make the table of counts, empty, and the indexes."""
    op.create_table(
        "ended_messages",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "state", name=op.f("pk_ended_messages")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_message_over",
        "message",
        ["changed_at"],
        sqlite_where=sa.text(_OVER),
        postgresql_where=sa.text(_OVER),
    )
    op.create_index(op.f("ix_distribution_round_changed_at"), "distribution_round", ["changed_at"])
    for table in ("availability_window", "time_off"):
        op.create_index(op.f(f"ix_{table}_person_id_day"), table, ["person_id", "day"])
