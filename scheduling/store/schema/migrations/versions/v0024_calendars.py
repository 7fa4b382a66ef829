"""Calendars that people connect, and when these make them busy."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.schema import watching

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make both tables, empty, and have changes of busy time noted."""
    _make_calendars()
    op.create_table(
        "calendar_busy",
        sa.Column("calendar_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tentative", sa.Boolean(), nullable=False),
        sa.Column("all_day", sa.String(), nullable=False),
        sa.Column("busy", sa.LargeBinary()),
        _theirs("calendar_busy"),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendar.id"],
            name=op.f("fk_calendar_busy_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calendar_id", name=op.f("pk_calendar_busy")),
        sa.CheckConstraint(
            "all_day IN ('none', 'marked busy', 'all')",
            name=op.f("ck_calendar_busy_all_day_known"),
        ),
    )
    op.create_index(op.f("ix_calendar_busy_person_id"), "calendar_busy", ["person_id"])
    watching.watch(op.get_bind(), "calendar_busy")


def _make_calendars() -> None:
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("remembered", sa.LargeBinary()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("zone", sa.String()),
        sa.Column("free_all_day", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("skipped", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failing_since", sa.DateTime(timezone=True)),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failure", sa.String(), nullable=False, server_default=""),
        sa.Column("told_after", sa.Integer()),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("epoch", sa.Integer(), nullable=False, server_default="0"),
        _theirs("calendar"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
        sa.CheckConstraint(
            "source IN ('address', 'caldav', 'google', 'microsoft')",
            name=op.f("ck_calendar_source_known"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_calendar_person_id"), "calendar", ["person_id"])
    op.create_index(op.f("ix_calendar_due_at"), "calendar", ["due_at"])


def _theirs(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
    )
