"""A decline is of an hour, and outlives the seat on the panel."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make a table of declines, with those that seats hold."""
    op.create_table(
        "decline",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_decline_interview_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decline_person_id")),
        sa.PrimaryKeyConstraint("person_id", "start", "interview_id", name=op.f("pk_decline")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_decline_interview_id"), "decline", ["interview_id"])
    op.execute(
        "INSERT INTO decline (person_id, start, interview_id) "
        "SELECT panel.person_id, interview.start, interview.id "
        "FROM panel JOIN interview ON interview.id = panel.interview_id "
        "WHERE panel.has_declined"
    )
