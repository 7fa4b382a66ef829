"""What the worker asks of a channel, and what a channel can answer.

A channel is one file of this folder: by what messages reach people. The worker knows none of
them; a channel knows neither the outbox nor the clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from scheduling.model import Channel, ClaimedMessage, Content, Person
from scheduling.results import MessageContext


class SendOutcome(StrEnum):
    """What became of a message that was to be sent."""

    SENT = "sent"
    LATER = "later"
    """The channel asks to wait with everything: it was not sent, and that is no attempt."""
    UNSENT = "unsent"
    """It was certainly not sent; it can be tried again."""
    UNKNOWN = "unknown"
    """The call broke off, and nobody can tell whether it was accepted."""
    NEVER = "never"
    """This message, or this person, will never be accepted."""
    BROKEN = "broken"
    """The channel itself refuses us, until a person mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """What a channel answered to a message."""

    outcome: SendOutcome
    # The channel's own word for it.
    detail: str = ""
    # Where the message is, if it was sent: the conversation, and the message within it.
    conversation: str = ""
    receipt: str = ""
    # How long all of the channel's messages must wait; given with LATER only.
    retry_after: timedelta = timedelta(0)


class LookupOutcome(StrEnum):
    """What came of looking for a message."""

    FOUND = "found"
    MISSING = "missing"
    LIMITED = "limited"
    """The channel asks to wait with looking."""
    TROUBLE = "trouble"
    """The channel had trouble answering; the next look may find it."""
    UNREADABLE = "unreadable"
    """The history is closed to us: only a person can change that."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupResult:
    """What came of looking for a message."""

    outcome: LookupOutcome
    # The conversation, wherever it became known; the message within it, if it was found.
    conversation: str = ""
    receipt: str = ""
    # The channel's own word, if there is one.
    detail: str = ""
    # How long nothing is to be looked for; given with LIMITED only.
    retry_after: timedelta = timedelta(0)


class History(Protocol):
    """Where a channel's messages can be found again after they were sent."""

    async def find(self, recipient: Person, *, claimed: ClaimedMessage) -> LookupResult:
        """Look for a message, by its opaque id, among all that was sent since it was due."""


class MessageChannel(Protocol):
    """One channel, by four questions: may I, in what words, send it, and did it arrive."""

    @property
    def channel(self) -> Channel:
        """Whose messages it takes."""

    @property
    def history(self) -> History | None:
        """Where to look for what was sent; None for a channel that cannot look."""

    async def refusal(self, context: MessageContext) -> str:
        """Return why the message can't be sent at all; empty when it can."""

    def render(self, context: MessageContext, *, now: datetime) -> Content:
        """Return the message ready to be sent. It has an interview."""

    def is_for_another(self, context: MessageContext, *, content: Content) -> bool:
        """Tell whether a message made before goes somewhere else than its person is by now."""

    async def send(self, context: MessageContext, *, content: Content) -> SendResult:
        """Send it, once, under its opaque id; nothing is tried a second time in here."""

    async def close(self) -> None:
        """Let go of whatever it holds open; nothing is sent after that."""
