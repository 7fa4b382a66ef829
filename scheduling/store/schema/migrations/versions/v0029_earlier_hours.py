"""A draft knows whether there is a plan as good with earlier hours."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Add the column, empty: nobody looked any further before."""
    op.add_column("distribution_round", sa.Column("earlier", sa.JSON()))
