"""What is for operators is answered on their own port alone, where they have one."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from bot.web.door.operators import Operators


async def _ok(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status(path: str, *, at: int, own: int | None) -> int:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "server": ("127.0.0.1", at)}
    asyncio.run(Operators(_ok, port=own)(scope, None, send))  # type: ignore[arg-type]
    return int(sent[0]["status"])


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/api/docs"])
def test_operators_have_their_pages_to_themselves(path: str) -> None:
    assert status(path, at=8000, own=9000) == 404
    assert status(path, at=9000, own=9000) == 200
    assert status(path, at=8000, own=None) == 200


def test_everything_else_is_answered_on_both() -> None:
    assert status("/api/get_users/", at=8000, own=9000) == 200
    assert status("/api/get_users/", at=9000, own=9000) == 200
