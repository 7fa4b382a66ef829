"""What every request brings along."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.model.people import Person


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
class RequestContext:
    """What every request brings along: who asks, when, and the rules of the workspace."""

    actor: Actor
    now: datetime
    rules: Rules
