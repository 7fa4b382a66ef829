"""How somebody uses Slack, and by which clock they are told times.

Both are empty until Slack has told, or somebody has chosen.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the two columns, empty in every row there is."""
    op.add_column("person", sa.Column("locale", sa.String()))
    op.add_column("person", sa.Column("clock", sa.String()))
