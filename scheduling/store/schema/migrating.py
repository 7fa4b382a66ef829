"""Bringing a database up to this version, in process and in the transaction at hand."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory

from scheduling.errors import DatabaseNewer
from scheduling.store.schema.made_by import note_version, version_noted
from scheduling.version import VERSION

_MIGRATIONS = Path(__file__).parent / "migrations"

NOT_BESIDE_OLDER = frozenset({"0002", "0004"})
"""The steps that take away, or mean otherwise, what bots of the version before go by: those must
be stopped first. From 0007 on there is none: a step adds, and what is of no use any more goes in a
later version.
"""


def upgrade(connection: sa.Connection, *, to: str = "head") -> None:
    """Run the migrations that the database has not seen, in their order, up to a revision.

    Raises DatabaseNewer when it has seen one that this version does not know.
    """
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    _refuse_newer(connection, ScriptDirectory.from_config(config))
    before = _heads(connection)
    command.upgrade(config, to)
    if _heads(connection) != before:
        note_version(connection)


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
    heads = _heads(connection)
    if not heads:
        return SchemaState.NONE
    return SchemaState.CURRENT if heads == set(scripts.get_heads()) else SchemaState.OLDER


def newest_revision() -> str:
    """Return the revision that tables of this version have, such as 0006."""
    (head,) = ScriptDirectory(str(_MIGRATIONS)).get_heads()
    return head


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One migration that a database has not seen."""

    revision: str
    words: str
    # Whether bots of the version before can go on while and after it is made.
    beside_older: bool


def steps_ahead(connection: sa.Connection) -> tuple[Step, ...]:
    """Return the migrations that the database has not seen, the first to be made first.

    Raises DatabaseNewer.
    """
    scripts = ScriptDirectory(str(_MIGRATIONS))
    _refuse_newer(connection, scripts)
    base = next(iter(_heads(connection)), "base")
    return tuple(_step(script) for script in scripts.iterate_revisions("head", base))[::-1]


def _step(script: Script) -> Step:
    return Step(
        revision=script.revision,
        words=script.doc,
        beside_older=script.revision not in NOT_BESIDE_OLDER,
    )


def _refuse_newer(connection: sa.Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    unknown = _heads(connection) - known
    if unknown:
        made_by = version_noted(connection)
        raise DatabaseNewer(
            revision=", ".join(sorted(unknown)),
            made_by=f"version {made_by}" if made_by else "a newer version",
            ours=VERSION,
        )


def _heads(connection: sa.Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())
