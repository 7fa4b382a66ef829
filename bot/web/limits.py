"""A bound on what a request may carry, before anything else looks at it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.problems import problem

MOST_BYTES = 1024 * 1024
BODY = "whole_body"
"""Where the bytes of the body are found in the scope, exactly as they came."""


class BodyLimit:
    """Reads the body of every request, up to 1 MB, and refuses what is longer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """This will answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = await _body(scope, receive)
        if body is None:
            sentence = f"A request may be {MOST_BYTES // 1024} kB long at most."
            answer = problem(413, sentence, code="too_long", headers={"connection": "close"})
            await answer(scope, receive, send)
            return
        await self.app({**scope, BODY: body}, _once(body, receive), send)


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    headers = dict(scope["headers"])
    told = headers.get(b"content-length", b"0")
    if told.isdigit() and int(told) > MOST_BYTES:
        return None
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return body
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return body


def _once(body: bytes, receive: Receive) -> Receive:
    """Gives the body as one message, and then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
