"""The bot beside the sandbox, and its HTTP side on a port of its own."""

from collections.abc import Iterator

import pytest
from journeys.conftest import MONDAY
from journeys.office import Office, office_in
from ports import free_port
from web.programs import PRACTICE, Program


@pytest.fixture(name="port", scope="module")
def _port() -> int:
    return free_port()


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Office]:
    """Monday, 9 November 2026, 8:00 UTC; one office for all tests of a module."""
    folder = tmp_path_factory.mktemp("office")
    with office_in(
        folder, now=MONDAY, http_port=port, api_token=PRACTICE, api_rate=100_000
    ) as office:
        yield office


@pytest.fixture(name="ats", scope="module")
def _ats(office: Office, port: int) -> Program:
    """An applicant tracking system that has the token of the settings."""
    return Program(f"http://127.0.0.1:{port}")
