"""What fields are made of that several calls have, and how instants are written."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from scheduling.model import Role

BODY = "whole_body"
"""Where the bytes of the body are found in the scope, exactly as they came."""
LARGEST_ID = 2**31 - 1
MOST_INTERVIEWERS = 100


def whole(body: Any) -> Any:
    """JSON knows one sort of numbers: 7.0 is as whole as 7."""
    return int(body) if isinstance(body, float) and body.is_integer() else body


def _id(body: Any) -> Any:
    is_digits = isinstance(body, str) and re.fullmatch(r"[0-9]{1,10}", body)
    return int(body) if is_digits else whole(body)


def _role(body: Any) -> Any:
    return body.strip().casefold() if isinstance(body, str) else body


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
# What is promised of these is said in the description. Digits as text, and a role in capitals,
# are what the clients of other systems send, and mean nothing else.
BodyId = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True), BeforeValidator(_id)]
AnyRole = Annotated[Role, BeforeValidator(_role, json_schema_input_type=Role)]
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
