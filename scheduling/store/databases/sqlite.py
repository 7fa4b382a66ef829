"""SQLite as the store uses it: one file, one process, one writer at a time."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from scheduling.errors import (
    BackupNotPossible,
    DatabaseDamaged,
    DatabaseInUse,
    DatabaseReadOnly,
    DatabaseUnreachable,
    NotSavedFirst,
    RestoreNotPossible,
)
from scheduling.store.databases.locks import is_for_writing

_MOST_CONNECTIONS = 40
"""More than the threads of the largest default executor, so that a reader never queues."""

_SAVED_KEPT = 3
"""Copies from before updates that are kept beside the file."""

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    # Readers and the writer don't wait for each other (https://www.sqlite.org/wal.html).
    "PRAGMA journal_mode = WAL",
    # With WAL, less than FULL may lose commits when the power fails: what was confirmed would be
    # gone.
    "PRAGMA synchronous = FULL",
    # What is deleted is written over, however the library was built: people may ask to be erased.
    "PRAGMA secure_delete = ON",
    # Off by default, and for each connection anew.
    "PRAGMA foreign_keys = ON",
)


def engine_of(place: sa.URL) -> sa.Engine:
    """Return an engine for the file, or for a database in memory when there is none."""
    if file_of(place) is None:
        engine = sa.create_engine(
            # A database in memory lives and dies with its connection, so all threads share one.
            place,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
        )
    else:
        engine = sa.create_engine(place, pool_size=_MOST_CONNECTIONS, max_overflow=0)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def file_of(place: sa.URL) -> Path | None:
    """Return where the file is; None when the database is in memory."""
    name = place.database
    if name is None or name in ("", ":memory:"):
        return None
    if name.startswith("file:"):
        name = urlsplit(name).path
    return Path(name).resolve()


def locked(path: Path) -> FileLock:
    """Make a database file this process's alone, until the lock is released.

    Raises DatabaseInUse, DatabaseReadOnly and DatabaseUnreachable.
    """
    # Not by thread: it is taken while the bot starts, and released by whatever thread ends it. A
    # file beside the database, as SQLite itself locks that one.
    lock = FileLock(f"{path}.lock", thread_local=False)
    refuse_folder(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DatabaseInUse(path=str(path)) from None
    except OSError as error:
        raise DatabaseReadOnly(detail=f"{path.parent}: {error.strerror}") from error
    return lock


def make(path: Path) -> None:
    """Make the file where there is none, for its owner's eyes alone; what SQLite puts beside it
    takes after it. A file that is there stays as it is.
    """
    with suppress(OSError):  # what stands in the way is said when the file is opened
        path.touch(mode=0o600, exist_ok=True)


def refuse_folder(path: Path) -> None:
    """Raise DatabaseUnreachable where the folder of a database file is not there, and
    DatabaseReadOnly where no file can be made in it.
    """
    folder = path.parent
    if not folder.is_dir():
        raise DatabaseUnreachable(detail=f"there is no folder {folder}")
    if not os.access(folder, os.W_OK):
        raise DatabaseReadOnly(detail=f"{folder}: no files can be made in it")


def back_up(path: Path, target: Path) -> None:
    """Copy a database file, in use or not, into one that is not there yet.

    Nobody but its owner may read the copy. It is there whole or not at all. Raises
    BackupNotPossible.
    """
    if not path.is_file():
        raise BackupNotPossible(detail=f"there is no database {path}")
    if not target.parent.is_dir():
        raise BackupNotPossible(detail=f"there is no folder {target.parent}; make it first")
    if target.exists():
        raise BackupNotPossible(detail=f"{target} is there already, and is left as it is")
    # Renamed when it is whole, so that a backup that was broken off is never taken for one.
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.touch(mode=0o600)
        _copy_pages(path, unfinished)
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupNotPossible(detail=_words_of(error)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def put_in_place(saved: Path, path: Path) -> Path | None:
    """Put a backup where a database is, and return where that is kept from now on, if there was
    one. The backup stays as it is. The place is locked by the caller.

    Raises DatabaseDamaged for a backup that is, and RestoreNotPossible.
    """
    if not saved.is_file():
        raise RestoreNotPossible(detail=f"there is no file {saved}")
    if path.exists() and saved.samefile(path):
        raise RestoreNotPossible(detail=f"{saved} is the database itself")
    with _nothing_left_beside(saved):
        look_over(saved)
        kept = _kept_aside(path) if path.exists() else None
        try:
            back_up(saved, path)
        except BackupNotPossible as error:
            if kept is not None:
                kept.replace(path)
            raise RestoreNotPossible(detail=error.detail) from error
    return kept


@contextmanager
def _nothing_left_beside(path: Path) -> Iterator[None]:
    """Take away what SQLite puts beside a file that is only read, and leaves there."""
    files = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
    new = [file for file in files if not file.exists()]
    try:
        yield
    finally:
        for file in new:
            file.unlink(missing_ok=True)


def _kept_aside(path: Path) -> Path:
    """Move a database aside, whole: what a killed bot left beside it belongs to it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = _unused(path, ".replaced")
    path.replace(kept)
    for ending in ("-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        # What could not be read into the file stays with it, under its name.
        if beside.exists():
            beside.replace(kept.with_name(kept.name + ending))
    return kept


def save_before(path: Path, *, revision: str) -> Path:
    """Back a file up beside itself before it is brought up to a revision, and return where to.

    The last three of these are kept. Raises NotSavedFirst.
    """
    target = _unused(path, f".before-{revision}")
    try:
        back_up(path, target)
    except BackupNotPossible as error:
        raise NotSavedFirst(detail=error.detail) from error
    for old in _saved_before(path)[:-_SAVED_KEPT]:
        with suppress(OSError):  # one too many does no harm
            old.unlink()
    return target


def _unused(path: Path, ending: str) -> Path:
    """A name beside a file that nothing has: with a number where need be, from 2 on."""
    endings = chain([ending], (f"{ending}-{number}" for number in count(2)))
    names = (f"{path.name}{each}" for each in endings)
    return next(file for name in names if not (file := path.with_name(name)).exists())


def _saved_before(path: Path) -> list[Path]:
    """What was saved before updates, the oldest first; nobody else's files."""
    ours = re.compile(rf"{re.escape(path.name)}\.before-\d{{4}}(-\d+)?")
    found = [file for file in path.parent.iterdir() if ours.fullmatch(file.name)]
    return sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name))


def look_over(path: Path) -> None:
    """Read the whole file, in use or not, for damage. Raises DatabaseDamaged.

    It is read only; that a file can't be opened at all is damage as well.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as file:
            (verdict,) = file.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(detail=str(error)) from error
    if verdict != "ok":
        raise DatabaseDamaged(detail=" ".join(str(verdict).split()))


def _words_of(error: OSError | sqlite3.Error) -> str:
    """What went wrong, without the numbers and quotes that are for programs."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)


def _copy_pages(path: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        # All at once: in steps, it would begin anew at each change that a bot makes meanwhile.
        source.backup(copy)
        (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")


def try_writing(connection: sa.Connection) -> None:
    """Write what its transaction must undo: nothing less tells whether one can."""
    connection.exec_driver_sql("CREATE TABLE probe (id INTEGER)")


def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's driver would begin transactions of its own, too late and of the wrong kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_begin(connection: sa.Connection) -> None:
    # A plain BEGIN takes the write lock only at its first write, too late to wait for it.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_for_writing(connection) else "BEGIN")
