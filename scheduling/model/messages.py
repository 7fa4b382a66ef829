"""Messages to people: reminders and notices."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduling.model.notices import MessageKind, Notice

Content = dict[str, object]
"""A message ready to be sent, in its channel's own terms, as JSON can keep it."""


class Channel(StrEnum):
    """By what a message reaches a person."""

    SLACK = "slack"
    EMAIL = "email"


class MessageState(StrEnum):
    """Where a message is on its way.

    pending → claimed → sending → sent, and from sending also unknown → (sent | pending).
    cancelled, expired and dead ones are never sent.
    """

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMessage:
    """A message, reminder or notice, to be written in the transaction of a change.

    `dedupe_key` is unique for each channel and for ever, so that nobody gets the same message
    twice. It must not be sent before `due_at`, nor from `expires_at` on. `notice` is what it
    says, as far as the interview itself does not tell it, such as the hour before a move. It goes
    by the `channel` that reached the person when it was planned.
    """

    person_id: int
    notice: Notice
    dedupe_key: str
    due_at: datetime
    expires_at: datetime | None = None
    interview_id: int | None = None
    revision: int = 0
    channel: Channel = Channel.SLACK

    @property
    def kind(self) -> MessageKind:
        """What it is about."""
        return self.notice.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMessage:
    """A planned message that one worker holds until `lease_until`.

    `epoch` is the fencing counter: a worker whose epoch is not the row's any more has lost
    the message and writes nothing. `uid` is the opaque id under which it can be found again
    in the history of its conversation. `attempts` counts the calls made before this one, and
    `looks` how often it has been looked for in vain since the last; `conversation` is
    where it goes, if that is known. It is in its state `since` then.
    """

    id: int
    uid: str
    epoch: int
    attempts: int
    lease_until: datetime
    since: datetime
    message: PlannedMessage
    looks: int = 0
    conversation: str | None = None
    # What the channel was given before, where a second copy can't be ruled out.
    content: Content | None = None
    # How many of its calls broke off, so that nobody knew what came of them.
    broken_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingPause:
    """That a channel sends nothing before `until`, and why."""

    channel: Channel
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """That somebody has not got, or may not have got, a message about an interview, and why.

    The state is dead, expired or unknown.
    """

    interview_id: int
    person_id: int
    kind: MessageKind
    state: MessageState
    reason: str
