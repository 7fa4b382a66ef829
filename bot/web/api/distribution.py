"""The call that distributes candidates over interviewers."""

import asyncio
import math
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Query, Request, Response

from bot.web.api.schemas.distribution import (
    Distributed,
    DistributionRequest,
    PlanShown,
    PlanToBook,
    distributed,
    planned,
)
from bot.web.api.schemas.fields import Id
from bot.web.api.shared.blame import blaming, naming_the_unknown
from bot.web.api.shared.changes import Change
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.openapi import CHANGE_REFUSALS, REFUSALS_BY_ID, refusing
from bot.web.api.shared.problems import problem
from bot.web.api.shared.routes import (
    CHANGES,
    Asked,
    Changing,
    UsedDependencies,
    need,
    new_router,
    period,
    scope_for,
)
from scheduling.distribution import PlanSearch
from scheduling.errors import RoundChanged, RoundGone
from scheduling.model import RequestContext, Untold
from scheduling.model.api_access import Scope
from scheduling.model.rounds import EarlierState, RoundAsked, RoundState
from scheduling.results import BookingConflict, Draft, StaleCalendar
from scheduling.store import Store
from scheduling.usecases.distribute import (
    Prepared,
    book_at_once,
    book_round,
    draft_outcome,
    look_for_earlier,
    outcome_within,
    people_planned,
    prepare_round,
    round_as_it_stands,
    search_for,
    show_earlier,
)
from scheduling.wording.saying.distribution import why_set_back

router = new_router("Distribution", changing=Scope.PLAN)


@router.post(
    "/distribute_interviewers/",
    response_model=Distributed,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
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
        prepared = await asyncio.to_thread(_prepared, body, context, dependencies)
        if await dependencies.read_calendars(person.id for person in prepared.facts.people):
            prepared = await asyncio.to_thread(_prepared, body, context, dependencies)
        answer, kept = await asyncio.to_thread(
            _distribute, body, prepared, context, dependencies, change
        )
    if kept is not None:
        dependencies.searches.begin(_look_on(kept, context, dependencies))
    return answer


@router.get("/get_plan/", response_model=PlanShown, responses=refusing(404))
async def get_plan(
    plan: Annotated[Id, Query(description="As `distribute_interviewers` named it.")],
    context: Asked,
    dependencies: UsedDependencies,
) -> PlanShown | Response:
    """Show a plan that was kept, and whether there is one as good with earlier hours."""
    try:
        draft = await asyncio.to_thread(
            round_as_it_stands, dependencies.store, context, round_id=plan
        )
    except RoundGone:
        return problem(404, "There is no such plan, or none any more.", code="round_gone")
    state = draft.round.earlier and draft.round.earlier.as_of(context.now)
    found = draft.earlier
    is_draft = draft.round.state is RoundState.DRAFT
    return PlanShown(
        **dict(_shown(draft, zone=context.actor.zone)),
        state=draft.round.state,
        looking=is_draft and state is EarlierState.LOOKING,
        earlier=planned(found.plan) if is_draft and found else None,
    )


@router.post(
    "/book_plan/",
    response_model=Distributed,
    dependencies=[*CHANGES, Depends(scope_for(Scope.BOOK))],
    responses=CHANGE_REFUSALS,
)
async def book_plan(
    body: PlanToBook, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Book all of a plan that was kept, as it was read, or nothing. Everybody is told once."""
    planned = await asyncio.to_thread(
        people_planned, dependencies.store, context, round_id=body.plan
    )
    await dependencies.read_calendars(planned)

    def booked(store: Store) -> Distributed:
        which = {"round_id": body.plan, "version": body.version}
        if body.earlier:
            with_earlier = show_earlier(store, context, **which)
            which["version"] = with_earlier.round.version
        done = book_round(store, context, **which)
        if done.conflicts:
            raise _Overtaken(done.conflicts)
        if done.since:
            raise RoundChanged
        return _shown(done.draft, untold=done.untold, zone=context.actor.zone)

    try:
        return await change.carry_out(booked)
    except _Overtaken as overtaken:
        return _overtaken(overtaken.conflicts, zone=context.actor.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A plan that was kept, for which it is looked for earlier hours."""

    draft: Draft
    prepared: Prepared
    search: PlanSearch


def _distribute(
    body: DistributionRequest,
    prepared: Prepared,
    context: RequestContext,
    dependencies: Dependencies,
    change: Change,
) -> tuple[Distributed | Response, _Kept | None]:
    zone, patience = context.actor.zone, dependencies.searches.patience
    search = search_for(prepared, context=context, patience=patience)
    outcome = outcome_within(context=context, prepared=prepared, search=search, seconds=body.wait)
    people, least = {p.id: p for p in prepared.facts.people}, body.min_panel
    drafts: list[Draft] = []

    def shown(*, untold: tuple[Untold, ...] = (), stale: tuple[StaleCalendar, ...]) -> Distributed:
        return distributed(outcome, people, least=least, zone=zone, untold=untold, stale=stale)

    def booked(store: Store) -> Distributed:
        untold, stale = tuple[Untold, ...](), prepared.stale
        if outcome.plan.seatings:
            done = book_at_once(store, context=context, prepared=prepared, outcome=outcome)
            if done.conflicts:
                raise _Overtaken(done.conflicts)
            untold, stale = done.untold, done.draft.stale
        return shown(untold=untold, stale=stale)

    def kept(store: Store) -> Distributed:
        draft = draft_outcome(store, context, prepared=prepared, search=search, outcome=outcome)
        drafts.append(draft)
        return _shown(draft, zone=zone)

    if not body.book and not body.keep:
        return shown(stale=prepared.stale), None
    try:
        # An empty plan as well: it is empty when the same request has just booked everybody.
        answer = change.carried_out(booked if body.book else kept)
    except _Overtaken as overtaken:
        return _overtaken(overtaken.conflicts, zone=zone), None
    if drafts and drafts[0].round.earlier is not None:
        return answer, _Kept(draft=drafts[0], prepared=prepared, search=search)
    return answer, None


async def _look_on(kept: _Kept, context: RequestContext, dependencies: Dependencies) -> None:
    await dependencies.searches.in_turn(
        lambda is_wanted: look_for_earlier(
            dependencies.store,
            context,
            prepared=kept.prepared,
            search=kept.search,
            draft=kept.draft,
            is_wanted=is_wanted,
        )
    )


def _shown(draft: Draft, *, zone: ZoneInfo, untold: tuple[Untold, ...] = ()) -> Distributed:
    """A plan that is kept, with the name by which it is found."""
    least, round = draft.round.asked.min_panel, draft.round
    shown = distributed(
        draft.outcome, draft.people, least=least, zone=zone, untold=untold, stale=draft.stale
    )
    return shown.model_copy(update={"plan": round.id, "version": round.version})


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
