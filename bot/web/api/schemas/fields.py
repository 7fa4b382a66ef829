"""What fields are made of that several calls have, and how instants are written."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

BODY = "whole_body"
"""Where the bytes of the body are found in the scope, exactly as they came."""
LARGEST_ID = 2**31 - 1
MOST_INTERVIEWERS = 100


def whole(body: Any) -> Any:
    """JSON knows one sort of numbers: 7.0 is as whole as 7."""
    return int(body) if isinstance(body, float) and body.is_integer() else body


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
BodyId = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True), BeforeValidator(whole)]
Text = Annotated[str, Field(max_length=1000)]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""An instant in an answer."""
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
"""A day in an answer."""
Short = Annotated[str, Field(min_length=1, max_length=64)]


class RequestBody(BaseModel):
    """A body: a field that is not known is refused, for it may be a known one mistyped."""

    model_config = ConfigDict(extra="forbid")


def moment(instant: datetime) -> str:
    """Return an instant as the API writes it: "2026-11-10T09:00:00Z"."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
