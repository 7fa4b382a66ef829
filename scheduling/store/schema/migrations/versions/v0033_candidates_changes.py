"""Whatever a candidate's page shows notes that the candidate was changed."""

from alembic import op

from scheduling.store.schema import watching

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Have what is said of interviews, and what is asked for them, noted as the rest is."""
    watching.prepare_for_candidates(op.get_bind())
    for table in ("interview", "move_request"):
        watching.watch(op.get_bind(), table)
