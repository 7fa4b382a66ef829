"""The tables, and how instants and enumerations rest in them."""

from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.sql.naming import conv

from scheduling.model import MINUTES_PER_DAY, Channel, InterviewState, MessageState, Role
from scheduling.model.rounds import RoundState
from scheduling.timespan import as_instant

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_LAST_WEEKLY_MINUTE = 6 * MINUTES_PER_DAY

# A locale's collation would order names otherwise than SQLite and Python do.
SORTABLE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


class Instant(sa.types.TypeDecorator[datetime]):
    """An instant: kept in UTC, given back aware, and refused without a time zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant in UTC. Raises ValueError when it has no time zone."""
        return None if value is None else as_instant(value)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant in UTC; SQLite keeps no zone, so it is put back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _one_of(column: str, values: type[StrEnum], *, named: str = "") -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=named or f"{column}_known")


def _id_column() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _person_column() -> sa.Column[int]:
    return sa.Column(
        "person_id",
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


def _stretch_columns() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("start_minute", sa.Integer, nullable=False),
        sa.Column("end_minute", sa.Integer, nullable=False),
    )


def _stretch_checks() -> tuple[sa.CheckConstraint, sa.CheckConstraint]:
    return (
        sa.CheckConstraint(
            f"start_minute >= 0 AND start_minute < {MINUTES_PER_DAY}", name="start_within_day"
        ),
        sa.CheckConstraint("end_minute > start_minute", name="end_after_start"),
    )


def _dated_stretches(name: str) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        _id_column(),
        _person_column(),
        sa.Column("day", sa.Date, nullable=False),
        *_stretch_columns(),
        *_stretch_checks(),
        sqlite_autoincrement=True,
    )


# Ids stand in buttons and messages long after their row is gone, so SQLite must never give one
# out again: hence AUTOINCREMENT throughout.

person = sa.Table(
    "person",
    metadata,
    _id_column(),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("name_key", SORTABLE, nullable=False),
    sa.Column("role", sa.String),
    sa.Column("time_zone", sa.String, nullable=False),
    sa.Column("is_coordinator", sa.Boolean, nullable=False),
    sa.Column("email", sa.String),
    sa.Column("email_key", sa.String, unique=True),
    sa.Column("slack_user_id", sa.String, unique=True),
    sa.Column("availability_version", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Index(None, "name_key", "id"),
    _one_of("role", Role),
    sa.CheckConstraint("length(name) > 0", name="name_given"),
    sqlite_autoincrement=True,
)

availability_window = _dated_stretches("availability_window")

weekly_hours = sa.Table(
    "weekly_hours",
    metadata,
    _id_column(),
    _person_column(),
    sa.Column("weekday", sa.Integer, nullable=False),
    *_stretch_columns(),
    *_stretch_checks(),
    sa.CheckConstraint("weekday >= 0 AND weekday <= 6", name="weekday_known"),
    sa.CheckConstraint(f"end_minute <= {_LAST_WEEKLY_MINUTE}", name="shorter_than_a_week"),
    sqlite_autoincrement=True,
)

time_off = _dated_stretches("time_off")

availability_change = sa.Table(
    "availability_change",
    metadata,
    sa.Column("token", sa.String, primary_key=True),
    _person_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("stood", sa.JSON, nullable=False),
    sa.Column("is_used", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
)

# What everybody has offered, worked out ahead: a copy, which the entries above can make anew.
# `free` are the bits of ticks from the tick `horizon_start` on, packed.
compiled = sa.Table(
    "compiled",
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("rules_version", sa.Integer, nullable=False),
    sa.Column("tzdata_version", sa.String, nullable=False),
    sa.Column("time_zone", sa.String, nullable=False),
    sa.Column("horizon_start", sa.Integer, nullable=False),
    sa.Column("free", sa.LargeBinary, nullable=False),
)

interview = sa.Table(
    "interview",
    metadata,
    _id_column(),
    sa.Column("candidate_id", sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("start", Instant, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("invite_sequence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("outside_availability", sa.Boolean, nullable=False),
    sa.Column("booked_by", sa.String, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Index(None, "state", "start", "id"),
    _one_of("state", InterviewState),
    sa.CheckConstraint("revision >= 1", name="revision_counted"),
    sqlite_autoincrement=True,
)

panel = sa.Table(
    "panel",
    metadata,
    sa.Column("interview_id", sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True, index=True),
    # Read no more since `decline` is there: to drop it, SQLite would write every row anew.
    sa.Column("has_declined", sa.Boolean, nullable=False, default=False),
)

# Of an hour, not of a seat: it holds for every interview then, also when the seat is gone.
decline = sa.Table(
    "decline",
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("start", Instant, primary_key=True),
    sa.Column(
        "interview_id",
        sa.ForeignKey("interview.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    sqlite_with_rowid=False,
)

# The primary key is the promise that nobody is booked twice.
busy = sa.Table(
    "busy",
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("tick", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column(
        "interview_id",
        sa.ForeignKey("interview.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sqlite_with_rowid=False,
)

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
    sa.Index(None, "state", "due_at", "id"),
    sa.Index(None, "state", "expires_at"),
    sa.Index(None, "person_id", "state", "due_at"),
    sa.Index(None, "person_id", "changed_at"),
    _one_of("state", MessageState, named=conv("ck_direct_message_state_known")),
    sa.CheckConstraint(
        "state NOT IN ('claimed', 'sending') OR (owner IS NOT NULL AND lease_until IS NOT NULL)",
        name=conv("ck_direct_message_held_by_somebody"),
    ),
    sqlite_autoincrement=True,
)

sending_pause = sa.Table(
    "sending_pause",
    metadata,
    sa.Column("channel", sa.String, primary_key=True),
    sa.Column("until", Instant, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
)

# One row, written now and then for no other reason than to see whether it can be.
heartbeat = sa.Table(
    "heartbeat",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("beats", sa.Integer, nullable=False),
    sa.Column("beat_at", Instant, nullable=False),
)

# Secrets are kept as their hash alone: who reads the database can't use them.
api_token = sa.Table(
    "api_token",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("token_hash", sa.String, nullable=False, unique=True),
    sa.Column("created_at", Instant, nullable=False),
)

feed_token = sa.Table(
    "feed_token",
    metadata,
    sa.Column("person_id", sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("token_hash", sa.String, nullable=False, unique=True),
    sa.Column("created_at", Instant, nullable=False),
)

# A request that its sender may send again, put here with what it has done. Those without a
# status are of earlier versions, and were lost.
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

distribution_round = sa.Table(
    "distribution_round",
    metadata,
    _id_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("drafted_by", sa.String, nullable=False),
    sa.Column("asked", sa.JSON, nullable=False),
    sa.Column("adjustments", sa.JSON, nullable=False),
    sa.Column("outcome", sa.JSON, nullable=False),
    sa.Column("relevels", sa.ForeignKey("distribution_round.id")),
    sa.Column("proposal", sa.JSON),
    sa.Column("proposed", sa.JSON),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    _one_of("state", RoundState),
    sqlite_autoincrement=True,
)

# Which interviews came out of a round: whoever drops out of one can be replaced with few moves.
round_interview = sa.Table(
    "round_interview",
    metadata,
    sa.Column("interview_id", sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "round_id",
        sa.ForeignKey("distribution_round.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
