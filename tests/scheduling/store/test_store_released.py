"""Databases of every schema that was released go on as they were, and are saved first."""

import ast
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path
from textwrap import dedent

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from released_schemas import REVISIONS, put_into, rows_in, written

from scheduling.errors import DatabaseNewer, NotSavedFirst
from scheduling.store import Store
from scheduling.store.schema import migrating, migrations, tables
from scheduling.store.updating import planned_update
from scheduling.version import VERSION

STEPS = sorted((Path(migrations.__file__).parent / "versions").glob("v*.py"))
OLDEST = REVISIONS[0]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A database as the first version has left it."""
    return written(OLDEST, tmp_path / "bot.db")


def update(path: Path) -> Path | None:
    with closing(Store.open(f"sqlite:///{path}")) as store:
        return store.migrate()


@pytest.fixture
def empty(store: Store) -> Iterator[sa.Connection]:
    """A database without tables, on either kind; what is done to it is undone."""
    with store.writing() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        else:
            tables.metadata.drop_all(connection)
            connection.exec_driver_sql("DROP TABLE alembic_version")
        yield connection
        session.rollback()


# -- rows stay -------------------------------------------------------------------------------


@pytest.mark.both_databases
@pytest.mark.parametrize("revision", REVISIONS)
def test_a_released_schema_becomes_todays_and_its_rows_stay(
    revision: str, empty: sa.Connection, tmp_path: Path
) -> None:
    kept = written(revision, tmp_path / "kept.db")
    put_into(empty, kept, revision=revision)

    migrating.upgrade(empty)

    context = MigrationContext.configure(empty)
    assert compare_metadata(context, tables.metadata) == []
    before = {renamed(name): len(rows) for name, rows in rows_in(kept).items() if rows}
    assert {name: count_in(empty, name) for name in before} == before


def renamed(table: str) -> str:
    return "message" if table == "direct_message" else table


def count_in(connection: sa.Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def test_what_was_kept_are_schemas_that_were() -> None:
    revisions = [step.stem[1:5] for step in STEPS]

    assert revisions[: len(REVISIONS)] == REVISIONS


# -- saved first -----------------------------------------------------------------------------


def test_a_file_is_saved_beside_itself_for_its_owners_eyes(place: Path) -> None:
    before = rows_in(place)

    saved = update(place)

    assert saved == place.with_name(f"bot.db.before-{migrating.newest_revision()}")
    assert rows_in(saved) == before
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_nothing_is_saved_where_there_is_nothing_to_bring_up_to_date(
    place: Path, tmp_path: Path
) -> None:
    update(place)

    assert update(place) is None
    assert update(tmp_path / "new.db") is None
    assert len(list(tmp_path.glob("*before*"))) == 1


def test_the_last_three_are_kept_and_nobody_elses_file_is_touched(tmp_path: Path) -> None:
    (tmp_path / "bot.db.before-the-move").touch()

    for _ in range(5):
        (tmp_path / "bot.db").unlink(missing_ok=True)
        update(written(OLDEST, tmp_path / "bot.db"))

    name = f"bot.db.before-{migrating.newest_revision()}"
    kept = sorted(file.name for file in tmp_path.glob("bot.db.before-*"))
    assert len(kept) == 4
    assert "bot.db.before-the-move" in kept
    assert {file.partition(name)[1] or file for file in kept} == {name, "bot.db.before-the-move"}


def test_what_cannot_be_saved_is_not_brought_up_to_date(place: Path) -> None:
    before = rows_in(place)
    (place.parent / f"bot.db.before-{migrating.newest_revision()}.unfinished").mkdir()

    with pytest.raises(NotSavedFirst) as caught:
        update(place)

    assert "Nothing was changed" in caught.value.sentence(zone=UTC)
    assert rows_in(place) == before


# -- newer -----------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_a_newer_database_says_which_version_opens_it(empty: sa.Connection) -> None:
    migrating.upgrade(empty)
    empty.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseNewer) as caught:
        migrating.upgrade(empty)

    assert (caught.value.revision, caught.value.made_by) == ("9999", f"version {VERSION}")


@pytest.mark.only_sqlite
def test_one_that_does_not_say_was_made_by_a_newer_one(empty: sa.Connection) -> None:
    migrating.upgrade(empty)
    empty.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    empty.exec_driver_sql("PRAGMA user_version = 0")

    with pytest.raises(DatabaseNewer) as caught:
        migrating.upgrade(empty)

    assert "made by a newer version of this bot" in caught.value.sentence(zone=UTC)


# -- told beforehand -------------------------------------------------------------------------


def test_an_update_is_tried_on_a_copy_and_the_file_stays(place: Path) -> None:
    before = place.read_bytes()

    found = planned_update(f"sqlite:///{place}")

    assert found is not None
    assert found.trial is not None
    assert [step.revision for step in found.steps] == [step.stem[1:5] for step in STEPS[1:]]
    assert place.read_bytes() == before
    assert [file.name for file in place.parent.iterdir()] == ["bot.db"]


@pytest.mark.both_databases
def test_a_database_of_today_needs_no_step(empty: sa.Connection) -> None:
    migrating.upgrade(empty)

    assert migrating.steps_ahead(empty) == ()


# -- expand first ----------------------------------------------------------------------------


TAKES_AWAY = ("drop_", "rename_table")
CHANGES = {"alter_column", "batch_alter_table"}


def faults_in(step: str) -> list[str]:
    """What in a migration's text stops bots of the version before: something taken away or
    renamed, a column that they must fill, a statement that can't be read here.
    """
    calls = [node for node in ast.walk(ast.parse(step)) if isinstance(node, ast.Call)]
    found = []
    for call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        text = ast.unparse(call)
        if name.startswith(TAKES_AWAY) or name in CHANGES:
            found.append(f"{name} takes away or changes what an older bot goes by")
        if name == "add_column" and "nullable=False" in text and "server_default" not in text:
            found.append("a column that must be filled needs a server_default")
        if name == "execute" and any(word in text.upper() for word in ("DROP ", "RENAME ")):
            found.append("a statement drops or renames")
    return found


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_a_step_adds_and_takes_nothing_away(step: Path) -> None:
    """What is of no use any more goes a version later; CONTRIBUTING.md says how."""
    revision = step.stem[1:5]

    faults = faults_in(step.read_text("utf-8"))

    assert faults == [] or revision in migrating.NOT_BESIDE_OLDER
    assert set(REVISIONS) >= migrating.NOT_BESIDE_OLDER


@pytest.mark.parametrize(
    "line",
    [
        'op.drop_column("person", "email")',
        'op.rename_table("person", "people")',
        'op.alter_column("person", "email", new_column_name="mail")',
        'op.add_column("person", sa.Column("age", sa.Integer(), nullable=False))',
        'op.execute("ALTER TABLE person RENAME COLUMN email TO mail")',
    ],
)
def test_a_step_that_takes_away_is_noticed(line: str) -> None:
    step = dedent(f"""
        def upgrade():
            {line}
    """)

    assert len(faults_in(step)) == 1
