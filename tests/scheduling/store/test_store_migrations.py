"""The migrations build what the tables say, whole or not at all."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateIndex, CreateTable
from store_builders import interviewer

from scheduling.errors import DatabaseNewer
from scheduling.store import Session, Store, interviews, people
from scheduling.store.interviews import declines
from scheduling.store.schema import migrating, migrations, parting, tables
from scheduling.store.schema.watching import sqlite_triggers
from scheduling.timespan import Span

DIALECT = sa.create_engine("sqlite://").dialect
ALL_TABLES = {
    "accepted_block",
    "calendar",
    "calendar_busy",
    "calendar_grant",
    "calendar_refusal",
    "unconfirmed_calendar",
    "candidate_link",
    "move_request",
    "person",
    "audit",
    "availability_window",
    "weekly_hours",
    "time_off",
    "availability_change",
    "compiled",
    "interview",
    "interview_revision",
    "panel",
    "decline",
    "conflict",
    "busy",
    "last_change",
    "message",
    "sending_pace",
    "sending_pause",
    "untold",
    "heartbeat",
    "home_tab",
    "settings_in_force",
    "api_token",
    "feed_token",
    "ended_messages",
    "export_link",
    "api_request",
    "distribution_round",
    "round_interview",
}


@pytest.fixture
def bare() -> Iterator[Store]:
    """A store whose database is empty as yet."""
    opened = Store.open("sqlite://")
    yield opened
    opened.close()


def schema(store: Store) -> dict[str, list[str]]:
    """What each table and index is made of: the lines of its definition, in any order."""
    with store.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        )
        return {
            row.name: lines(row.sql)
            for row in found
            if not row.name.startswith(("sqlite_", "alembic_"))
        }


def lines(definition: str) -> list[str]:
    """The definition, a column or constraint a line; a renamed table stands in quotes."""
    told = re.sub(r'"(\w+)"', r"\1", definition)
    parts = re.split(r",\s*\n|\n|, (?=\w+ [A-Z])", told)
    return sorted(part.strip().rstrip(", ") for part in parts if part.strip())


def declared() -> dict[str, list[str]]:
    wanted: dict[str, list[str]] = {}
    for table in tables.metadata.sorted_tables:
        wanted[table.name] = lines(str(CreateTable(table).compile(dialect=DIALECT)))
        for index in table.indexes:
            wanted[str(index.name)] = lines(str(CreateIndex(index).compile(dialect=DIALECT)))
    for watched in ("person", "busy", "decline", "calendar_busy", "interview", "move_request"):
        triggers = sqlite_triggers(watched)
        wanted |= {name: lines(trigger) for name, trigger in triggers.items()}
    wanted[parting.NAME] = lines(parting.SQLITE)
    wanted[parting.UNCONFIRMED] = lines(parting.UNCONFIRMED_SQLITE)
    return wanted


def test_an_empty_database_becomes_what_the_tables_say(bare: Store) -> None:
    bare.migrate()

    assert schema(bare) == declared()
    assert set(tables.metadata.tables) == ALL_TABLES


@pytest.mark.both_databases
def test_alembic_sees_no_difference_either(store: Store) -> None:
    with store.reading() as session:
        context = MigrationContext.configure(session.connection())
        differences = compare_metadata(context, tables.metadata)

    assert differences == []


def test_alembic_itself_finds_the_same_steps() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))

    walked = [script.revision for script in scripts.walk_revisions()]

    assert list(migrating.revisions()) == walked[::-1]
    assert set(scripts.get_heads()) == {migrating.newest_revision()}


def test_what_seats_knew_of_declines_is_kept_for_their_hours(bare: Store) -> None:
    with bare.writing() as session:
        _as_of(session, "0001")
        run = session.connection().exec_driver_sql
        for id, name in enumerate(("Carl", "Ines", "Ivo"), start=1):
            run(
                "INSERT INTO person (id, name, name_key, role, time_zone, is_coordinator, "
                "availability_version, created_at) VALUES "
                f"({id}, '{name}', '{name}', 'interviewer', 'UTC', 0, 0, '2026-11-09')"
            )
        for id, state in ((1, "booked"), (2, "cancelled")):
            run(
                "INSERT INTO interview (id, candidate_id, start, state, revision, "
                "outside_availability, booked_by, created_at) VALUES "
                f"({id}, 1, '2026-11-{9 + id} 10:00:00.000000', '{state}', 1, 0, '', '2026-11-09')"
            )
        run("INSERT INTO panel VALUES (1, 2, 1), (1, 3, 0), (2, 2, 1)")

    bare.migrate()

    tuesday = datetime(2026, 11, 10, 10, tzinfo=UTC)
    fortnight = Span(start=tuesday - timedelta(days=7), end=tuesday + timedelta(days=7))
    with bare.reading() as session:
        found = declines.within(session, person_ids=[2, 3], span=fortnight)
        interview = interviews.get(session, 1)
    assert found == {2: (tuesday, tuesday + timedelta(days=1)), 3: ()}
    assert interview is not None
    assert interview.declined == {2}


def _as_of(session: Session, revision: str) -> None:
    """Makes the tables of an older version."""
    config = Config(attributes={"connection": session.connection()})
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    command.upgrade(config, revision)


def test_the_comparison_sees_a_missing_check(bare: Store) -> None:
    bare.migrate()
    with bare.writing() as session:
        run = session.connection().exec_driver_sql
        run("PRAGMA writable_schema = ON")
        run("UPDATE sqlite_master SET sql = replace(sql, 'revision >= 1', 'revision >= 0')")

    assert schema(bare) != declared()


@pytest.mark.only_sqlite
def test_migrating_again_changes_nothing(store: Store) -> None:
    before = schema(store)
    with store.writing() as session:
        ines = interviewer(session)

    store.migrate()

    assert schema(store) == before
    with store.reading() as session:
        assert people.get(session, ines.id) == ines


@pytest.mark.only_sqlite
def test_a_database_from_a_newer_version_is_left_alone(store: Store) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = schema(store)

    with pytest.raises(DatabaseNewer) as caught:
        store.migrate()

    assert caught.value.revision == "9999"
    assert schema(store) == before


def test_a_migration_that_fails_leaves_nothing_behind(bare: Store) -> None:
    with bare.writing() as session:
        # It stands in the way of one of the tables that come last.
        session.connection().exec_driver_sql("CREATE TABLE panel (id INTEGER)")

    with pytest.raises(sa.exc.OperationalError, match="already exists"):
        bare.migrate()

    assert set(schema(bare)) == {"panel"}


@pytest.mark.both_databases
def test_every_constraint_and_index_has_a_name(store: Store) -> None:
    with store.reading() as session:
        names = sa.inspect(session.connection())
        unnamed = [
            (table, kind)
            for table in ALL_TABLES
            for kind, found in (
                ("unique", names.get_unique_constraints(table)),
                ("foreign key", names.get_foreign_keys(table)),
                ("check", names.get_check_constraints(table)),
                ("index", names.get_indexes(table)),
            )
            if any(one["name"] is None for one in found)
        ]

    assert unnamed == []


def test_it_runs_wherever_the_working_directory_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store.open("sqlite:///bot.db")

    store.migrate()

    store.close()
    made = sqlite3.connect(tmp_path / "bot.db")
    assert made.execute("SELECT count(*) FROM person").fetchone() == (0,)
    made.close()
