"""Calls about people who end: taken out, merged, decided on, or erased."""

from fastapi import Response

from bot.web.api.schemas.people import (
    ErasedUser,
    MergeRequest,
    OutcomeNoted,
    OutcomeRequest,
    RemovalRequest,
    Removed,
    User,
    WhichUser,
    user,
)
from bot.web.api.shared.blame import looking_for, naming_the_unknown
from bot.web.api.shared.openapi import REFUSALS_BY_ID
from bot.web.api.shared.routes import CHANGES, Asked, Changing, new_router
from scheduling.model.api_access import Scope
from scheduling.model.people import WithAhead
from scheduling.results.endings import RemovalUndo
from scheduling.store import Store
from scheduling.usecases.candidate import erase_candidate
from scheduling.usecases.people.merging import merge_people
from scheduling.usecases.people.outcomes import set_outcome
from scheduling.usecases.people.removal import remove_person, undo_removal

router = new_router("People", changing=Scope.PEOPLE)
# What can't be taken back needs a scope of its own.
erasing = new_router("People", changing=Scope.ERASE)


@router.post(
    "/remove_user/",
    summary="Remove User",
    response_model=Removed,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def remove(body: RemovalRequest, context: Asked, change: Changing) -> Response:
    """Take somebody out; everybody in an interview that is cancelled by it is told."""

    def removed(store: Store) -> Removed:
        with looking_for("id"):
            removal = remove_person(
                store, context=context, person_id=body.id, with_ahead=WithAhead(body.interviews)
            )
        return Removed(
            user=removal.person.id,
            cancelled=[interview.id for interview in removal.ahead.cancelled],
            left=[interview.id for interview in removal.ahead.left],
        )

    return await change.carry_out(removed)


@router.post(
    "/undo_removal/",
    response_model=User,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def undo_one_removal(body: WhichUser, context: Asked, change: Changing) -> Response:
    """Have somebody who was taken out be registered again, with their hours."""

    def undone(store: Store) -> User:
        return user(undo_removal(store, context=context, undo=RemovalUndo(person_id=body.id)))

    return await change.carry_out(undone)


@router.post(
    "/merge_users/",
    response_model=User,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def merge(body: MergeRequest, context: Asked, change: Changing) -> Response:
    """Make one person of two who are the same; the ids of both lead to them from then on."""

    def merged(store: Store) -> User:
        with naming_the_unknown(id=[body.id], into=[body.into]):
            return user(merge_people(store, context=context, double_id=body.id, into_id=body.into))

    return await change.carry_out(merged)


@router.post(
    "/set_outcome/",
    response_model=OutcomeNoted,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def set_one_outcome(body: OutcomeRequest, context: Asked, change: Changing) -> Response:
    """Note what became of a candidate, who is booked no more then; they hear nothing of it."""

    def noted(store: Store) -> OutcomeNoted:
        with looking_for("id"):
            became = set_outcome(
                store,
                context=context,
                person_id=body.id,
                outcome=body.outcome,
                with_ahead=WithAhead(body.interviews),
            )
        return OutcomeNoted(
            user=user(became.person),
            cancelled=[interview.id for interview in became.cancelled],
            kept=[interview.id for interview in became.kept],
        )

    return await change.carry_out(noted)


@erasing.post(
    "/erase_user/",
    summary="Erase User",
    response_model=ErasedUser,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def erase(body: WhichUser, context: Asked, change: Changing) -> Response:
    """Take out for good all that tells who a candidate is; their interviews stay, under a number.

    It is refused while an interview of theirs is ahead.
    """

    def erased(store: Store) -> ErasedUser:
        with looking_for("id"):
            erasure = erase_candidate(store, context=context, person_id=body.id)
        return ErasedUser(user=body.id, name=erasure.person.name, interviews=erasure.interviews)

    return await change.carry_out(erased)
