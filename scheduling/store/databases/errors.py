"""What the database's own errors mean to the people who meet them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from scheduling.errors import (
    DatabaseBusy,
    DatabaseForbids,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
    SchedulingError,
)

_PRIMARY_CODE = 0xFF

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_BUSY = {
    "25P03",  # idle_in_transaction_session_timeout
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "53300",  # too_many_connections
    "55P03",  # lock_not_available: the lock_timeout
    "57014",  # query_canceled: the statement_timeout
}
_MAY_NOT = "42501"  # insufficient_privilege
_NO_SCHEMA = "3F000"  # invalid_schema_name: nothing is on the search_path
_READ_ONLY = {"25006"}
_FULL = {"53100"}
_GRANT = (
    "GRANT USAGE, CREATE ON SCHEMA public TO NAME; "
    "GRANT ALL ON ALL TABLES IN SCHEMA public TO NAME; "
    "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO NAME"
)
_SET_PATH = f"ALTER ROLE NAME SET search_path = public; {_GRANT}"
_UNREACHABLE_CLASSES = {
    "08",  # connection exception
    "28",  # invalid authorization
    "3D",  # no such database
    "57",  # the server shuts down, or does not take connections yet
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the database complains of into a SchedulingError, where it is known.

    Raises DatabaseReadOnly, DatabaseForbids, DatabaseFull, DatabaseBusy or DatabaseUnreachable.
    Anything else, a breach of a constraint above all, goes through as it is: it is a fault of
    ours.
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
        known = _of_sqlite(cause) if isinstance(cause, sqlite3.Error) else _of_postgresql(error)
        if known is not None:
            return known
        error = error.__context__
    return None


def _of_sqlite(cause: sqlite3.Error) -> SchedulingError | None:
    # Errors that the driver itself raises bear no code of SQLite's.
    # An extended code has the primary one in its lowest byte
    # (https://www.sqlite.org/rescode.html).
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


def _of_postgresql(error: BaseException) -> SchedulingError | None:
    """By the SQLSTATE; a connection that never came about, or broke, has none."""
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in _BUSY:
        return DatabaseBusy()
    if state == _MAY_NOT:
        return DatabaseForbids(detail=_first_line(error.orig), remedy=_GRANT)
    if state == _NO_SCHEMA:
        return DatabaseForbids(detail=_first_line(error.orig), remedy=_SET_PATH)
    if state in _READ_ONLY:
        return DatabaseReadOnly(detail=_first_line(error.orig))
    if state in _FULL:
        return DatabaseFull()
    if state[:2] in _UNREACHABLE_CLASSES or (not state and _is_of_connecting(error)):
        return DatabaseUnreachable(detail=_first_line(error.orig) + _hint(error.orig))
    return None


def _hint(error: BaseException | None) -> str:
    # PgBouncer's words for what it does not pass on.
    if "unsupported startup parameter" in str(error):
        return "; behind PgBouncer, the address ends in ?pgbouncer=true"
    return ""


def _is_of_connecting(error: DBAPIError) -> bool:
    """Whether no connection came about: the address may hold an option that nobody knows."""
    words = _first_line(error.orig)
    return isinstance(error, OperationalError) or words.startswith("invalid connection option")


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]
