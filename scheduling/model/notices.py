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

from scheduling.model.details import Detail
from scheduling.model.notice_kinds import ChangedHours, MessageKind
from scheduling.model.notices_about_people import AboutPeople
from scheduling.model.request import Who


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
class LastRead:
    """Somebody whose calendar was not read just before they were booked, to be told of it."""

    who: Who
    # Seconds before that; None: never.
    ago: int | None
    # Whether what it said then still counts; else the hours given alone do.
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """`by` has moved the interview, which was to start at `was`, to `start`."""

    kind: ClassVar = MessageKind.MOVED
    is_overtaken: ClassVar = True

    by: Who
    start: datetime
    was: datetime
    # For coordinators, where whoever has moved it was not told so.
    last_read: tuple[LastRead, ...] = ()


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
    last_read: tuple[LastRead, ...] = ()


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
    # They have not said so: nothing of theirs is in the way any more.
    is_by_itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody has changed their hours, and the interview lies outside them now."""

    kind: ClassVar = MessageKind.CONFLICT
    is_overtaken: ClassVar = True

    who: Who
    start: datetime
    changed: ChangedHours


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
    | HourPicked
    | MoveRequested
    | NotReached
    | RemindThem
    | AboutPeople
)
Notice = ReadableNotice | Unreadable

NOTICES: Mapping[MessageKind, type[ReadableNotice]] = MappingProxyType(
    {each.kind: each for each in get_args(ReadableNotice)}
)
"""The class of each kind."""

FOR_CALENDARS = frozenset({MessageKind.CALENDAR_ENTRY, MessageKind.CALENDAR_ENTRY_ENDED})
"""Kinds that say to a calendar what their person is told by another message."""
