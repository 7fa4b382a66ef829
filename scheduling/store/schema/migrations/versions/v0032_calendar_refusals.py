"""Who wants their calendar not to be read by what their company has set up."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "calendar_refusal",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_calendar_refusal_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "source", name=op.f("pk_calendar_refusal")),
        sa.CheckConstraint(
            "source IN ('address', 'caldav', 'google', 'microsoft')",
            name=op.f("ck_calendar_refusal_source_known"),
        ),
    )
