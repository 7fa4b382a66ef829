"""`python -m bot practice`: it finds a port for the bot's own pages."""

import socket

import pytest

from bot.cli.practice import free_port_from


def test_a_port_that_is_in_use_is_passed_over_and_that_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        found = free_port_from(first)

    assert found > first
    assert capsys.readouterr().out == (
        f"Port {first} is in use, so the bot's own pages are at port {found}.\n"
    )
