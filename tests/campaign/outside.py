"""What messages go out to in a trial, and what each tells of them afterwards: a Slack, a box."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
import sqlalchemy as sa

from bench.soak.judge import judge
from bot.delivery.channel import MessageChannel
from bot.delivery.slack import SlackChannel
from bot.process.config import read_settings
from bot.slack.client import messenger
from campaign.letters import Letterbox, LetterChannel, Mishap, judge_letters
from sandbox.events.faults import (
    RESET_AFTER,
    STATUS_500_AFTER,
    STATUS_500_BEFORE,
    late_history,
    rate_limit,
)
from sandbox.state.clock import ManualClock
from sandbox.state.people import person
from sandbox.testing.driver import Sandbox
from scheduling.model import Channel

MANIFEST = Path(__file__).parents[2] / "manifest.json"
BY_EACH_CHANNEL = pytest.mark.parametrize("by", list(Channel))
SENDING, HISTORY = "chat.postMessage", "conversations.history"


class Verdict(Protocol):
    """What came, by the log of what it came to."""

    @property
    def is_well(self) -> bool: ...
    @property
    def due(self) -> int: ...
    @property
    def accepted(self) -> int: ...
    @property
    def lost(self) -> tuple[str, ...]: ...
    @property
    def doubled(self) -> tuple[str, ...]: ...


class Outside(Protocol):
    """Where messages go in a trial."""

    @property
    def clock(self) -> ManualClock: ...

    def channel(self) -> MessageChannel:
        """Return a way to it, as a process would have it that has just begun."""

    def address(self, n: int) -> dict[str, str]:
        """Return what the n-th person is reached by."""

    def storms(self, *, seed: int) -> None:
        """Have it fail now and then, in each of its ways."""

    def note_trouble(self) -> None:
        """Hear that a sender has crashed, or has lost its database for a while."""

    def verdict(self, engine: sa.Engine, *, number: int, now: datetime) -> Verdict:
        """Judge what came for so many people."""


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A Slack, which can be looked into afterwards."""

    slack: Sandbox
    clock: ManualClock

    def channel(self) -> MessageChannel:
        """Return Slack's channel, with clients of its own."""
        chosen = read_settings(
            slack_bot_token=self.slack.bot_token,
            slack_app_token=self.slack.app_token,
            slack_api_url=self.slack.api_url,
            _env_file=None,
        )
        return SlackChannel(client=messenger(chosen))

    def address(self, n: int) -> dict[str, str]:
        """Return the Slack id of a member."""
        return {"slack_user_id": self.slack.person(f"person{n}").id}

    def storms(self, *, seed: int) -> None:
        """Have it fail one time in twenty in each way."""
        faults = (
            [rate_limit(1)],
            [STATUS_500_BEFORE],
            [STATUS_500_AFTER, late_history(20)],
            [RESET_AFTER],
        )
        for number, some in enumerate(faults):
            self.slack.control.meets(SENDING, *some, share=0.05, seed=seed + number)
        self.slack.control.meets(HISTORY, STATUS_500_BEFORE, share=0.1, seed=seed)

    def note_trouble(self) -> None:
        """Nothing: a Slack that can be looked into explains nothing by it."""

    def verdict(self, engine: sa.Engine, *, number: int, now: datetime) -> Verdict:
        """Judge by the workspace's log against what was planned."""
        return judge(engine, self.slack.control.log(), now=now)


@dataclass(frozen=True, kw_only=True)
class Post:
    """A letterbox, which cannot."""

    box: Letterbox
    clock: ManualClock

    def channel(self) -> MessageChannel:
        """Return the way to the box."""
        return LetterChannel(box=self.box)

    def address(self, n: int) -> dict[str, str]:
        """Return the address of somebody outside."""
        return {"email": f"person{n}@example.org"}

    def storms(self, *, seed: int) -> None:
        """Have something befall the letters of six in ten people; of two, each and every one."""
        self.box.befalls = _befalls

    def note_trouble(self) -> None:
        """Hear of it: it explains second letters."""
        self.box.note_trouble()

    def verdict(self, engine: sa.Engine, *, number: int, now: datetime) -> Verdict:
        """Judge by the box's log alone."""
        owed = [self.address(n)["email"] for n in range(number)]
        return judge_letters(self.box.calls, owed=owed, troubles=self.box.era)


def _befalls(to: str, n: int) -> Mishap | None:
    """By the last digit of somebody's number: what befalls the n-th letter for them."""
    digit = to.partition("@")[0][-1]
    if digit in "01":
        return Mishap.BROKEN_OFF_AFTER  # as where something on the way eats every answer
    if n == 0:
        return _AT_FIRST.get(digit)
    return None


_AT_FIRST = {
    "2": Mishap.BROKEN_OFF_AFTER,
    "3": Mishap.BROKEN_OFF_BEFORE,
    "4": Mishap.LIMITED,
    "5": Mishap.REFUSED,
}


@contextmanager
def outside_of(channel: Channel, *, people: int, now: datetime) -> Iterator[Outside]:
    """What a channel's messages go to, with so many people in it, at an hour that stands still."""
    clock = ManualClock(now)
    if channel is Channel.EMAIL:
        yield Post(box=Letterbox(), clock=clock)
        return
    members = [person(f"Person {n}", name=f"person{n}", tz="UTC") for n in range(people)]
    with Sandbox.running(manifest=MANIFEST, people=members, clock=clock) as slack:
        yield Workspace(slack=slack, clock=clock)
