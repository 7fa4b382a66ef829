"""The call that distributes candidates over interviewers."""

import asyncio
import math
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from fastapi import Response

from bot.web.api.dependencies import Dependencies
from bot.web.api.openapi import refusing
from bot.web.api.problems import blaming, looking_for, problem
from bot.web.api.routes import CHANGES, Asked, UsedDependencies, new_router, period
from bot.web.api.schemas.distribution import (
    CandidateWaiting,
    Distributed,
    DistributionRequest,
    InterviewerNotNeeded,
    InterviewPlanned,
)
from bot.web.api.schemas.fields import moment
from scheduling.distribution import Plan, Seating
from scheduling.errors import PersonGone
from scheduling.model import Person, RequestContext
from scheduling.model.rounds import RoundAsked
from scheduling.results import BookingConflict
from scheduling.timespan import hour_from, instant_of
from scheduling.usecases.distribute import Prepared, book_at_once, plan_round, prepare_round
from scheduling.usecases.people import people_with
from scheduling.wording.saying.distribution import (
    is_proven,
    why_set_back,
    why_unneeded,
    why_waiting,
)

router = new_router("Distribution")


@router.post(
    "/distribute_interviewers/",
    response_model=Distributed,
    dependencies=CHANGES,
    responses=refusing(400, 404, 409),
)
async def distribute_interviewers(
    body: DistributionRequest, context: Asked, dependencies: UsedDependencies
) -> Distributed | Response:
    """Plan who interviews whom and when: as many candidates as can be, evenly.

    It may take the time allowed for it. Nothing is booked unless `book` is true; then all of it
    is, or nothing, and everybody is told once.
    """
    if dependencies.planning.locked():
        return _busy(seconds=math.ceil(dependencies.rules.distribution_time.total_seconds()))
    async with dependencies.planning:
        return await asyncio.to_thread(_distribute, body, context, dependencies)


def _distribute(
    body: DistributionRequest, context: RequestContext, dependencies: Dependencies
) -> Distributed | Response:
    prepared = _prepared(body, context, dependencies)
    outcome = plan_round(context=context, prepared=prepared)
    if body.book and outcome.plan.seatings:
        booked = book_at_once(
            dependencies.store, context=context, prepared=prepared, outcome=outcome
        )
        if booked.conflicts:
            return _overtaken(booked.conflicts, zone=context.actor.zone)
    return _shown(outcome.plan, prepared, zone=context.actor.zone)


def _prepared(
    body: DistributionRequest, context: RequestContext, dependencies: Dependencies
) -> Prepared:
    start, end = period(body.from_, body.to, zone=dependencies.rules.zone, context=context)
    interviewers = body.interviewers or []
    asked = RoundAsked(
        start=start,
        end=end,
        candidate_ids=tuple(body.candidates),
        interviewer_ids=tuple(interviewers),
        min_panel=body.min_panel,
        max_panel=body.max_panel,
    )
    try:
        with blaming(candidate="candidates", interviewer="interviewers"):
            return prepare_round(dependencies.store, context=context, asked=asked)
    except PersonGone:
        with looking_for("candidates"):
            people_with(dependencies.store, ids=body.candidates)
        with looking_for("interviewers"):
            people_with(dependencies.store, ids=interviewers)
        raise


def _shown(plan: Plan, prepared: Prepared, *, zone: ZoneInfo) -> Distributed:
    people: Mapping[int, Person] = {person.id: person for person in prepared.facts.people}
    least = prepared.asked.min_panel
    return Distributed(
        success=True,
        interviews=[_interview(seating) for seating in plan.seatings],
        waiting=[
            CandidateWaiting(
                candidate=each.candidate,
                why=_sentence(why_waiting(each, people, least=least, zone=zone)),
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
    )


def _interview(seating: Seating) -> InterviewPlanned:
    start = instant_of(seating.hour)
    return InterviewPlanned(
        candidate=seating.candidate,
        start=moment(start),
        end=moment(hour_from(start).end),
        interviewers=list(seating.panel),
    )


def _overtaken(conflicts: tuple[BookingConflict, ...], *, zone: ZoneInfo) -> Response:
    """What is said when somebody was quicker while the plan was made."""
    names = list(dict.fromkeys(conflict.person.name for conflict in conflicts))
    first = conflicts[0]
    why = f"{first.person.name} {why_set_back(first, zone=zone)}"
    sentence = f"Nothing was booked, as something has changed meanwhile. {why}. Ask once more."
    return problem(409, sentence, code="plan_overtaken", taken=names)


def _busy(*, seconds: int) -> Response:
    sentence = f"Other distributions are being planned. Come again in {seconds} s."
    return problem(429, sentence, code="busy", headers={"Retry-After": str(seconds)})


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
