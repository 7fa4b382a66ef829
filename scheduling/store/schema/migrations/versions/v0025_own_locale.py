"""In which language somebody reads their page and mails; of those before, nobody has said."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Add the column, empty."""
    op.add_column("person", sa.Column("own_locale", sa.String()))
