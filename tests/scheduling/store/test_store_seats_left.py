"""Who was taken off an interview of late, by what is on record."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from databases import sqlite_in
from query_plans import asked

from scheduling.store import Store
from scheduling.store.interviews import audited

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)


def test_it_is_looked_for_by_when_it_was_and_not_among_all_that_ever_was(tmp_path: Path) -> None:
    with closing(Store.open(sqlite_in(tmp_path))) as store, store.reading() as session:
        with asked() as given:
            audited.seats_left(session, [1], since=NOW)
        (one,) = [each for each in given if each.is_read]
        explained = f"EXPLAIN QUERY PLAN {one.statement}"
        plan = session.connection().exec_driver_sql(explained, one.parameters).all()

    assert ["ix_audit_at" in row[3] for row in plan] == [True]
