"""Interviews, as programs book them and are shown them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.web.api.schemas.fields import (
    MOST_INTERVIEWERS,
    BodyId,
    Moment,
    RequestBody,
    Short,
    Text,
    moment,
)
from bot.web.api.schemas.stale import StaleCalendars, stale_shown
from bot.web.api.schemas.untold import UntoldPeople, untold_shown
from scheduling.model import LONGEST_REASON, Interview
from scheduling.model.details import (
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    Detail,
    GivenDetails,
)
from scheduling.results import InterviewChange

Start = Annotated[Short, Field(json_schema_extra={"format": "date-time"})]


_DETAIL = "Left out, it stays as it is; empty, it is taken away."


class SaidRequest(RequestBody):
    """What is said of an interview."""

    title: Annotated[str, Field(max_length=LONGEST_TITLE)] | None = Field(
        default=None, examples=["System design"], description=f"In one line. {_DETAIL}"
    )
    place: Annotated[str, Field(max_length=LONGEST_PLACE)] | None = Field(
        default=None,
        examples=["https://meet.example.org/{id}"],
        description=(
            "A location, or a link that starts with https://. `{id}` becomes a word of random "
            f"letters. {_DETAIL} For a booking, left out, it is the one of `PLACE`."
        ),
    )
    note_for_candidate: Annotated[str, Field(max_length=LONGEST_NOTE)] | None = Field(
        default=None,
        examples=["Please bring your laptop."],
        description=f"The panel reads it, too. {_DETAIL}",
    )
    note_for_panel: Annotated[str, Field(max_length=LONGEST_NOTE)] | None = Field(
        default=None,
        examples=["Ask about the second project."],
        description=f"The candidate never reads it. {_DETAIL}",
    )


class BookingRequest(SaidRequest):
    """An interview to book."""

    candidate: BodyId
    interviewers: Annotated[list[BodyId], Field(min_length=1, max_length=MOST_INTERVIEWERS)]
    start: Start = Field(
        examples=["2026-11-10T10:00:00Z"],
        description="Without a zone, by the clock of `time_zone` or of the workspace.",
    )
    time_zone: Text | None = None
    any_hour: bool = Field(
        default=False, strict=True, description="Also one that somebody has not offered."
    )


class ChangeRequest(RequestBody):
    """An interview that is to be changed, and what the program knows of it."""

    id: BodyId
    revision: BodyId | None = Field(
        default=None,
        examples=[1],
        description="Change it only if this still is its revision; else nothing is changed.",
    )


class MoveRequest(ChangeRequest):
    """An interview, and the hour that it is to move to."""

    start: Start = Field(examples=["2026-11-10T11:00:00Z"])
    time_zone: Text | None = None
    any_hour: bool = Field(default=False, strict=True)


class InterviewRequest(ChangeRequest):
    """An interview, by its id."""


class DescribeRequest(SaidRequest, ChangeRequest):
    """An interview, and what is said of it."""


class DeclineRequest(ChangeRequest):
    """An interview, and the interviewer who can't make it."""

    user: BodyId
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] | None = Field(
        default=None,
        examples=["I am at a conference that day"],
        description="Why, in their own words: coordinators read it in the call for help.",
    )


class UndoDeclineRequest(ChangeRequest):
    """An hour that an interviewer has declined, and can make after all."""

    user: BodyId
    start: Start | None = Field(
        default=None,
        examples=["2026-11-10T10:00:00Z"],
        description="The hour declined, if the interview has moved since.",
    )


class ReplaceRequest(ChangeRequest):
    """An interview, who leaves its panel, and who comes instead."""

    leaving: BodyId
    coming: BodyId | None = Field(default=None, description="Nobody, if left out.")


class InterviewShown(BaseModel):
    """An interview as it stands."""

    id: int
    candidate: int
    interviewers: list[int]
    start: Moment
    end: Moment
    state: Literal["booked", "cancelled"]
    revision: int = Field(description="Grows with every change that somebody can see.")
    outside_availability: bool
    booked_by: str = Field(description="A member's Slack id, or the name of a program's token.")
    declined: list[int] = Field(description="Interviewers who have said that they can't make it.")
    title: str = Field(description="What it is called; empty where it has no name.")
    place: str = Field(description="A location, or a link; empty where nobody has said.")
    note_for_candidate: str = Field(description="Its candidate and the panel read it.")
    note_for_panel: str = Field(description="Its candidate never reads it.")


# Left out where nobody is, so that such answers are what they have always been.
BusyPeople = Annotated[
    list[int],
    Field(
        description="Those whose calendars make them busy then, where `any_hour` booked it anyway.",
        exclude_if=lambda several: not several,
    ),
]


class InterviewChanged(InterviewShown):
    """An interview as it stands after a change, and who has to be told of that by a person."""

    untold: UntoldPeople = []
    busy: BusyPeople = []
    stale_calendars: StaleCalendars = []


def change_shown(change: InterviewChange) -> InterviewChanged:
    """Return a change of an interview as the API shows it."""
    shown = interview_shown(change.interview)
    return InterviewChanged(
        **shown.model_dump(),
        untold=untold_shown(change.untold),
        busy=[person.id for person in change.busy],
        stale_calendars=stale_shown(change.stale),
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
        **{each.value: getattr(interview.details, each) for each in Detail},
    )


def details_given(body: SaidRequest) -> GivenDetails:
    """Return what a program says of an interview."""
    return GivenDetails(**{each.value: getattr(body, each.value) for each in Detail})
