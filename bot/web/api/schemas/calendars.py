"""Calendars that people have connected, as programs connect them and are shown them."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from bot.web.api.schemas.fields import BodyId, Moment, RequestBody, moment
from scheduling.model.calendars import AllDayEvents, SourceKind, UnconfirmedCalendar
from scheduling.results import CalendarChange, CalendarShown
from scheduling.timespan import Span

Secret = Annotated[str, Field(max_length=4000)]
_TENTATIVE = "Whether events count that the user has not accepted for certain."
_ALL_DAY = "Which events count that last whole days. Most calendars mark them as free."


class CalendarRequest(RequestBody):
    """A calendar to connect. What opens it is kept sealed, and never shown again."""

    user: BodyId
    url: Secret = Field(
        examples=["https://calendar.example.com/private-8f3a/basic.ics"],
        description="The secret iCal address, or that of a CalDAV server.",
    )
    username: Secret | None = Field(default=None, description="Where the address needs one.")
    password: Secret | None = Field(default=None, description="An app password, not the usual one.")


class WhichCalendar(RequestBody):
    """A calendar, by id."""

    id: BodyId


class ChoiceRequest(WhichCalendar):
    """What of a calendar counts from now on; what is left out stays."""

    tentative: bool | None = Field(default=None, description=_TENTATIVE)
    all_day: AllDayEvents | None = Field(default=None, description=_ALL_DAY)


class BusyTime(BaseModel):
    """Time that something in a calendar takes, by quarters of an hour."""

    start: Moment
    end: Moment


class ConnectedCalendar(BaseModel):
    """A calendar, and when it makes its user busy."""

    id: int
    user: int
    source: SourceKind
    host: str = Field(description="The server. The rest of the address is a secret.")
    tentative: bool = Field(description=_TENTATIVE)
    all_day: AllDayEvents = Field(description=_ALL_DAY)
    read_at: Moment | None = Field(description="When it was last read.")
    failing_since: Moment | None = Field(
        description="Since when it can't be read; what was known holds for 14 days of that."
    )
    problem: str | None = Field(description="Why it can't be read, in one word.")
    all_day_left_out: int = Field(
        description="Events of whole days that the calendar marks as free, in the weeks ahead."
    )
    skipped: int = Field(description="Events of which nobody could tell when they are.")
    busy: list[BusyTime] | None = Field(
        description="In the next 14 days; null where that is not known, and then nothing counts."
    )


class ReadCalendar(ConnectedCalendar):
    """A calendar that was just read."""

    events: int = Field(description="Events in the weeks ahead, repeated ones once a time.")
    read_elsewhere: bool = Field(
        description="Whether there was no calendar at that address, so that all which the user of "
        "the server has there are read."
    )


class WaitingCalendar(BaseModel):
    """A calendar that counts nothing before its user has said that it is theirs."""

    user: int
    source: SourceKind
    host: str = Field(description="The server. As whom was signed in is between them and the bot.")
    asked_at: Moment = Field(description="When they were asked.")
    until: Moment = Field(description="Until when they can say so.")


def waiting(unconfirmed: UnconfirmedCalendar) -> WaitingCalendar:
    """Return one that waits as the API shows it."""
    return WaitingCalendar(
        user=unconfirmed.person_id,
        source=unconfirmed.source,
        host=unconfirmed.host,
        asked_at=moment(unconfirmed.asked_at),
        until=moment(unconfirmed.until),
    )


def connected(shown: CalendarShown) -> ConnectedCalendar:
    """Return a calendar as the API shows it."""
    return ConnectedCalendar(**_facts(shown))


def read(change: CalendarChange) -> ReadCalendar:
    """Return one that was just connected."""
    return ReadCalendar(
        **_facts(change.shown), events=change.events or 0, read_elsewhere=change.is_elsewhere
    )


def _facts(shown: CalendarShown) -> dict[str, Any]:
    calendar, busy = shown.calendar, shown.busy
    return {
        "id": calendar.id,
        "user": calendar.person_id,
        "source": calendar.source,
        "host": calendar.host,
        "tentative": calendar.counted.tentative,
        "all_day": calendar.counted.all_day,
        "read_at": calendar.read_at and moment(calendar.read_at),
        "failing_since": calendar.failing_since and moment(calendar.failing_since),
        "problem": calendar.failure or None,
        "all_day_left_out": calendar.free_all_day,
        "skipped": calendar.skipped,
        "busy": None if busy is None else [_busy(span) for span in busy],
    }


def _busy(span: Span) -> BusyTime:
    return BusyTime(start=moment(span.start), end=moment(span.end))
