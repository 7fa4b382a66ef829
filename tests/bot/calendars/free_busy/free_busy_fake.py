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
from sign_in_fake import Grant, SignIns, identity

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

    # Who signs in there, and which of the tokens are theirs.
    sign_ins: SignIns = field(default_factory=SignIns)
    theirs: dict[str, Grant] = field(default_factory=dict)

    path: ClassVar[str]
    # Where people sign in, the same as the application does.
    authorize_path: ClassVar[str]
    revoke_path: ClassVar[str] = "/none"
    sign_in_token_path: ClassVar[str]
    token_path: ClassVar[str]

    def at(self, path: str) -> str:
        """The address of a path there."""
        assert self.server is not None
        return self.server.address(path, self.host)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer as the server does."""
        call = request.method, request.path
        if call == ("GET", self.authorize_path):
            return self.sign_ins.authorize(dict(request.query))
        if call in (("POST", self.token_path), ("POST", self.sign_in_token_path)):
            return self._token(request.path, _form(await request.text()))
        if call == ("POST", self.revoke_path):
            return self.sign_ins.revoke(_form(await request.text()))
        if not self.serves(request):
            return self.refused(404)
        if self.meets:
            status, body, headers = self.meets.pop(0)
            return web.json_response(body, status=status, headers=headers)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens or token in self.ended:
            return self.refused(401)
        return self.answered(request, await request.text(), self.theirs.get(token))

    def serves(self, request: web.BaseRequest) -> bool:
        """Tell whether it is a call that the server knows."""
        return (request.method, request.path) == ("POST", self.path)

    def answered(
        self, request: web.BaseRequest, text: str, grant: Grant | None
    ) -> web.StreamResponse:
        """Answer a call of the application's, or of who has signed in."""
        return self.busy(request, json.loads(text), grant)

    def _token(self, path: str, form: dict[str, str]) -> web.StreamResponse:
        if self.refuses_tokens is not None:
            status, refused = self.refuses_tokens
            return web.json_response(refused, status=status)
        if form.get("grant_type") not in ("authorization_code", "refresh_token"):
            return self.token(form)
        found = self.sign_ins.granted(form)
        if isinstance(found, web.StreamResponse):
            return found
        grant, more = found
        if "openid" in grant.scopes:
            verified, client_id = self.sign_ins.is_verified, self.sign_ins.client_id
            more["id_token"] = identity(grant, client_id, is_verified=verified)
        answer = self.granted(**more)
        self.theirs[self.tokens[-1]] = grant
        return answer

    def granted(self, **more: str) -> web.StreamResponse:
        """Give one more token, and what comes with it."""
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        granted = {"access_token": self.tokens[-1], "expires_in": 3599, "token_type": "Bearer"}
        return web.json_response({**granted, **more})

    def token(self, form: dict[str, str]) -> web.StreamResponse:
        """Give a token for a form, or refuse it."""
        raise NotImplementedError

    def busy(
        self, request: web.BaseRequest, question: dict[str, Any], grant: Grant | None
    ) -> web.StreamResponse:
        """Say when people are busy."""
        raise NotImplementedError

    def refused(self, status: int) -> web.StreamResponse:
        """Refuse a call."""
        raise NotImplementedError

    def said_of(self, address: str, error: str = "") -> dict[str, Any]:
        """An answer that says of one that nothing takes their time, or what is wrong."""
        raise NotImplementedError


def _form(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


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
