"""Bringing a database up to this version, in process and in the transaction at hand."""

from enum import Enum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from scheduling.errors import DatabaseNewer

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: sa.Connection, *, to: str = "head") -> None:
    """Run the migrations that the database has not seen, in their order, up to a revision.

    Raises DatabaseNewer when it has seen one that this version does not know.
    """
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    _refuse_newer(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, to)


class SchemaState(Enum):
    """How the tables of a database stand to this version."""

    NONE = "there are none yet"
    OLDER = "they are of an older version"
    CURRENT = "they are up to date"


def state_of(connection: sa.Connection) -> SchemaState:
    """Return how the tables stand, changing nothing.

    Raises DatabaseNewer when a newer version has made them.
    """
    scripts = ScriptDirectory(str(_MIGRATIONS))
    _refuse_newer(connection, scripts)
    heads = set(MigrationContext.configure(connection).get_current_heads())
    if not heads:
        return SchemaState.NONE
    return SchemaState.CURRENT if heads == set(scripts.get_heads()) else SchemaState.OLDER


def _refuse_newer(connection: sa.Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
    if unknown:
        raise DatabaseNewer(revision=", ".join(sorted(unknown)))
