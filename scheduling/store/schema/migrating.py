"""Bringing a database up to this version, in process and in the transaction at hand."""

import ast
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import sqlalchemy as sa

from scheduling.errors import DatabaseNewer
from scheduling.store.schema.made_by import note_version, version_noted
from scheduling.version import VERSION

_STEPS = Path(__file__).parent / "migrations" / "versions"
_SEEN = sa.table("alembic_version", sa.column("version_num"))

NOT_BESIDE_OLDER = frozenset({"0002", "0004"})
"""The steps that take away, or mean otherwise, what bots of the version before go by: those must
be stopped first. From 0007 on there is none: a step adds, and what is of no use any more goes in a
later version.
"""


def upgrade(connection: sa.Connection, *, to: str = "head") -> None:
    """Run the migrations that the database has not seen, in their order, up to a revision.

    Raises DatabaseNewer when it has seen one that this version does not know.
    """
    _refuse_newer(connection)
    before = _heads(connection)
    if before == {newest_revision()}:
        return
    # Here and not above: Alembic is loaded by who has steps to make, and no start after that one.
    from scheduling.store.schema.steps import make_steps

    make_steps(connection, to=to)
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
    _refuse_newer(connection)
    heads = _heads(connection)
    if not heads:
        return SchemaState.NONE
    return SchemaState.CURRENT if heads == {newest_revision()} else SchemaState.OLDER


def newest_revision() -> str:
    """Return the revision that tables of this version have, such as 0006."""
    return revisions()[-1]


def revisions() -> tuple[str, ...]:
    """Return the revisions of all migrations, the first to be made first."""
    return tuple(_steps())


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
    _refuse_newer(connection)
    seen = max(_heads(connection), default="")
    return tuple(_step(revision, file) for revision, file in _steps().items() if revision > seen)


def _step(revision: str, file: Path) -> Step:
    told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return Step(
        revision=revision,
        words=told.partition("\n\n")[0],
        beside_older=revision not in NOT_BESIDE_OLDER,
    )


def _steps() -> dict[str, Path]:
    """The file of each migration by its revision, the first to be made first.

    Each has its revision in its name: v0006_calendar_uid.py.
    """
    return {file.name[1:5]: file for file in sorted(_STEPS.glob("v[0-9]*.py"))}


def _refuse_newer(connection: sa.Connection) -> None:
    unknown = _heads(connection) - set(_steps())
    if unknown:
        made_by = version_noted(connection)
        raise DatabaseNewer(
            revision=", ".join(sorted(unknown)),
            made_by=f"version {made_by}" if made_by else "a newer version",
            ours=VERSION,
        )


def _heads(connection: sa.Connection) -> set[str]:
    """The last migrations that the database has seen: none before the first, and one after it."""
    if not sa.inspect(connection).has_table(_SEEN.name):
        return set()
    return set(connection.scalars(sa.select(_SEEN.c.version_num)))
