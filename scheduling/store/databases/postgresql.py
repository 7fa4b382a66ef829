"""PostgreSQL as the store uses it: any number of processes, one writer at a time, or many apart.

A writer holds an advisory lock for its transaction, as SQLite's BEGIN IMMEDIATE holds the file.
So a use case may read, decide and write on either database without another's write in between,
and no two writers can ever wait for each other. Those who book hold it together, and each of their
people alone: what they read of others (roles, hours, names, rounds), only those write who are
alone. What must hold whatever happens is a constraint on top of that.
"""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy import event

from scheduling.errors import DatabaseReadOnly, DatabaseUnreachable
from scheduling.store.databases.locks import is_for_writing

DRIVER = "postgresql+psycopg"

_NAME = "on-the-hour"
_POOLED = "pgbouncer"
"""In the query of the address, as others have it: `?pgbouncer=true` is for one that gives a server
connection to each transaction anew.
"""
_POOLED_ARGUMENTS = {"prepare_threshold": None}
"""What was prepared on one connection would be missing on the next."""

_POOL_SIZE = 16
"""Kept open: to open one takes longer than what most are asked."""
_MOST_CONNECTIONS = 20
"""For one process; PostgreSQL as it comes takes 100 in all."""
_LONGEST_QUEUE = 10.0
"""Seconds that a thread waits for a free connection."""

_WRITERS_LOCK = int.from_bytes(b"hour")
"""Any number will do that is the same in all versions, and nobody else's."""

_PEOPLES_LOCKS = int.from_bytes(b"face")
"""The first of two numbers; the second is somebody's id."""
MOST_PEOPLE = 64
"""For one writer among others: the server has room for some thousands of locks in all."""

_ROW_OF_INTERVIEW = sa.text("SELECT id FROM interview WHERE id = :interview_id FOR NO KEY UPDATE")
_PEOPLE_OF_INTERVIEW = sa.text(
    f"SELECT pg_advisory_xact_lock({_PEOPLES_LOCKS}, person_id) FROM ("
    " SELECT candidate_id AS person_id FROM interview WHERE id = :interview_id"
    " UNION SELECT person_id FROM panel WHERE interview_id = :interview_id"
    " UNION SELECT unnest(CAST(:others AS integer[])) ORDER BY 1) AS concerned"
)

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
    session: dict[str, str | int] = {**_LIMITS, **_FORMS}
    is_pooled, place = _is_pooled(place), place.difference_update_query([_POOLED])
    engine = sa.create_engine(
        place,
        pool_size=_POOL_SIZE,
        max_overflow=_MOST_CONNECTIONS - _POOL_SIZE,
        pool_timeout=_LONGEST_QUEUE,
        # A server that was restarted leaves dead connections in the pool.
        pool_pre_ping=True,
        connect_args={
            **(_POOLED_ARGUMENTS if is_pooled else {"options": _as_options(session)}),
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": _NAME,
            "client_encoding": "utf8",
        },
    )
    if is_pooled:
        event.listen(engine, "begin", _set_for_transaction)
    event.listen(engine, "begin", _on_begin)
    return engine


def _is_pooled(place: sa.URL) -> bool:
    """Whether the address is that of a PgBouncer that gives a connection to each transaction."""
    return place.query.get(_POOLED) in ("true", "1", "yes")


def _as_options(session: Mapping[str, str | int]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in session.items())


def for_reading(engine: sa.Engine) -> sa.Engine:
    """Return the same engine for transactions that see the database as at one moment."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def lock_people(
    connection: sa.Connection, person_ids: Collection[int], *, interview_id: int | None
) -> None:
    """Write among others until the end of the transaction, and about these people alone.

    And about those of an interview, if one is given: its row is held first, so that nobody joins
    it meanwhile. All take people in the order of their ids, and so never wait in a circle.
    """
    together = f"pg_advisory_xact_lock_shared({_WRITERS_LOCK})"
    if interview_id is None:
        # In one statement, since each is a journey: they are taken from left to right.
        connection.exec_driver_sql(f"SELECT {', '.join([together, *locks_of(person_ids)])}")
        return
    connection.exec_driver_sql(f"SELECT {together}")
    connection.execute(_ROW_OF_INTERVIEW, {"interview_id": interview_id})
    connection.execute(
        _PEOPLE_OF_INTERVIEW, {"interview_id": interview_id, "others": list(person_ids)}
    )


def locks_of(person_ids: Collection[int]) -> list[str]:
    """Return the calls that hold people until the end of the transaction, in their order."""
    return [f"pg_advisory_xact_lock({_PEOPLES_LOCKS}, {each})" for each in sorted(person_ids)]


def try_writing(connection: sa.Connection) -> None:
    """See whether the server takes writes, and every sign that people write.

    Raises DatabaseReadOnly and DatabaseUnreachable when it does not.
    """
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise DatabaseUnreachable(detail=f"its encoding is {encoding}, and should be UTF8")
    if connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on":
        raise DatabaseReadOnly(detail="the server takes no writes, as a standby does")


def others(connection: sa.Connection) -> int:
    """Return how many connections to this database other processes of the bot have."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = %(name)s AND pid <> pg_backend_pid()"
    )
    return int(connection.exec_driver_sql(asked, {"name": _NAME}).scalar_one())


def _set_for_transaction(connection: sa.Connection) -> None:
    # PgBouncer takes no options, and what was set for a session would be another's.
    settings = {**_LIMITS, **_FORMS}
    calls = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
    connection.exec_driver_sql(f"SELECT {calls}")


def _on_begin(connection: sa.Connection) -> None:
    if is_for_writing(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
