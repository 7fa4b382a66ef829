"""Interviews that a change of hours has put outside them, and links that download a list once.

Two tables of their own: a bot of the version before, running beside, does not know them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make both, empty."""
    op.create_table(
        "conflict",
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_conflict_interview_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conflict_person_id")),
        sa.PrimaryKeyConstraint("interview_id", "person_id", name=op.f("pk_conflict")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_conflict_person_id"), "conflict", ["person_id"])
    op.create_table(
        "export_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_export_link_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_export_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_export_link_expires_at"), "export_link", ["expires_at"])
