"""What the database's own errors mean to the people who meet them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from scheduling.errors import (
    DatabaseBusy,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
    SchedulingError,
)

_PRIMARY_CODE = 0xFF


@contextmanager
def translated() -> Iterator[None]:
    """This will turn what the database complains of into a SchedulingError, where it is known.

    Raises DatabaseReadOnly, DatabaseFull, DatabaseBusy or DatabaseUnreachable. Anything else,
    a breach of a constraint above all, goes through as it is: it is a fault of ours.
    """
    try:
        yield
    except NoConnectionFree as error:
        raise DatabaseBusy from error
    except (DBAPIError, sqlite3.Error) as error:
        known = _known(error)
        if known is None:
            raise
        raise known from error


def _known(error: BaseException | None) -> SchedulingError | None:
    """The first cause that is known, for undoing a failed change may fail in its turn."""
    while error is not None:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, sqlite3.Error) and (known := _meaning(cause)) is not None:
            return known
        error = error.__context__
    return None


def _meaning(cause: sqlite3.Error) -> SchedulingError | None:
    # Errors that the driver itself raises bear no code of SQLite's.
    match getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE:
        case sqlite3.SQLITE_READONLY:
            return DatabaseReadOnly(detail=str(cause))
        case sqlite3.SQLITE_FULL:
            return DatabaseFull()
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy()
        case (
            sqlite3.SQLITE_CANTOPEN
            | sqlite3.SQLITE_NOTADB
            | sqlite3.SQLITE_CORRUPT
            | sqlite3.SQLITE_IOERR
            | sqlite3.SQLITE_PERM
            | sqlite3.SQLITE_AUTH
        ):
            return DatabaseUnreachable(detail=str(cause))
    return None
