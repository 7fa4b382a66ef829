"""Messages on their way, and whether they get through."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduling.model import (
    ClaimedMessage,
    Interview,
    News,
    Person,
    SendingPause,
)
from scheduling.model.notices import Reminder, RoundBooked, Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """A claimed message with all that its words need.

    `stand_ins` are interviewers who are free at that hour: for a coordinator who looks for one.
    `interviews` are all that the message is about, as they stand now, when it may be several;
    `interview` is then the first of them. `round_id` is the round of the distribution that the
    interview came out of, if it did. `people` are all of whom the notice speaks, by id.
    """

    claimed: ClaimedMessage
    recipient: Person
    interview: Interview | None
    stand_ins: tuple[Person, ...] = ()
    interviews: tuple[Interview, ...] = ()
    round_id: int | None = None
    people: Mapping[int, Person] = field(default_factory=dict)

    @property
    def news(self) -> News:
        """What the message says, with the interview at the hour that it tells of.

        The message must have an interview.
        """
        assert self.interview is not None
        notice = self.claimed.message.notice
        match notice:
            case RoundBooked():
                about = self.interviews
            case Reminder() | Unreadable():
                about = (self.interview,)
            case _:
                about = (replace(self.interview, start=notice.start),)
        return News(notice=notice, interviews=about, people=self.people, stand_ins=self.stand_ins)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStatus:
    """Whether messages get through: which channels are paused, until when and why.

    `due` messages could be sent now, the one that waits longest since `oldest_due`.
    """

    pauses: tuple[SendingPause, ...]
    due: int
    oldest_due: datetime | None
