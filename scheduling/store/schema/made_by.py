"""Which version of the bot has last changed the tables, as the database itself remembers it.

Not in a table of ours: versions that know nothing of it must find nothing in their way.
"""

import sqlalchemy as sa

from scheduling.version import VERSION

_SAID = "on-the-hour "
_THOUSAND = 1000


def note_version(connection: sa.Connection) -> None:
    """Note, in the transaction at hand, that this version has changed the tables."""
    if connection.dialect.name == "sqlite":
        # A number that SQLite keeps for applications (https://www.sqlite.org/pragma.html).
        connection.exec_driver_sql(f"PRAGMA user_version = {_as_number(VERSION)}")
    else:
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{_SAID}{VERSION}'")


def version_noted(connection: sa.Connection) -> str | None:
    """Return the version that has last changed the tables, such as 0.3.0; None where none said so.

    Versions before 0.2.0 did not.
    """
    if connection.dialect.name == "sqlite":
        number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        return _as_words(number) if number else None
    asked = "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
    said = connection.exec_driver_sql(asked).scalar() or ""
    return said.removeprefix(_SAID) if said.startswith(_SAID) else None


def _as_number(version: str) -> int:
    major, minor, patch = map(int, version.split("."))
    return (major * _THOUSAND + minor) * _THOUSAND + patch


def _as_words(number: int) -> str:
    rest, patch = divmod(number, _THOUSAND)
    major, minor = divmod(rest, _THOUSAND)
    return f"{major}.{minor}.{patch}"
