"""A watch on the socket: when it stays dead, the process had better be started anew."""

import asyncio
from time import monotonic
from typing import Protocol

_LOOK_SECONDS = 5.0
_DEAD_SECONDS = 90.0
"""The client notices a silent peer in 32 to 49 s and then reconnects by itself."""


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
        """This will return never; it raises SocketDead after too long without a connection."""
        while True:
            silence = await self.silence()
            if silence is not None and silence >= self._dead_after:
                raise SocketDead
            await asyncio.sleep(self._look_every)

    async def silence(self) -> float | None:
        """This will return for how many seconds there has been no connection; None: there is."""
        if await self._connection.is_connected():
            self._alive = monotonic()
            return None
        return monotonic() - self._alive
