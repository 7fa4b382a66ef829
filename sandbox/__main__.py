"""`python -m sandbox … -- COMMAND`: a practice workspace, and an app that runs in it."""

import argparse
import errno
import os
import signal
import sys
from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path
from queue import SimpleQueue

from sandbox.practice.lock import AlreadyOpen
from sandbox.practice.saved import NotReadable
from sandbox.practice.workspace import Files, Practice, practice
from sandbox.runtime.app_process import Subprocess


class News(Enum):
    """What ends a wait."""

    ASKED_TO_END = auto()
    APP_IS_OVER = auto()


Heard = SimpleQueue[News]

LAST_PORT = 65535


class CannotStart(Exception):
    """The workspace cannot be opened; the text says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes or the app ends; return the status to exit with."""
    told = _parser().parse_args(arguments)
    # A queue of this sort, and no event, may be put into by a signal at any moment.
    heard: Heard = SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: heard.put(News.ASKED_TO_END))
    try:
        return _run(told, heard)
    except CannotStart as trouble:
        say(str(trouble))
        return 1


def say(sentence: str) -> None:
    """Tell the person at the terminal something."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def _run(told: argparse.Namespace, heard: Heard) -> int:
    if not 0 <= told.port <= LAST_PORT:
        raise CannotStart(
            f"{told.port} is no port: the last one is {LAST_PORT}. "
            "Set SANDBOX_PORT to another: SANDBOX_PORT=3001 make run"
        )
    files = Files(
        state=told.state,
        manifest=told.manifest,
        people=told.people,
        script=told.script,
        clock=told.clock_file,
    )
    try:
        with practice(files, port=told.port, say=say, call_at=told.call_at) as open_now:
            return _beside(open_now, told, heard)
    except AlreadyOpen as trouble:
        raise CannotStart(str(trouble)) from trouble
    except (NotReadable, ValueError, KeyError) as trouble:
        raise CannotStart(f"The workspace cannot be opened: {trouble}") from trouble
    except OSError as trouble:
        raise CannotStart(_why(trouble, told.port)) from trouble


def _beside(open_now: Practice, told: argparse.Namespace, heard: Heard) -> int:
    say(f"Your practice workspace is open at {open_now.sandbox.url} (Ctrl-C ends it).")
    for sentence in told.say:
        say(sentence)
    command: list[str] = told.command
    if not command:
        settings = " ".join(f"{key}={value}" for key, value in open_now.environment.items())
        say(f"No app was named. Start one with: {settings}")
        heard.get()
        return 0
    while (status := _run_app(open_now, command, heard)) is not None:
        # Who kills the app wants to see what a crash does; who can't start it wants to know why.
        if status >= 0 or not open_now.has_connected.is_set():
            say(f"The app ended by itself (status {status}); what it said last stands above.")
            # Negative is a signal, which is no status that a process can end with.
            return status if status > 0 else 1
        say(f"The app was killed ({signal.Signals(-status).name}), and is started again.")
    return 0


def _run_app(open_now: Practice, command: list[str], heard: Heard) -> int | None:
    """Run the app once; give the status that it ended with, None if we were asked to end."""
    open_now.has_connected.clear()
    app = Subprocess(
        command,
        environment=open_now.environment,
        when_over=lambda: heard.put(News.APP_IS_OVER),
    )
    if heard.get() is News.ASKED_TO_END:
        app.end()
        return None
    return app.status


def _why(trouble: OSError, port: int) -> str:
    if trouble.errno == errno.EADDRINUSE:
        another = port + 1 if port < LAST_PORT else port - 1
        return (
            f"Port {port} is in use, perhaps by a workspace that is still open. Close that one, "
            f"or set SANDBOX_PORT to another port: SANDBOX_PORT={another} make run"
        )
    return f"The workspace cannot be opened: {trouble}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    # As text, so that it is read as one that is typed, and refused alike.
    usual_port = os.environ.get("SANDBOX_PORT") or "3000"
    parser.add_argument("--port", type=int, default=usual_port, help="SANDBOX_PORT, or 3000")
    parser.add_argument("--state", type=Path, required=True, help="folder kept between runs")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest, JSON")
    parser.add_argument("--people", type=Path, help="who is there, TOML")
    parser.add_argument("--script", type=Path, help="what they did before, what to try; TOML")
    parser.add_argument(
        "--clock-file",
        type=Path,
        help="told the clock's offset; the app may say beside it, in .next, what is next",
    )
    parser.add_argument("--call-at", help="where to call the app over HTTP, not by websocket")
    parser.add_argument(
        "--say", metavar="SENTENCE", action="append", default=[], help="what to say once it is open"
    )
    parser.add_argument("command", nargs="*", help="after --: the app to run in the workspace")
    return parser


if __name__ == "__main__":
    sys.exit(main())
