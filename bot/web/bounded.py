"""How HTTP is read from a connection: only so many, and none that lets itself wait for."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class Awaited(StrEnum):
    """What is still to come of a request."""

    HEAD = "head"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one server takes at most; lengths of time are seconds, from the first byte on."""

    connections: int = 512
    head: float = 10.0
    body: float = 30.0

    def seconds(self, awaited: Awaited) -> float:
        """Return how long a part of a request may take."""
        return self.head if awaited is Awaited.HEAD else self.body


class BoundedProtocol(H11Protocol):
    """Hangs up on whoever is one too many, or sends a head or a body too slowly.

    Between two requests of one connection it is uvicorn that hangs up, after its own 5 s.
    """

    bounds = Bounds()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        self._awaited: Awaited | None = None
        self._deadline: asyncio.TimerHandle | None = None
        super().connection_made(transport)
        if len(self.connections) > self.bounds.connections:
            transport.abort()
            return
        self._wait_for(Awaited.HEAD)

    def data_received(self, data: bytes) -> None:
        """Read on, and wait for what is missing now."""
        super().data_received(data)
        # A deadline that is running is never put off: a byte now and then would keep it away.
        self._wait_for(self._missing())

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._wait_for(None)
        super().connection_lost(exc)

    def _missing(self) -> Awaited | None:
        their: Any = self.conn.their_state
        if their is h11.SEND_BODY:
            return Awaited.BODY
        return Awaited.HEAD if their is h11.IDLE else None

    def _wait_for(self, awaited: Awaited | None) -> None:
        if awaited is self._awaited:
            return
        if self._deadline is not None:
            self._deadline.cancel()
        self._awaited, self._deadline = awaited, None
        if awaited is not None:
            seconds = self.bounds.seconds(awaited)
            self._deadline = self.loop.call_later(seconds, self.transport.abort)
