"""One websocket of the app, as the workspace holds it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from sandbox.state.types import Json

SECONDS_BETWEEN_PINGS = 30.0
PAUSE = 0.1
GONE = {WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR}


@dataclass(kw_only=True, slots=True)
class Connection:
    """One websocket of the app."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    # Whether it was asked to make room for a new one.
    retiring: bool = False
    # Whether it is silent and deaf.
    half_open: bool = False

    async def say(self, frame: Json) -> None:
        """Send a frame, which is lost where nobody can hear."""
        if not self.half_open:
            await self.socket.send_json(frame)

    async def frames(self) -> AsyncIterator[Json]:
        """Yield what the app sends for as long as it is connected, and answer its pings."""
        while (frame := await self.socket.receive()).type not in GONE:
            if self.half_open:
                continue
            if frame.type is WSMsgType.PING:
                await self.socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT:
                yield frame.json()
        # Whoever wants to go has said so once and gets no answer: all that is left is to look.
        while self.half_open and self.transport is not None and not self.transport.is_closing():  # noqa: ASYNC110
            await asyncio.sleep(PAUSE)

    async def keep_pinging(self) -> None:
        """Ping the app now and then, as Slack does, until it is gone or this is cancelled."""
        with suppress(ConnectionError, RuntimeError):
            while True:
                await asyncio.sleep(SECONDS_BETWEEN_PINGS)
                if not self.half_open:
                    await self.socket.ping()

    async def end(self) -> None:
        """End it politely, or at once where nobody can hear."""
        if self.half_open:
            self.abort()
        else:
            await self.socket.close()

    def abort(self) -> None:
        """Break it without a word."""
        if self.transport is not None:
            self.transport.abort()
