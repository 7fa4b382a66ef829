"""A link may lead to all that is held about somebody, in the place of a list of interviews."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Add the column, empty: links of before lead to interviews."""
    op.add_column("export_link", sa.Column("about", sa.Integer()))
