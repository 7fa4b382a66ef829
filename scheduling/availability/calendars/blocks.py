"""What one reading of a calendar gives: when its owner is busy. No titles, places or guests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from scheduling.timespan import Span


class BusyKind(StrEnum):
    """Why a block takes time; its owner may choose that the last two take none."""

    BUSY = "busy"
    TENTATIVE = "tentative"
    # All-day events that are marked busy.
    ALL_DAY = "all-day"
    # All-day events that their calendar marks as free: most do, and few people mean it.
    FREE_ALL_DAY = "free-all-day"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class BusyBlock:
    """Time that an event takes, as exact as the calendar has it: not rounded to quarters."""

    span: Span
    kind: BusyKind = BusyKind.BUSY


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a calendar is read, and for what time."""

    # Of the owner, an IANA name: whole days and floating times are placed in it.
    zone: str
    window: Span
    # Of the owner, in lower case: what they have declined takes no time.
    addresses: frozenset[str] = frozenset()
    # UIDs of our own interviews, which never count against themselves. The spans are the hours
    # at which an event with that UID is ours; none: it is ours at any hour.
    ours: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    # The hours of our own interviews, also of those moved or cancelled lately, of which a calendar
    # may not have heard: where it has no UIDs, these are all that tells an interview of ours.
    our_hours: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedEvents:
    """Events of one calendar that are not what they should be, and why."""

    # A sentence's end, for the owner, after "3 events": "begin at two times".
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReading:
    """What was found in a calendar that could be read."""

    # Sorted, cut to the window, without our own interviews.
    blocks: tuple[BusyBlock, ...]
    # Events that take time in the window, repeated ones once for each time.
    events: int = 0
    # Of which it is not known when they are: they take no time here, and its owner is told.
    skipped: tuple[SkippedEvents, ...] = ()
    # Of which something could not be read: they count as far as they are known, rather too much.
    doubtful: tuple[SkippedEvents, ...] = ()
    # A hash of the lines that decide busy time: the same as before means nothing has changed.
    digest: str = ""
