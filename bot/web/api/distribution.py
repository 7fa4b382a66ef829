"""The call that distributes candidates over interviewers."""

import asyncio
import math
from zoneinfo import ZoneInfo

from fastapi import Request, Response

from bot.web.api.changes import Change
from bot.web.api.dependencies import Dependencies
from bot.web.api.openapi import refusing
from bot.web.api.problems import blaming, problem
from bot.web.api.routes import (
    CHANGES,
    Asked,
    Changing,
    UsedDependencies,
    naming_the_unknown,
    need,
    new_router,
    period,
)
from bot.web.api.schemas.distribution import (
    CandidateWaiting,
    Distributed,
    DistributionRequest,
    InterviewerNotNeeded,
    InterviewPlanned,
    PersonHeldBack,
)
from bot.web.api.schemas.fields import moment
from bot.web.api.schemas.untold import untold_shown
from scheduling.distribution import Seating
from scheduling.model import RequestContext, Untold
from scheduling.model.api_access import Scope
from scheduling.model.rounds import RoundAsked
from scheduling.results import BookingConflict, RoundOutcome
from scheduling.store import Store
from scheduling.timespan import hour_from, instant_of
from scheduling.usecases.distribute import Prepared, book_at_once, plan_round, prepare_round
from scheduling.wording.saying.distribution import (
    LONGEST_NAME,
    is_proven,
    limit_words,
    why_set_back,
    why_unneeded,
    why_waiting,
)
from scheduling.wording.saying.people import names_apart

router = new_router("Distribution", changing=Scope.PLAN)


@router.post(
    "/distribute_interviewers/",
    response_model=Distributed,
    dependencies=CHANGES,
    responses=refusing(400, 404, 409, 415),
)
async def distribute_interviewers(
    request: Request,
    body: DistributionRequest,
    context: Asked,
    dependencies: UsedDependencies,
    change: Changing,
) -> Distributed | Response:
    """Plan who interviews whom and when: as many candidates as can be, evenly.

    It may take the time allowed for it. Nothing is booked unless `book` is true; then all of it
    is, or nothing, and everybody is told once.
    """
    if body.book:
        need(Scope.BOOK, request)
    if dependencies.planning.locked():
        return _busy(seconds=math.ceil(dependencies.rules.distribution_time.total_seconds()))
    async with dependencies.planning:
        return await asyncio.to_thread(_distribute, body, context, dependencies, change)


def _distribute(
    body: DistributionRequest,
    context: RequestContext,
    dependencies: Dependencies,
    change: Change,
) -> Distributed | Response:
    prepared, zone = _prepared(body, context, dependencies), context.actor.zone
    outcome = plan_round(context=context, prepared=prepared)

    def booked(store: Store) -> Distributed:
        untold: tuple[Untold, ...] = ()
        if outcome.plan.seatings:
            done = book_at_once(store, context=context, prepared=prepared, outcome=outcome)
            if done.conflicts:
                raise _Overtaken(done.conflicts)
            untold = done.untold
        return _shown(outcome, prepared, untold, zone=zone)

    if not body.book:
        return _shown(outcome, prepared, (), zone=zone)
    try:
        # An empty plan as well: it is empty when the same request has just booked everybody.
        return change.carried_out(booked)
    except _Overtaken as overtaken:
        return _overtaken(overtaken.conflicts, zone=zone)


class _Overtaken(Exception):
    """Somebody was quicker while the plan was made: nothing was booked."""

    def __init__(self, conflicts: tuple[BookingConflict, ...]) -> None:
        super().__init__(conflicts)
        self.conflicts = conflicts


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
        may_meet_again=body.may_meet_again,
        daily_cap=body.daily_cap,
        hand_notice=body.hand_notice,
    )
    store = dependencies.store
    with (
        naming_the_unknown(candidates=body.candidates, interviewers=interviewers),
        blaming(candidate="candidates", interviewer="interviewers"),
    ):
        return prepare_round(store, context=context, asked=asked)


def _shown(
    outcome: RoundOutcome, prepared: Prepared, untold: tuple[Untold, ...], *, zone: ZoneInfo
) -> Distributed:
    people = names_apart(prepared.facts.people, longest=LONGEST_NAME)
    plan, least = outcome.plan, prepared.asked.min_panel
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
        limits=[
            PersonHeldBack(user=each.person_id, why=_sentence(limit_words(each, people)))
            for each in outcome.limits
        ],
        untold=untold_shown(untold),
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
