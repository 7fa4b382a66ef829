"""The envelopes that go to the app and the acks that come back: by websocket, or over HTTP."""

import asyncio
import functools
import random
import secrets
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.events.faults import Faults, Kind, SocketFault
from sandbox.events.request_url import NotDelivered, RequestUrl
from sandbox.events.websocket import Connection
from sandbox.state.types import Json
from sandbox.state.workspace import Workspace

MOST_CONNECTIONS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class EnvelopeResult:
    """What came of an envelope.

    An app that is called over HTTP and refuses counts as not connected.
    """

    # `acked`, `too_late` or `not_connected`.
    outcome: str
    # The ack's.
    payload: Any = None

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.outcome == "acked"


@dataclass(kw_only=True, slots=True)
class _Sent:
    """An envelope that waits for its ack, or that waited in vain."""

    name: str
    at: float
    answer: "asyncio.Future[Any]" = field(default_factory=lambda: asyncio.Future())


class Link:
    """The connections between the workspace and the app."""

    def __init__(self, *, workspace: Workspace, faults: Faults, ack_seconds: float = 3.0) -> None:
        self._workspace, self._faults = workspace, faults
        # How long an ack may take: of real time, since it is a program that is waited for.
        self.ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._sent: dict[str, _Sent] = {}
        self._last: dict[str, Callable[[], Awaitable[EnvelopeResult]]] = {}
        # Slack picks a connection at random; from one seed, a failing run can be repeated.
        self._random = random.Random(0)
        self.connections: list[Connection] = []
        self.door = SocketFault.OPEN
        self._request_url: RequestUrl | None = None

    @property
    def connected(self) -> bool:
        """Whether the app has at least one live connection, or an address to be called at."""
        return bool(self.connections) or self._request_url is not None

    async def call_at(self, url: str) -> None:
        """Deliver to this address over HTTP from now on, once the app has verified it.

        Raises NotDelivered when it does not.
        """
        address = RequestUrl(url=url, signing_secret=self._workspace.tokens.signing)
        await address.verify()
        self._request_url = address
        self._workspace.changes.tell("app", connected=True)

    def new_ticket(self) -> str:
        """Hand out a ticket that opens one connection."""
        ticket = secrets.token_urlsafe(18)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection of the app for as long as it lives."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or len(self.connections) >= MOST_CONNECTIONS:
            raise web.HTTPForbidden(text="this ticket opens no connection")
        # A ticket opens one connection, as Slack's wss:// addresses do.
        self._tickets.discard(ticket)
        if self.door is SocketFault.REFUSED:
            raise web.HTTPServiceUnavailable(text="no connections are taken at present")
        # Pings and closings are answered by hand: a half-open connection answers none.
        socket = web.WebSocketResponse(autoping=False, autoclose=False)
        await socket.prepare(request)
        connection = Connection(
            socket=socket,
            transport=request.transport,
            half_open=self.door is SocketFault.HALF_OPEN,
        )
        self.connections.append(connection)
        pings = asyncio.create_task(connection.keep_pinging())
        try:
            await self._greet(connection)
            async for told in connection.frames():
                self._take_ack(told)
        finally:
            pings.cancel()
            self._forget(connection)
        await socket.close()
        return socket

    async def deliver(
        self, type: str, payload: Json, *, name: str, wants_response: bool = True, **more: object
    ) -> EnvelopeResult:
        """Send one envelope down a random live connection and wait for its ack.

        `name` is what the traffic calls it; `more` goes into the envelope beside the payload.
        """
        self._last[type] = functools.partial(
            self.deliver, type, payload, name=name, wants_response=wants_response, **more
        )
        sent = _Sent(name=name, at=time.monotonic())
        envelope: Json = {"envelope_id": str(uuid.uuid4()), "type": type, "payload": payload}
        envelope |= {"accepts_response_payload": wants_response, **more}
        kinds = {one.kind for one in self._faults.met_by(type, payload)}
        answer = await self._bring(envelope, sent, copies=2 if Kind.TWICE in kinds else 1)
        ms = (time.monotonic() - sent.at) * 1000
        self._workspace.traffic.record(
            direction="to_app",
            kind=type,
            name=name,
            ms=ms if answer.ok else None,
            ok=answer.ok,
            request=payload,
            response=answer.payload if answer.ok else answer.outcome,
        )
        if Kind.RETRIED in kinds:
            again = {
                "envelope_id": str(uuid.uuid4()),
                "retry_attempt": 1,
                "retry_reason": "timeout",
            }
            await self._bring(envelope | again, _Sent(name=name, at=time.monotonic()))
        return answer

    async def deliver_again(self, type: str) -> EnvelopeResult:
        """Send what the last envelope of a type held once more, as Slack does now and then."""
        return await self._last[type]()

    async def ask_to_reconnect(self, *, reason: str) -> None:
        """Say `refresh_requested` or `warning`; what comes goes to new connections from then on."""
        for one in list(self.connections):
            one.retiring = True
            await self._tell(one, {"type": "disconnect", "reason": reason})

    def half_open(self) -> None:
        """Let every connection stay open, but neither bring nor take anything any more."""
        for one in self.connections:
            one.half_open = True

    def drop(self) -> None:
        """Break every connection without a word."""
        for one in self.connections:
            one.abort()

    async def close(self) -> None:
        """End every connection."""
        for one in list(self.connections):
            await one.end()

    async def _bring(self, envelope: Json, sent: _Sent, *, copies: int = 1) -> EnvelopeResult:
        """Bring an envelope to the app, twice at the same time where `copies` is 2."""
        if self._request_url is None:
            self._sent[envelope["envelope_id"]] = sent
            return await self._send(envelope, sent, copies)
        posts = [self._post(self._request_url, envelope) for _ in range(copies)]
        return (await asyncio.gather(*posts))[0]

    async def _send(self, envelope: Json, sent: _Sent, copies: int) -> EnvelopeResult:
        if not self.connections:
            return EnvelopeResult(outcome="not_connected")
        # Slack asks for a new connection before it ends an old one, so that none is missed
        # between.
        staying = [one for one in self.connections if not one.retiring] or self.connections
        chosen = self._random.sample(staying, k=min(copies, len(staying)))
        try:
            for number in range(copies):
                await chosen[number % len(chosen)].say(envelope)
            payload = await asyncio.wait_for(sent.answer, timeout=self.ack_seconds)
        except TimeoutError:
            return EnvelopeResult(outcome="too_late")
        except (ConnectionError, RuntimeError):
            return EnvelopeResult(outcome="not_connected")
        return EnvelopeResult(outcome="acked", payload=payload)

    async def _post(self, to: RequestUrl, envelope: Json) -> EnvelopeResult:
        retry = {key: value for key, value in envelope.items() if key.startswith("retry_")}
        try:
            told = await to.send(
                envelope["type"], envelope["payload"], seconds=self.ack_seconds, **retry
            )
        except TimeoutError:
            return EnvelopeResult(outcome="too_late")
        except NotDelivered:
            return EnvelopeResult(outcome="not_connected")
        return EnvelopeResult(outcome="acked", payload=told)

    def _take_ack(self, ack: Json) -> None:
        sent = self._sent.pop(str(ack.get("envelope_id")), None)
        if sent is None:
            return
        # wait_for() has cancelled the future when the app was too late: then this is only noted.
        if not sent.answer.done():
            sent.answer.set_result(ack.get("payload"))
            return
        ms = (time.monotonic() - sent.at) * 1000
        self._workspace.traffic.record(
            direction="from_app", kind="ack", name=f"{sent.name} (too late)", ms=ms, ok=False,
            request=ack,
        )  # fmt: skip

    async def _greet(self, connection: Connection) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._workspace.app.id},
        }
        await self._tell(connection, hello)
        self._workspace.changes.tell("app", connected=True)

    async def _tell(self, connection: Connection, frame: Json) -> None:
        await connection.say(frame)
        self._workspace.traffic.record(
            direction="to_app", kind="socket", name=frame["type"], request=frame
        )

    def _forget(self, connection: Connection) -> None:
        self.connections.remove(connection)
        self._workspace.changes.tell("app", connected=self.connected)
