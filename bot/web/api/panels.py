"""Calls about who is on the panel of an interview."""

from fastapi import Response

from bot.web.api.schemas.interviews import (
    DeclineRequest,
    InterviewChanged,
    ReplaceRequest,
    UndoDeclineRequest,
    change_shown,
)
from bot.web.api.shared.blame import blaming, looking_for, naming_the_unknown
from bot.web.api.shared.dependencies import acting_as
from bot.web.api.shared.openapi import SEEN_REFUSALS, refusing
from bot.web.api.shared.revisions import Expecting
from bot.web.api.shared.routes import (
    CHANGES,
    Asked,
    Changing,
    UsedDependencies,
    new_router,
    start_in,
)
from scheduling.model import RequestContext
from scheduling.model.api_access import Scope
from scheduling.store import Store
from scheduling.usecases.interviews import (
    decline_interview,
    interview_of,
    replace_interviewer,
    undo_decline,
)
from scheduling.usecases.people import people_with

router = new_router("Interviews", changing=Scope.BOOK)


@router.post(
    "/decline_interview/",
    summary="Decline Interview",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses={**SEEN_REFUSALS, **refusing(403)},
)
async def decline(
    body: DeclineRequest, context: Asked, change: Changing, expected: Expecting
) -> Response:
    """Note for an interviewer that they can't make it. Coordinators are called for help.

    The hour stays theirs until somebody replaces them.
    """

    def declined(store: Store) -> InterviewChanged:
        theirs = _as_person(store, body.user, context)
        with expected.checked(body, store=store, context=context) as seen:
            done = decline_interview(
                store,
                context=theirs,
                interview_id=body.id,
                reason=body.reason or "",
                seen=seen,
            )
        return change_shown(done)

    return await change.carry_out(declined)


@router.post(
    "/undo_decline/",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses={**SEEN_REFUSALS, **refusing(403)},
)
async def accept(
    body: UndoDeclineRequest,
    context: Asked,
    dependencies: UsedDependencies,
    change: Changing,
    expected: Expecting,
) -> Response:
    """Note for an interviewer that they can make it after all. The hour counts as free again."""
    start = start_in(body.start, None, dependencies) if body.start else None

    def accepted(store: Store) -> InterviewChanged:
        theirs = _as_person(store, body.user, context)
        hour = start or interview_of(store, context=context, interview_id=body.id).start
        with expected.checked(body, store=store, context=context) as seen:
            done = undo_decline(store, context=theirs, interview_id=body.id, start=hour, seen=seen)
        return change_shown(done)

    return await change.carry_out(accepted)


@router.post(
    "/replace_interviewer/",
    response_model=InterviewChanged,
    dependencies=CHANGES,
    responses=SEEN_REFUSALS,
)
async def replace_one(
    body: ReplaceRequest,
    context: Asked,
    dependencies: UsedDependencies,
    change: Changing,
    expected: Expecting,
) -> Response:
    """Put one interviewer in the place of another, or go on without one. Everybody is told."""
    await dependencies.read_calendars([] if body.coming is None else [body.coming])

    def replaced(store: Store) -> InterviewChanged:
        coming = [] if body.coming is None else [body.coming]
        with (
            naming_the_unknown(leaving=[body.leaving], coming=coming),
            blaming(candidate="coming", interviewer="coming"),
            expected.checked(body, store=store, context=context) as seen,
        ):
            done = replace_interviewer(
                store,
                context=context,
                interview_id=body.id,
                leaving_id=body.leaving,
                coming_id=body.coming,
                seen=seen,
            )
        return change_shown(done)

    return await change.carry_out(replaced)


def _as_person(store: Store, person_id: int, context: RequestContext) -> RequestContext:
    """The request, as if somebody had made it themselves: nobody else may decline for them."""
    with looking_for("user"):
        (person,) = people_with(store, ids=[person_id])
    return acting_as(person, context)
