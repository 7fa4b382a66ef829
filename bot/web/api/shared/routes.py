"""How the calls of the API are put together."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar, get_args, get_origin
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request, Security
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from bot.web.api.schemas.fields import BODY
from bot.web.api.shared.blame import FieldWrong, looking_for
from bot.web.api.shared.changes import Change, change_of
from bot.web.api.shared.dependencies import Dependencies, caller_in, context_of, used_dependencies
from bot.web.api.shared.openapi import refusing, sent_again
from scheduling.errors import NotUnderstood
from scheduling.model import Person, RequestContext
from scheduling.model.api_access import Scope
from scheduling.usecases.people import people_with
from scheduling.wording.reading import read_days, read_start, read_zone

# It is the door that checks the token, before anything is read; this is for the page of calls.
BEARER = HTTPBearer(auto_error=False, description="`python -m bot token add NAME` makes one.")

UsedDependencies = Annotated[Dependencies, Depends(used_dependencies)]
Asked = Annotated[RequestContext, Depends(context_of)]
Changing = Annotated[Change, Depends(change_of)]

PAGE, MOST_ON_A_PAGE = 100, 1000
"""How much a list holds unless a program says otherwise, and at most."""

_JSON = re.compile(r"application/(?:[\w.!#$&^-]+\+)?json\s*(?:;|$)", re.ASCII | re.IGNORECASE)
_Shape = TypeVar("_Shape", bound=BaseModel)


async def only_json(request: Request) -> None:
    """Refuse a body that is sent as anything but JSON."""
    if request.scope[BODY] and not _JSON.match(request.headers.get("content-type", "")):
        raise HTTPException(415)


CHANGES = [Depends(only_json), Depends(sent_again)]
"""What a call depends on that changes something."""


def new_router(tag: str, *, changing: Scope) -> APIRouter:
    """Return a router for calls that need a token, under /api.

    To ask takes the scope to read, and to change something the one that is named.
    """
    return APIRouter(
        prefix="/api",
        tags=[tag],
        dependencies=[Security(BEARER), Depends(scope_for(changing)), Depends(only_known_fields)],
        responses=refusing(401, 403, 413, 422, 429, 500, 503),
    )


def scope_for(changing: Scope) -> Callable[[Request], Awaitable[None]]:
    """Return what refuses a token without the scope to read, or to change something."""

    async def in_scope(request: Request) -> None:
        need(changing if request.method != "GET" else Scope.READ, request)

    return in_scope


def need(scope: Scope, request: Request) -> None:
    """Refuse a token without a scope, in the words of RFC 6750. Raises HTTPException."""
    if scope in caller_in(request).scopes:
        return
    challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
    sentence = (
        f"This token is not for that: it lacks the scope `{scope}`. "
        f"`python -m bot token add NAME --scopes …` makes one that has it."
    )
    raise HTTPException(403, sentence, headers={"WWW-Authenticate": challenge})


async def only_known_fields(request: Request) -> None:
    """Refuse a question with a field that it does not have, or that holds several values at once.

    It may be a known one mistyped, or one value too many, and the answer would be to another
    question.
    """
    fields = {field.alias: field for field in request.scope["route"].dependant.query_params}
    for name, count in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in fields:
            raise FieldWrong(name, "There is no such field.")
        if count > 1 and not _holds_several(fields[name].field_info.annotation):
            raise FieldWrong(name, f"It is named {count} times, and has one value only.")


def _holds_several(annotation: Any) -> bool:
    """Whether a list is among what a field may hold."""
    return get_origin(annotation) is list or any(map(_holds_several, get_args(annotation)))


async def known(
    dependencies: Dependencies, *, field: str, ids: Sequence[int]
) -> tuple[Person, ...]:
    """Return the people with the ids that a field holds, or blame that field."""
    with looking_for(field):
        return await asyncio.to_thread(people_with, dependencies.store, ids=ids)


def listed(
    shapes: list[_Shape], request: Request, *, next_page: dict[str, int] | None
) -> JSONResponse:
    """Return a list, and in the `Link` header where it goes on, if it does."""
    headers = {}
    if next_page:
        url = request.url.include_query_params(**next_page)
        headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return JSONResponse([one.model_dump(mode="json") for one in shapes], headers=headers)


def period(
    first: str | None, last: str | None, *, zone: ZoneInfo, context: RequestContext
) -> tuple[datetime, datetime]:
    """Return the instants that `from` and `to` mean, by the clock of the zone."""
    look_ahead = context.rules.look_ahead
    try:
        return read_days(first, last, now=context.now, zone=zone, look_ahead=look_ahead)
    except NotUnderstood as error:
        raise FieldWrong("from" if first else "to", error.question) from None


def start_in(text: str, time_zone: str | None, dependencies: Dependencies) -> datetime:
    """Return the instant at which an interview is to start, or blame that field.

    Without a time zone of its own, the text is by the clock of the workspace.
    """
    zone = ZoneInfo(read_zone(time_zone or dependencies.rules.time_zone))
    try:
        return read_start(text, zone=zone)
    except NotUnderstood as error:
        raise FieldWrong("start", error.question) from None
