"""How much of the database one command reads: each transaction, and each look at people."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy import event
from time_builders import weekly
from town import Town, town_at

from bot.features.distribute.planning import distribute_command
from bot.features.find_slots import find_slots_command
from bot.slack.directory.profiles import Profiles
from bot.slack.home_tab import HomeTabs
from bot.slack.requests.middleware import Listener, Middleware

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
LOGGER = logging.getLogger(__name__)


@dataclass
class Trace:
    """Counts what is asked of the database, and keeps the statements that read people."""

    transactions: int = 0
    looks_at_people: list[str] = field(default_factory=list)

    def begun(self, *_: object) -> None:
        self.transactions += 1

    def executed(self, _: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith("SELECT") and "person.name" in statement:
            self.looks_at_people.append(statement)


@contextmanager
def traced() -> Iterator[Trace]:
    trace = Trace()
    heard = (("begin", trace.begun), ("before_cursor_execute", trace.executed))
    for name, listener in heard:
        event.listen(sa.Engine, name, listener)
    try:
        yield trace
    finally:
        for name, listener in heard:
            event.remove(sa.Engine, name, listener)


class Slack:
    """Knows everybody by an id made of their name, and keeps what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def users_info(self, *, user: str, **_: object) -> dict[str, Any]:
        return {"user": {"id": user, "real_name": user[1:].title(), "tz": "UTC"}}

    async def chat_postMessage(self, *, channel: str, text: str, **_: Any) -> dict[str, str]:
        self.said.append(text)
        return {"channel": channel, "ts": "1"}

    async def respond(self, *, text: str, **_: Any) -> None:
        self.said.append(text)


class Typed:
    """A command by Cora, as Bolt hands it over."""

    def __init__(self, slack: Slack, command: str, text: str) -> None:
        self.body = {"command": command, "text": text, "channel_id": "C1", "trigger_id": "T1"}
        self.client, self.respond, self.logger = slack, slack.respond, LOGGER
        self.request = AsyncBoltRequest(body=self.body, mode="socket_mode")
        self.response = BoltResponse(status=200)
        self.context = self.request.context
        self.context.update(
            user_id="UCORA", client=slack, respond=slack.respond, response_url="https://a.example"
        )

    async def ack(self, **_: Any) -> None:
        """Nobody waits here."""


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    with town_at(NOW) as town:
        hours = weekly("Tue 9:00-12:00")
        town.coordinator("Cora")
        town.candidate("Carl", hours)
        town.interviewer("Ines", hours)
        town.interviewer("Ivo", hours)
        yield town


def typed(town: Town, listener: Listener, command: str, text: str) -> tuple[Trace, str]:
    """What typing a command reads, and the last that it says."""
    slack: Any = Slack()
    middleware = Middleware(
        store=town.store,
        rules=town.rules,
        clock=lambda: NOW,
        profiles=Profiles(slack, time_zone="UTC"),
        home_tabs=HomeTabs(client=slack, store=town.store, clock=lambda: NOW),
    )
    wrapped: Any = middleware.answering(listener)
    with traced() as trace:
        asyncio.run(wrapped(Typed(slack, command, text)))
    return trace, slack.said[-1]


@pytest.mark.both_databases
@pytest.mark.parametrize("who", ["Carl with Ines and Ivo", "<@UCARL> with <@UINES> <@UIVO>"])
def test_find_slots_reads_everybody_named_at_once_beside_who_asks(town: Town, who: str) -> None:
    trace, said = typed(town, find_slots_command, "/find-slots", f"{who} tomorrow")

    assert "3 slots" in said
    # One is at the door; the others are for the names in the text, and those who are meant.
    assert (trace.transactions, len(trace.looks_at_people)) == (2, 3)


@pytest.mark.both_databases
def test_find_slots_for_a_candidate_alone_reads_those_who_interview_as_well(town: Town) -> None:
    trace, said = typed(town, find_slots_command, "/find-slots", "Carl tomorrow")

    assert "3 slots" in said
    assert (trace.transactions, len(trace.looks_at_people)) == (2, 4)


@pytest.mark.both_databases
def test_distribute_reads_everybody_named_at_once_beside_who_asks(town: Town) -> None:
    trace, said = typed(town, distribute_command, "/distribute", "Carl with Ines and Ivo")

    assert "The plan is in your messages" in said
    assert (trace.transactions, len(trace.looks_at_people)) == (3, 4)
