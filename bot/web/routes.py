"""How the calls of the API are put together."""

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request, Security
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from pydantic import BaseModel

from bot.web.parts import Parts, asking_of, parts_of
from bot.web.problems import MEDIA_TYPE, Problem
from scheduling.model import Asking

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "model": Problem, "content": {MEDIA_TYPE: {}}}
    for status, words in {
        "4XX": "The request was not carried out; the answer says why.",
        "5XX": "Something broke on our side; the answer says under which reference.",
    }.items()
}

# It is the door that checks the token, before anything is read; this is for the page of calls.
_BEARER = HTTPBearer(auto_error=False, description="`python -m bot token add NAME` makes one.")

UsedParts = Annotated[Parts, Depends(parts_of)]
Asked = Annotated[Asking, Depends(asking_of)]

_Shape = TypeVar("_Shape", bound=BaseModel)


def new_router(tag: str) -> APIRouter:
    """This will return a router for calls that need a token, under /api."""
    return APIRouter(
        prefix="/api", tags=[tag], dependencies=[Security(_BEARER)], responses=PROBLEMS
    )


def listed(
    shapes: list[_Shape], request: Request, *, next_page: dict[str, int] | None
) -> JSONResponse:
    """This will return a list, and in the `Link` header where it goes on, if it does."""
    headers = {}
    if next_page:
        url = request.url.include_query_params(**next_page)
        headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return JSONResponse([one.model_dump(mode="json") for one in shapes], headers=headers)
