"""The store: one database, opened for reading and for writing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from scheduling.errors import (
    DatabaseInUse,
    DatabaseReadOnly,
    DatabaseUnreachable,
)
from scheduling.store import concerned, migrating
from scheduling.store.trouble import translated
from scheduling.store.turn import Turn

_WRITES = "begins_to_write"
_LONGEST_WAIT = 30.0
"""Seconds that a writer waits for its turn; each turn takes milliseconds."""
_POOL_SIZE = 8
_MOST_CONNECTIONS = 40
"""More than the threads of the largest default executor, so that a reader never queues."""

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)


class Store:
    """Where data rests. One for a process; every thread may use it.

    Use cases open `reading` or `writing`, hand the session to the functions beside this class,
    and hold it no longer than it takes to read once, decide and write once.
    """

    def __init__(self, engine: sa.Engine, lock: FileLock | None) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(**{_WRITES: True})
        self._file_lock = lock
        self._turn = Turn(longest_wait=_LONGEST_WAIT)
        self._listeners: list[Callable[[frozenset[int]], None]] = []

    @classmethod
    def open(cls, url: str) -> Self:
        """This will open the database at a URL: `sqlite:///path`, or `sqlite://` in memory.

        The file is made when there is none, its folder is not. It is this process's alone
        until `close`. Raises DatabaseInUse, DatabaseReadOnly, DatabaseUnreachable.
        """
        place = _parsed(url)
        path = _file_of(place)
        lock = None if path is None else _locked(path)
        try:
            store = cls(_sqlite_engine(place, in_memory=path is None), lock)
            store._try_writing()
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return store

    @classmethod
    def open_beside(cls, url: str) -> Self:
        """This will open a database on which a bot runs already, for one small change.

        The change waits for its turn as the bot's own do. Raises what `open` raises, but for
        DatabaseInUse. The tables must be there.
        """
        place = _parsed(url)
        store = cls(_sqlite_engine(place, in_memory=_file_of(place) is None), None)
        store._try_writing()
        return store

    def migrate(self) -> None:
        """This will bring the tables up to this version; done already, nothing happens.

        All of it is one transaction. Raises DatabaseNewer, and then changes nothing.
        """
        with self.writing() as session:
            migrating.upgrade(session.connection())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """This will give one consistent view of the database; nothing written in it is kept."""
        with translated(), self._own_view(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """This will give the one transaction that may write now, kept when the block ends well.

        Any exception undoes all of it. Raises DatabaseReadOnly, DatabaseFull, DatabaseBusy,
        and RuntimeError when this thread is writing already.
        """
        with self._turn, translated(), Session(self._writing_engine) as session, session.begin():
            session.connection()
            yield session
        people = concerned.noted(session)
        for tell in self._listeners if people else ():
            tell(people)

    def when_written(self, tell: Callable[[frozenset[int]], None]) -> None:
        """This will call `tell`, after each commit, with the ids of the people it concerns.

        It is called on the thread that has written, which must not be kept waiting.
        """
        self._listeners.append(tell)

    def close(self) -> None:
        """This will let go of the database; done already, nothing happens."""
        self._engine.dispose()
        if self._file_lock is not None:
            self._file_lock.release()

    def _own_view(self) -> AbstractContextManager[object]:
        # A database in memory is one connection, so a reader must not meet a writer on it.
        return self._turn if isinstance(self._engine.pool, StaticPool) else nullcontext()

    def _try_writing(self) -> None:
        try:
            with self.writing() as session:
                # Nothing less than a write tells whether a file may be written to.
                session.connection().exec_driver_sql("CREATE TABLE probe (id INTEGER)")
                session.rollback()
        except BaseException:
            self._engine.dispose()
            raise


def _parsed(url: str) -> sa.URL:
    try:
        place = sa.make_url(url)
    except ArgumentError:
        # The text itself may hold a password, so it is not repeated.
        raise DatabaseUnreachable(detail="that is not a database URL") from None
    if place.get_backend_name() != "sqlite":
        kind = place.get_backend_name()
        raise DatabaseUnreachable(detail=f"it names {kind}, and only sqlite:///path is known")
    return place


def _file_of(place: sa.URL) -> Path | None:
    name = place.database
    if name is None or name in ("", ":memory:"):
        return None
    if name.startswith("file:"):
        name = urlsplit(name).path
    return Path(name).resolve()


def _locked(path: Path) -> FileLock:
    lock = FileLock(f"{path}.lock", thread_local=False)
    if not path.parent.is_dir():
        raise DatabaseUnreachable(detail=f"there is no folder {path.parent}")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DatabaseInUse(path=str(path)) from None
    except OSError as error:
        raise DatabaseReadOnly(detail=f"{path.parent}: {error.strerror}") from error
    return lock


def _sqlite_engine(place: sa.URL, *, in_memory: bool) -> sa.Engine:
    if in_memory:
        engine = sa.create_engine(
            place, poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        engine = sa.create_engine(
            place, pool_size=_POOL_SIZE, max_overflow=_MOST_CONNECTIONS - _POOL_SIZE
        )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's driver would begin transactions of its own, too late and of the wrong kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    # A plain BEGIN takes the write lock only at its first write, too late to wait for it.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
