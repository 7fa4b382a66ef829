"""Messages to people: reminders and notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from languages.style import ENGLISH
from scheduling.model.interviews import Interview
from scheduling.model.notice_kinds import MessageKind
from scheduling.model.notices import Notice
from scheduling.model.people import Person

Content = dict[str, object]
"""A message ready to be sent, in its channel's own terms, as JSON can keep it."""

_NO_CALL_PAST = 0.4
_LONGEST_CALL = 0.5
"""Shares of the lease: a call is begun and broken off in time for the lease to outlive it."""


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
    """A message, reminder or notice, to be written in the transaction of a change."""

    person_id: int
    # What it says, as far as the interview itself does not tell it, such as the hour before a
    # move.
    notice: Notice
    # Unique for each channel and for ever, so that nobody gets the same message twice.
    dedupe_key: str
    # It must not be sent before this,
    due_at: datetime
    # nor from here on; None: never too late.
    expires_at: datetime | None = None
    # None where it is about several.
    interview_id: int | None = None
    # That of the interview when it was planned.
    revision: int = 0
    # By what the person was reached when it was planned.
    channel: Channel = Channel.SLACK

    @property
    def kind(self) -> MessageKind:
        """What it is about."""
        return self.notice.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMessage:
    """A planned message that one worker holds."""

    id: int
    # The opaque id under which it can be found again in the history of its conversation.
    uid: str
    # The fencing counter: a worker whose epoch is not the row's any more has lost the message and
    # writes nothing.
    epoch: int
    # The calls made before this one.
    attempts: int
    # From here on, others may take it over.
    lease_until: datetime
    # When it came into the state that it is in.
    since: datetime
    message: PlannedMessage
    # How often it has been looked for in vain since the last call.
    looks: int = 0
    # Where it goes, if that is known.
    conversation: str | None = None
    # What the channel was given before, where a second copy can't be ruled out.
    content: Content | None = None
    # How many of its calls broke off, so that nobody knew what came of them.
    broken_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedNews:
    """What somebody is still to be told of an interview, and no channel has told them."""

    interview_id: int
    person_id: int
    notice: Notice
    # When they would have been told.
    at: datetime
    # The locale of those of whom nothing is known.
    usual_locale: str = ENGLISH


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


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A notice with all that its words need."""

    notice: Notice
    # What it is about, as the notice has it; several, by time, for a round alone.
    interviews: tuple[Interview, ...]
    # Everybody registered of whom the notice speaks, beside those in the interviews; by id.
    people: Mapping[int, Person] = field(default_factory=dict)
    # Interviewers who are free at that hour, for whoever looks for one; by name.
    stand_ins: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """Somebody whom no channel reaches, and what they would have been told.

    Whoever has made the change has to tell them.
    """

    person: Person
    news: News
    # When they would have been told.
    at: datetime
    # The locale of those of whom nothing is known.
    usual_locale: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPolicy:
    """The waits of the send path; the usual ones are for Slack, shorter ones for trials."""

    # For so long a worker holds what it has claimed. What it has not marked by then is taken
    # back.
    lease: timedelta = timedelta(seconds=60)
    # A message of which nobody knows whether Slack has accepted it is looked for once after each
    # of these, since histories lag by seconds. Together with the lease they stay below three
    # minutes: so late comes at most what a lost worker held.
    looks: tuple[timedelta, ...] = tuple(timedelta(seconds=n) for n in (5, 10, 15, 30, 40))
    # While a history can't be read, it is tried again every so often,
    unreadable: timedelta = timedelta(minutes=1)
    # until so long before it is too late for the message.
    last_chance: timedelta = timedelta(minutes=5)
    # Slack takes a message a second for one conversation, and short bursts
    # (https://docs.slack.dev/apis/web-api/rate-limits): nobody gets more than so many messages
    burst: int = 5
    # within this time.
    burst_span: timedelta = timedelta(seconds=5)
    # What surely was not sent is sent again after waits that double from here
    first_retry: timedelta = timedelta(seconds=2)
    # up to here.
    longest_retry: timedelta = timedelta(minutes=10)
    # Trouble that lies in the message itself makes it undeliverable after so many attempts;
    most_attempts: int = 8
    # any other only when it has been due for so long, too.
    undeliverable_after: timedelta = timedelta(days=1)
    # How often a token is tried that Slack refuses.
    broken: timedelta = timedelta(minutes=1)
    # What has been due for so long may have come long ago, if the database is an old copy: it is
    # looked for before it is sent.
    overdue: timedelta = timedelta(minutes=3)

    # How many messages a minute go out by a channel, from all bots together; None: as they come.
    a_minute: int | None = None

    @property
    def call_before_end(self) -> timedelta:
        """How long before the end of its lease a call must be begun, at the latest."""
        return self.lease * (1 - _NO_CALL_PAST)

    @property
    def longest_call(self) -> timedelta:
        """After how long a call is broken off."""
        return self.lease * _LONGEST_CALL

    def retry_after(self, attempts: int) -> timedelta:
        """Return the wait after so many attempts (at least 1) that came to nothing."""
        # Held at 2²⁰, or the doubling would overflow a timedelta before it is cut to the longest.
        doubled = self.first_retry * (1 << min(attempts - 1, 20))
        return min(doubled, self.longest_retry)

    def gives_up(self, message: PlannedMessage, *, attempts: int, now: datetime) -> bool:
        """Tell whether nobody waits for a message any more that was tried so often in vain."""
        return attempts >= self.most_attempts and now - message.due_at >= self.undeliverable_after


USUAL = DeliveryPolicy()
