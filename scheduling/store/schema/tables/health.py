"""A row to write, to see whether it can be."""

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
