"""Distributions: whom to distribute over whom, and what comes of it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, PlainValidator, WithJsonSchema

from bot.web.api.schemas.fields import MOST_INTERVIEWERS, BodyId, Moment, RequestBody, Text, whole
from bot.web.api.schemas.untold import UntoldPeople
from scheduling.model import NO_LIMIT, Limit

MOST_IN_ROUND = 1000
RoundIds = Annotated[list[BodyId], Field(min_length=1, max_length=MOST_IN_ROUND)]
PanelSize = Annotated[int, Field(ge=1, le=MOST_INTERVIEWERS, strict=True), BeforeValidator(whole)]


def _limit_up_to(most: int) -> tuple[PlainValidator, WithJsonSchema]:
    """A whole number, or "none"; one type and not two, so that one field is at fault."""

    def limit(given: Any) -> Any:
        number = whole(given)
        if given == NO_LIMIT or (type(number) is int and 1 <= number <= most):
            return number
        raise ValueError(f"This should be 1 to {most}, or none.")

    number = {"type": "integer", "minimum": 1, "maximum": most}
    return PlainValidator(limit), WithJsonSchema(
        {"anyOf": [number, {"type": "string", "enum": [NO_LIMIT]}]}
    )


DailyCap = Annotated[Limit, *_limit_up_to(24)]
WorkingDays = Annotated[Limit, *_limit_up_to(20)]


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
    daily_cap: DailyCap | None = Field(
        default=None,
        description="Interviews of one person in their own day, at most; as the workspace has it, "
        "if left out.",
    )
    hand_notice: WorkingDays | None = Field(
        default=None,
        description="Working days for telling those by hand whom no message reaches; as the "
        "workspace has it, if left out.",
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


class PersonHeldBack(BaseModel):
    """Somebody whom a limit keeps from more interviews, or from earlier ones."""

    user: int
    why: str = Field(description="A sentence for people.", examples=["Ines is at 3 for Mon 7 Dec."])


class Distributed(BaseModel):
    """Who interviews whom and when, who waits, and who is not needed."""

    success: Literal[True]
    interviews: list[InterviewPlanned] = Field(description="By their hour.")
    waiting: list[CandidateWaiting]
    not_needed: list[InterviewerNotNeeded]
    proven: bool = Field(
        description="Whether it is proven that no plan serves more, and none is more even."
    )
    # Left out where there is nobody, so that such answers are what they have always been.
    limits: list[PersonHeldBack] = Field(
        default=[],
        description="Whom the limit for a day or a week, or notice by hand, holds back.",
        exclude_if=lambda several: not several,
    )
    untold: UntoldPeople = []
