"""`python -m bot practice`: the bot in a practice workspace on this machine."""

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

from bot.process.shipped import shipped

TOKEN = "practice"
"""What lets programs into the JSON API there."""


USUAL_PORT = 8000


def practice(*, port: int, state: Path) -> NoReturn:
    """Become the workspace, until Ctrl-C; what happens in it is kept in the folder `state`.

    It takes this process's place, so that a signal reaches it and nobody stands in between.
    """
    state.mkdir(parents=True, exist_ok=True)
    print(f"The bot's JSON API takes the token: {TOKEN}", flush=True)  # noqa: T201
    http_port = os.environ.get("HTTP_PORT") or free_port_from(USUAL_PORT)
    ours = {"DATABASE_URL": f"sqlite:///{state}/on-the-hour.db", "API_TOKEN": TOKEN}
    ours |= {"HTTP_PORT": str(http_port)}
    ours |= {"COMPANY_NAME": "Acme", "COMPANY_CONTACT": "people@practice.example"}
    ours |= {"PLACE": "https://meet.practice.example/{id}"}
    # Those that the workspace has for its people, by either name of this machine.
    ours |= {"CALENDAR_PRIVATE_HOSTS": f"127.0.0.1:{port},localhost:{port}"}
    os.execve(sys.executable, _command(port, state), {**os.environ, **ours})


def free_port_from(usual: int) -> int:
    """Return the first port of twenty that nobody has, and say so if it is another one."""
    found = next((port for port in range(usual, usual + 20) if _is_free(port)), usual)
    if found != usual:
        said = f"Port {usual} is in use, so the bot's own pages are at port {found}."
        print(said, flush=True)  # noqa: T201
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        # As the bot itself listens: a port whose last owner has just ended is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _command(port: int, state: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "sandbox"),
        *("--port", str(port)),
        *("--state", str(state / "slack")),
        *("--manifest", str(shipped("manifest.json"))),
        *("--people", str(shipped("practice/people.toml"))),
        *("--script", str(shipped("practice/first_day.toml"))),
        *("--clock-file", str(state / "clock")),
        *("--", sys.executable, "-m", "bot", "run"),
    ]
