"""The store: one database, opened for reading and for writing."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from scheduling.errors import (
    BackupNotPossible,
    RestoreNotPossible,
    TargetIsSource,
)
from scheduling.model import Person
from scheduling.store import audit
from scheduling.store.databases import addresses, copying, postgresql, sqlite
from scheduling.store.databases.addresses import parsed
from scheduling.store.databases.errors import translated
from scheduling.store.databases.locks import OncePerThread, PeopleTurns, WriteLock, for_writing
from scheduling.store.health import heartbeat
from scheduling.store.people import affected_people
from scheduling.store.schema import migrating
from scheduling.store.schema.migrating import SchemaState

_NO_FILE = (
    "this is for an SQLite file. For PostgreSQL, pg_dump and pg_restore do it; docs/operating.md "
    "has the two commands"
)
_LONGEST_WAIT = 30.0
"""Seconds that a writer waits for its turn; each turn takes milliseconds."""


class Store:
    """Where data rests. One for a process; every thread may use it.

    Use cases open `reading` or `writing`, hand the session to the functions beside this class,
    and hold it no longer than it takes to read once, decide and write once.
    """

    def __init__(self, place: sa.URL, *, lock: FileLock | None) -> None:
        """Open the database at an address; the lock is let go of with it."""
        self._is_sqlite = place.get_backend_name() == "sqlite"
        self._file = sqlite.file_of(place) if self._is_sqlite else None
        self._engine = sqlite.engine_of(place) if self._is_sqlite else postgresql.engine_of(place)
        self._writing = for_writing(self._engine)
        # SQLite has one writer, whatever is written; PostgreSQL begins without a lock.
        self._apart = self._writing if self._is_sqlite else self._engine
        self._reading = self._engine if self._is_sqlite else postgresql.for_reading(self._engine)
        self._file_lock = lock
        self._turn = WriteLock(longest_wait=_LONGEST_WAIT)
        self._turns = PeopleTurns(longest_wait=_LONGEST_WAIT)
        self._within = OncePerThread()
        self._listeners: list[Callable[[frozenset[int]], None]] = []
        self._of_gone: list[Callable[[frozenset[Person]], None]] = []

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at a URL.

        `sqlite:///path` is a file, made when there is none (its folder is not), and this
        process's alone until `close`; `sqlite://` is in memory; `postgresql://…` is a server's,
        which any number of processes may share.
        Raises DatabaseInUse, DatabaseReadOnly, DatabaseUnreachable.
        """
        place = parsed(url)
        path = sqlite.file_of(place) if place.get_backend_name() == "sqlite" else None
        lock = None if path is None else sqlite.locked(path)
        try:
            if path is not None:
                sqlite.make(path)
            return cls._opened(place, lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def open_beside(cls, url: str) -> Self:
        """Open a database on which a bot runs already, for one small change.

        The change waits for its turn as the bot's own do. Raises what `open` raises, but for
        DatabaseInUse. The tables must be there.
        """
        return cls._opened(parsed(url), None)

    @classmethod
    def look_over(cls, url: str, *, now: datetime) -> SchemaState:
        """Look at a database without changing it, be it in use or not.

        A write is tried on tables that are there, and undone. A file that is not there is not
        made. Raises DatabaseDamaged, DatabaseNewer and what `open_beside` raises.
        """
        place = parsed(url)
        path = sqlite.file_of(place) if place.get_backend_name() == "sqlite" else None
        if path is not None:
            if not path.exists():
                sqlite.refuse_folder(path)
                return SchemaState.NONE
            sqlite.look_over(path)
        store = cls.open_beside(url)
        try:
            return store._looked_over(now)
        finally:
            store.close()

    def migrate(self) -> Path | None:
        """Bring the tables up to this version; done already, nothing happens.

        All of it is one transaction. An SQLite file that was in use before is saved first: return
        where to, or None where there was nothing to save. Raises DatabaseNewer and NotSavedFirst,
        and then changes nothing.
        """
        saved = self._saved_as_it_was()
        with self.writing() as session:
            migrating.upgrade(session.connection())
        return saved

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give one consistent view of the database; nothing written in it is kept."""
        with translated(), self._own_view(), Session(self._reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give the one transaction that may write now, kept when the block ends well.

        Any exception undoes all of it. Raises DatabaseReadOnly, DatabaseFull, DatabaseBusy,
        and RuntimeError when this thread is writing already.
        """
        with self._within, self._turn, self._transaction(self._writing) as session:
            yield session
        self._tell(session)

    @contextmanager
    def writing_about(
        self, person_ids: Collection[int] = (), *, interview_id: int | None = None
    ) -> Iterator[Session]:
        """Give a transaction that may write about these people, and those of an interview.

        On PostgreSQL others may write meanwhile about others, none about these, and none alone.
        So it may change interviews, what is planned of messages and what is on record, of these
        people; and read of everybody what only `writing` changes. More people than 64 at once, and
        any on SQLite, are written about alone. Raises what `writing` raises.
        """
        concerned = frozenset((*person_ids, *audit.acting_person()))
        if self._is_sqlite or len(concerned) > postgresql.MOST_PEOPLE:
            with self.writing() as session:
                yield session
            return
        with self._within, self._turns.of(concerned), self._transaction(self._apart) as session:
            postgresql.lock_people(session.connection(), concerned, interview_id=interview_id)
            yield session
        self._tell(session)

    @contextmanager
    def stepping(self) -> Iterator[Session]:
        """Give a transaction for one step of a message, which its row alone must allow.

        On PostgreSQL it waits for nobody, and others write meanwhile. Raises what `writing` raises.
        """
        turn = self._turn if self._is_sqlite else nullcontext()
        with self._within, turn, self._transaction(self._apart) as session:
            yield session
        self._tell(session)

    def when_written(self, tell: Callable[[frozenset[int]], None]) -> None:
        """Call `tell`, after each commit, with the ids of the people it concerns.

        It is called on the thread that has written, which must not be kept waiting.
        """
        self._listeners.append(tell)

    def when_gone(self, tell: Callable[[frozenset[Person]], None]) -> None:
        """Call `tell` likewise with the people of whom no row is left, as they were."""
        self._of_gone.append(tell)

    def copy_to(self, empty: "Store") -> dict[str, int]:
        """Copy everything into an empty store, and return the counts of rows, by table.

        Both have their tables. What is read is one moment; it is not changed. Raises
        TargetNotEmpty and CopyDiffers, and then nothing is copied.
        """
        with self.reading() as source, empty.writing() as target:
            return copying.copy(source.connection(), target.connection())

    @staticmethod
    def back_up(url: str, file: Path) -> None:
        """Copy an SQLite database into a file that is not there yet, as at one moment.

        A bot may run on it, and writes on meanwhile. Raises BackupNotPossible.
        """
        place = parsed(url)
        path = sqlite.file_of(place) if place.get_backend_name() == "sqlite" else None
        if path is None:
            raise BackupNotPossible(detail=_NO_FILE)
        sqlite.back_up(path, file)

    @staticmethod
    def restore(url: str, saved: Path) -> Path | None:
        """Put an SQLite backup in the place of the database, and return where that is kept now.

        It is migrated at the next start, where it is older. Raises DatabaseInUse, DatabaseDamaged
        of the backup, RestoreNotPossible, and what locking the place raises.
        """
        place = parsed(url)
        path = sqlite.file_of(place) if place.get_backend_name() == "sqlite" else None
        if path is None:
            raise RestoreNotPossible(detail=_NO_FILE)
        with sqlite.locked(path):
            return sqlite.put_in_place(saved, path)

    @staticmethod
    def refuse_same(one: str, other: str) -> None:
        """Raise TargetIsSource where two addresses are of one database, as far as they tell."""
        if addresses.is_same(parsed(one), parsed(other)):
            raise TargetIsSource

    def others(self) -> int:
        """Return how many connections of other processes of this bot a server has to the database.

        A file has none, for a lock keeps it to one process.
        """
        if self._is_sqlite:
            return 0
        with self.reading() as session:
            return postgresql.others(session.connection())

    def close(self) -> None:
        """Let go of the database; done already, nothing happens.

        What a thread is still at ends well, and its connection with it.
        """
        # dispose() lets go of idle connections alone; one in use comes back later, and would stay
        # open.
        event.listen(self._engine.pool, "checkin", _hang_up)
        self._engine.dispose()
        if self._file_lock is not None:
            self._file_lock.release()

    @contextmanager
    def _transaction(self, engine: sa.Engine) -> Iterator[Session]:
        """A transaction that is kept when the block ends well."""
        with translated(), Session(engine) as session, session.begin():
            # A session opens its transaction with its first question. Here the right to write is
            # taken before anything is read.
            session.connection()
            yield session

    def _tell(self, session: Session) -> None:
        """To be called after the commit: whoever is told reads the database anew, and must find
        the change there.
        """
        people = affected_people.noted(session)
        for tell in self._listeners if people else ():
            tell(people)
        gone = affected_people.noted_gone(session)
        for tell_gone in self._of_gone if gone else ():
            tell_gone(gone)

    @classmethod
    def _opened(cls, place: sa.URL, lock: FileLock | None) -> Self:
        store = cls(place, lock=lock)
        try:
            store._try_writing()
        except BaseException:
            store._engine.dispose()
            raise
        return store

    def _looked_over(self, now: datetime) -> SchemaState:
        with self.reading() as session:
            state = migrating.state_of(session.connection())
        if state is SchemaState.CURRENT:
            with self.writing() as session:
                # A real write, undone: a full disk or a file without permission shows only then.
                heartbeat.beat(session, now=now)
                session.rollback()
        return state

    def _saved_as_it_was(self) -> Path | None:
        if self._file is None:
            return None
        with self.reading() as session:
            state = migrating.state_of(session.connection())
        if state is not SchemaState.OLDER:
            return None
        return sqlite.save_before(self._file, revision=migrating.newest_revision())

    def _own_view(self) -> AbstractContextManager[object]:
        # A database in memory is one connection, so a reader must not meet a writer on it.
        return self._turn if isinstance(self._engine.pool, StaticPool) else nullcontext()

    def _try_writing(self) -> None:
        ground = sqlite if self._is_sqlite else postgresql
        with self.writing() as session:
            ground.try_writing(session.connection())
            session.rollback()


def _hang_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.close()
