"""Why somebody is a coordinator, beside that they are; and since when an account is deactivated.

An older bot that still runs goes on writing every right as if it were granted. The rounds of this
version take back what was not.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns; of the rows there are nothing is known yet."""
    op.add_column("person", sa.Column("granted_by", sa.Integer()))
    op.add_column("person", sa.Column("granted_through", sa.String()))
    op.add_column("person", sa.Column("granted_at", sa.DateTime(timezone=True)))
    for name in ("is_in_settings", "is_admin", "has_coordinated"):
        op.add_column(
            "person", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.add_column("person", sa.Column("deactivated_at", sa.DateTime(timezone=True)))
