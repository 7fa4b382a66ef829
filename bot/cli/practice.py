"""`python -m bot practice`: the bot in a practice workspace on this machine."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from bot.process.shipped import shipped

TOKEN = "practice"
"""What lets programs into the JSON API there."""
_ENDED_BY_CTRL_C = {130, 143, -signal.SIGINT, -signal.SIGTERM}


def practice(*, port: int, state: Path) -> int:
    """Open the workspace until Ctrl-C; what happens in it is kept in the folder `state`."""
    state.mkdir(parents=True, exist_ok=True)
    print(f"The bot's JSON API takes the token: {TOKEN}", flush=True)  # noqa: T201
    ours = {"DATABASE_URL": f"sqlite:///{state}/on-the-hour.db", "API_TOKEN": TOKEN}
    workspace = subprocess.Popen(_command(port, state), env={**os.environ, **ours})
    try:
        status = workspace.wait()
    except KeyboardInterrupt:
        # The terminal has told the workspace as well, which ends the bot and then itself.
        status = workspace.wait()
    return 0 if status in _ENDED_BY_CTRL_C else status


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
