"""What a direct message says, as facts: a class for each kind, with ids of people, never names.

Two people may share a name, and anybody may change theirs before a message is sent. Each class
says whether a later change of its interview overtakes it: then it need not be said any more, if
it has not been.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar, get_args

from scheduling.model.api_access import LinkPurpose
from scheduling.model.details import Detail
from scheduling.model.notice_kinds import ChangedHours as ChangedHours
from scheduling.model.notice_kinds import MessageKind as MessageKind
from scheduling.model.notice_kinds import Who as Who
from scheduling.model.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """An interview begins before long. All that it says, the interview itself knows."""

    kind: ClassVar = MessageKind.REMINDER
    is_overtaken: ClassVar = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """`by` has booked an interview for the reader, from `start` on."""

    kind: ClassVar = MessageKind.BOOKED
    is_overtaken: ClassVar = True

    by: Who
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBooked:
    """`by` has booked a round, and these interviews of it are the reader's."""

    kind: ClassVar = MessageKind.ROUND_BOOKED
    is_overtaken: ClassVar = True

    by: Who
    interview_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """`by` has moved the interview, which was to start at `was`, to `start`."""

    kind: ClassVar = MessageKind.MOVED
    is_overtaken: ClassVar = True

    by: Who
    start: datetime
    was: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """`by` has cancelled the interview, which was to start at `start`."""

    kind: ClassVar = MessageKind.CANCELLED
    is_overtaken: ClassVar = False

    by: Who
    start: datetime
    # Why, in their own words; empty where they have said nothing.
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequested:
    """The candidate asks to have the interview moved from `start` to `wanted`."""

    kind: ClassVar = MessageKind.MOVE_REQUESTED
    is_overtaken: ClassVar = True

    who: Who
    start: datetime
    wanted: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HourPicked:
    """The candidate has picked the hour of the interview, by a link that the reader sent."""

    kind: ClassVar = MessageKind.HOUR_PICKED
    is_overtaken: ClassVar = True

    who: Who
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """`by` has put the reader on the panel."""

    kind: ClassVar = MessageKind.ADDED
    is_overtaken: ClassVar = True

    by: Who
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """`by` has taken the reader off the panel; `start` is the hour that was theirs."""

    kind: ClassVar = MessageKind.REMOVED
    is_overtaken: ClassVar = False

    by: Who
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """The interview, for the calendar of a member who hears of it in Slack."""

    kind: ClassVar = MessageKind.CALENDAR_ENTRY
    is_overtaken: ClassVar = True

    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntryEnded:
    """The interview is to leave the calendar of a member who has heard of that in Slack."""

    kind: ClassVar = MessageKind.CALENDAR_ENTRY_ENDED
    is_overtaken: ClassVar = False

    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelChanged:
    """`by` has changed the panel, and the reader stays in the interview."""

    kind: ClassVar = MessageKind.PANEL_CHANGED
    is_overtaken: ClassVar = True

    by: Who
    start: datetime
    leaving: tuple[Who, ...]
    coming: tuple[Who, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsChanged:
    """`by` has changed what is said of the interview; how it reads now, the interview knows."""

    kind: ClassVar = MessageKind.DETAILS_CHANGED
    is_overtaken: ClassVar = True

    by: Who
    start: datetime
    # At least one, of which the reader may know.
    said: tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotMakeIt:
    """An interviewer says that they can't come, and the reader is to find somebody else."""

    kind: ClassVar = MessageKind.CANNOT_MAKE_IT
    is_overtaken: ClassVar = True

    who: Who
    start: datetime
    # Whether it is not they who say so: their account in the workspace has ended.
    has_left: bool = False
    # Why, as they have put it themselves; empty where they have not said.
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanMakeIt:
    """An interviewer who had said that they can't come can after all: no help is needed."""

    kind: ClassVar = MessageKind.CAN_MAKE_IT
    is_overtaken: ClassVar = True

    who: Who
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody has changed their hours, and the interview lies outside them now."""

    kind: ClassVar = MessageKind.CONFLICT
    is_overtaken: ClassVar = True

    who: Who
    start: datetime
    changed: ChangedHours


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
class RemindThem:
    """No channel reaches somebody whose interview begins before long: the reader reminds them."""

    kind: ClassVar = MessageKind.REMIND_THEM
    is_overtaken: ClassVar = True

    who: Who
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReached:
    """Somebody could not be told of the interview. `reason` is a word of ours or of Slack's."""

    kind: ClassVar = MessageKind.UNDELIVERED
    is_overtaken: ClassVar = False

    who: Who
    start: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A row that this version can't read, such as one of a later version: `kept` as it is.

    It holds up nobody else's message; it can't be written, and is given up in the end.
    """

    kind: MessageKind
    kept: Any = None


ReadableNotice = (
    Reminder
    | Booked
    | RoundBooked
    | Moved
    | Cancelled
    | Added
    | Removed
    | PanelChanged
    | CalendarEntry
    | CalendarEntryEnded
    | DetailsChanged
    | CannotMakeIt
    | CanMakeIt
    | Conflict
    | HoursChanged
    | HoursGiven
    | HourPicked
    | LinkSent
    | MoveRequested
    | RoleChanged
    | Registered
    | ManyLeft
    | CalendarSilent
    | TakenOut
    | Merged
    | NotReached
    | RemindThem
)
Notice = ReadableNotice | Unreadable

NOTICES: Mapping[MessageKind, type[ReadableNotice]] = MappingProxyType(
    {each.kind: each for each in get_args(ReadableNotice)}
)
"""The class of each kind."""

WITHOUT_INTERVIEW = frozenset(
    {
        MessageKind.HOURS_CHANGED,
        MessageKind.HOURS_GIVEN,
        MessageKind.LINK_SENT,
        MessageKind.CALENDAR_SILENT,
        MessageKind.MANY_LEFT,
        MessageKind.REGISTERED,
        MessageKind.ROLE_CHANGED,
        MessageKind.TAKEN_OUT,
        MessageKind.MERGED,
    }
)
"""Kinds that are about people alone."""

FOR_CALENDARS = frozenset({MessageKind.CALENDAR_ENTRY, MessageKind.CALENDAR_ENTRY_ENDED})
"""Kinds that say to a calendar what their person is told by another message."""
