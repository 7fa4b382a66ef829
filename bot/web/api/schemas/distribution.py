"""Distributions: whom to distribute over whom, and what comes of it."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from bot.web.api.schemas.fields import MOST_INTERVIEWERS, BodyId, Moment, RequestBody, Text, whole
from bot.web.api.schemas.untold import UntoldPeople

MOST_IN_ROUND = 1000
RoundIds = Annotated[list[BodyId], Field(min_length=1, max_length=MOST_IN_ROUND)]
PanelSize = Annotated[int, Field(ge=1, le=MOST_INTERVIEWERS, strict=True), BeforeValidator(whole)]


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
    may_meet_again: bool = Field(
        default=False, strict=True, description="Also put together who have met before."
    )
    book: bool = Field(
        default=False, strict=True, description="Book all of it; else it is only planned."
    )


class InterviewPlanned(BaseModel):
    """An interview of a plan."""

    candidate: int
    start: Moment = Field(examples=["2026-11-10T10:00:00Z"])
    end: Moment
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
    untold: UntoldPeople = []
