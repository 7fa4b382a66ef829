"""A real browser for the tests in this folder, and the bot in a workspace for it to show."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from journeys.office import Office, office_in
from playwright.sync_api import Browser, expect

from bench.fixtures.chromium import NoBrowser, chromium
from browser.windows import PATIENCE, Opener, windows_on

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, so that `-m "not browser"` leaves it out."""
    # By its text: to ask each of twelve thousand paths for its parents takes half a second.
    here = f"{HERE}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker("browser")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once.

    It ends with this folder, since Playwright keeps an event loop running in the main thread.
    """
    expect.set_options(timeout=PATIENCE)
    try:
        with chromium() as browser:
            yield browser
    except NoBrowser as trouble:
        pytest.skip(str(trouble))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The usual people on the morning of Monday, 9 November 2026, with the bot."""
    with office_in(tmp_path, now=MONDAY) as office:
        yield office


@pytest.fixture
def window(office: Office, browser: Browser) -> Iterator[Opener]:
    """A function that opens a window of the office as a person."""
    with windows_on(office.slack.url, browser) as open_window:
        yield open_window
