"""What a direct message says that is about people alone, and about no interview."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, get_args

from scheduling.model.api_access import LinkPurpose
from scheduling.model.notice_kinds import MessageKind
from scheduling.model.people import Role
from scheduling.model.request import Who


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChanged:
    """`by` has changed the reader's hours: a line for each entry, as the reader would write it.

    `undo` is the token that puts back what stood before.
    """

    kind: ClassVar = MessageKind.HOURS_CHANGED
    is_overtaken: ClassVar = False

    by: Who
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    undo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursGiven:
    """A candidate has given hours on their page, and the reader had asked for them."""

    kind: ClassVar = MessageKind.HOURS_GIVEN
    is_overtaken: ClassVar = False

    who: Who


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSent:
    """`by` sends the reader a link to a page of their own, good until then."""

    kind: ClassVar = MessageKind.LINK_SENT
    is_overtaken: ClassVar = False

    by: Who
    purpose: LinkPurpose
    # The word of the link, which is no link without its signature.
    word: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged:
    """`by` has made the reader a coordinator, or no longer one."""

    kind: ClassVar = MessageKind.ROLE_CHANGED
    is_overtaken: ClassVar = False

    by: Who
    is_coordinator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """`by` has registered the reader, a member of the workspace; a `role` of None is either."""

    kind: ClassVar = MessageKind.REGISTERED
    is_overtaken: ClassVar = False

    by: Who
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """`by` has taken the reader out of those who are in interviews, or arrange them."""

    kind: ClassVar = MessageKind.TAKEN_OUT
    is_overtaken: ClassVar = False

    by: Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """`by` has made one person of two as whom the reader was registered."""

    kind: ClassVar = MessageKind.MERGED
    is_overtaken: ClassVar = False

    by: Who


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyLeft:
    """So many accounts have ended, too many at once to be taken as true without a word."""

    kind: ClassVar = MessageKind.MANY_LEFT
    is_overtaken: ClassVar = False

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSilent:
    """A calendar of the reader's could not be read for so many days, and why not."""

    kind: ClassVar = MessageKind.CALENDAR_SILENT
    is_overtaken: ClassVar = False

    host: str
    days: int
    # A word of `CalendarFault`.
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarUnconfirmed:
    """Somebody has signed in for a calendar of the reader's, with an account that is not known to
    be theirs, and they are asked whether it is, until then.
    """

    kind: ClassVar = MessageKind.CALENDAR_UNCONFIRMED
    is_overtaken: ClassVar = False

    unconfirmed: int
    host: str
    # Of the account; empty where nobody vouches for it.
    address: str
    until: datetime


AboutPeople = (
    HoursChanged
    | HoursGiven
    | LinkSent
    | CalendarSilent
    | CalendarUnconfirmed
    | ManyLeft
    | Registered
    | RoleChanged
    | TakenOut
    | Merged
)

WITHOUT_INTERVIEW = frozenset(each.kind for each in get_args(AboutPeople))
"""Kinds that are about people alone."""
