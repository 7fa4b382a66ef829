"""Bots as processes on one database, killed without a word and started again."""

import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bench.soak.bot import in_words
from sandbox.testing.driver import Sandbox
from scheduling.model import USUAL, DeliveryPolicy

ROOT = Path(__file__).parents[2]
TOKEN = "only-for-this-trial"
_START_SECONDS = 60.0
_END_SECONDS = 20.0


class Broken(Exception):
    """The trial itself has failed; the message says how."""


class Bot:
    """One process: at most one at a time, and each one after a kill is a new one."""

    def __init__(
        self,
        number: int,
        *,
        slack: Sandbox,
        database_url: str,
        folder: Path,
        policy: DeliveryPolicy,
    ) -> None:
        self.port = 0
        self._slack = slack
        self._log = folder / f"bot{number}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = folder
        self._command = ["-m", "bot", "run"]
        if policy != USUAL:
            self._command = ["-m", "bench.soak.bot", in_words(policy)]
        self._settings = {
            "PYTHONPATH": str(ROOT),
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "DATABASE_URL": database_url,
            "API_TOKEN": TOKEN,
            "API_RATE": "1000000",
            "LOG_LEVEL": "WARNING",
        }

    def take_calls(self) -> None:
        """Have Slack call it over HTTP from its next start on, without a socket."""
        self._settings |= {"SLACK_SIGNING_SECRET": self._slack.signing_secret}
        del self._settings["SLACK_APP_TOKEN"]

    def start(self) -> None:
        """Start it, and return when it serves. Raises Broken when it does not."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._command],
                cwd=self._folder,
                env={**os.environ, **self._settings, "HTTP_PORT": str(self.port)},
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + _START_SECONDS
        while not self.is_well():
            if self._process.poll() is not None or time.monotonic() > until:
                raise Broken(f"a bot did not start:\n{self._log.read_text()[-3000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it with SIGKILL, in the middle of whatever it does, if it runs."""
        self.port = 0
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        """The process id of the one that runs, or ran last."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> int:
        """Ask it to end, as whoever runs it would, and return its exit status."""
        assert self._process is not None
        self._process.terminate()
        try:
            return self._process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise Broken("a bot did not end when it was asked to") from None

    def is_well(self) -> bool:
        """Tell whether it says of itself that it serves."""
        return self._says_yes("/healthz", within=2)

    def is_ready(self) -> bool:
        """Tell whether it says of itself that it can save, and send, just now."""
        return self._says_yes("/readyz", within=10)

    def _says_yes(self, path: str, *, within: float) -> bool:
        address = f"http://127.0.0.1:{self.port}{path}"
        with suppress(OSError), urllib.request.urlopen(address, timeout=within) as answer:
            return bool(answer.status == 200)
        return False


class Killer:
    """Kills a bot now and then, and starts it again; a thread for each bot."""

    def __init__(
        self, bots: Sequence[Bot], *, kills: int, between: tuple[float, float], seed: int
    ) -> None:
        """`between` are the least and the most seconds that a bot lives before it is killed."""
        self._left, self._between = kills, between
        self._counting = threading.Lock()
        self._ending = threading.Event()
        self.trouble: list[BaseException] = []
        self.kills = 0
        self._threads = [
            threading.Thread(target=self._haunt, args=(bot, random.Random(f"{seed}/{n}")))
            for n, bot in enumerate(bots)
        ]

    def start(self) -> None:
        """Begin to kill."""
        for thread in self._threads:
            thread.start()

    def finish(self, *, early: bool = False) -> None:
        """Wait until all kills are done, or no more of them for `early`."""
        if early:
            self._ending.set()
        for thread in self._threads:
            thread.join()
        if self.trouble:
            raise self.trouble[0]

    def _haunt(self, bot: Bot, chance: random.Random) -> None:
        try:
            while not self._ending.wait(chance.uniform(*self._between)):
                with self._counting:
                    if self._left == 0:
                        return
                    self._left -= 1
                    self.kills += 1
                bot.kill()
                bot.start()
        except BaseException as trouble:
            self.trouble.append(trouble)
            self._ending.set()
