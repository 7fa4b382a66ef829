"""PostgreSQL as the store uses it: any number of processes, one writer at a time.

A writer holds an advisory lock for its transaction, as SQLite's BEGIN IMMEDIATE holds the file.
So a use case may read, decide and write on either database without another's write in between,
and no two writers can ever wait for each other. Writes take milliseconds, and a team makes a
few a minute. What must hold whatever happens is a constraint on top of that.
"""

import sqlalchemy as sa
from sqlalchemy import event

from scheduling.errors import DatabaseReadOnly, DatabaseUnreachable
from scheduling.store.databases.locks import is_for_writing

DRIVER = "postgresql+psycopg"

_POOL_SIZE = 16
"""Kept open: to open one takes longer than what most are asked."""
_MOST_CONNECTIONS = 20
"""For one process; PostgreSQL as it comes takes 100 in all."""
_LONGEST_QUEUE = 10.0
"""Seconds that a thread waits for a free connection."""

_WRITERS_LOCK = int.from_bytes(b"hour")
"""Any number will do that is the same in all versions, and nobody else's."""

# In milliseconds. A process that is frozen in the middle of a change must not hold up the others:
# the last of these ends it from the server's side.
_LIMITS = {
    "statement_timeout": 15_000,
    "lock_timeout": 5_000,
    "idle_in_transaction_session_timeout": 15_000,
}
# What our texts and numbers rest on, whatever a role or a database was given as its own.
_FORMS = {"timezone": "UTC", "datestyle": "ISO,YMD", "bytea_output": "hex"}
_CONNECT_SECONDS = 5


def engine_of(place: sa.URL) -> sa.Engine:
    """Return an engine whose connections have limits to how long they wait."""
    session = {**_LIMITS, **_FORMS}
    engine = sa.create_engine(
        place,
        pool_size=_POOL_SIZE,
        max_overflow=_MOST_CONNECTIONS - _POOL_SIZE,
        pool_timeout=_LONGEST_QUEUE,
        # A server that was restarted leaves dead connections in the pool.
        pool_pre_ping=True,
        connect_args={
            "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": "on-the-hour",
            "client_encoding": "utf8",
        },
    )
    event.listen(engine, "begin", _on_begin)
    return engine


def for_reading(engine: sa.Engine) -> sa.Engine:
    """Return the same engine for transactions that see the database as at one moment."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def try_writing(connection: sa.Connection) -> None:
    """See whether the server takes writes, and every sign that people write.

    Raises DatabaseReadOnly and DatabaseUnreachable when it does not.
    """
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise DatabaseUnreachable(detail=f"its encoding is {encoding}, and should be UTF8")
    if connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on":
        raise DatabaseReadOnly(detail="the server takes no writes, as a standby does")


def _on_begin(connection: sa.Connection) -> None:
    if is_for_writing(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
