"""The call that distributes candidates over interviewers."""

import asyncio
import math
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from fastapi import Response

from bot.web.api.dependencies import Parts
from bot.web.api.openapi import refusing
from bot.web.api.problems import blaming, looking_for, moment, problem
from bot.web.api.routes import CHANGES, Asked, UsedParts, new_router, period
from bot.web.api.schemas import (
    CandidateWaiting,
    Distributed,
    DistributionGiven,
    InterviewerNotNeeded,
    InterviewPlanned,
)
from scheduling.distribution import Plan, Seating
from scheduling.errors import PersonGone
from scheduling.model import Asking, Person
from scheduling.model.rounds import RoundAsked
from scheduling.results import Setback
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
    given: DistributionGiven, asking: Asked, parts: UsedParts
) -> Distributed | Response:
    """Plan who interviews whom and when: as many candidates as can be, evenly.

    It may take the time allowed for it. Nothing is booked unless `book` is true; then all of it
    is, or nothing, and everybody is told once.
    """
    if parts.planning.locked():
        return _busy(seconds=math.ceil(parts.rules.distribution_time.total_seconds()))
    async with parts.planning:
        return await asyncio.to_thread(_distribute, given, asking, parts)


def _distribute(given: DistributionGiven, asking: Asking, parts: Parts) -> Distributed | Response:
    prepared = _prepared(given, asking, parts)
    outcome = plan_round(asking=asking, prepared=prepared)
    if given.book and outcome.plan.seatings:
        booked = book_at_once(parts.store, asking=asking, prepared=prepared, outcome=outcome)
        if booked.setbacks:
            return _overtaken(booked.setbacks, zone=asking.actor.zone)
    return _shown(outcome.plan, prepared, zone=asking.actor.zone)


def _prepared(given: DistributionGiven, asking: Asking, parts: Parts) -> Prepared:
    start, end = period(given.from_, given.to, zone=parts.rules.zone, asking=asking)
    interviewers = given.interviewers or []
    asked = RoundAsked(
        start=start,
        end=end,
        candidate_ids=tuple(given.candidates),
        interviewer_ids=tuple(interviewers),
        min_panel=given.min_panel,
        max_panel=given.max_panel,
    )
    try:
        with blaming(candidate="candidates", interviewer="interviewers"):
            return prepare_round(parts.store, asking=asking, asked=asked)
    except PersonGone:
        with looking_for("candidates"):
            people_with(parts.store, ids=given.candidates)
        with looking_for("interviewers"):
            people_with(parts.store, ids=interviewers)
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


def _overtaken(setbacks: tuple[Setback, ...], *, zone: ZoneInfo) -> Response:
    """What is said when somebody was quicker while the plan was made."""
    names = list(dict.fromkeys(setback.person.name for setback in setbacks))
    first = setbacks[0]
    why = f"{first.person.name} {why_set_back(first, zone=zone)}"
    sentence = f"Nothing was booked, as something has changed meanwhile. {why}. Ask once more."
    return problem(409, sentence, code="plan_overtaken", taken=names)


def _busy(*, seconds: int) -> Response:
    sentence = f"Other distributions are being planned. Come again in {seconds} s."
    return problem(429, sentence, code="busy", headers={"Retry-After": str(seconds)})


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
