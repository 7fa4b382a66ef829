"""The clock of the database, where it has one."""

from datetime import UTC, datetime, timedelta

import pytest
from databases import Kind

from scheduling.store import Session
from scheduling.store.databases import clock

pytestmark = pytest.mark.both_databases


def test_a_server_has_a_clock_and_a_file_has_none(session: Session, database: Kind) -> None:
    shown, ours = clock.now_of(session), datetime.now(UTC)

    if database is Kind.SQLITE:
        assert shown is None
    else:
        assert shown is not None
        assert shown.tzinfo is UTC
        assert abs(shown - ours) < timedelta(minutes=1)
