"""What the small servers of calendars on loopback have in common."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Thread
from typing import Any, ClassVar, TypeVar
from urllib.parse import parse_qs

from aiohttp import web
from hosts import Server, serving

Busy = tuple[datetime, datetime] | tuple[datetime, datetime, str]
"""From when to when, and perhaps in which way."""


@dataclass(kw_only=True)
class FreeBusyFake:
    """Calendars by the address of their owner; a word in the place of times is why they fail."""

    # By which name it is called.
    host: str
    calendars: dict[str, list[Busy] | str] = field(default_factory=dict)
    # What comes in the place of answers, first come first: a status, a body, and headers.
    meets: list[tuple[int, object, dict[str, str]]] = field(default_factory=list)
    # The same for those who ask for a token, each time.
    refuses_tokens: tuple[int, object] | None = None
    # An address of which the whole call is refused.
    odd: str = ""
    tokens: list[str] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    # How many were asked for by each call.
    counts: list[int] = field(default_factory=list)
    server: Server | None = None

    token_path: ClassVar[str]
    path: ClassVar[str]

    def at(self, path: str) -> str:
        """The address of a path there."""
        assert self.server is not None
        return self.server.address(path, self.host)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer as the server does."""
        call = request.method, request.path
        if call == ("POST", self.token_path):
            if self.refuses_tokens is not None:
                status, refused = self.refuses_tokens
                return web.json_response(refused, status=status)
            form = {name: values[0] for name, values in parse_qs(await request.text()).items()}
            return self.token(form)
        if call != ("POST", self.path):
            return self.refused(404)
        if self.meets:
            status, body, headers = self.meets.pop(0)
            return web.json_response(body, status=status, headers=headers)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens or token in self.ended:
            return self.refused(401)
        return self.busy(request, json.loads(await request.text()))

    def granted(self) -> web.StreamResponse:
        """Give one more token."""
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        granted = {"access_token": self.tokens[-1], "expires_in": 3599, "token_type": "Bearer"}
        return web.json_response(granted)

    def token(self, form: dict[str, str]) -> web.StreamResponse:
        """Give a token for a form, or refuse it."""
        raise NotImplementedError

    def busy(self, request: web.BaseRequest, question: dict[str, Any]) -> web.StreamResponse:
        """Say when people are busy."""
        raise NotImplementedError

    def refused(self, status: int) -> web.StreamResponse:
        """Refuse a call."""
        raise NotImplementedError

    def said_of(self, address: str, error: str = "") -> dict[str, Any]:
        """An answer that says of one that nothing takes their time, or what is wrong."""
        raise NotImplementedError


Fake = TypeVar("Fake", bound=FreeBusyFake)


@asynccontextmanager
async def running(fake: Fake) -> AsyncIterator[Fake]:
    """A server on loopback."""
    async with serving(fake.answer) as server:
        fake.server = server
        yield fake


@contextmanager
def running_beside(new: Callable[[], Fake]) -> Iterator[Fake]:
    """The same, in a thread of its own, for what has no loop or another one."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    fake = new()
    fake.host = "127.0.0.1"
    beside = running(fake)

    def done(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    try:
        yield done(beside.__aenter__())
        done(beside.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
