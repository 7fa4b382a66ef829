"""Calls about people: registering them, and listing them."""

import asyncio
from typing import Annotated

from fastapi import Query, Request, Response
from slack_sdk.errors import SlackApiError
from starlette.exceptions import HTTPException

from bot.slack.client import OUT_OF_REACH, word_of
from bot.web.api.schemas.fields import LARGEST_ID, AnyRole
from bot.web.api.schemas.people import (
    CandidateRequest,
    Coordinator,
    CoordinatorRequest,
    User,
    UserRequest,
    user,
)
from bot.web.api.shared.blame import FieldWrong, looking_for
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.openapi import CHANGE_REFUSALS, REFUSALS_BY_ID, leading_to
from bot.web.api.shared.routes import (
    CHANGES,
    MOST_ON_A_PAGE,
    PAGE,
    Asked,
    Changing,
    UsedDependencies,
    listed,
    new_router,
)
from scheduling.model import Outcome, Person, Profile
from scheduling.model.api_access import Scope
from scheduling.store import Store
from scheduling.usecases.people import enrol, people_after
from scheduling.usecases.people.coordinators import appoint_coordinator, dismiss_coordinator
from scheduling.usecases.register import candidate_of, change_candidate

_UNKNOWN = {"user_not_found", "users_not_found", "user_not_visible"}

router = new_router("People", changing=Scope.PEOPLE)
_OF_USE_TO = {
    "register_availability": "user",
    "register_time_off": "user",
    "get_availability": "?user",
    "get_available_timeslots": "?candidate",
    "book_interview": "candidate",
    "get_interviews": "?user",
    "create_feed": "user",
    "revoke_feed": "user",
}


@router.post(
    "/register_user/",
    status_code=201,
    response_model=User,
    dependencies=CHANGES,
    responses={**CHANGE_REFUSALS, **leading_to(201, _OF_USE_TO)},
)
async def register_user(
    body: UserRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Register somebody: a candidate, an interviewer, or either of them."""
    if None not in (body.role, body.user_type) and body.role is not body.user_type:
        raise FieldWrong("user_type", "This is another name of `role`, which says otherwise.")
    member = body.slack_user_id
    profile = await _member(member, dependencies) if member else None

    def registered(store: Store) -> User:
        person = enrol(
            store,
            context=context,
            name=body.name,
            role=body.role or body.user_type,
            time_zone=body.time_zone,
            email=body.email,
            profile=profile,
            clock=body.clock,
            own_locale=body.language,
        )
        return user(person)

    return await change.carry_out(registered, status=201)


@router.post(
    "/change_candidate/",
    response_model=User,
    dependencies=CHANGES,
    responses=REFUSALS_BY_ID,
)
async def change_one(body: CandidateRequest, context: Asked, change: Changing) -> Response:
    """Change what is known of a candidate from outside the workspace."""

    def changed(store: Store) -> User:
        with looking_for("id"):
            before = candidate_of(store, context=context, person_id=body.id)
        registered = change_candidate(
            store,
            context=context,
            person_id=body.id,
            name=before.name if body.name is None else body.name,
            email=body.email if "email" in body.model_fields_set else before.email,
            time_zone=before.time_zone if body.time_zone is None else body.time_zone,
            clock=body.clock,
            own_locale=body.language,
        )
        return user(registered.person)

    return await change.carry_out(changed)


@router.post(
    "/appoint_coordinator/",
    summary="Appoint Coordinator",
    response_model=Coordinator,
    dependencies=CHANGES,
    responses=CHANGE_REFUSALS,
)
async def appoint(
    body: CoordinatorRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Make a member of the workspace a coordinator, registering them if need be."""
    profile = await _member(body.slack_user_id, dependencies)

    def appointed(store: Store) -> Coordinator:
        return _coordinator(appoint_coordinator(store, context=context, profile=profile).person)

    return await change.carry_out(appointed)


@router.post(
    "/dismiss_coordinator/",
    summary="Dismiss Coordinator",
    response_model=Coordinator,
    dependencies=CHANGES,
    responses=CHANGE_REFUSALS,
)
async def dismiss(
    body: CoordinatorRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Make a coordinator an ordinary person again; the last one stays."""
    profile = await _member(body.slack_user_id, dependencies)

    def dismissed(store: Store) -> Coordinator:
        return _coordinator(dismiss_coordinator(store, context=context, profile=profile).person)

    return await change.carry_out(dismissed)


@router.get("/get_users/", response_model=list[User])
async def get_users(
    request: Request,
    dependencies: UsedDependencies,
    role: AnyRole | None = None,
    outcome: Outcome | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE)] = PAGE,
    after: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0,
) -> Response:
    """Everybody registered, by id, or with an `outcome` the candidates of whom that is known.

    The `Link` header leads to the next page.
    """
    found = await asyncio.to_thread(
        people_after,
        dependencies.store,
        person_id=after,
        role=role,
        outcome=outcome,
        limit=limit + 1,
    )
    shown = found[:limit]
    more = {"after": shown[-1].id, "limit": limit} if len(found) > limit else None
    return listed([user(person) for person in shown], request, next_page=more)


def _coordinator(person: Person) -> Coordinator:
    return Coordinator(user=person.id, name=person.name, is_coordinator=person.is_coordinator)


async def _member(slack_user_id: str, dependencies: Dependencies) -> Profile:
    """What the workspace says of a member."""
    try:
        return await dependencies.profiles.of(slack_user_id)
    except SlackApiError as error:
        if word_of(error) not in _UNKNOWN:
            raise HTTPException(503) from error
        sentence = f"The workspace has no member {slack_user_id}."
        raise FieldWrong("slack_user_id", sentence) from None
    except OUT_OF_REACH as error:
        raise HTTPException(503) from error
