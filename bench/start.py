"""The command line: python -m bench.start. How soon the bot is connected, and what it holds then.

Measured beside a process that imports the same modules of its libraries and nothing else.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from sandbox.testing.driver import Sandbox
from scheduling.store import Store

BAR = 1.15
"""How many times the time and the memory of its libraries alone a start may take."""
_ROOT = Path(__file__).parents[1]
_OURS = {"bot", "languages", "scheduling", "__main__"}
_WITHIN = 60.0
_POLL = 0.005
_READY = "is running"
"""What it logs when all of it is there."""
_MEGABYTE = 1_000_000
_LIBRARIES_ALONE = """
import contextlib, importlib, json, resource, sys, time
for name in json.load(sys.stdin):
    with contextlib.suppress(ImportError):  # some are asked for and are not there
        importlib.import_module(name)
print(json.dumps([sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), time.monotonic()]))
sys.stdout.flush()
time.sleep(60)
"""


class NotStarted(Exception):
    """A bot has not come up; the message is what it wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What one start took: seconds, of a processor's time first; memory (resident) in bytes."""

    cpu: float
    wall: float
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The least of several starts, and of importing the libraries that were loaded by then."""

    connected: Start
    ready: Start
    libraries: Start
    modules: tuple[str, ...]
    """All that were loaded until it was ready, ours too, the first one first."""

    @property
    def is_well(self) -> bool:
        """Whether both bars are met."""
        return self.time_ratio <= BAR and self.memory_ratio <= BAR

    @property
    def time_ratio(self) -> float:
        """Of a processor's time until it is connected."""
        return self.connected.cpu / self.libraries.cpu

    @property
    def memory_ratio(self) -> float:
        """Of what is held when it is connected."""
        return self.connected.memory / self.libraries.memory


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the bot again and again, print the figures, and return 1 when a bar is missed."""
    told = _parser().parse_args(arguments)
    report = measure(runs=told.runs)
    print(_table(report))
    return 0 if report.is_well else 1


def measure(*, runs: int, own_bytecode: bool = True) -> Report:
    """Start the bot so many times on a database that is up to date.

    With `own_bytecode` all is compiled first, which takes longer than the starts: no other process
    has made it warm then. Raises NotStarted.
    """
    with (
        TemporaryDirectory(prefix="bench-start-") as folder,
        Sandbox.running(manifest=_ROOT / "manifest.json") as slack,
    ):
        trial = _Trial(slack=slack, folder=Path(folder))
        if own_bytecode:
            trial.compiles_apart()
        trial.make_database()
        modules = trial.modules()  # this start also leaves bytecode behind for the others
        others = [name for name in modules if name.split(".")[0] not in _OURS]
        # In turn, as whatever else the machine does at a time slows both.
        pairs = [(trial.started(), trial.imported(others)) for _ in range(runs)]
    return Report(
        connected=_least(connected for (connected, _), _ in pairs),
        ready=_least(ready for (_, ready), _ in pairs),
        libraries=_least(alone for _, alone in pairs),
        modules=tuple(modules),
    )


class _Trial:
    """A workspace, a database, and what is told to each process."""

    def __init__(self, *, slack: Sandbox, folder: Path) -> None:
        self._slack, self._folder = slack, folder
        self._log = folder / "bot.log"
        self._began = 0.0
        self._url = f"sqlite:///{folder / 'bot.db'}"
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
        } | {
            "PYTHONPATH": str(_ROOT),
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "DATABASE_URL": self._url,
            "HTTP_PORT": "0",
            "LOG_LEVEL": "INFO",
        }

    def compiles_apart(self) -> None:
        """Keep bytecode in a folder of its own: no other process has made it warm."""
        self._environment["PYTHONPYCACHEPREFIX"] = str(self._folder / "bytecode")

    def make_database(self) -> None:
        """Make it, so that no start has to."""
        store = Store.open(self._url)
        store.migrate()
        store.close()

    def modules(self) -> list[str]:
        """Return which modules a start loads until it is ready, the first one first."""
        with self._bot("-X", "importtime") as process:
            self._reached(process, self._is_ready)
        # What is loaded after that is in the log as well where the machine is slow to end it.
        lines = self._log.read_text().partition(_READY)[0].splitlines()
        timed = [line.split("|")[2].strip() for line in lines if line.startswith("import time:")]
        return timed[1:]  # after the heading

    def started(self) -> tuple[Start, Start]:
        """Start it, and return what it took until connected, and until ready."""
        with self._bot() as process:
            connected = self._reached(process, lambda: self._slack.connections > 0)
            ready = self._reached(process, self._is_ready)
        self._slack.waits_until(lambda: self._slack.connections == 0)
        return connected, ready

    def imported(self, modules: list[str]) -> Start:
        """Import modules in a process of its own, and return what that took."""
        began = time.monotonic()
        with psutil.Popen(
            [sys.executable, "-c", _LIBRARIES_ALONE],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            process.stdin.write(json.dumps(modules))
            process.stdin.close()
            cpu, ended = json.loads(process.stdout.readline())
            memory = process.memory_info().rss
            process.kill()
        return Start(cpu=cpu, wall=ended - began, memory=memory)

    @contextmanager
    def _bot(self, *options: str) -> Iterator[psutil.Popen]:
        with self._log.open("w") as log:
            self._began = time.monotonic()
            process = psutil.Popen(
                [sys.executable, *options, "-m", "bot", "run"],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(_WITHIN)

    def _is_ready(self) -> bool:
        return _READY in self._log.read_text()

    def _reached(self, process: psutil.Popen, holds: Callable[[], bool]) -> Start:
        while not holds():
            if process.poll() is not None or time.monotonic() > self._began + _WITHIN:
                raise NotStarted(self._log.read_text()[-3000:])
            time.sleep(_POLL)
        times = process.cpu_times()
        return Start(
            cpu=times.user + times.system,
            wall=time.monotonic() - self._began,
            memory=process.memory_info().rss,
        )


def _least(starts: Iterator[Start]) -> Start:
    found = list(starts)
    return Start(
        cpu=min(one.cpu for one in found),
        wall=min(one.wall for one in found),
        memory=min(one.memory for one in found),
    )


def _table(report: Report) -> str:
    rows = {
        "its libraries alone": report.libraries,
        "until connected": report.connected,
        "until ready": report.ready,
    }
    lines = ["| a start on SQLite | processor | wall | memory |", "|---|--:|--:|--:|"]
    lines += [
        f"| {name} | {one.cpu:.2f} s ({one.cpu / report.libraries.cpu:.2f}×) | {one.wall:.2f} s |"
        f" {one.memory / _MEGABYTE:.0f} MB ({one.memory / report.libraries.memory:.2f}×) |"
        for name, one in rows.items()
    ]
    verdict = "Met" if report.is_well else "MISSED"
    lines.append(
        f"\n{verdict}: connected in {report.time_ratio:.2f}× the time and "
        f"{report.memory_ratio:.2f}× the memory of its libraries alone (at most {BAR}×)."
    )
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how many starts of each (5)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
