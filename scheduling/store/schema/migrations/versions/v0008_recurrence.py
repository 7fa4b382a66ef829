"""Weekly hours that begin, end or leave weeks out, and windows in the place of weekly hours.

What was given before recurs every week without an end, and replaces nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns, each as what was given before means it."""
    op.add_column("weekly_hours", sa.Column("first_day", sa.Date()))
    op.add_column("weekly_hours", sa.Column("last_day", sa.Date()))
    every = sa.Column("every_weeks", sa.Integer(), nullable=False, server_default="1")
    op.add_column("weekly_hours", every)
    replaces: sa.Column[bool] = sa.Column(
        "replaces", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("availability_window", replaces)
