"""Messages by more than one channel, and a counter of an interview's own for calendars.

Only names change and columns are added that say the same for every row there is, so that it
takes no longer for a large table than for a small one. SQLite can't rename what is named within
a table, such as its checks: those keep the names they were made under.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INSTANT = sa.DateTime(timezone=True)
_INDEXES = {
    "interview_id": ["interview_id"],
    "person_id_changed_at": ["person_id", "changed_at"],
    "person_id_state_due_at": ["person_id", "state", "due_at"],
    "state_due_at_id": ["state", "due_at", "id"],
    "state_expires_at": ["state", "expires_at"],
}


def upgrade() -> None:
    """Call things what they are, and say that all so far went by Slack."""
    op.rename_table("direct_message", "message")
    op.alter_column("message", "channel", new_column_name="conversation")
    op.alter_column("message", "ts", new_column_name="receipt")
    op.add_column(
        "message", sa.Column("channel", sa.String(), server_default="slack", nullable=False)
    )
    op.add_column(
        "interview",
        sa.Column("invite_sequence", sa.Integer(), server_default="0", nullable=False),
    )
    _rename_indexes()
    _let_each_channel_pause_by_itself()


def _rename_indexes() -> None:
    can_rename = op.get_bind().dialect.name == "postgresql"
    for ending, columns in _INDEXES.items():
        old, new = f"ix_direct_message_{ending}", f"ix_message_{ending}"
        if can_rename:
            op.execute(f"ALTER INDEX {old} RENAME TO {new}")
        else:
            op.drop_index(old)
            op.create_index(op.f(new), "message", columns)


def _let_each_channel_pause_by_itself() -> None:
    before = sa.table(
        "sending_pause", sa.column("until", _INSTANT), sa.column("reason", sa.String())
    )
    standing = [
        {"channel": "slack", "until": row.until, "reason": row.reason}
        for row in op.get_bind().execute(sa.select(before.c.until, before.c.reason))
    ]
    op.drop_table("sending_pause")
    by_channel = op.create_table(
        "sending_pause",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_sending_pause")),
    )
    op.bulk_insert(by_channel, standing)
