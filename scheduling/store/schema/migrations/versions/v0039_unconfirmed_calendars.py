"""Calendars for which somebody has signed in, and whose owner has to say that they are theirs."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.schema import parting

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    """Make the table, empty, and what gives back whatever leaves it."""
    op.create_table(
        "unconfirmed_calendar",
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_unconfirmed_calendar")),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["calendar_grant.id"],
            name=op.f("fk_unconfirmed_calendar_grant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_unconfirmed_calendar_person_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        op.f("ix_unconfirmed_calendar_person_id"), "unconfirmed_calendar", ["person_id"]
    )
    parting.end_unconfirmed(op.get_bind())
