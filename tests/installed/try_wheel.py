"""`make try-wheel`: build the wheel, install it where there is nothing else, and use it from there.

It takes minutes and downloads what the bot needs, so it is no part of the tests. It prints how
long each step took, and ends with 1 when one failed.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from sandbox.testing.driver import USUAL_PEOPLE, Sandbox

ROOT = Path(__file__).parents[2]
_START_SECONDS = 60.0


def main() -> int:
    """Go through all steps; 0 when each has done what it should."""
    with TemporaryDirectory(prefix="on-the-hour-") as name:
        folder = Path(name)
        program = folder / "venv" / "bin" / "on-the-hour"
        steps: list[tuple[str, Callable[[], None]]] = [
            ("the wheel is built", lambda: _build(folder)),
            ("it is installed into an empty environment", lambda: _install(folder)),
            ("its catalogues are compiled", lambda: _catalogues(program)),
            ("`on-the-hour manifest` prints the app's manifest", lambda: _manifest(program)),
            ("`on-the-hour check --database` finds all well", lambda: _check(program, folder)),
            ("`on-the-hour practice` answers", lambda: _practice(program, folder)),
            ("the systemd unit's command is a bot that answers", lambda: _unit(program, folder)),
        ]
        from_the_start = monotonic()
        for words, step in steps:
            began = monotonic()
            try:
                step()
            except (subprocess.CalledProcessError, AssertionError, OSError) as error:
                print(f"FAILED  {words}: {error}")
                return 1
            print(f"{monotonic() - began:5.1f} s  {words}", flush=True)
        print(f"{monotonic() - from_the_start:5.1f} s  in all")
    return 0


def _build(folder: Path) -> None:
    # From a copy, for a build leaves folders of its own beside the sources.
    _run("git", "clone", "--quiet", str(ROOT), str(folder / "source"))
    where = str(folder / "dist")
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", where, "./source",
         cwd=folder)  # fmt: skip


def _install(folder: Path) -> None:
    (wheel,) = (folder / "dist").glob("on_the_hour-*.whl")
    _run(sys.executable, "-m", "venv", str(folder / "venv"))
    _run(str(folder / "venv/bin/pip"), "install", "--quiet", str(wheel), cwd=folder)


def _catalogues(program: Path) -> None:
    asked = "from languages import catalogue; print(*catalogue.LOCALES.rglob('*.mo'))"
    found = _run(str(program.with_name("python")), "-c", asked, cwd=program.parent).split()
    assert sorted(Path(each).parts[-3] for each in found) == ["de", "es", "fr"]


def _manifest(program: Path) -> None:
    shipped = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    assert json.loads(_run(str(program), "manifest", cwd=program.parent)) == shipped


def _check(program: Path, folder: Path) -> None:
    assert "ok    Database" in _run(str(program), "check", "--database", cwd=folder)


def _practice(program: Path, folder: Path) -> None:
    port = _free_port()
    workspace = subprocess.Popen(
        [str(program), "practice", "--port", str(port)], cwd=folder, env=_environment(),
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert workspace.stderr is not None
        _wait_for(lambda: "is running" in workspace.stderr.readline())  # type: ignore[union-attr]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert b"<html" in page.read()
    finally:
        workspace.send_signal(signal.SIGINT)
        workspace.wait(timeout=30)


def _unit(program: Path, folder: Path) -> None:
    """The command that the unit starts, in a folder with a .env alone, beside a small Slack."""
    unit = (ROOT / "deploy" / "on-the-hour.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=(\S+) ?(.*)$", unit, re.MULTILINE)
    home, port = folder / "home", _free_port()
    home.mkdir()
    with Sandbox.running(manifest=ROOT / "manifest.json", people=USUAL_PEOPLE) as slack:
        settings = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "HTTP_PORT": str(port),
        }
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        env_file = home / ".env"
        env_file.touch(mode=0o600)
        env_file.write_text(lines, encoding="utf-8")
        environment = {k: v for k, v in _environment().items() if k != "HTTP_PORT"}
        bot = subprocess.Popen(
            [str(program), *command[1].split()], cwd=home, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            slack.waits_for_app()
            slack.person("Carla").asks("/register list", sees="Carla Costa")
        finally:
            bot.terminate()
            assert bot.wait(timeout=30) == 0


def _wait_for(is_so: Callable[[], bool]) -> None:
    began = monotonic()
    while not is_so():
        assert monotonic() - began < _START_SECONDS, "the bot did not start"
        sleep(0.01)


def _run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=_environment(), check=True, capture_output=True, text=True
    )
    return done.stdout


def _environment() -> dict[str, str]:
    """Nothing of ours: what is installed must do without the checkout."""
    ours = {"PYTHONPATH", "VIRTUAL_ENV", "DATABASE_URL"}
    return {name: value for name, value in os.environ.items() if name not in ours} | {
        "HTTP_PORT": "0"
    }


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
