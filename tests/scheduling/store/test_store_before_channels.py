"""A database of the version before channels, with messages in every state, goes on as it was.

`released/0001.sql` is a dump of what that version wrote: Carl has met nobody yet, and is to
meet Ines; Ana is to meet Ivo, an hour that was moved away and back; Carl and Ivo are off; Ines
can't make it to Petra, who is not in the workspace; and a round is drafted for the 13th.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from databases import Kind, new_store, running_on

from scheduling.messages.reminders import planned_reminders
from scheduling.model import Channel, MessageKind, MessageState, SendingPause
from scheduling.store import Store, interviews, people, rounds
from scheduling.store.messages import outbox
from scheduling.store.messages.delivery import claiming, pause, unknown
from scheduling.store.schema import migrating, tables

WRITTEN = Path(__file__).parent / "released" / "0001.sql"
THEN = datetime(2026, 11, 10, 10, 0, 18, tzinfo=UTC)
LEADS = (timedelta(hours=24), timedelta(hours=1))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The file as the version before has left it."""
    path = tmp_path / "bot.db"
    with sqlite3.connect(path) as written:
        written.executescript(WRITTEN.read_text("utf-8"))
    written.close()
    return path


@pytest.fixture
def migrated(place: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{place}")
    opened.migrate()
    yield opened
    opened.close()


def rows_of(place: Path, asked: str) -> list[dict[str, Any]]:
    with sqlite3.connect(place) as written:
        written.row_factory = sqlite3.Row
        found = [dict(row) for row in written.execute(asked)]
    written.close()
    return found


def test_every_message_is_what_it_was_and_went_by_slack(place: Path) -> None:
    before = rows_of(place, "SELECT * FROM direct_message ORDER BY id")

    opened = Store.open(f"sqlite:///{place}")
    opened.migrate()
    opened.close()

    after = rows_of(place, "SELECT * FROM message ORDER BY id")
    assert len(before) == 37
    assert {row["state"] for row in before} == {"sent", "unknown", "pending", "cancelled", "dead"}
    added_later = {"content": None, "broken_off": 0}
    assert after == [
        {
            **added_later,
            **{name: value for name, value in row.items() if name not in ("channel", "ts")},
            "conversation": row["channel"],
            "receipt": row["ts"],
            "channel": "slack",
        }
        for row in before
    ]


def test_the_tables_are_those_of_a_new_database(migrated: Store) -> None:
    with migrated.reading() as session:
        context = MigrationContext.configure(session.connection())

        assert compare_metadata(context, tables.metadata) == []
        assert session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        assert session.execute(sa.text("PRAGMA foreign_key_check")).all() == []


def test_the_pause_is_slacks(migrated: Store) -> None:
    with migrated.reading() as session:
        standing = pause.all_standing(session, now=THEN)

    until = THEN + timedelta(minutes=1)
    assert standing == (SendingPause(channel=Channel.SLACK, until=until, reason="ratelimited"),)


def test_what_waited_is_sent_and_what_was_uncertain_is_looked_for(migrated: Store) -> None:
    later = THEN + timedelta(minutes=2)
    with migrated.writing() as session:
        sought = unknown.claim(session, channel=Channel.SLACK, owner="us", now=later, limit=9)
        due = claiming.claim(session, channel=Channel.SLACK, owner="us", now=later, limit=9)

    assert [one.message.dedupe_key for one in sought] == ["reminder:1:1:4:1440"]
    assert {one.message.kind for one in due} == {
        MessageKind.CANCELLED,
        MessageKind.BOOKED,
        MessageKind.CANNOT_MAKE_IT,
    }


def test_interviews_people_and_the_draft_are_there(migrated: Store) -> None:
    with migrated.reading() as session:
        upcoming = interviews.upcoming(session, ending_after=THEN, limit=9)
        drafts = session.execute(sa.select(tables.distribution_round.c.id)).scalars().all()
        draft = rounds.draft(session, drafts[0], version=1)

        assert [(one.candidate.name, one.revision) for one in upcoming] == [
            ("Carl", 1),
            ("Ana", 3),
            ("Petra", 2),
        ]
        assert {one.invite_sequence for one in upcoming} == {0}
        assert people.count(session) == 7
        assert draft.drafted_by == "UCORA"


def test_calendars_know_the_interviews_of_then_as_they_did(migrated: Store) -> None:
    with migrated.reading() as session:
        upcoming = interviews.upcoming(session, ending_after=THEN, limit=9)

    assert [one.calendar_uid for one in upcoming] == [
        f"interview-{number}@on-the-hour" for number in (1, 2, 4)
    ]


def test_reminders_of_then_count_and_nobody_is_reminded_twice(migrated: Store) -> None:
    with migrated.writing() as session:
        ahead = interviews.upcoming(session, ending_after=THEN, limit=9)
        before = {one.id: outbox.of_interview(session, one.id) for one in ahead}

        for one in ahead:
            outbox.plan(session, planned_reminders(one, leads=LEADS, now=THEN), now=THEN)

        assert {one.id: outbox.of_interview(session, one.id) for one in ahead} == before


def test_after_moving_away_and_back_in_both_versions_there_is_one_reminder_of_each(
    migrated: Store,
) -> None:
    reminders = frozenset({MessageKind.REMINDER})
    with migrated.writing() as session:
        (ana,) = [
            one
            for one in interviews.upcoming(session, ending_after=THEN, limit=9)
            if one.candidate.name == "Ana"
        ]
        outbox.cancel(session, interview_id=ana.id, kinds=reminders, now=THEN)

        outbox.plan(session, planned_reminders(ana, leads=LEADS, now=THEN), now=THEN)

        waiting = Counter(
            (message.person_id, message.due_at)
            for message, state in outbox.of_interview(session, ana.id)
            if (message.kind, state) == (MessageKind.REMINDER, MessageState.PENDING)
        )
    assert len(waiting) == 4
    assert set(waiting.values()) == {1}


@pytest.mark.parametrize("kind", [*Kind])
def test_it_is_copied_to_another_database_whole(
    migrated: Store, kind: Kind, tmp_path: Path
) -> None:
    folder = tmp_path / "target"
    folder.mkdir()
    with running_on(kind):
        target = new_store(folder)

    counts = migrated.copy_to(target)

    with target.reading() as session:
        copied = session.execute(sa.select(tables.message).order_by(tables.message.c.id)).all()
        (standing,) = pause.all_standing(session, now=THEN)
    with migrated.reading() as session:
        kept = session.execute(sa.select(tables.message).order_by(tables.message.c.id)).all()
    target.close()
    assert counts["message"] == 37
    assert copied == kept
    assert standing.channel is Channel.SLACK


@pytest.mark.both_databases
def test_rows_of_then_are_migrated_on_either_database(place: Path, store: Store) -> None:
    before = rows_of(place, "SELECT * FROM direct_message ORDER BY id")
    with store.writing() as session:
        connection = session.connection()
        is_of_the_version_before(connection, place)

        migrating.upgrade(connection)

        found = session.execute(sa.select(tables.message).order_by(tables.message.c.id)).all()
        assert [(row.uid, row.state, row.conversation, row.receipt) for row in found] == [
            (row["uid"], row["state"], row["channel"], row["ts"]) for row in before
        ]
        assert {row.channel for row in found} == {"slack"}
        assert [one.reason for one in pause.all_standing(session, now=THEN)] == ["ratelimited"]
        assert {
            one.invite_sequence for one in interviews.upcoming(session, ending_after=THEN, limit=9)
        } == {0}
        differences = compare_metadata(MigrationContext.configure(connection), tables.metadata)
        assert differences == []
        session.rollback()


def is_of_the_version_before(connection: sa.Connection, place: Path) -> None:
    """Make the database what it was, with the rows of the file; a rollback undoes it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    else:
        tables.metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    migrating.upgrade(connection, to="0001")
    for name in ("person", "interview", "panel", "direct_message", "sending_pause"):
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        rows = rows_of(place, f"SELECT * FROM {name}")
        connection.execute(sa.insert(table), [as_python(table, row) for row in rows])


def as_python(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row as SQLite keeps it, as the values that a column takes."""
    return {name: value_of(table.c[name].type, value) for name, value in row.items()}


def value_of(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    match kind:
        case sa.Boolean():
            return bool(value)
        case sa.JSON():
            return json.loads(value)
        case sa.DateTime() if value is not None:
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value
