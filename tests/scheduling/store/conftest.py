"""Stores to test with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduling.store import Session, Store


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    opened = Store.open("sqlite://")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file, as in use."""
    opened = Store.open(f"sqlite:///{tmp_path}/bot.db")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """A transaction on an empty store."""
    with store.writing() as transaction:
        yield transaction
