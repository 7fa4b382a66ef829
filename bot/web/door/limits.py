"""A bound on what a request may carry, before anything else looks at it."""

from asyncio import timeout
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.api.schemas.fields import BODY
from bot.web.api.shared.problems import problem

MOST_BYTES = 1024 * 1024
_MOST_AT_ONCE, _SMALL = 32 * MOST_BYTES, 16 * 1024
"""Of all bodies together, beyond the small beginning that each may have in any case."""
_MOST_DROPPED, _SECONDS_TO_DROP = 32 * MOST_BYTES, 5.0


class BodyLimit:
    """Reads the body of every request, up to 1 MB, and refuses what is longer, none of it kept.

    All that are under way hold 32 MB at most: who has not sent a body whole has proved nothing.
    """

    def __init__(self, app: ASGIApp, *, most_at_once: int = _MOST_AT_ONCE) -> None:
        self.app, self._most, self._held = app, most_at_once, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        pieces = _pieces(receive)
        held = _Held(self)
        try:
            await self._answer(await _body(scope, pieces, held), pieces, scope, receive, send)
        except TooMuchAtOnce:
            sentence = "Too much is being sent to me just now. Try again."
            headers = {"retry-after": "5", "connection": "close"}
            await problem(503, sentence, headers=headers)(scope, receive, send)
        finally:
            held.let_go()

    async def _answer(
        self,
        body: bytes | None,
        pieces: AsyncIterator[bytes],
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        if body is None:
            if not _is_waited_for(scope):
                await _dropped(pieces)
            sentence = f"A request may be {MOST_BYTES // 1024} kB long at most."
            answer = problem(413, sentence, code="too_long", headers={"connection": "close"})
            await answer(scope, receive, send)
            return
        await self.app({**scope, BODY: body}, _once(body, receive), send)


class TooMuchAtOnce(Exception):
    """All bodies that are under way hold more than they may."""


class _Held:
    """What one body holds of what all may hold."""

    def __init__(self, limit: BodyLimit) -> None:
        self._limit, self._bytes = limit, 0

    def hold(self, length: int) -> None:
        """Hold a body of that length by now. Raises TooMuchAtOnce."""
        more = max(0, length - _SMALL) - self._bytes
        if self._limit._held + more > self._limit._most:
            raise TooMuchAtOnce
        self._limit._held += more
        self._bytes += more

    def let_go(self) -> None:
        """Hold nothing any more."""
        self._limit._held -= self._bytes
        self._bytes = 0


async def _body(scope: Scope, pieces: AsyncIterator[bytes], held: _Held) -> bytes | None:
    headers = dict(scope["headers"])
    told = headers.get(b"content-length", b"0")
    if told.isdigit() and int(told) > MOST_BYTES:
        return None
    body = bytearray()
    async for piece in pieces:
        body += piece
        held.hold(len(body))
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _is_waited_for(scope: Scope) -> bool:
    """Whether the body is only sent once we say so."""
    return b"expect" in dict(scope["headers"])


async def _dropped(pieces: AsyncIterator[bytes]) -> None:
    """Read on for a while: whoever is still sending would not see the answer otherwise."""
    left = _MOST_DROPPED
    with suppress(TimeoutError):
        async with timeout(_SECONDS_TO_DROP):
            async for piece in pieces:
                left -= len(piece)
                if left < 0:
                    return


async def _pieces(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return


def _once(body: bytes, receive: Receive) -> Receive:
    """Give the body as one message, and then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
