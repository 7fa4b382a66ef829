"""Whose pages may show those of candidates in a frame."""

import pytest

from bot.process.addresses import practice_origins


@pytest.mark.parametrize(
    ("slack", "origins"),
    [
        ("https://slack.com/api/", ()),
        ("https://localhost.example.org/api/", ()),
        ("http://127.0.0.1:3000/api/", ("http://localhost:3000", "http://127.0.0.1:3000")),
        ("http://localhost:3000/api/", ("http://localhost:3000", "http://127.0.0.1:3000")),
    ],
)
def test_only_a_practice_workspace_may_show_them(slack: str, origins: tuple[str, ...]) -> None:
    assert practice_origins(slack) == origins
