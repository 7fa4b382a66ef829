"""Messages to people, and the pauses in sending them."""

import sqlalchemy as sa
from sqlalchemy.sql.naming import conv

from scheduling.model import Channel, MessageState
from scheduling.store.schema.tables.columns import Instant, metadata, one_of


def _of_some(name: str, *columns: str, where: str) -> sa.Index:
    """An index of some messages alone; `where` as `store.messages.states` says it to the letter."""
    some = sa.text(where)
    return sa.Index(f"ix_message_{name}", *columns, sqlite_where=some, postgresql_where=some)


# `kind` and `channel` are not checked: every new one would rebuild the largest table on SQLite.
# It was once called direct_message, and SQLite can't rename what was named within it then.
message = sa.Table(
    "message",
    metadata,
    sa.Column("id", sa.Integer),
    sa.Column("uid", sa.String, nullable=False),
    sa.Column("dedupe_key", sa.String, nullable=False),
    sa.Column("person_id", sa.Integer, nullable=False),
    sa.Column("interview_id", sa.Integer, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("expires_at", Instant),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("is_withdrawn", sa.Boolean, nullable=False),
    sa.Column("owner", sa.String),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("lease_until", Instant),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("looks", sa.Integer, nullable=False),
    sa.Column("retry_at", Instant),
    sa.Column("detail", sa.String),
    # Where it was sent, and the channel's word for the message there: Slack's ts.
    sa.Column("conversation", sa.String),
    sa.Column("receipt", sa.String),
    sa.Column("channel", sa.String, nullable=False, server_default=Channel.SLACK.value),
    # For a channel that cannot look: what was sent at first, so that a second copy is the same,
    # and how many of its calls broke off.
    sa.Column("content", sa.JSON(none_as_null=True)),
    sa.Column("broken_off", sa.Integer, nullable=False, server_default="0"),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    sa.PrimaryKeyConstraint("id", name="pk_direct_message"),
    sa.UniqueConstraint("uid", name="uq_direct_message_uid"),
    sa.UniqueConstraint("dedupe_key", name="uq_direct_message_dedupe_key"),
    sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_direct_message_person_id"),
    sa.ForeignKeyConstraint(
        ["interview_id"], ["interview.id"], name="fk_direct_message_interview_id"
    ),
    # Of all states, and read no more: bots of the version before go by them.
    sa.Index(None, "state", "due_at", "id"),
    sa.Index(None, "state", "expires_at"),
    _of_some("pending", "due_at", "id", where="state = 'pending'"),
    _of_some("expiring", "expires_at", where="state = 'pending'"),
    _of_some("held", "lease_until", where="state IN ('claimed', 'sending')"),
    _of_some("unknown", "due_at", "id", where="state = 'unknown'"),
    _of_some("over", "changed_at", where="state IN ('sent', 'dead', 'cancelled', 'expired')"),
    _of_some(
        "undelivered",
        "interview_id",
        "due_at",
        where="state IN ('dead', 'expired', 'unknown')",
    ),
    sa.Index(None, "person_id", "state", "due_at"),
    sa.Index(None, "person_id", "changed_at"),
    one_of("state", MessageState, named=conv("ck_direct_message_state_known")),
    sa.CheckConstraint(
        "state NOT IN ('claimed', 'sending') OR (owner IS NOT NULL AND lease_until IS NOT NULL)",
        name=conv("ck_direct_message_held_by_somebody"),
    ),
    sqlite_autoincrement=True,
)

# How many there were of those that were taken away.
ended_messages = sa.Table(
    "ended_messages",
    metadata,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("state", sa.String, primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

sending_pause = sa.Table(
    "sending_pause",
    metadata,
    sa.Column("channel", sa.String, primary_key=True),
    sa.Column("until", Instant, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
)

sending_pace = sa.Table(
    "sending_pace",
    metadata,
    sa.Column("channel", sa.String, primary_key=True),
    # From when on the next message is within its pace.
    sa.Column("free_at", Instant, nullable=False),
)

untold = sa.Table(
    "untold",
    metadata,
    sa.Column("interview_id", sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True, index=True),
    # As in a message.
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
