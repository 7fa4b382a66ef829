"""The answer that an error leads to, whatever it is."""

import json
import logging
from datetime import tzinfo
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from bot.process.logs import reference_now
from bot.web.api.schemas.fields import BODY
from bot.web.api.shared.blame import AtFault, FieldWrong, StaleRevision
from bot.web.api.shared.not_valid import not_valid
from bot.web.api.shared.problems import HTTP_WORDS, problem
from bot.web.api.shared.refusals import (
    field_about,
    refused,
)
from scheduling import errors
from scheduling.errors import SchedulingError

log = logging.getLogger(__name__)


def of_request(request: Request, error: Exception) -> JSONResponse:
    """Return the answer to a request that an error has come of."""
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _methods_at(request) or (error.headers or {}).get("Allow", "")
        error = HTTPException(error.status_code, headers={"Allow": allowed})
    zone = request.state.dependencies.rules.zone
    return of_error(error, zone=zone, sent=_sent_in(request))


def is_unreadable(error: Exception) -> bool:
    """Tell whether an error is about a body that is no text, let alone JSON."""
    return isinstance(error, HTTPException) and error.status_code == HTTPStatus.BAD_REQUEST


def _methods_at(request: Request) -> str:
    """What the address takes; of two calls at one address, Starlette tells of the first alone."""
    methods = {
        method
        for route in request.app.state.calls
        if route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods
    }
    return ", ".join(sorted(methods))


def of_error(error: Exception, *, zone: tzinfo, sent: frozenset[str] = frozenset()) -> JSONResponse:
    """Return the answer that an error leads to; times are told by the zone's clock.

    `sent` are the fields that the request has: what is at fault is one of them. What nobody has
    foreseen is logged under a reference, and the answer holds nothing else.
    """
    match error:
        case errors.LinkNotHttps() | errors.DetailTooLong():
            return refused(error, zone, field=error.detail)
        case SchedulingError():
            return refused(error, zone, field=field_about(type(error), sent))
        case AtFault():
            return refused(error.error, zone, field=error.field)
        case StaleRevision():
            shown = error.interview.model_dump(mode="json")
            return refused(error.error, zone, status=error.status, interview=shown)
        case FieldWrong():
            return problem(422, error.sentence, code="field_wrong", field=error.field)
        case RequestValidationError():
            return not_valid(error)
        case HTTPException():
            status = HTTPStatus(error.status_code)
            # Sentences end with a full stop; Starlette's own words don't.
            ours = str(error.detail) if str(error.detail).endswith(".") else None
            detail = ours or HTTP_WORDS.get(error.status_code, f"{status.description}.")
            return problem(error.status_code, detail, headers=dict(error.headers or {}))
        case _:
            reference = reference_now()
            log.error("reference %s", reference, exc_info=error)
            sentence = f"Something broke on our side. Our log tells more under {reference}."
            return problem(500, sentence, code="broken", reference=reference)


def _sent_in(request: Request) -> frozenset[str]:
    try:
        body = json.loads(request.scope[BODY])
    except (ValueError, RecursionError):
        body = None
    return frozenset({*request.query_params, *(body if isinstance(body, dict) else ())})
