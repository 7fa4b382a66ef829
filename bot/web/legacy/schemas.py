"""What goes into the old calls and comes out of them, field by field."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, RootModel

from bot.web.api.schemas.fields import MOST_INTERVIEWERS, BodyId, Short, Text
from bot.web.api.schemas.untold import UntoldPeople

_CLOCK = "Without a zone, by the workspace's clock."
_EXAMPLE = ["2026-11-10T12:00:00"]

OldMoment = Annotated[Short, Field(description=_CLOCK, examples=_EXAMPLE)]
OldMomentShown = Annotated[str, Field(description="By the workspace's clock.", examples=_EXAMPLE)]

# A field that is not known is not refused here: clients of the older system send all that they
# know of somebody, and it took from that what it needed.


class OldHours(BaseModel):
    """Hours in which somebody may be booked."""

    start_time: OldMoment
    end_time: OldMoment


class OldQuestion(BaseModel):
    """Who is to meet; one of the two may be left out."""

    interviewers: Annotated[list[BodyId], Field(max_length=MOST_INTERVIEWERS)] = []
    candidate: BodyId | None = None


class OldBooking(BaseModel):
    """An interview to book."""

    name: Annotated[Text, Field(min_length=1, description="Needed, and not kept.")]
    candidate: BodyId
    interviewers: Annotated[list[BodyId], Field(min_length=1, max_length=MOST_INTERVIEWERS)]
    start_time: OldMoment


class OldSuccess(RootModel[Literal["success"]]):
    """The word that says that it was done."""


class OldSlot(BaseModel):
    """Hours that somebody has given."""

    start_time: OldMomentShown
    end_time: OldMomentShown


class OldSlots(BaseModel):
    """All one-off hours that somebody has given; those that meet are one."""

    slots: list[OldSlot]
    count: int


class OldTimes(BaseModel):
    """The hours at which an interview can start."""

    message: Literal["success"] = "success"
    available_times: list[OldMomentShown]


class OldBooked(BaseModel):
    """The interview that was booked: its id is that of the API proper."""

    message: Literal["success"] = "success"
    id: int
    untold: UntoldPeople = []


class OldRefusal(RootModel[dict[str, list[str]]]):
    """What is wrong: sentences, by the field that each is about."""
