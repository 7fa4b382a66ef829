"""How the calls are described to programs, beyond what their shapes say: an OpenAPI document."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Header
from fastapi.routing import APIRoute

from bot.web.api.schemas.problems import MEDIA_TYPE, Problem

KEY = r"^[!-~]([ -~]*[!-~])?$"
LONGEST_KEY = 255
"""What an Idempotency-Key looks like."""

Answers = dict[int | str, dict[str, Any]]

_WORDS = {
    400: "This can't be read.",
    401: "No token was sent, or none that lets in.",
    403: "Only somebody else may do this.",
    404: "There is nobody, or nothing, with that id.",
    409: "Something is in the way; the answer says what.",
    412: "`If-Match` names another state than it has; the answer shows it as it stands.",
    413: "The body is too long.",
    415: "The body is not sent as JSON.",
    422: "A field is missing or wrong, or the rules are against it; the answer says which.",
    428: "This installation wants to know which revision you have seen.",
    429: "Too many requests; `Retry-After` says in how many seconds to come again.",
    500: "Something broke on our side; the answer says under which reference.",
    503: "The database, or Slack, is of no use just now.",
}
_SCHEMAS = "#/components/schemas/"


def refusing(*statuses: int) -> Answers:
    """Return the description of the problems that a call may answer with."""
    schema = {"$ref": f"{_SCHEMAS}{Problem.__name__}"}
    return {
        status: {"description": _WORDS[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


CHANGE_REFUSALS = refusing(400, 409, 415)
"""What may keep a call from changing something."""
REFUSALS_BY_ID = refusing(400, 404, 409, 415)
"""The same for a call that names whom or what it changes by id."""
SEEN_REFUSALS = refusing(400, 404, 409, 412, 415, 428)
"""The same for a call that changes an interview as it was seen."""


def leading_to(status: int, calls: Mapping[str, str]) -> Answers:
    """Return the description of calls that the `id` in an answer is of use to.

    Each call comes with the field that the id goes into; that of a query begins with "?".
    """
    return {status: {"links": {call: _link(call, field) for call, field in calls.items()}}}


async def sent_again(
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            max_length=LONGEST_KEY,
            pattern=KEY,
            description="A request that is sent again with the same key is carried out once.",
        ),
    ] = None,
) -> None:
    """Describe a header: it is the door that reads it, before anything else."""


def name_of(route: APIRoute) -> str:
    """Return the name of a call: the last part of its path, as a name in a program."""
    return route.path.strip("/").rpartition("/")[2].replace(".", "_")


def describe(app: FastAPI) -> None:
    """Have the description made when somebody asks for it first, and then kept."""
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            problem = Problem.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")
            schemas = made()["components"]["schemas"]
            schemas |= {**problem.pop("$defs", {}), **schemas, Problem.__name__: problem}
            _without_foreign_refusals(made())
        assert app.openapi_schema is not None  # it has just been made
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _without_foreign_refusals(document: dict[str, Any]) -> None:
    """Take away the answer that FastAPI describes by itself, and that nobody gets here."""
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    for calls in document["paths"].values():
        for call in calls.values():
            if "HTTPValidationError" in str(call["responses"].get("422")):
                del call["responses"]["422"]


def paths_of(routers: Iterable[APIRouter]) -> frozenset[str]:
    """Return the paths of all calls that are described."""
    return frozenset(
        route.path
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and route.include_in_schema
    )


def _link(call: str, field: str) -> dict[str, Any]:
    body = "$response.body#/id"
    if field.startswith("?"):
        return {"operationId": call, "parameters": {field[1:]: body}}
    return {"operationId": call, "requestBody": {field: body}}
