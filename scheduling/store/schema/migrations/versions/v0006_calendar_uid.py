"""By which calendars know an interview: a random id for each that is booked from now on.

Empty for those that are booked already: calendars know them by what was told of them so far.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column, empty in every row there is."""
    op.add_column("interview", sa.Column("uid", sa.String()))
