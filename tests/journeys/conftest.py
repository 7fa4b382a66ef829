"""A workspace with the bot in it: real Bolt, a real socket and a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ports import free_port

from journeys.buttons import named_alike
from journeys.office import MONDAY, Office, office_in


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The usual people on the morning of Monday, 9 November 2026, in a workspace kept in UTC."""
    with office_in(tmp_path, now=MONDAY) as office:
        yield office
        # Of every view and message that the journey has led past.
        assert named_alike(office.slack.traffic) == []


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Office]:
    """The usual workspace, and the bot within reach of everybody's browser and calendar."""
    port = free_port()
    with office_in(
        tmp_path, now=MONDAY, http_port=port, public_url=f"http://127.0.0.1:{port}"
    ) as office:
        yield office
