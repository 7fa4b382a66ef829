"""What of calendars takes hours of interviews to which their owners come all the same."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "accepted_block",
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ticks", sa.Integer(), nullable=False),
        sa.Column("tentative", sa.Boolean(), nullable=False),
        sa.Column("all_day", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendar.id"],
            name=op.f("fk_accepted_block_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_accepted_block_interview_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_accepted_block_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "calendar_id", "interview_id", "start", name=op.f("pk_accepted_block")
        ),
        sa.CheckConstraint(
            "all_day IN ('none', 'marked busy', 'all')",
            name=op.f("ck_accepted_block_all_day_known"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_accepted_block_interview_id"), "accepted_block", ["interview_id"])
    op.create_index(op.f("ix_accepted_block_person_id"), "accepted_block", ["person_id"])
