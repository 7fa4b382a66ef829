"""An answer that tells what is in the way, as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

from bot.web.api.schemas.problems import MEDIA_TYPE

HTTP_WORDS = {
    400: "The body is not JSON.",
    404: "There is nothing at this address. /api/docs lists all calls.",
    503: "Slack can't be asked just now. Try again.",
    415: "The body should be JSON, sent as application/json.",
    428: "Send the `revision` that you have seen, or its tag as If-Match.",
    405: "This address does not take that method. /api/docs lists all calls.",
}
"""A sentence for each status whose own words would say too little."""


def problem(
    status: int,
    detail: str,
    *,
    code: str | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """Return an answer that says what stands in the way."""
    code = code or HTTPStatus(status).name.lower()
    body = {
        "type": f"/api/problems/{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        **{name: value for name, value in more.items() if value is not None},
    }
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)
