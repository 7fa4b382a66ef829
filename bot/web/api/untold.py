"""Calls about whom a person has to tell of interviews, since nothing else does."""

import asyncio

from fastapi import Response

from bot.web.api.schemas.untold import PeopleToTell, ToldRequest, people_shown
from bot.web.api.shared.openapi import CHANGE_REFUSALS
from bot.web.api.shared.routes import CHANGES, Asked, Changing, UsedDependencies, new_router
from scheduling.model.api_access import Scope
from scheduling.store import Store
from scheduling.usecases.interviews import mark_told, tell_by_mail, untold_people

router = new_router("Interviews", changing=Scope.BOOK)


@router.get("/get_untold/")
async def get_untold(context: Asked, dependencies: UsedDependencies) -> PeopleToTell:
    """Show whom somebody has to tell of interviews to come, earliest first, in which words."""
    found = await asyncio.to_thread(untold_people, dependencies.store, context=context)
    return people_shown(found, links=dependencies.links)


@router.post(
    "/mark_told/",
    response_model=PeopleToTell,
    dependencies=CHANGES,
    responses=CHANGE_REFUSALS,
)
async def told(
    body: ToldRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Note that somebody has been told of an interview, and show who is left."""

    def marked(store: Store) -> PeopleToTell:
        left = mark_told(
            store,
            context=context,
            interview_id=body.interview,
            person_id=body.user,
            at=body.at,
        )
        return people_shown(left, links=dependencies.links)

    return await change.carry_out(marked)


@router.post(
    "/tell_by_mail/",
    response_model=PeopleToTell,
    dependencies=CHANGES,
    responses=CHANGE_REFUSALS,
)
async def by_mail(context: Asked, dependencies: UsedDependencies, change: Changing) -> Response:
    """Have all of them written to whom mail reaches by now, and show who is left."""

    def written_to(store: Store) -> PeopleToTell:
        left = tell_by_mail(store, context=context)
        return people_shown(left, links=dependencies.links)

    return await change.carry_out(written_to)
