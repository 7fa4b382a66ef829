"""The one type for what travels as JSON."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import web

Json: TypeAlias = dict[str, Any]

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
