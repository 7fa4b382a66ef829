"""A workspace with the bot in it: real Bolt, a real socket and a real database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from journeys.office import Office, office_in

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The usual people on the morning of Monday, 9 November 2026, in a workspace kept in UTC."""
    with office_in(tmp_path, now=MONDAY) as office:
        yield office
