"""What programs come in with, and what they have asked."""

import sqlalchemy as sa

from scheduling.store.schema.tables.columns import Instant, metadata

# Secrets are kept as their hash alone: who reads the database can't use them.
api_token = sa.Table(
    "api_token",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("token_hash", sa.String, nullable=False, unique=True),
    sa.Column("created_at", Instant, nullable=False),
    # Words with spaces between; None: all there are.
    sa.Column("scopes", sa.String),
    sa.Column("expires_at", Instant),
    sa.Column("last_used_at", Instant),
)

feed_token = sa.Table(
    "feed_token",
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("token_hash", sa.String, nullable=False, unique=True),
    sa.Column("created_at", Instant, nullable=False),
)

# Good for one download, and gone with it.
export_link = sa.Table(
    "export_link",
    metadata,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    # Which interviews it is good for,
    sa.Column("asked", sa.JSON, nullable=False),
    # or all that is held about whom, by id.
    sa.Column("about", sa.Integer),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# A request that its sender may send again, put here with what it has done: a program's, or a
# press or form of somebody in Slack. Those without a status are of earlier versions, and were
# lost.
api_request = sa.Table(
    "api_request",
    metadata,
    sa.Column("token_name", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("fingerprint", sa.String, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("headers", sa.JSON),
    sa.Column("body", sa.String),
    sa.Column("created_at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)
