"""Stores to test with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import new_store

from scheduling.store import Session, Store


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store; on SQLite in memory."""
    opened = new_store()
    yield opened
    opened.close()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store; on SQLite in a file, as in use."""
    opened = new_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """A transaction on an empty store."""
    with store.writing() as transaction:
        yield transaction
