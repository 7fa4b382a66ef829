"""When each person was last changed."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.schema import watching

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the table, and have it written from now on by whoever writes."""
    op.create_table(
        "last_change",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_last_change")),
    )
    op.create_index(op.f("ix_last_change_number"), "last_change", ["number"])
    watching.prepare(op.get_bind())
    for table in ("person", "busy", "decline"):
        watching.watch(op.get_bind(), table)
