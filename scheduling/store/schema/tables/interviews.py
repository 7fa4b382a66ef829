"""Interviews, who is in them, and the time that they take."""

import sqlalchemy as sa

from scheduling.model import InterviewState
from scheduling.store.schema.tables.columns import Instant, id_column, metadata, one_of

interview = sa.Table(
    "interview",
    metadata,
    id_column(),
    sa.Column("candidate_id", sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("start", Instant, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("invite_sequence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("outside_availability", sa.Boolean, nullable=False),
    sa.Column("booked_by", sa.String, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    # None where it was booked before there were any: its calendar uid is made of its id.
    sa.Column("uid", sa.String),
    # What people have written of it, each empty where nothing is said.
    sa.Column("title", sa.String, nullable=False, server_default=""),
    sa.Column("place", sa.String, nullable=False, server_default=""),
    sa.Column("note_for_candidate", sa.String, nullable=False, server_default=""),
    sa.Column("note_for_panel", sa.String, nullable=False, server_default=""),
    sa.Index(None, "state", "start", "id"),
    one_of("state", InterviewState),
    sa.CheckConstraint("revision >= 1", name="revision_counted"),
    sqlite_autoincrement=True,
)

# Who has made an interview what it is, change by change. Earlier versions kept none.
interview_revision = sa.Table(
    "interview_revision",
    metadata,
    sa.Column("interview_id", sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    # A word of RevisionKind; without a check, so that later versions may add some.
    sa.Column("kind", sa.String, nullable=False),
    # A member's Slack id, or the name of a program.
    sa.Column("changed_by", sa.String, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

# What its candidate asks for; a later wish takes the place of the one before.
move_request = sa.Table(
    "move_request",
    metadata,
    sa.Column("interview_id", sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    # The interview's: after another change of it, nobody need answer any more.
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("wanted", Instant, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("refused_at", Instant),
    sqlite_with_rowid=False,
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

# Whose hours have changed since it was booked, so that it lies outside them.
conflict = sa.Table(
    "conflict",
    metadata,
    sa.Column("interview_id", sa.ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True, index=True),
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
