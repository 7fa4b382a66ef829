"""More people and messages than a statement has room for parameters."""

import sqlite3
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from databases import Kind
from store_builders import NOW, TEN, candidate, message

from scheduling.store import Session, Store, availability, interviews, people
from scheduling.store.interviews import history
from scheduling.store.messages import outbox
from scheduling.timespan import HOUR, Horizon, Span

pytestmark = pytest.mark.both_databases

MANY = 70_000
"""PostgreSQL's protocol carries 65,535 parameters, SQLite takes 32,766 by default."""

REGISTERED = """
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :many)
INSERT INTO person (name, name_key, role, time_zone, is_coordinator, availability_version,
    created_at)
SELECT 'Person ' || n, 'person ' || n, 'interviewer', 'Europe/Berlin', :no, 0, :now FROM number
"""


@pytest.fixture(name="session")
def _session(store: Store, database: Kind) -> Iterator[Session]:
    """A transaction in which a statement has no more room than it must have."""
    with store.writing() as session:
        if database is Kind.SQLITE:
            connection = session.connection().connection.driver_connection
            assert isinstance(connection, sqlite3.Connection)
            connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 10_000)
        yield session


@pytest.fixture(name="ids")
def _ids(session: Session) -> list[int]:
    session.execute(sa.text(REGISTERED), {"many": MANY, "now": NOW, "no": False})
    return list(session.scalars(sa.text("SELECT id FROM person ORDER BY id")))


def test_whatever_is_asked_of_seventy_thousand_people_is_answered(
    session: Session, ids: list[int]
) -> None:
    week = Span(start=TEN, end=TEN + 168 * HOUR)
    horizon = Horizon.covering(week)

    found = people.by_ids(session, reversed(ids))

    assert list(found) == ids[::-1]
    assert availability.versions(session, ids) == dict.fromkeys(ids, 0)
    assert len(availability.around(session, ids, span=week)) == MANY
    assert set(interviews.taken(session, person_ids=ids, horizon=horizon)) == set(ids)
    assert interviews.taken_by(session, person_ids=ids, span=week) == {}
    assert len(history.registered_at(session, person_ids=ids)) == MANY


def test_of_nobody_nothing_is_found(session: Session) -> None:
    candidate(session)

    assert people.by_ids(session, ()) == {}
    assert availability.versions(session, ()) == {}


def test_three_thousand_messages_are_planned_at_once_and_only_once(session: Session) -> None:
    carl = candidate(session, slack_user_id="U1")
    told = [message(carl, f"reminder:{number}") for number in range(3000)]

    first = outbox.plan(session, told, now=NOW)
    again = outbox.plan(session, told, now=NOW)

    assert (first, again) == (3000, 0)
