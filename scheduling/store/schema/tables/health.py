"""What the bot keeps for itself: a row to write, and the settings that other rows rest on."""

import sqlalchemy as sa

from scheduling.store.schema.tables.columns import Instant, metadata

# One row, written now and then for no other reason than to see whether it can be.
heartbeat = sa.Table(
    "heartbeat",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("beats", sa.Integer, nullable=False),
    sa.Column("beat_at", Instant, nullable=False),
)

# One row: the settings by which reminders are planned and hours were booked, each as it is written.
settings_in_force = sa.Table(
    "settings_in_force",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)
