"""Refusals in the old shape: for each field at fault its sentences, and hardly a status but 400."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from bot.web.api.shared.blame import AtFault, FieldWrong
from bot.web.api.shared.error_answers import is_unreadable, of_request
from scheduling.errors import SchedulingError

NO_FIELD = "non_field_errors"
"""Where sentences stand that are about no field, or about several."""

_BROKEN = 500
_KEPT = {409}
_TOLD = (SchedulingError, AtFault, FieldWrong, RequestValidationError)


class OldRoute(APIRoute):
    """Answers what the API proper refuses with a problem in the shape of the older system."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                if not (isinstance(error, _TOLD) or is_unreadable(error)):
                    raise
                return _in_old_shape(request, of_request(request, error))

        return answered


def _in_old_shape(request: Request, problem: JSONResponse) -> JSONResponse:
    """Return a problem as the older system would have told it; what is broken stays a problem."""
    status = problem.status_code
    if status >= _BROKEN:
        return problem
    # Only what the path names can be missing; an id in the body is a field that is wrong.
    missing = status == 404 and request.path_params
    told = json.loads(bytes(problem.body))
    several = told.get("errors") or [told]
    wrong: dict[str, list[str]] = {}
    for each in several:
        wrong.setdefault(each.get("field") or NO_FIELD, []).append(each["detail"])
    return JSONResponse(wrong, status_code=status if missing or status in _KEPT else 400)
