"""Distributions: whom to distribute over whom, and what comes of it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, Field, PlainValidator, WithJsonSchema

from bot.web.api.schemas.fields import (
    LARGEST_ID,
    MOST_INTERVIEWERS,
    BodyId,
    Moment,
    RequestBody,
    Text,
    moment,
    whole,
)
from bot.web.api.schemas.stale import StaleCalendars, stale_shown
from bot.web.api.schemas.untold import UntoldPeople, untold_shown
from scheduling.distribution import Level, Plan, Seating
from scheduling.model import NO_LIMIT, Limit, Person, Untold
from scheduling.model.rounds import RoundState
from scheduling.results import RoundOutcome, StaleCalendar
from scheduling.timespan import hour_from, instant_of
from scheduling.wording.saying.distribution import (
    LONGEST_NAME,
    is_proven,
    limit_words,
    why_unneeded,
    why_waiting,
)
from scheduling.wording.saying.people import names_apart

MOST_IN_ROUND = 3000
MOST_SECONDS = 300
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
    keep: bool = Field(
        default=False,
        strict=True,
        description="Keep a plan that is not booked, to be read again by `get_plan` and booked by "
        "`book_plan`; it is looked for earlier hours meanwhile.",
    )
    wait: Annotated[int, Field(ge=0, le=MOST_SECONDS, strict=True), BeforeValidator(whole)] = Field(
        default=0,
        description="Seconds to wait, at most, for the proof that no plan as good has earlier "
        "hours, or for such a plan; within the time that a distribution may take.",
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


Early = Annotated[
    Literal["proven", "not proven"],
    Field(
        description="Whether it is proven that no plan as good has earlier hours. `wait` waits for "
        "that; a plan that is kept has the answer later."
    ),
]


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
    stale_calendars: StaleCalendars = []
    early: Early
    # Left out where it is not kept.
    plan: int | None = Field(
        default=None,
        description="By which `get_plan` finds it, where it is kept.",
        exclude_if=lambda id: id is None,
    )
    version: int | None = Field(
        default=None,
        description="Of the plan, where it is kept; another one is another plan.",
        exclude_if=lambda version: version is None,
    )


class PlanShown(Distributed):
    """A plan that was kept, as it stands."""

    state: RoundState
    looking: bool = Field(description="Whether it is looked for earlier hours at this moment.")
    earlier: list[InterviewPlanned] | None = Field(
        description="A plan as good with earlier hours, where one was found: by its hour."
    )


class PlanToBook(RequestBody):
    """A plan that was kept, to be booked as it was read."""

    plan: BodyId
    version: Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True), BeforeValidator(whole)]
    earlier: bool = Field(
        default=False, strict=True, description="Book the plan with earlier hours in its place."
    )


def distributed(
    outcome: RoundOutcome,
    people: Mapping[int, Person],
    *,
    least: int,
    zone: ZoneInfo,
    untold: tuple[Untold, ...] = (),
    stale: tuple[StaleCalendar, ...] = (),
) -> Distributed:
    """Return a plan as the API shows it; `least` is how many interviewers a panel needs.

    `stale` are those whose calendars were not read lately, be they in the plan or not.
    """
    names, plan = names_apart(people.values(), longest=LONGEST_NAME), outcome.plan
    return Distributed(
        success=True,
        interviews=planned(plan),
        waiting=[
            CandidateWaiting(
                candidate=each.candidate,
                why=_sentence(why_waiting(each, names, least=least, zone=zone)),
            )
            for each in plan.waiting
        ],
        not_needed=[
            InterviewerNotNeeded(
                interviewer=each.interviewer, why=_sentence(why_unneeded(each.reason))
            )
            for each in plan.unneeded
        ],
        proven=is_proven(plan),
        limits=[
            PersonHeldBack(user=each.person_id, why=_sentence(limit_words(each, names)))
            for each in outcome.limits
        ],
        untold=untold_shown(untold),
        stale_calendars=stale_shown(each for each in stale if each.person.id in plan.seated),
        early="proven" if plan.standing(Level.EARLY).is_proven else "not proven",
    )


def planned(plan: Plan) -> list[InterviewPlanned]:
    """Return the interviews of a plan as the API shows them."""
    return [_interview(seating) for seating in plan.seatings]


def _interview(seating: Seating) -> InterviewPlanned:
    start = instant_of(seating.hour)
    return InterviewPlanned(
        candidate=seating.candidate,
        start=moment(start),
        end=moment(hour_from(start).end),
        interviewers=list(seating.panel),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
