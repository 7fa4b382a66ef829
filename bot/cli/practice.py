"""`python -m bot practice`: the bot in a practice workspace on this machine."""

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bot.process.shipped import shipped

TOKEN = "practice"
"""What lets programs into the JSON API there."""


USUAL_PORT = 8000


def practice(*, port: int, state: Path) -> NoReturn:
    """Become the workspace, until Ctrl-C; what happens in it is kept in the folder `state`.

    It takes this process's place, so that a signal reaches it and nobody stands in between. What
    there is to know is said by the workspace, once it is open: it may have to refuse.
    """
    state.mkdir(parents=True, exist_ok=True)
    said = [f"The bot's JSON API takes the token: {TOKEN}"]
    http_port = os.environ.get("HTTP_PORT")
    if not http_port:
        http_port = str(free_port_from(USUAL_PORT))
        said += [] if http_port == str(USUAL_PORT) else [_elsewhere(http_port)]
    ours = {"DATABASE_URL": f"sqlite:///{state}/on-the-hour.db", "API_TOKEN": TOKEN}
    ours |= {"HTTP_PORT": http_port}
    ours |= {"COMPANY_NAME": "Acme", "COMPANY_CONTACT": "people@practice.example"}
    ours |= {"PLACE": "https://meet.practice.example/{id}"}
    # Those that the workspace has for its people, by either name of this machine.
    ours |= {"CALENDAR_PRIVATE_HOSTS": f"127.0.0.1:{port},localhost:{port}"}
    os.execve(sys.executable, _command(port, state, said), {**os.environ, **ours})


def free_port_from(usual: int) -> int:
    """Return the first port of twenty that nobody has; the usual one, if there is none."""
    return next((port for port in range(usual, usual + 20) if _is_free(port)), usual)


def _elsewhere(port: str) -> str:
    return f"Port {USUAL_PORT} is in use, so the bot's own pages are at port {port}."


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        # As the bot itself listens: a port whose last owner has just ended is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _command(port: int, state: Path, said: Sequence[str]) -> list[str]:
    return [
        *(sys.executable, "-m", "sandbox"),
        *("--port", str(port)),
        *("--state", str(state / "slack")),
        *("--manifest", str(shipped("manifest.json"))),
        *("--people", str(shipped("practice/people.toml"))),
        *("--script", str(shipped("practice/first_day.toml"))),
        *("--clock-file", str(state / "clock")),
        *(part for sentence in said for part in ("--say", sentence)),
        *("--", sys.executable, "-m", "bot", "run"),
    ]
