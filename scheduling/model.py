"""The nouns of interviewing, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

from scheduling.timespan import Span, as_instant, hour_from

MINUTES_PER_DAY = 1440
LONGEST_NAME = 150
NO_ID = 0
"""The id of a value that has not been stored yet."""


class Role(StrEnum):
    """What a person does in interviews."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"


class Weekday(IntEnum):
    """The days of the week, numbered as `date.weekday` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Anyone registered. `role` is None for a coordinator who does nothing else, and for somebody
    whom a program has registered without a role: that one may be either.

    `time_zone` is an IANA name; `slack_user_id` is None for people outside the workspace.
    """

    id: int
    name: str
    role: Role | None
    time_zone: str
    is_coordinator: bool = False
    email: str | None = None
    slack_user_id: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone, ready for arithmetic."""
        return ZoneInfo(self.time_zone)

    def may_be(self, role: Role) -> bool:
        """This will tell whether the person can take that part in an interview."""
        return self.role is role or (self.role is None and not self.is_coordinator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Somebody as the workspace shows them, registered or not."""

    slack_user_id: str
    name: str
    time_zone: str
    is_admin: bool = False
    is_bot: bool = False
    is_deactivated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a workspace has set for all its interviews.

    Interviews start on the hour of `time_zone` (IANA), at least `minimum_notice` from now.
    People are reminded each of `reminder_leads` before the start, longest first. A question
    without dates looks `look_ahead` from now. `coordinators` are Slack user ids.

    Nobody has more interviews than `daily_cap` in their local day, nor than `weekly_cap` in
    their ISO week, by a distribution; None: no limit. A distribution evens the load of the
    `load_span` before and after now, and may take `distribution_time`.
    """

    time_zone: str = "UTC"
    minimum_notice: timedelta = timedelta(hours=1)
    reminder_leads: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=1))
    look_ahead: timedelta = timedelta(days=14)
    coordinators: frozenset[str] = frozenset()
    daily_cap: int | None = None
    weekly_cap: int | None = None
    load_span: timedelta = timedelta(weeks=4)
    distribution_time: timedelta = timedelta(seconds=20)

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone, ready for arithmetic."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks for something: as Slack names them, and as registered, if they are.

    `is_coordinator` is true by registration, by the settings, or as an admin of the workspace.
    """

    name: str
    time_zone: str
    slack_user_id: str | None = None
    person: Person | None = None
    is_coordinator: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this reader is shown every time."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What every request brings along: who asks, when, and the rules of the workspace."""

    actor: Actor
    now: datetime
    rules: Rules


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class WallHours:
    """A stretch of wall-clock time: from `start` up to, not including, `end`.

    Both in minutes after a local midnight; 1440 is the next midnight, and an `end` beyond it
    reaches into the following days.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < MINUTES_PER_DAY:
            raise ValueError(f"a stretch starts within its day, not at minute {self.start}")
        if self.end <= self.start:
            raise ValueError(f"a stretch ends after it starts: {self.start} to {self.end}")


WHOLE_DAY = WallHours(start=0, end=MINUTES_PER_DAY)


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class AvailabilityWindow:
    """A one-off stretch, from a local `day`, in which the person may be booked."""

    day: date
    hours: WallHours
    id: int = NO_ID


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class WeeklyHours:
    """A stretch that recurs every week, in the person's own time zone.

    Longer than six days it would meet itself, so `hours` end before minute 8640.
    """

    weekday: Weekday
    hours: WallHours
    id: int = NO_ID


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class TimeOff:
    """A stretch, from a local `day`, in which weekly hours do not hold."""

    day: date
    hours: WallHours
    id: int = NO_ID


Entry = AvailabilityWindow | WeeklyHours | TimeOff


def entry_key(entry: Entry) -> str:
    """This will return the name of a stored entry, unique among one person's: "WeeklyHours-7"."""
    return f"{type(entry).__name__}-{entry.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """All that one person has said about their time; `version` grows with every change.

    Each part is sorted. One-off windows hold on days off as well: the person who gives a
    window for a date means it.
    """

    person_id: int
    version: int = 0
    weekly: tuple[WeeklyHours, ...] = ()
    windows: tuple[AvailabilityWindow, ...] = ()
    time_off: tuple[TimeOff, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything said: weekly hours, then windows, then time off."""
        return (*self.weekly, *self.windows, *self.time_off)

    @property
    def is_empty(self) -> bool:
        """Whether the person has given no hours at all (time off gives none)."""
        return not self.weekly and not self.windows


class InterviewState(StrEnum):
    """Whether an interview is to take place."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One candidate, one or more interviewers (sorted by id), one hour from `start` (UTC).

    `revision` grows with every change. `outside_availability` marks an interview that a
    coordinator booked at an hour which somebody had not offered. `declined` holds the ids of
    interviewers who have said that they can't make it and have not been replaced yet.
    """

    id: int
    candidate: Person
    interviewers: tuple[Person, ...]
    start: datetime
    state: InterviewState = InterviewState.BOOKED
    revision: int = 1
    outside_availability: bool = False
    booked_by: str = ""
    declined: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", as_instant(self.start))

    @property
    def span(self) -> Span:
        """The hour that the interview takes."""
        return hour_from(self.start)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody concerned: the candidate, then the interviewers."""
        return (self.candidate, *self.interviewers)


class MessageKind(StrEnum):
    """What a direct message is about."""

    REMINDER = "reminder"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ADDED = "added"
    REMOVED = "removed"
    PANEL_CHANGED = "panel_changed"
    CANNOT_MAKE_IT = "cannot_make_it"
    CONFLICT = "conflict"
    UNDELIVERED = "undelivered"
    ROUND_BOOKED = "round_booked"


class MessageState(StrEnum):
    """Where a direct message is on its way.

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
    """A direct message, reminder or notice, to be written in the transaction of a change.

    `dedupe_key` is unique for ever, so that the same message is never planned twice. It must
    not be sent before `due_at`, nor from `expires_at` on. `facts` are what the words need and
    the interview itself no longer tells, such as the hour before a move: text by name.
    """

    person_id: int
    kind: MessageKind
    dedupe_key: str
    due_at: datetime
    expires_at: datetime | None = None
    interview_id: int | None = None
    revision: int = 0
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMessage:
    """A planned message that one worker holds until `lease_until`.

    `epoch` is the fencing counter: a worker whose epoch is not the row's any more has lost
    the message and writes nothing. `uid` is the opaque id under which it can be found again
    in the history of its conversation. `attempts` counts the calls made before this one.
    """

    id: int
    uid: str
    epoch: int
    attempts: int
    lease_until: datetime
    message: PlannedMessage
