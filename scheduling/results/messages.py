"""Messages on their way, and whether they get through."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from scheduling.model import (
    ClaimedMessage,
    Interview,
    News,
    Notice,
    Person,
    SendingPause,
    Untold,
)
from scheduling.model.api_access import CandidateLink
from scheduling.model.notices import Reminder, RoundBooked, Unreadable
from scheduling.model.notices_about_people import (
    WITHOUT_INTERVIEW,
    CalendarSilent,
    CalendarUnconfirmed,
    HoursChanged,
    HoursGiven,
    LinkSent,
    ManyLeft,
    Merged,
    Registered,
    RoleChanged,
    TakenOut,
)
from scheduling.model.permissions import as_shown_to
from scheduling.model.request import Who


def by_somebody(notice: Notice, *, hidden: Collection[int]) -> Notice:
    """Return a notice without the name of whoever did what it tells, where it is hidden."""
    by = getattr(notice, "by", None)
    if by is None or by.person_id not in hidden:
        return notice
    return replace(notice, by=Who(called="Somebody"))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """A claimed message with all that its words need."""

    claimed: ClaimedMessage
    recipient: Person
    # What it is about; of several, the first; None where it is gone.
    interview: Interview | None
    # Interviewers who are free at that hour: for a coordinator who looks for one.
    stand_ins: tuple[Person, ...] = ()
    # All that it is about, as they stand now, where it may be several.
    interviews: tuple[Interview, ...] = ()
    # The round of the distribution that the interview came out of, if it did.
    round_id: int | None = None
    # All of whom the notice speaks, by id.
    people: Mapping[int, Person] = field(default_factory=dict)
    # The link to the recipient's own page, where they are a candidate who is written to.
    page: CandidateLink | None = None

    def as_shown(self, *, sees_panel: bool) -> "MessageContext":
        """Return the same as its reader may know it, who may be a candidate.

        The note for the panel is not in it then, and unless they see the panel, none of its names:
        whoever of it has done something is "somebody".
        """
        shown = partial(as_shown_to, self.recipient, sees_panel=sees_panel)
        one = None if self.interview is None else shown(self.interview)
        context = replace(self, interview=one, interviews=tuple(map(shown, self.interviews)))
        return context if sees_panel else context._without_names(self)

    def _without_names(self, whole: "MessageContext") -> "MessageContext":
        """Do without the names of the panels of the `whole`, where the reader is the candidate."""
        if whole.interview is None or whole.interview.candidate.id != self.recipient.id:
            return self
        hidden = {
            each.id for one in (whole.interview, *whole.interviews) for each in one.interviewers
        }
        said = self.claimed.message
        message = replace(said, notice=by_somebody(said.notice, hidden=hidden))
        return replace(
            self,
            claimed=replace(self.claimed, message=message),
            people={id: each for id, each in self.people.items() if id not in hidden},
        )

    @property
    def is_gone(self) -> bool:
        """Whether the interview that the message is about is there no more."""
        is_about_one = self.claimed.message.kind not in WITHOUT_INTERVIEW
        return is_about_one and self.interview is None

    @property
    def news(self) -> News:
        """What the message says, with the interview at the hour that it tells of.

        It must not be gone.
        """
        notice = self.claimed.message.notice
        if isinstance(
            notice,
            CalendarSilent
            | CalendarUnconfirmed
            | HoursChanged
            | HoursGiven
            | LinkSent
            | ManyLeft
            | Merged
            | Registered
            | RoleChanged
            | TakenOut,
        ):
            return News(notice=notice, interviews=(), people=self.people)
        assert self.interview is not None
        match notice:
            case RoundBooked():
                about = self.interviews
            case Reminder() | Unreadable():
                about = (self.interview,)
            case _:
                about = (replace(self.interview, start=notice.start),)
        return News(notice=notice, interviews=about, people=self.people, stand_ins=self.stand_ins)


@dataclass(frozen=True, slots=True, kw_only=True)
class UntoldPeople:
    """Whom somebody has to tell of interviews to come, earliest first."""

    untold: tuple[Untold, ...]
    # Those of them whom mail reaches by now.
    by_mail: tuple[Untold, ...]
    # Whether somebody was told what is not true any more, so that it was not noted.
    is_outdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStatus:
    """Whether messages get through."""

    # Which channels are paused, until when and why.
    pauses: tuple[SendingPause, ...]
    # How many messages could be sent now,
    due: int
    # and since when the one that waits longest; None where none waits.
    oldest_due: datetime | None
