"""What a message's copies have in common, and how often its call broke off.

Both are for channels that cannot look whether a message came: a column that is empty for every
row there is, and one that is 0.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("message", sa.Column("content", sa.JSON(none_as_null=True)))
    op.add_column(
        "message", sa.Column("broken_off", sa.Integer(), server_default="0", nullable=False)
    )
