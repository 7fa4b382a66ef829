"""The hours in which people may be booked."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from bot.web.api.schemas.fields import BodyId, RequestBody, Short, Text, whole
from bot.web.api.schemas.fields import Day as DayShown
from scheduling.errors import NotUnderstood
from scheduling.model import (
    EVERY_WEEK,
    MINUTES_PER_DAY,
    MOST_WEEKS,
    AvailabilityWindow,
    Entry,
    Person,
    TimeOff,
    Weekday,
    WeeklyHours,
)
from scheduling.wording.reading import read_date
from scheduling.wording.saying import minute_words

_KINDS = {"window": "AvailabilityWindow", "weekly": "WeeklyHours", "off": "TimeOff"}


def _date(body: Any) -> Any:
    if not isinstance(body, str):
        raise ValueError("Write the day as text, such as 2026-11-10")
    try:
        return read_date(body)
    except NotUnderstood as error:
        raise ValueError(error.question) from None


def _weekday(body: Any) -> Any:
    text = body.strip().casefold() if isinstance(body, str) else ""
    for day in Weekday:
        name = day.name.casefold()
        if len(text) >= 3 and name.startswith(text):
            return name
    raise ValueError("Name a weekday, such as Monday or Tue")


def _listed(body: Any) -> Any:
    return [body] if isinstance(body, str) else body


DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ShortDayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# Other ways of writing them are understood as well; these two are promised.
_DayGiven = DayName | ShortDayName
Day = Annotated[DayName, BeforeValidator(_weekday, json_schema_input_type=_DayGiven)]
_DaysGiven = Annotated[list[_DayGiven], Field(min_length=1)] | _DayGiven
Days = Annotated[
    list[Day], BeforeValidator(_listed, json_schema_input_type=_DaysGiven), Field(min_length=1)
]
Date = Annotated[date, BeforeValidator(_date, json_schema_input_type=date)]
Weeks = Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS), BeforeValidator(whole)]
EntryId = Annotated[str, Field(pattern=r"^(window|weekly|off)-[1-9][0-9]{0,8}$")]


class HoursRequest(RequestBody):
    """Hours in which somebody may be booked."""

    user: BodyId
    start_time: Short = Field(examples=["10:00 AM"], description="Or 14:00, or an ISO datetime.")
    end_time: Short = Field(examples=["2:00 PM"])
    date_: Date | None = Field(
        default=None, alias="date", description="Today by the user's clock, if left out."
    )
    weekly: Days | None = Field(default=None, description="The weekdays on which they recur.")
    time_zone: Text | None = Field(
        default=None, description="Whose clock the times are by: the user's, if left out."
    )
    first_date: Date | None = Field(
        default=None, description="The day on which weekly hours begin: now, if left out."
    )
    last_date: Date | None = Field(
        default=None, description="The last day of weekly hours: they never end, if left out."
    )
    every_weeks: Weeks = Field(
        default=1, description="In every so many weeks, counted from that of `first_date`."
    )
    instead: Annotated[bool, Field(strict=True)] = Field(
        default=False,
        description="Whether the weekly hours of that day do not hold then. Of weekly hours with "
        "`last_date` or `every_weeks`: whether the same hours without these end, rather than go "
        "on beside them.",
    )


class TimeOffRequest(RequestBody):
    """Days, or hours from one to another, in which somebody's weekly hours do not hold."""

    user: BodyId
    date_: Date = Field(alias="date", description="The first day, by the user's own clock.")
    end_date: Date | None = Field(
        default=None, description="The last day, which is off as well: `date`, if left out."
    )
    start_time: Short | None = Field(
        default=None,
        examples=["10:00 AM"],
        description="Of the first day. All of the days, if both times are left out.",
    )
    end_time: Short | None = Field(
        default=None, examples=["2:00 PM"], description="Of the last day."
    )


class RegisteredHours(BaseModel):
    """Hours as they were given, and where they are kept now."""

    id: str = Field(description="Of the entry that holds them, perhaps with others given before.")
    user: int
    start_time: str
    end_time: str
    date: DayShown | None
    weekly: list[str] | None
    time_zone: str
    ids: list[str] = Field(description="Of all entries: weekly hours have one for each day.")
    dates: list[DayShown] = Field(
        description="The days that one-off hours touch, by the user's clock."
    )
    first_date: DayShown | None
    last_date: DayShown | None
    every_weeks: int
    instead: bool


class Stands(BaseModel):
    """An entry of somebody's availability, by their own clock."""

    id: str
    user: int
    kind: Literal["window", "weekly", "off"]
    date: DayShown | None
    weekly: list[str] | None
    start_time: str
    end_time: str
    end_date: DayShown | None = Field(description="The day of the end; not the same past midnight.")
    time_zone: str
    first_date: DayShown | None = Field(
        description="When weekly hours begin, if they have not always held."
    )
    last_date: DayShown | None = Field(description="The last day of weekly hours that end.")
    every_weeks: int = Field(description="1 for every week.")
    instead: bool = Field(description="Whether the weekly hours of that day do not hold then.")


class EntryRequest(RequestBody):
    """An entry of somebody's availability, by its id."""

    id: EntryId = Field(examples=["window-7"])


def stands(entry: Entry, *, person: Person) -> Stands:
    """Return an entry as the API shows it."""
    hours, end_date = entry.hours, None
    recurrence = entry.recurrence if isinstance(entry, WeeklyHours) else EVERY_WEEK
    if not isinstance(entry, WeeklyHours):
        days = (hours.end - 1) // MINUTES_PER_DAY
        end_date = date.fromordinal(entry.day.toordinal() + days).isoformat()
    return Stands(
        id=entry_id(entry),
        user=person.id,
        kind=_kind(entry),
        date=None if isinstance(entry, WeeklyHours) else entry.day.isoformat(),
        weekly=[entry.weekday.name.casefold()] if isinstance(entry, WeeklyHours) else None,
        start_time=minute_words(hours.start),
        end_time=clock_words(hours.end),
        end_date=end_date,
        time_zone=person.time_zone,
        first_date=recurrence.first.isoformat() if recurrence.has_first else None,
        last_date=recurrence.last.isoformat() if recurrence.has_last else None,
        every_weeks=recurrence.weeks,
        instead=isinstance(entry, AvailabilityWindow) and entry.replaces,
    )


def entry_id(entry: Entry) -> str:
    """Return the id of a stored entry as the API writes it: "window-7"."""
    return f"{_kind(entry)}-{entry.id}"


def key_of(body: str) -> str:
    """Return the `entry_key` that an `EntryId` stands for."""
    kind, _, number = body.partition("-")
    return f"{_KINDS[kind]}-{number}"


def clock_words(minute: int) -> str:
    """Return a time of day, "2:00 PM"; the end of a day is "12:00 AM"."""
    return minute_words(minute % MINUTES_PER_DAY)


def _kind(entry: Entry) -> Literal["window", "weekly", "off"]:
    match entry:
        case AvailabilityWindow():
            return "window"
        case WeeklyHours():
            return "weekly"
        case TimeOff():
            return "off"
