"""The workspace, its link to the app and what is under way between them."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.calendars.calendars import Calendars
from sandbox.events.faults import Faults
from sandbox.events.link import EnvelopeResult, Link
from sandbox.events.payloads import Payloads
from sandbox.events.sent import Sent
from sandbox.events.try_this import TryThis
from sandbox.mailbox.mailbox import Mailbox
from sandbox.state.errors import NotPossible
from sandbox.state.messages import Conversation
from sandbox.state.people import Person
from sandbox.state.types import Json
from sandbox.state.workspace import Workspace

NOT_RESPONDING = "This app is not responding"


@dataclass(kw_only=True, slots=True)
class LocalSlack:
    """What everything that people do, and everything that the app does, works on."""

    workspace: Workspace
    link: Link
    payloads: Payloads
    faults: Faults
    toasts: dict[str, list[str]] = field(default_factory=dict)
    sent: Sent = field(default_factory=Sent)
    try_this: TryThis | None = None
    mailbox: Mailbox = field(default_factory=lambda: Mailbox(now=lambda: datetime.now(UTC)))
    """The mail of people outside the workspace; empty where there is no mail server."""
    takes_mail: bool = False
    calendars: Calendars | None = None
    """People's own calendars, where the workspace has any."""
    next_moment: Callable[[], float | None] = lambda: None
    """When the app has something to do next, in seconds since the epoch, if it has said so."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def person(self, person_id: str) -> Person:
        """Find somebody who can sign in.

        Raises NotPossible for anyone else.
        """
        who = self.workspace.people.get(person_id)
        if who is None or not who.is_live:
            raise NotPossible("Nobody with this id can sign in here.")
        return who

    def conversation(self, channel: str, *, of: Person) -> Conversation:
        """Find a conversation that this person is in.

        Raises NotPossible where they are not in it.
        """
        where = self.workspace.conversations.get(channel)
        if where is None or of.id not in where.members:
            raise NotPossible("You are not in this conversation.")
        return where

    def read(self, who: Person, channel: str) -> None:
        """Note that a person has seen all there is in a conversation."""
        self.workspace.mark_read(person=who.id, channel=channel)
        self.note(who, read=channel)

    def toast(self, who: Person, text: str) -> None:
        """Show a person what Slack itself has to say."""
        self.toasts.setdefault(who.id, []).append(text)
        self.workspace.changes.tell("toast", to=frozenset({who.id}), text=text)

    def note(self, who: Person, **what: str) -> None:
        """Note what a person has just done, for those who follow along."""
        self.workspace.changes.tell("did", to=frozenset({who.id}), by=who.id, **what)

    async def ask_app(self, payload: Json, *, name: str) -> EnvelopeResult:
        """Send an interaction to the app and wait for the ack."""
        return await self.link.deliver("interactive", payload, name=name)

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something run while others go on; it ends with the server."""
        task = asyncio.ensure_future(work)
        # The loop holds tasks weakly, and one that nobody keeps may vanish in the middle of its
        # work (https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task).
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End what is under way and every connection of the app."""
        self.workspace.changes.tell("closing")
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.link.close()
