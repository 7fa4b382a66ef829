"""Messages on their way, and whether they get through."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.model import (
    ClaimedMessage,
    Interview,
    Person,
    SendingPause,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """A claimed message with all that its words need.

    `stand_ins` are interviewers who are free at that hour: for a coordinator who looks for one.
    `interviews` are all that the message is about, as they stand now, when it may be several;
    `interview` is then the first of them. `round_id` is the round of the distribution that the
    interview came out of, if it did.
    """

    claimed: ClaimedMessage
    recipient: Person
    interview: Interview | None
    stand_ins: tuple[Person, ...] = ()
    interviews: tuple[Interview, ...] = ()
    round_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStatus:
    """Whether messages get through: which channels are paused, until when and why.

    `due` messages could be sent now, the one that waits longest since `oldest_due`.
    """

    pauses: tuple[SendingPause, ...]
    due: int
    oldest_due: datetime | None
