"""Making the steps of `migrations`, with Alembic: loaded only where there are some to make."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"


def make_steps(connection: sa.Connection, *, to: str) -> None:
    """Make those that the database has not seen, in their order, up to a revision."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, to)
