"""The apps that are measured, each a process of its own with a workspace of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.commands.questions import Question
from sandbox.interactions import composing
from sandbox.runtime.serving import Served, ServingPlan, served
from sandbox.state.changes import Change
from sandbox.state.clock import Clock
from sandbox.state.manifest import read_manifest
from sandbox.state.people import Person

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
_ANSWER_SECONDS = 20.0
_END_SECONDS = 20.0


class BenchBroken(Exception):
    """Something did not answer as it should, so there is nothing to measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One command: seconds to its ack and, where an answer was waited for, to that.

    `answer` is None and `said` empty where none was. `has_blocks` tells an answer proper from
    an apology, which is text alone.
    """

    question: Question
    ack: float
    answer: float | None = None
    said: str = ""
    has_blocks: bool = False


class App:
    """One app that is up, and the people in front of it."""

    def __init__(self, up: Served, *, name: str, askers: Sequence[Person], answers: bool) -> None:
        self.name = name
        self._up, self._askers, self._answers = up, askers, answers
        self._waiting: dict[str, asyncio.Future[tuple[float, Any]]] = {}
        up.slack.workspace.changes.watch(self._notice)

    def ask(self, questions: Sequence[Question]) -> list[Timing]:
        """Let each question be typed by somebody else, all at once, and time them.

        Raises BenchBroken when one is not acknowledged or not answered.
        """
        return self._up.loop.run(self._all_at_once(questions))

    async def _all_at_once(self, questions: Sequence[Question]) -> list[Timing]:
        typed = zip(self._askers, questions, strict=False)
        return await asyncio.gather(*(self._one(who.id, question) for who, question in typed))

    async def _one(self, who: str, question: Question) -> Timing:
        slack = self._up.slack
        answered = self._waiting[who] = asyncio.get_running_loop().create_future()
        channel = slack.workspace.app_im(who).id
        delivering = composing.type_text(slack, person=who, channel=channel, text=question.text)
        began = perf_counter()
        await delivering
        acked = perf_counter()
        if trouble := slack.toasts.get(who):
            raise BenchBroken(f"{self.name}, {question.text}: {trouble[-1]}")
        if not self._answers:
            return Timing(question=question, ack=acked - began)
        try:
            at, message = await asyncio.wait_for(answered, timeout=_ANSWER_SECONDS)
        except TimeoutError:
            raise BenchBroken(f"{self.name} did not answer {question.text}") from None
        return Timing(
            question=question,
            ack=acked - began,
            answer=at - began,
            said=message["text"],
            has_blocks=bool(message["blocks"]),
        )

    def _notice(self, change: Change) -> None:
        """Note when a message that only one person sees has come into the workspace."""
        if change.type != "message" or not change.data["message"]["ephemeral"]:
            return
        for who in change.audience or ():
            waiting = self._waiting.pop(who, None)
            if waiting is not None and not waiting.done():
                waiting.set_result((perf_counter(), change.data["message"]))


@contextmanager
def running(
    command: Sequence[str],
    *,
    name: str,
    askers: Sequence[Person],
    members: Iterable[Person],
    folder: Path,
    settings: Mapping[str, str],
    answers: bool,
) -> Iterator[App]:
    """Run an app in a workspace of its own for as long as the block lasts.

    `command` is what follows the name of the interpreter; what it writes goes to a file in the
    folder. `answers` tells whether it answers commands or only acknowledges them.
    """
    plan = ServingPlan(
        name=name,
        app=read_manifest(ROOT / "manifest.json"),
        people=[*askers, *members],
        clock=Clock(),
    )
    with served(plan) as up, (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env={**os.environ, **_environment(up), **settings},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(up, process, log=Path(log.name))
            yield App(up, name=name, askers=askers, answers=answers)
        finally:
            _end(process)


def _environment(up: Served) -> dict[str, str]:
    tokens = up.slack.workspace.tokens
    return {
        "PYTHONPATH": str(ROOT),
        "SLACK_API_URL": f"{up.slack.payloads.address}/api/",
        "SLACK_BOT_TOKEN": tokens.bot,
        "SLACK_APP_TOKEN": tokens.app,
        "HTTP_PORT": "0",
    }


def _wait_for(up: Served, process: "subprocess.Popen[bytes]", *, log: Path) -> None:
    def is_settled() -> bool:
        return up.slack.link.connected or process.poll() is not None

    up.signal.wait_until(is_settled, otherwise=lambda: log.read_text(), seconds=_START_SECONDS)
    if process.poll() is not None:
        raise BenchBroken(f"An app ended by itself:\n{log.read_text()}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
