"""What goes into the calls of the JSON API and comes out, field by field."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.web.api.problems import moment
from scheduling.model import (
    MINUTES_PER_DAY,
    AvailabilityWindow,
    Entry,
    Interview,
    Person,
    Role,
    TimeOff,
    Weekday,
    WeeklyHours,
)
from scheduling.wording.saying import minute_words

LARGEST_ID = 2**31 - 1
MOST_INTERVIEWERS = 100
MOST_IN_ROUND = 1000
_KINDS = {"window": "AvailabilityWindow", "weekly": "WeeklyHours", "off": "TimeOff"}


def _weekday(body: Any) -> Any:
    text = body.strip().casefold() if isinstance(body, str) else ""
    for day in Weekday:
        name = day.name.casefold()
        if len(text) >= 3 and name.startswith(text):
            return name
    raise ValueError("Name a weekday, such as Monday or Tue")


def _whole(body: Any) -> Any:
    """JSON knows one sort of numbers: 7.0 is as whole as 7."""
    return int(body) if isinstance(body, float) and body.is_integer() else body


def _listed(body: Any) -> Any:
    return [body] if isinstance(body, str) else body


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
BodyId = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True), BeforeValidator(_whole)]
Text = Annotated[str, Field(max_length=1000)]
Short = Annotated[str, Field(min_length=1, max_length=64)]
DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ShortDayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# Other ways of writing them are understood as well; these two are promised.
_DayGiven = DayName | ShortDayName
Day = Annotated[DayName, BeforeValidator(_weekday, json_schema_input_type=_DayGiven)]
_DaysGiven = Annotated[list[_DayGiven], Field(min_length=1)] | _DayGiven
Days = Annotated[
    list[Day], BeforeValidator(_listed, json_schema_input_type=_DaysGiven), Field(min_length=1)
]
RoundIds = Annotated[list[BodyId], Field(min_length=1, max_length=MOST_IN_ROUND)]
PanelSize = Annotated[int, Field(ge=1, le=MOST_INTERVIEWERS, strict=True), BeforeValidator(_whole)]
EntryId = Annotated[str, Field(pattern=r"^(window|weekly|off)-[1-9][0-9]{0,8}$")]


class RequestBody(BaseModel):
    """A body: a field that is not known is refused, for it may be a known one mistyped."""

    model_config = ConfigDict(extra="forbid")


class UserRequest(RequestBody):
    """Somebody to register."""

    name: Text = Field(examples=["carl"])
    role: Role | None = Field(
        default=None, description="Without one, they may be candidate or interviewer."
    )
    time_zone: Text | None = Field(
        default=None, description="An IANA name. Else the one that Slack knows, or the workspace's."
    )
    email: Text | None = None
    slack_user_id: Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{1,30}$")] | None = None


class User(BaseModel):
    """Somebody registered."""

    id: int
    name: str
    role: Role | None
    time_zone: str
    email: str | None
    slack_user_id: str | None


class HoursRequest(RequestBody):
    """Hours in which somebody may be booked."""

    user: BodyId
    start_time: Short = Field(examples=["10:00 AM"], description="Or 14:00, or an ISO datetime.")
    end_time: Short = Field(examples=["2:00 PM"])
    date_: date | None = Field(
        default=None, alias="date", description="Today by the user's clock, if left out."
    )
    weekly: Days | None = Field(default=None, description="The weekdays on which they recur.")
    time_zone: Text | None = Field(
        default=None, description="Whose clock the times are by: the user's, if left out."
    )


class RegisteredHours(BaseModel):
    """Hours as they were given, and where they are kept now."""

    id: str = Field(description="Of the entry that holds them, perhaps with others given before.")
    user: int
    start_time: str
    end_time: str
    date: str | None
    weekly: list[str] | None
    time_zone: str
    ids: list[str] = Field(description="Of all entries: weekly hours have one for each day.")
    dates: list[str] = Field(description="The days that one-off hours touch, by the user's clock.")


class Stands(BaseModel):
    """An entry of somebody's availability, by their own clock."""

    id: str
    user: int
    kind: Literal["window", "weekly", "off"]
    date: str | None
    weekly: list[str] | None
    start_time: str
    end_time: str
    end_date: str | None = Field(description="The day of the end; not the same past midnight.")
    time_zone: str


class EntryRequest(RequestBody):
    """An entry of somebody's availability, by its id."""

    id: EntryId = Field(examples=["window-7"])


class SlotFound(BaseModel):
    """An hour at which an interview can start, and who of those asked can take it."""

    start: str = Field(examples=["2026-11-10T10:00:00Z"])
    end: str
    interviewers: list[int]


class WhyNone(BaseModel):
    """Why there is no slot."""

    code: str = Field(examples=["no_hours"])
    detail: str = Field(description="A sentence for people.")
    users: list[int] = Field(description="Of whom it is true.")


class Slots(BaseModel):
    """The slots found, by day and as instants."""

    success: Literal[True]
    possible_slots: dict[str, list[tuple[str, str]]] = Field(
        examples=[{"2024-05-02T00:00:00": [["10:00 AM", "11:00 AM"]]}]
    )
    slots: list[SlotFound]
    why: WhyNone | None


class BookingRequest(RequestBody):
    """An interview to book."""

    candidate: BodyId
    interviewers: Annotated[list[BodyId], Field(min_length=1, max_length=MOST_INTERVIEWERS)]
    start: Short = Field(
        examples=["2026-11-10T10:00:00Z"],
        description="Without a zone, by the clock of `time_zone` or of the workspace.",
    )
    time_zone: Text | None = None
    any_hour: bool = Field(
        default=False, strict=True, description="Also one that somebody has not offered."
    )


class MoveRequest(RequestBody):
    """An interview, and the hour that it is to move to."""

    id: BodyId
    start: Short = Field(examples=["2026-11-10T11:00:00Z"])
    time_zone: Text | None = None
    any_hour: bool = Field(default=False, strict=True)


class InterviewRequest(RequestBody):
    """An interview, by its id."""

    id: BodyId


class InterviewShown(BaseModel):
    """An interview as it stands."""

    id: int
    candidate: int
    interviewers: list[int]
    start: str
    end: str
    state: Literal["booked", "cancelled"]
    revision: int
    outside_availability: bool
    booked_by: str = Field(description="A member's Slack id, or the name of a program's token.")
    declined: list[int] = Field(description="Interviewers who have said that they can't make it.")


class DistributionRequest(RequestBody):
    """Whom to distribute over whom, when, and in panels of which size."""

    candidates: RoundIds
    interviewers: RoundIds | None = Field(
        default=None, description="Everybody with free hours, if left out."
    )
    from_: Text | None = Field(
        default=None, alias="from", description="A day, or a date and time. Else now."
    )
    to: Text | None = Field(
        default=None, description="A day, all of which counts, or a date and time."
    )
    min_panel: PanelSize = 1
    max_panel: PanelSize | None = Field(default=None, description="No limit, if left out.")
    book: bool = Field(
        default=False, strict=True, description="Book all of it; else it is only planned."
    )


class InterviewPlanned(BaseModel):
    """An interview of a plan."""

    candidate: int
    start: str = Field(examples=["2026-11-10T10:00:00Z"])
    end: str
    interviewers: list[int]


class CandidateWaiting(BaseModel):
    """A candidate who has no interview in the plan."""

    candidate: int
    why: str = Field(description="A sentence for people.")


class InterviewerNotNeeded(BaseModel):
    """An interviewer who is on no panel."""

    interviewer: int
    why: str = Field(description="A sentence for people.")


class Distributed(BaseModel):
    """Who interviews whom and when, who waits, and who is not needed."""

    success: Literal[True]
    interviews: list[InterviewPlanned] = Field(description="By their hour.")
    waiting: list[CandidateWaiting]
    not_needed: list[InterviewerNotNeeded]
    proven: bool = Field(
        description="Whether it is proven that no plan serves more, and none is more even."
    )


class FeedRequest(RequestBody):
    """Whose calendar feed it is about."""

    user: BodyId


class FeedMade(BaseModel):
    """A calendar feed's secret address. It is told once."""

    user: int
    address: str


class FeedEnded(BaseModel):
    """Whether there was a feed to end."""

    user: int
    ended: bool


def user(person: Person) -> User:
    """Return a person as the API shows them."""
    return User(
        id=person.id,
        name=person.name,
        role=person.role,
        time_zone=person.time_zone,
        email=person.email,
        slack_user_id=person.slack_user_id,
    )


def stands(entry: Entry, *, person: Person) -> Stands:
    """Return an entry as the API shows it."""
    hours, end_date = entry.hours, None
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
    )


def interview_shown(interview: Interview) -> InterviewShown:
    """Return an interview as the API shows it."""
    return InterviewShown(
        id=interview.id,
        candidate=interview.candidate.id,
        interviewers=[person.id for person in interview.interviewers],
        start=moment(interview.span.start),
        end=moment(interview.span.end),
        state=interview.state.value,
        revision=interview.revision,
        outside_availability=interview.outside_availability,
        booked_by=interview.booked_by,
        declined=sorted(interview.declined),
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
