"""PostgreSQL's own ways: several processes at once, limits to waiting, and what goes wrong."""

import threading
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa
from databases import Kind, new_database, running_on
from store_builders import interviewer

from sandbox.runtime.change_signal import ChangeSignal
from scheduling.errors import DatabaseBusy, DatabaseReadOnly, DatabaseUnreachable
from scheduling.store import Store, people
from scheduling.store.databases.errors import translated
from scheduling.store.schema.steps import make_steps


@pytest.fixture(scope="module", autouse=True)
def database(servers: None) -> Iterator[None]:
    """All here is about the one."""
    with running_on(Kind.POSTGRESQL):
        yield


@pytest.fixture
def url() -> str:
    return new_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def replica(url: str, store: Store) -> Iterator[Store]:
    """Another process would open the database no differently."""
    opened = Store.open(url)
    yield opened
    opened.close()


def setting(store: Store, name: str) -> str:
    with store.reading() as session:
        return str(session.connection().exec_driver_sql(f"SHOW {name}").scalar_one())


def end_all_connections_to(store: Store) -> None:
    with store.reading() as session:
        session.connection().exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("statement_timeout", "15s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "15s"),
        ("application_name", "on-the-hour"),
    ],
)
def test_nobody_waits_for_ever(store: Store, name: str, value: str) -> None:
    assert setting(store, name) == value


def test_a_migration_has_limits_of_its_own_and_leaves_the_usual_ones(store: Store) -> None:
    limits = []
    for _ in range(2):
        with store.writing() as session:
            for name in ("statement_timeout", "lock_timeout"):
                limits.append(session.connection().exec_driver_sql(f"SHOW {name}").scalar_one())
            make_steps(session.connection(), to="head")
            for name in ("statement_timeout", "lock_timeout"):
                limits.append(session.connection().exec_driver_sql(f"SHOW {name}").scalar_one())

    assert limits == ["15s", "5s", "15min", "10s"] * 2


def test_the_address_may_leave_the_driver_out(url: str) -> None:
    opened = Store.open(url.replace("postgresql+psycopg://", "postgresql://"))

    assert setting(opened, "application_name") == "on-the-hour"
    opened.close()


def test_replicas_see_what_each_other_wrote(store: Store, replica: Store) -> None:
    with store.writing() as session:
        ines = interviewer(session)

    with replica.reading() as session:
        assert people.get(session, ines.id) == ines


def test_writers_of_two_replicas_wait_for_each_other(store: Store, replica: Store) -> None:
    order: list[str] = []

    def second() -> None:
        with replica.writing():
            order.append("second")

    with store.writing() as session:
        thread = threading.Thread(target=second)
        thread.start()
        wait_until_somebody_waits(session)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


def test_a_writer_who_waits_too_long_is_told_that_the_database_is_busy(
    store: Store, replica: Store
) -> None:
    with replica.reading() as session:
        # A new connection is the pool's last one, which the next writer takes up.
        session.connection().exec_driver_sql("SET SESSION lock_timeout = 20")
        session.commit()

    with store.writing(), pytest.raises(DatabaseBusy), replica.writing():
        pass

    with replica.writing() as session:
        interviewer(session)


def test_what_is_written_while_reading_is_refused(store: Store) -> None:
    with pytest.raises(DatabaseReadOnly), store.reading() as session:
        interviewer(session)


def test_a_server_that_takes_no_writes_is_refused_at_the_start(url: str, store: Store) -> None:
    with store.reading() as session:
        name = session.connection().exec_driver_sql("SELECT current_database()").scalar_one()
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    admin.dispose()

    with pytest.raises(DatabaseReadOnly):
        Store.open(url)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_does_not_take_every_sign_is_refused(url: str, encoding: str) -> None:
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    name, how = f"narrow_{encoding.lower()}", f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} {how}")
    narrow = sa.make_url(url).set(database=name)

    with pytest.raises(DatabaseUnreachable, match=encoding):
        Store.open(narrow.render_as_string(hide_password=False))

    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def test_after_the_server_was_away_all_goes_on(store: Store, replica: Store) -> None:
    with store.writing() as session:
        ines = interviewer(session)

    end_all_connections_to(replica)

    with store.reading() as session:
        assert people.get(session, ines.id) == ines


def test_what_is_under_way_at_the_end_ends_well_and_hangs_up(url: str) -> None:
    store = Store.open(url)

    with store.reading() as session:
        store.close()
        assert people.count(session) == 0

    with sa.create_engine(url, poolclass=sa.NullPool).connect() as connection:
        # The server notices a moment later that somebody has hung up.
        ChangeSignal().wait_until(
            lambda: connections_to_database_of(connection) == 1,
            otherwise=lambda: "a connection stays open",
        )


def connections_to_database_of(connection: sa.Connection) -> int:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    connection.rollback()
    return int(connection.exec_driver_sql(asked).scalar_one())


def test_a_server_that_goes_away_in_the_middle_is_named_and_nothing_is_saved(
    store: Store, replica: Store
) -> None:
    def write() -> None:
        with store.writing() as session:
            interviewer(session)
            end_all_connections_to(replica)
            interviewer(session, "Ivo")

    with pytest.raises(DatabaseUnreachable):
        write()

    with store.reading() as session:
        assert people.count(session) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"host": "127.0.0.1", "port": 1, "query": {}}, {"database": "nowhere"}],
    ids=["no server", "no database"],
)
def test_what_cannot_be_reached_is_refused_without_its_secrets(
    url: str, wrong: dict[str, object]
) -> None:
    place = sa.make_url(url).set(password="secret", **wrong)

    with pytest.raises(DatabaseUnreachable) as caught:
        Store.open(place.render_as_string(hide_password=False))

    assert "secret" not in caught.value.detail


def wait_until_somebody_waits(session: sa.orm.Session) -> None:
    """Asks until another transaction wants a lock that is taken."""
    asked = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    while not session.connection().exec_driver_sql(asked).scalar():
        pass


# -- behind PgBouncer, in transaction mode ------------------------------------------------------


@pytest.fixture
def pooled(url: str) -> Iterator[Store]:
    """As behind a PgBouncer: it passes on no options, and each transaction may be of another
    session of the server's.
    """
    opened = Store.open(f"{url}{'&' if '?' in url else '?'}pgbouncer=true")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "value"), [("statement_timeout", "15s"), ("lock_timeout", "5s"), ("TimeZone", "UTC")]
)
def test_limits_hold_in_each_transaction_and_are_left_to_nobody(
    pooled: Store, name: str, value: str
) -> None:
    assert setting(pooled, name) == value

    with pooled.reading() as session:
        session.connection().exec_driver_sql("COMMIT")
        left = session.connection().exec_driver_sql(f"SHOW {name}").scalar_one()
        options = "SELECT count(*) FROM pg_settings WHERE source = 'client' AND name = %(name)s"
        from_start = session.connection().exec_driver_sql(options, {"name": name}).scalar_one()
    assert left != value or name == "TimeZone"
    assert from_start == 0


def test_nothing_is_prepared_for_a_session_that_may_be_anothers(pooled: Store) -> None:
    for _ in range(12):
        with pooled.writing() as session:
            people.count(session)

    with pooled.reading() as session:
        asked = "SELECT count(*) FROM pg_prepared_statements"
        assert session.connection().exec_driver_sql(asked).scalar_one() == 0


def test_what_pgbouncer_does_not_pass_on_is_said_with_what_helps() -> None:
    cause = psycopg.OperationalError(
        "FATAL:  unsupported startup parameter in options: lock_timeout"
    )

    with pytest.raises(DatabaseUnreachable) as caught, translated():
        raise sa.exc.OperationalError("connect", None, cause)

    assert caught.value.detail.endswith("behind PgBouncer, the address ends in ?pgbouncer=true")
