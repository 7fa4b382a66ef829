"""Who takes part in interviews."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from languages.locales import own_style_of, style_of
from scheduling.timespan import Clock, TimeStyle

LONGEST_NAME = 150


def erased_name(person_id: int) -> str:
    """Return what somebody is called once nothing tells who they were."""
    return f"Erased candidate {person_id}"


class Role(StrEnum):
    """What a person does in interviews."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


class Outcome(StrEnum):
    """What became of a candidate, of whom nobody has to decide any more."""

    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class WithAhead(StrEnum):
    """What is done about the interviews ahead of somebody who ends: nothing is, where there are
    some, or they end too, or they stay.
    """

    REFUSE = "refuse"
    CANCEL = "cancel"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What makes somebody a coordinator: a grant, the settings, being an admin, or several.

    Only a grant is given and taken by people. The others are what the settings and the workspace
    said last, and end with it.
    """

    # Whether a coordinator or a program has made them one:
    is_granted: bool = False
    # the person who did, by id; None for a program, and for a grant of before this was kept,
    granted_by: int | None = None
    # the name of the program's token,
    granted_through: str | None = None
    # and when. None for a grant of before this was kept.
    granted_at: datetime | None = None
    is_in_settings: bool = False
    is_admin: bool = False
    # Whether they have arranged anything for others. It decides what an admin is told.
    has_coordinated: bool = False

    @property
    def is_derived(self) -> bool:
        """Whether they are a coordinator whatever has been granted."""
        return self.is_in_settings or self.is_admin

    @property
    def is_coordinator(self) -> bool:
        """Whether anything at all makes them one."""
        return self.is_granted or self.is_derived

    @property
    def is_unexplained(self) -> bool:
        """Whether nothing says any more why they are one: a grant of before it was kept."""
        return self.is_granted and self.granted_at is None and not self.is_derived


NO_RIGHTS = Rights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Anyone registered."""

    id: int
    name: str
    # None for a coordinator who does nothing else, and for somebody whom a program has registered
    # without a role: that one may be either.
    role: Role | None
    # An IANA name.
    time_zone: str
    # By whatever right; `rights` says by which.
    is_coordinator: bool = False
    email: str | None = None
    # None for people outside the workspace.
    slack_user_id: str | None = None
    # The language and the region that they use Slack in, such as "de-DE"; None until Slack tells.
    locale: str | None = None
    # None: as is usual where they are.
    clock: Clock | None = None
    # The locale of their page and of mails to them: chosen there, or that of the browser in which
    # they first gave anything. None: as they use Slack, or as is usual for candidates.
    own_locale: str | None = None
    rights: Rights = NO_RIGHTS
    # Whether their account in the workspace is no more,
    is_deactivated: bool = False
    # or is said to be, together with many others', and a coordinator is asked first.
    departure_is_held: bool = False
    # Whether somebody has taken them out: then they are only in what was.
    is_removed: bool = False
    # What became of them, where they were a candidate and it is known.
    outcome: Outcome | None = None
    # Whether all that told who they are was erased: they are removed as well, and only counted.
    is_erased: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether it is known what became of them as a candidate; an interviewer is none."""
        return self.outcome is not None and self.role is not Role.INTERVIEWER

    @property
    def style(self) -> TimeStyle:
        """How times and dates are written to this person in Slack, where we speak English."""
        return style_of(self.locale, clock=self.clock)

    def own_style(self, *, usual: str | None = None) -> TimeStyle:
        """Return how mails and pages are written to this person, in their own language.

        `usual` is the locale of those of whom nothing is known.
        """
        return own_style_of(self.own_locale or self.locale or usual, clock=self.clock)

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone, ready for arithmetic."""
        return ZoneInfo(self.time_zone)

    def may_be(self, role: Role) -> bool:
        """Tell whether the person can take that part in an interview."""
        if self.is_removed or (role is Role.CANDIDATE and self.is_decided):
            return False
        # Programs may register somebody without a role, and then book them as either.
        return self.role is role or (self.role is None and not self.is_coordinator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Somebody as the workspace shows them, registered or not."""

    slack_user_id: str
    name: str
    time_zone: str
    # Such as "de-DE".
    locale: str | None = None
    is_admin: bool = False
    is_bot: bool = False
    is_deactivated: bool = False
    # Whether they belong to another workspace, and are met in a channel that both share.
    is_stranger: bool = False
    # Whether the workspace shows them some of its channels alone.
    is_guest: bool = False
    # Whether the workspace knows no name that people could read or type: `name` is the id then.
    is_nameless: bool = False
    # Where the app may see it; None otherwise.
    email: str | None = None

    @property
    def may_coordinate(self) -> bool:
        """Whether this can be a coordinator at all: a full member whose account is in use."""
        return not (self.is_bot or self.is_deactivated or self.is_stranger or self.is_guest)
