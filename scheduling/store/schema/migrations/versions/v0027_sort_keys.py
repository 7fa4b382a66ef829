"""Where each name stands among all names, kept beside it; a bot fills it in when it has started."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the column, empty, and its indexes: of all, and of those that still lack it."""
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.add_column("person", sa.Column("sort_key", sa.String(collation=collation)))
    op.create_index(op.f("ix_person_sort_key_id"), "person", ["sort_key", "id"])
    lacking = sa.text("sort_key IS NULL")
    op.create_index(
        "ix_person_unsorted", "person", ["id"], sqlite_where=lacking, postgresql_where=lacking
    )
