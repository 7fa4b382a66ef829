"""The arguments of a call, however they were sent: JSON, form or query."""

import json
from typing import Any

from aiohttp import web

from sandbox.state.types import Json

HELD_IN_JSON = {"blocks", "attachments", "view", "metadata"}


async def read_arguments(request: web.Request) -> Json:
    """Read all arguments; what stands in the body goes before what stands in the address."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= _parsed(await request.text(), otherwise={})
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        arguments |= dict(await request.post())
    return {
        # A form can hold texts alone, so the SDK sends lists and objects as JSON within one.
        key: _parsed(value, otherwise=value)
        if key in HELD_IN_JSON and isinstance(value, str)
        else value
        for key, value in arguments.items()
        if value is not None
    }


def is_true(value: object) -> bool:
    """Read a flag: `true`, `1` and their texts are yes."""
    return value is True or str(value).lower() in ("1", "true")


def _parsed(text: str, *, otherwise: Any) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return otherwise
