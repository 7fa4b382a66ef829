"""An interview has a title, a place, and notes for its candidate and for its panel."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add them, empty: of what is booked already, nobody has said anything."""
    for name in ("title", "place", "note_for_candidate", "note_for_panel"):
        op.add_column("interview", sa.Column(name, sa.String(), nullable=False, server_default=""))
