"""Calls about people: registering them, and listing them."""

import asyncio
from typing import Annotated

from fastapi import Query, Request, Response
from slack_sdk.errors import SlackApiError
from starlette.exceptions import HTTPException

from bot.slack.client import OUT_OF_REACH, word_of
from bot.web.api.dependencies import Dependencies
from bot.web.api.openapi import leading_to, refusing
from bot.web.api.problems import FieldWrong
from bot.web.api.routes import CHANGES, Asked, Changing, UsedDependencies, listed, new_router
from bot.web.api.schemas.fields import LARGEST_ID, AnyRole
from bot.web.api.schemas.people import User, UserRequest, user
from scheduling.model import Profile
from scheduling.store import Store
from scheduling.usecases.people import enrol, people_after

_PAGE, _MOST = 100, 1000
_UNKNOWN = {"user_not_found", "users_not_found", "user_not_visible"}

router = new_router("People")


_OF_USE_TO = {
    "register_availability": "user",
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
    responses={**refusing(400, 409, 415), **leading_to(201, _OF_USE_TO)},
)
async def register_user(
    body: UserRequest, context: Asked, dependencies: UsedDependencies, change: Changing
) -> Response:
    """Register somebody: a candidate, an interviewer, or either of them."""
    if None not in (body.role, body.user_type) and body.role is not body.user_type:
        raise FieldWrong("user_type", "This is another name of `role`, which says otherwise.")
    profile = await _profile(body.slack_user_id, dependencies)

    def registered(store: Store) -> User:
        person = enrol(
            store,
            context=context,
            name=body.name,
            role=body.role or body.user_type,
            time_zone=body.time_zone,
            email=body.email,
            profile=profile,
        )
        return user(person)

    return await change.carry_out(registered, status=201)


@router.get("/get_users/", response_model=list[User])
async def get_users(
    request: Request,
    dependencies: UsedDependencies,
    role: AnyRole | None = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _PAGE,
    after: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0,
) -> Response:
    """Everybody registered, by id; the `Link` header leads to the next page."""
    found = await asyncio.to_thread(
        people_after, dependencies.store, person_id=after, role=role, limit=limit + 1
    )
    shown = found[:limit]
    more = {"after": shown[-1].id, "limit": limit} if len(found) > limit else None
    return listed([user(person) for person in shown], request, next_page=more)


async def _profile(slack_user_id: str | None, dependencies: Dependencies) -> Profile | None:
    if slack_user_id is None:
        return None
    try:
        return await dependencies.profiles.of(slack_user_id)
    except SlackApiError as error:
        if word_of(error) not in _UNKNOWN:
            raise HTTPException(503) from error
        sentence = f"The workspace has no member {slack_user_id}."
        raise FieldWrong("slack_user_id", sentence) from None
    except OUT_OF_REACH as error:
        raise HTTPException(503) from error
