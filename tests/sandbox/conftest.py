"""What the sandbox's own tests share."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def utc():
    """Make an instant from its parts in UTC."""

    def instant(*parts: int) -> datetime:
        return datetime(*parts, tzinfo=UTC)

    return instant
