"""`make try-image`: run what the Dockerfile holds in an empty folder, without a daemon.

Each RUN, COPY, ENV, CMD and HEALTHCHECK of the Dockerfile is carried out as it stands, with the
image's folders in one of this machine's; what makes users is left out, for it would make them here.
The bot that CMD starts works for a Slack of the tests, until the health check is content. It takes
minutes and downloads what the bot needs, so it is no part of the tests.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from deployment.dockerfile import Instruction, environment_in, instructions_in
from sandbox.testing.driver import Sandbox

ROOT = Path(__file__).parents[2]
_FOLDERS = ("/libraries", "/app", "/data")
_START_SECONDS = 60.0
_USERS = re.compile(r"\b(groupadd|useradd)\b")


class Image:
    """An image's folders, somewhere on this machine."""

    def __init__(self, place: Path, instructions: list[Instruction]) -> None:
        self.place = place
        self.instructions = instructions
        self.workdir = "/"

    def build(self) -> None:
        """Carry out what makes the image, and print how long each step took."""
        for one in self.instructions:
            began = monotonic()
            match one.word:
                case "COPY":
                    self._copy(one.rest.split())
                case "RUN":
                    self._run(one.rest)
                case "WORKDIR":
                    self.workdir = one.rest
                    self.at(one.rest).mkdir(parents=True, exist_ok=True)
            print(f"{monotonic() - began:6.1f} s  {one.word} {one.rest[:70]}", flush=True)

    def at(self, path: str) -> Path:
        """Where a path of the image's is here."""
        return self.place / path.lstrip("/")

    def here(self, text: str) -> str:
        """A text with the image's folders as they are called here."""
        for folder in (*_FOLDERS, "/requirements.txt"):
            text = re.sub(rf"(?<![\w.-]){folder}\b", str(self.at(folder)), text)
        return text

    def _copy(self, words: list[str]) -> None:
        if words[0].startswith("--from"):
            return  # the stages share their folders here
        target = self.at(words[-1] if words[-1].startswith("/") else f"{self.workdir}/{words[-1]}")
        for name in words[:-1]:
            source = ROOT / name
            into = target / source.name if words[-1].endswith("/") else target
            into.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, into, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, into)

    def _run(self, command: str) -> None:
        parts = [part.strip() for part in command.split("&&")]
        kept = [part for part in parts if not _USERS.search(part)]
        told = self.here(" && ".join(kept)).replace("--owner bot --group bot", "")
        # The image's own programs; what this machine has set for itself must not help.
        subprocess.run(["/bin/sh", "-ec", told], check=True, env=_bare(), cwd=self.place)

    def environment(self) -> dict[str, str]:
        """What the image sets, with its folders as they are called here."""
        told = {name: self.here(value) for name, value in environment_in(self.instructions).items()}
        return {**_bare(), **told, "PATH": told["PATH"].replace("$PATH", _bare()["PATH"])}

    def command(self, word: str) -> list[str]:
        """The command of CMD, or that of HEALTHCHECK."""
        (rest,) = [one.rest for one in self.instructions if one.word == word]
        listed: list[str] = json.loads(rest[rest.index("[") :])
        return listed


def _bare() -> dict[str, str]:
    kept = ("HOME", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CONFIG_FILE")
    told = {name: os.environ[name] for name in kept if name in os.environ}
    base = Path(sys.base_prefix) / "bin"
    return {**told, "PATH": f"{base}:/usr/local/bin:/usr/bin:/bin"}


@contextmanager
def _started(image: Image, slack: Sandbox) -> Iterator[dict[str, str]]:
    environment = image.environment() | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "HTTP_HOST": "127.0.0.1",
        "HTTP_PORT": os.environ.get("TRY_PORT", "8765"),
    }
    bot = subprocess.Popen(image.command("CMD"), env=environment, cwd=image.at("/app"))
    try:
        yield environment
    finally:
        bot.terminate()
        status = bot.wait(timeout=30)
    assert status == 0, f"the bot ended with {status}"


def _becomes_healthy(image: Image, environment: dict[str, str]) -> None:
    began = monotonic()
    asked = image.command("HEALTHCHECK")
    while subprocess.run(asked, env=environment, capture_output=True, check=False).returncode:
        assert monotonic() - began < _START_SECONDS, "the health check never became content"
        sleep(0.5)


def main() -> int:
    """Build, start and ask; 1 where something failed."""
    instructions = instructions_in((ROOT / "Dockerfile").read_text("utf-8"))
    with TemporaryDirectory(prefix="on-the-hour-") as folder:
        image = Image(Path(folder), instructions)
        try:
            image.build()
            with Sandbox.running(manifest=ROOT / "manifest.json") as slack:
                began = monotonic()
                with _started(image, slack) as environment:
                    _becomes_healthy(image, environment)
                    print(f"{monotonic() - began:6.1f} s  CMD started, HEALTHCHECK is content")
            database = image.at("/data/on-the-hour.db")
            assert database.exists(), f"there is no {database}"
        except (subprocess.CalledProcessError, AssertionError) as error:
            print(f"FAILED  {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
