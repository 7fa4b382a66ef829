"""`python -m bot practice`: a port for the bot's own pages, and nothing said before a refusal."""

import socket
import subprocess
import sys
from pathlib import Path

from bot.cli.practice import free_port_from

ROOT = Path(__file__).parents[3]
PATIENCE = 60


def test_a_port_that_is_in_use_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        found = free_port_from(first)

    assert found > first


def test_a_workspace_that_cannot_be_opened_says_why_and_nothing_else(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "practice", "--port", "70000", "--state", tmp_path / "state"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=ROOT,
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "70000 is no port: the last one is 65535. "
        "Set SANDBOX_PORT to another: SANDBOX_PORT=3001 make run\n"
    )
