"""A watch on the socket: when it stays dead, the process had better be started anew."""

import asyncio
import logging
from time import monotonic
from typing import Protocol

from slack_sdk.socket_mode.websockets import SocketModeClient
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

_LOOK_SECONDS = 5.0
_DEAD_SECONDS = 90.0
_PING_SECONDS = 3.0
_LONGEST_SILENCE = 6.0
"""How long an answer may take. The client by itself would wait for 32 to 49 s, and everything
that people do in that time would be lost."""
_LOOKS = 6
"""In how many parts that time is waited: a process that itself stood still (a paused machine) finds
one part gone when it goes on, not the whole, and still sees the answer that lies there."""

log = logging.getLogger(__name__)


class SocketDead(Exception):
    """There has been no connection to Slack for a minute and a half. Exiting, so that whatever
    supervises this process starts it anew.
    """


class Connection(Protocol):
    """What is watched: a client that can tell whether it is connected."""

    async def is_connected(self) -> bool: ...


class Watchdog:
    """Watches one connection."""

    def __init__(
        self,
        connection: Connection,
        *,
        look_every: float = _LOOK_SECONDS,
        dead_after: float = _DEAD_SECONDS,
    ) -> None:
        """Both lengths are in seconds."""
        self._connection = connection
        self._look_every = look_every
        self._dead_after = dead_after
        self._alive = monotonic()

    async def watch(self) -> None:
        """Return never; it raises SocketDead after too long without a connection."""
        while True:
            silence = await self.silence()
            if silence is not None and silence >= self._dead_after:
                raise SocketDead
            await asyncio.sleep(self._look_every)

    async def silence(self) -> float | None:
        """Return for how many seconds there has been no connection; None: there is."""
        if await self._connection.is_connected():
            self._alive = monotonic()
            return None
        return monotonic() - self._alive


class Line:
    """The socket, with somebody asking all the time whether its other end is still there.

    A peer that went without a word leaves a socket that looks open. What does not answer a ping
    is hung up, so that the client opens a new one.
    """

    def __init__(
        self,
        client: SocketModeClient,
        *,
        every: float = _PING_SECONDS,
        longest_silence: float = _LONGEST_SILENCE,
    ) -> None:
        """Both lengths are in seconds."""
        self._client, self._every, self._longest_silence = client, every, longest_silence
        self._heard = monotonic()
        self._asking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Ask from now on, on the running event loop."""
        self._asking = asyncio.create_task(self._keep_asking())

    async def stop(self) -> None:
        """Ask no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def is_connected(self) -> bool:
        """Return whether the socket is open and its other end was heard lately."""
        heard_lately = monotonic() - self._heard <= self._every + self._longest_silence
        return heard_lately and await self._client.is_connected()

    async def _keep_asking(self) -> None:
        while True:
            session = self._client.current_session
            if session is not None and not await self._answers(session):
                log.warning("Slack is silent on the socket. Hanging up, for a new one to be opened")
                # A polite close would wait for the answer of a peer that is gone.
                session.transport.abort()
            await asyncio.sleep(self._every)

    async def _answers(self, session: ClientConnection) -> bool:
        answer = asyncio.create_task(_ping(session))
        try:
            for _ in range(_LOOKS):
                if (await asyncio.wait({answer}, timeout=self._longest_silence / _LOOKS))[0]:
                    break
            else:
                return False
            await answer
        except ConnectionClosed:
            return True  # the client sees as much and opens a new one
        finally:
            answer.cancel()
        self._heard = monotonic()
        return True


async def _ping(session: ClientConnection) -> None:
    # The first await sends it; what that gives is awaited for the answer.
    await (await session.ping())
