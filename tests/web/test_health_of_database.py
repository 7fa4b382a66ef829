"""Whether health says so while the database takes no writes, and when it does again."""

import asyncio
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from databases import Kind, new_database, running_on
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.process.liveness import Liveness
from bot.slack.directory.profiles import Profiles
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.write_probe import WriteProbe
from bot.web.health import healthz, readyz
from scheduling.errors import DatabaseForbids, DatabaseUnreachable
from scheduling.model import Rules
from scheduling.store import Store
from scheduling.store.schema.tables import heartbeat

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)


def dependencies(store: Store, **more: Any) -> Dependencies:
    failing = more.pop("failing", {})
    return Dependencies(
        store=store,
        rules=Rules(),
        clock=lambda: NOW,
        profiles=Profiles(None, time_zone="UTC"),  # type: ignore[arg-type]
        liveness=Liveness(socket=None, rounds=lambda: 0.0, failing=lambda: failing),
        address="http://127.0.0.1",
        **more,
    )


def looks(ours: Dependencies) -> tuple[int, list[str], int]:
    """How `/readyz` answers and why, and how `/healthz` does."""

    async def both() -> tuple[int, list[str], int]:
        ready, health = await readyz(ours), await healthz(ours)
        return ready.status_code, json.loads(bytes(ready.body))["reasons"], health.status_code

    return asyncio.run(both())


@contextmanager
def lock_held(url: str) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    engine = sa.create_engine(_driven(url))
    how = "BEGIN IMMEDIATE" if _is_sqlite(url) else "LOCK TABLE heartbeat"
    with engine.connect() as connection:
        connection.exec_driver_sql(how)
        yield
        connection.rollback()
    engine.dispose()


@contextmanager
def disk_full(url: str) -> Iterator[None]:
    """Every beat needs more of the disk, and there is no more of it."""
    if _is_sqlite(url):
        _run(url, "CREATE TABLE ballast (weight BLOB)", *_SWELLS)
        with _every_connection("PRAGMA max_page_count = 1"):
            yield
        return
    _run(url, _REFUSES, _REFUSED)
    yield
    _run(url, "DROP FUNCTION refuse_as_full CASCADE")


_SWELLS = [
    f"""CREATE TRIGGER swells_{verb} BEFORE {verb} ON heartbeat
        BEGIN INSERT INTO ballast VALUES (zeroblob(100000)); END"""
    for verb in ("INSERT", "UPDATE")
]
_REFUSES = """CREATE FUNCTION refuse_as_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$"""
_REFUSED = """CREATE TRIGGER refused BEFORE INSERT OR UPDATE ON heartbeat
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_as_full()"""


@contextmanager
def only_reading(url: str) -> Iterator[None]:
    """The bot may read, and no more."""
    if _is_sqlite(url):
        with _every_connection("PRAGMA query_only = ON"):
            yield
        return
    reads = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}"
    with role(url, reads) as name, _every_connection(f"SET ROLE {name}"):
        yield


@contextmanager
def without_tables(url: str) -> Iterator[str]:
    """The database looks as if it had none: they are in a schema that nobody looks into."""
    _run(url, "ALTER SCHEMA public RENAME TO aside", "CREATE SCHEMA public")
    yield url
    _run(url, "DROP SCHEMA public", "ALTER SCHEMA aside RENAME TO public")


@contextmanager
def role(url: str, *grants: str) -> Iterator[str]:
    """A role of its own that may do no more than what is granted."""
    name = f"somebody_{secrets.token_hex(4)}"
    _run(url, f"CREATE ROLE {name}", *(grant.format(name) for grant in grants))
    yield name
    _run(url, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


@contextmanager
def _every_connection(statement: str) -> Iterator[None]:
    """Whichever is used from now on is set so, until it is let go of for good."""

    def say(connection: Any, *_: object) -> None:
        connection.execute(statement)
        connection.commit()

    event.listen(Pool, "checkout", say)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", say)


def _run(url: str, *statements: str) -> None:
    engine = sa.create_engine(_driven(url), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def _driven(url: str) -> sa.URL:
    address = sa.make_url(url)
    return address if _is_sqlite(url) else address.set(drivername="postgresql+psycopg")


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


TROUBLES = [
    (lock_held, "The database has taken no write for "),
    (disk_full, "The disk that holds the database is full. Nothing was saved."),
    (only_reading, "The database "),
]


@pytest.mark.both_databases
@pytest.mark.parametrize(("trouble", "words"), TROUBLES)
def test_in_trouble_the_bot_is_not_ready_and_nobody_is_told_to_restart_it(
    trouble: Callable[[str], AbstractContextManager[None]], words: str, tmp_path: Path
) -> None:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        before = looks(dependencies(store))
        with trouble(url):
            status, reasons, health = looks(dependencies(store, probe=WriteProbe(patience=0.5)))

    assert before == (200, [], 200)
    assert (status, health) == (503, 200)
    assert reasons[0].startswith(words)


@pytest.mark.both_databases
def test_when_the_lock_is_free_again_the_bot_is_ready_again(tmp_path: Path) -> None:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        with lock_held(url):
            held = looks(dependencies(store, probe=WriteProbe(patience=0.2)))

        free = looks(dependencies(store, probe=WriteProbe(patience=20)))

    assert (held[0], free) == (503, (200, [], 200))


def test_a_round_that_ends_badly_is_said(tmp_path: Path) -> None:
    with closing(Store.open(new_database(tmp_path))) as store:
        status, reasons, health = looks(
            dependencies(store, failing={"send": "The database is too busy just now."})
        )

    assert (status, health) == (503, 200)
    assert reasons == ["The round “send” failed: The database is too busy just now."]


def test_however_many_ask_a_database_that_hangs_is_asked_once() -> None:
    asked, answer = [], threading.Event()
    probe = WriteProbe(patience=0.05)

    def hang() -> None:
        asked.append(1)
        answer.wait(10)

    async def many() -> list[object]:
        told = await asyncio.gather(*(probe.ask(hang) for _ in range(20)), return_exceptions=True)
        answer.set()
        return told

    told = asyncio.run(many())

    assert len(asked) == 1
    assert {type(each) for each in told} == {TimeoutError}


# -- what an operator can mend ---------------------------------------------------------------


def test_a_role_that_may_make_no_tables_is_told_what_to_have_granted() -> None:
    with (
        running_on(Kind.POSTGRESQL),
        without_tables(new_database()) as url,
        role(url, "GRANT USAGE ON SCHEMA public TO {}") as name,
        _every_connection(f"SET ROLE {name}"),
        closing(Store.open(url)) as store,
        pytest.raises(DatabaseForbids) as refused,
    ):
        store.migrate()

    sentence = refused.value.sentence(zone=UTC)
    assert "permission denied" in sentence
    assert "GRANT USAGE, CREATE ON SCHEMA public TO NAME" in sentence


def test_an_empty_search_path_is_said_with_what_mends_it() -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database()
        with (
            _every_connection("SET search_path = ''"),
            closing(Store.open(url)) as store,
            pytest.raises(DatabaseForbids) as refused,
        ):
            store.migrate()

    assert "ALTER ROLE NAME SET search_path = public" in refused.value.sentence(zone=UTC)


def test_an_option_that_nobody_knows_is_said_in_one_sentence() -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database()
        with pytest.raises(DatabaseUnreachable) as refused:
            Store.open(f"{url}{'&' if '?' in url else '?'}ssl_mode=require")

    assert "ssl_mode" in refused.value.sentence(zone=UTC)


def test_a_database_with_dates_of_its_own_serves_as_any_other() -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database()
        name = sa.make_url(url).database
        _run(url, f"ALTER DATABASE {name} SET datestyle = 'German, DMY'")
        try:
            with closing(Store.open(url)) as store:
                told = looks(dependencies(store))
                with store.reading() as session:
                    (at,) = session.scalars(sa.select(heartbeat.c.beat_at))
        finally:
            _run(url, f"ALTER DATABASE {name} RESET datestyle")

    assert told == (200, [], 200)
    assert at == NOW
