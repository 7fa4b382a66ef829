"""Opening the database, and what goes wrong with it."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError
from store_builders import NOW, TEN, booked, candidate, interviewer, message

from scheduling.errors import (
    DatabaseBusy,
    DatabaseFull,
    DatabaseInUse,
    DatabaseReadOnly,
    DatabaseUnreachable,
)
from scheduling.model import Channel
from scheduling.model.notices import NotReached
from scheduling.model.request import Who
from scheduling.store import Store, interviews, people
from scheduling.store.databases.locks import PeopleTurns, WriteLock
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import pause
from scheduling.store.schema import tables

pytestmark = pytest.mark.both_databases

REPOSITORY = Path(__file__).parents[3]


# -- opening ---------------------------------------------------------------------------------


@pytest.mark.only_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 10_000), ("foreign_keys", 1)],
)
def test_sqlite_is_set_up_to_lose_nothing(file_store: Store, pragma: str, value: object) -> None:
    with file_store.reading() as session:
        read = session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar()

    with file_store.writing() as session:
        written = session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar()

    assert read == written == value


@pytest.mark.only_sqlite
def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    first = Store.open(url)
    first.migrate()
    with first.writing() as session:
        ines = interviewer(session)
    first.close()

    second = Store.open(url)

    with second.reading() as session:
        assert people.get(session, ines.id) == ines
    second.close()


@pytest.mark.only_sqlite
@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////no/such/folder/bot.db",
        "sqlite:///{folder}",
        "not a url",
        "postgresql://somebody:secret@example.com/bot",
    ],
)
def test_what_cannot_be_opened_is_refused_without_its_secrets(tmp_path: Path, url: str) -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        Store.open(url.format(folder=tmp_path))

    assert "secret" not in str(caught.value)


@pytest.mark.only_sqlite
def test_a_file_that_is_no_database_is_refused_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_text("this is no database, but a long enough text about one" * 99)

    with pytest.raises(DatabaseUnreachable):
        Store.open(f"sqlite:///{path}")

    path.unlink()
    Store.open(f"sqlite:///{path}").close()


# -- one process at a time ---------------------------------------------------------------------


HOLD = """
import sys
from scheduling.store import Store
try:
    store = Store.open(sys.argv[1])
except Exception as refusal:
    print(type(refusal).__name__, flush=True)
else:
    print("open", flush=True)
    sys.stdin.read()
"""


def another_process(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, url],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.only_sqlite
def test_a_second_process_is_refused(file_store: Store, tmp_path: Path) -> None:
    with another_process(f"sqlite:///{tmp_path}/bot.db") as other:
        answer, _ = other.communicate(timeout=60)

    assert answer.strip() == "DatabaseInUse"


@pytest.mark.only_sqlite
def test_what_another_process_holds_is_refused_until_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    with another_process(f"sqlite:///{path}") as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "open"

        with pytest.raises(DatabaseInUse) as caught:
            Store.open(f"sqlite:///{path}")

        os.kill(other.pid, signal.SIGKILL)
    assert caught.value.path == str(path)
    Store.open(f"sqlite:///{path}").close()


@pytest.mark.only_sqlite
def test_the_same_file_by_another_name_is_the_same_file(file_store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "bot.db")

    with pytest.raises(DatabaseInUse):
        Store.open(f"sqlite:///{tmp_path}/link.db")


@pytest.mark.only_sqlite
def test_closing_lets_the_next_one_in_and_may_be_done_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    first = Store.open(url)

    first.close()
    first.close()

    Store.open(url).close()


@pytest.mark.only_sqlite
def test_databases_in_memory_have_nothing_to_do_with_each_other(store: Store) -> None:
    other = Store.open("sqlite://")
    other.migrate()

    with store.writing() as session:
        interviewer(session)

    with other.reading() as session:
        assert people.count(session) == 0
    other.close()


# -- transactions ------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt])
def test_any_exception_undoes_all_that_was_written(
    store: Store, trouble: type[BaseException]
) -> None:
    def write() -> None:
        with store.writing() as session:
            interviewer(session)
            raise trouble

    with pytest.raises(trouble):
        write()

    with store.reading() as session:
        assert people.count(session) == 0


@pytest.mark.only_sqlite
def test_what_is_written_while_reading_is_not_kept(store: Store) -> None:
    with store.reading() as session:
        interviewer(session)

    with store.reading() as session:
        assert people.count(session) == 0


def test_reading_sees_one_moment_however_long_it_takes(file_store: Store) -> None:
    with file_store.reading() as view:
        first = people.count(view)
        with file_store.writing() as session:
            interviewer(session)

        second = people.count(view)

    assert (first, second) == (0, 0)


def test_a_thread_that_would_wait_for_itself_is_told_so(store: Store) -> None:
    with store.writing(), pytest.raises(RuntimeError, match="open already"), store.writing():
        pass

    with store.writing() as session:
        interviewer(session)


def test_writers_wait_for_each_other(file_store: Store) -> None:
    order: list[str] = []
    second_is_waiting = threading.Event()

    def second() -> None:
        second_is_waiting.set()
        with file_store.writing():
            order.append("second")

    with file_store.writing():
        thread = threading.Thread(target=second)
        thread.start()
        second_is_waiting.wait()
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


@pytest.mark.only_sqlite
def test_readers_in_memory_wait_for_the_writer_on_the_one_connection(store: Store) -> None:
    counts: list[int] = []
    about_to_read = threading.Event()

    def read() -> None:
        about_to_read.set()
        with store.reading() as session:
            counts.append(people.count(session))

    with store.writing() as session:
        interviewer(session)
        thread = threading.Thread(target=read)
        thread.start()
        about_to_read.wait()
        interviewer(session, "Ivo")
    thread.join()

    assert counts == [2]


def test_whoever_waits_too_long_is_told_that_the_database_is_busy() -> None:
    turn = WriteLock(longest_wait=0.01)
    refusals: list[DatabaseBusy] = []

    def wait() -> None:
        with pytest.raises(DatabaseBusy) as caught, turn:
            pass
        refusals.append(caught.value)

    with turn:
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()

    assert len(refusals) == 1
    with turn:
        pass


def test_whoever_has_waited_longest_is_next() -> None:
    turn = WriteLock(longest_wait=30)
    order: list[int] = []

    def wait(number: int) -> None:
        with turn:
            order.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    with turn:
        for waiting, thread in enumerate(threads):
            thread.start()
            while turn.queue_length <= waiting:
                pass
    with turn:
        order.append(5)
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4, 5]


def test_those_who_write_about_others_do_not_wait_and_nobody_overtakes() -> None:
    turns = PeopleTurns(longest_wait=30)
    order: list[str] = []

    def wait(name: str, *people: int) -> None:
        with turns.of(frozenset(people)):
            order.append(name)

    with turns.of(frozenset({1, 2})):
        second = threading.Thread(target=wait, args=("second", 2, 3))
        third = threading.Thread(target=wait, args=("third", 3))
        for waiting, thread in enumerate((second, third)):
            thread.start()
            while turns.count < waiting + 2:
                pass
        wait("elsewhere", 4)
        order.append("first")
    second.join()
    third.join()

    assert order == ["elsewhere", "first", "second", "third"]


def test_whoever_gives_up_their_turn_keeps_nobody_waiting() -> None:
    turns = PeopleTurns(longest_wait=0.01)

    with turns.of(frozenset({1})), ThreadPoolExecutor(1) as threads:
        refused = threads.submit(lambda: turns.of(frozenset({1, 2})).__enter__())
        assert isinstance(refused.exception(), DatabaseBusy)
        with turns.of(frozenset({2})):
            has_turn = True

    assert has_turn


# -- trouble -----------------------------------------------------------------------------------


@pytest.mark.only_sqlite
def test_a_file_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    made = Store.open(f"sqlite:///{path}")
    made.migrate()
    made.close()

    with pytest.raises(DatabaseReadOnly):
        Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")


@pytest.mark.only_sqlite
def test_a_database_that_becomes_read_only_saves_nothing(store: Store) -> None:
    def write() -> None:
        with store.writing() as session:
            interviewer(session)
            session.connection().exec_driver_sql("PRAGMA query_only = ON")
            candidate(session)

    with pytest.raises(DatabaseReadOnly):
        write()

    with store.reading() as session:
        session.connection().exec_driver_sql("PRAGMA query_only = OFF")
        assert people.count(session) == 0


@pytest.mark.only_sqlite
def test_a_full_disk_saves_nothing_and_is_survived(file_store: Store) -> None:
    with file_store.writing() as session:
        ines, carl = interviewer(session), candidate(session)
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def write() -> None:
        with file_store.writing() as session:
            interview = booked(session, candidate=carl, interviewers=(ines,))
            who = Who.of(ines)
            long = NotReached(who=who, start=interview.start, reason="x" * 100_000)
            outbox.plan(session, [message(ines, interview=interview, notice=long)], now=NOW)

    with pytest.raises(DatabaseFull):
        write()

    with file_store.writing() as session:
        assert interviews.upcoming(session, ending_after=NOW, limit=9) == ()
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
        booked(session, candidate=carl, interviewers=(ines,))


@pytest.mark.only_sqlite
def test_a_full_disk_is_named_when_it_strikes_within_a_booking(file_store: Store) -> None:
    with file_store.writing() as session:
        everybody = [interviewer(session, f"Interviewer {n}") for n in range(200)]
        carl = candidate(session)
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DatabaseFull), file_store.writing() as session:
        booked(session, candidate=carl, interviewers=tuple(everybody))

    with file_store.reading() as session:
        assert interviews.count_upcoming(session, ending_after=NOW) == 0


@pytest.mark.only_sqlite
def test_a_cause_is_found_behind_a_failed_undoing(store: Store) -> None:
    def write() -> None:
        with store.writing() as session, session.begin_nested():
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA query_only = ON")
            try:
                interviewer(session)
            finally:
                # As SQLite does of itself after some errors: the savepoint is gone.
                connection.exec_driver_sql("ROLLBACK")

    with pytest.raises(DatabaseReadOnly):
        write()


@pytest.mark.only_sqlite
def test_a_database_that_somebody_else_locks_is_busy(file_store: Store, tmp_path: Path) -> None:
    with file_store.reading() as session:
        session.connection().exec_driver_sql("PRAGMA busy_timeout = 1")
    somebody = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseBusy), file_store.writing():
        pass

    somebody.execute("ROLLBACK")
    somebody.close()
    with file_store.writing() as session:
        interviewer(session)


def test_a_fault_of_ours_is_not_dressed_up_as_the_databases(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as session:
        interviewer(session, time_zone=None)


# -- what the tables refuse ----------------------------------------------------------------------


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 11, 9, 8)  # noqa: DTZ001

    with pytest.raises(StatementError, match="no time zone"), store.writing() as session:
        pause.begin(session, channel=Channel.SLACK, until=naive, reason="")


def test_an_instant_comes_back_in_utc_whatever_its_zone_was(store: Store) -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    until = TEN.astimezone(kolkata)

    with store.writing() as session:
        pause.begin(session, channel=Channel.SLACK, until=until, reason="")
        standing = pause.standing(session, channel=Channel.SLACK, now=NOW)

    assert standing is not None
    assert standing.until == TEN
    assert standing.until.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("person", {"role": "emperor"}),
        ("person", {"name": ""}),
        ("interview", {"state": "perhaps"}),
        ("interview", {"revision": 0}),
        ("interview", {"candidate_id": 99}),
        ("panel", {"person_id": 99}),
        ("busy", {"person_id": 99}),
        ("message", {"state": "lost"}),
        ("message", {"state": "claimed", "owner": None}),
        ("message", {"state": "sending", "lease_until": None}),
    ],
    ids=str,
)
def test_the_tables_refuse_what_makes_no_sense(
    store: Store, table: str, wrong: dict[str, object]
) -> None:
    with store.writing() as session:
        ines = interviewer(session)
        interview = booked(session, candidate=candidate(session), interviewers=(ines,))
        outbox.plan(session, [message(ines, interview=interview)], now=NOW)

    with pytest.raises(IntegrityError), store.writing() as session:
        session.execute(sa.update(tables.metadata.tables[table]).values(wrong))


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("weekly_hours", {"weekday": 7, "start_minute": 0, "end_minute": 60}),
        ("weekly_hours", {"weekday": 0, "start_minute": 0, "end_minute": 8641}),
        ("weekly_hours", {"weekday": 0, "start_minute": 1440, "end_minute": 1500}),
        ("availability_window", {"day": TEN.date(), "start_minute": 60, "end_minute": 60}),
        ("time_off", {"day": TEN.date(), "start_minute": -15, "end_minute": 60}),
    ],
    ids=str,
)
def test_the_tables_refuse_hours_that_make_no_sense(
    store: Store, table: str, wrong: dict[str, object]
) -> None:
    with store.writing() as session:
        row = {"person_id": interviewer(session).id, **wrong}

    with pytest.raises(IntegrityError), store.writing() as session:
        session.execute(sa.insert(tables.metadata.tables[table]).values(row))
