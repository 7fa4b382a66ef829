"""Whether somebody's account is said to have ended, and no coordinator has confirmed it yet."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; it holds of nobody."""
    op.add_column(
        "person",
        sa.Column("departure_is_held", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
