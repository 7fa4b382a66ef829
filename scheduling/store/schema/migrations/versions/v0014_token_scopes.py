"""What a token may be used for, until when, and when it was used last.

Those there are may be used for all, as before, and end when they are revoked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the columns, empty in every row there is."""
    op.add_column("api_token", sa.Column("scopes", sa.String()))
    op.add_column("api_token", sa.Column("expires_at", sa.DateTime(timezone=True)))
    op.add_column("api_token", sa.Column("last_used_at", sa.DateTime(timezone=True)))
