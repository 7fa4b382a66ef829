"""The door of the JSON API: who comes in, how often, and who has been here with the same wish."""

import asyncio
import math
import re
import secrets

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.api.shared.changes import repeated
from bot.web.api.shared.dependencies import SETTINGS_CALLER, Dependencies
from bot.web.api.shared.error_answers import of_error
from bot.web.api.shared.openapi import KEY, LONGEST_KEY
from bot.web.api.shared.problems import problem
from bot.web.door.addresses import client_of
from bot.web.door.fingerprints import Fingerprints
from bot.web.door.out_of_scope import OutOfScope
from bot.web.door.rates import Guesses, Rates
from bot.web.door.wrong_tokens import WrongTokens
from scheduling.errors import SchedulingError
from scheduling.model.api_access import Caller, RequestKey, StoredResponse, hash_of
from scheduling.usecases.access.once import answer_on_record
from scheduling.usecases.access.tokens import caller_of
from scheduling.usecases.audit import acting_by_token

API = "/api/"
_FORBIDDEN = 403
OPEN_TO_ALL = ("/api/docs", "/api/openapi.json", "/api/page/", "/api/interviews.ics")


class Authentication:
    """Lets in who has a token, at their rate, and answers a repeated request as the first time."""

    def __init__(
        self, app: ASGIApp, *, dependencies: Dependencies, guarded: tuple[str, ...] = (API,)
    ) -> None:
        """`guarded` are the beginnings of the paths that need a token."""
        self.app, self._parts, self._prefixes = app, dependencies, guarded
        self._rates = Rates(a_minute=dependencies.api_rate)
        self._guesses = Guesses()
        self._fingerprints = Fingerprints(dependencies.keys)
        self._wrong_tokens, self._out_of_scope = WrongTokens(), OutOfScope()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not self._is_guarded(scope["path"]):
            await self.app(scope, receive, send)
            return
        try:
            await self._guarded(scope, receive, send)
        except SchedulingError as error:
            await of_error(error, zone=self._parts.rules.zone)(scope, receive, send)

    def _is_guarded(self, path: str) -> bool:
        return path.startswith(self._prefixes) and not path.startswith(OPEN_TO_ALL)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        secret = _secret_in(headers.get("authorization", ""))
        if secret is None:
            await _who_is_there()(scope, receive, send)
            return
        address, hashed = self._address(scope, headers), hash_of(secret)
        if wait := self._guesses.wait(hashed, address=address):
            await _too_many(wait, of="wrong tokens from there")(scope, receive, send)
            return
        caller = await self._caller(secret)
        if caller is None:
            self._guesses.was_wrong(hashed, address=address)
            await self._wrong_tokens.count(self._parts.store, now=self._parts.clock())
            await _who_is_there()(scope, receive, send)
            return
        self._guesses.was_right(hashed)
        if wait := self._rates.take(caller.key):
            await _too_many(wait, of="requests with this token")(scope, receive, send)
            return
        with acting_by_token(caller.name, now=self._parts.clock()):
            await self._let_in(caller, headers, scope, receive, send)

    async def _let_in(
        self, caller: Caller, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        scope = {**scope, "state": {**scope.get("state", {}), "caller": caller}}
        key = headers.get("idempotency-key")
        if scope["method"] != "POST" or key is None:
            await self.app(scope, receive, self._noticing(caller, scope, send))
        elif len(key) > LONGEST_KEY or not re.fullmatch(KEY, key):
            sentence = f"An Idempotency-Key is 1 to {LONGEST_KEY} characters of ASCII."
            await problem(400, sentence, field="Idempotency-Key")(scope, receive, send)
        else:
            asked = self._fingerprints.key_of(scope, caller=caller, key=key)
            await self._once(asked, scope, receive, self._noticing(caller, scope, send))

    def _noticing(self, caller: Caller, scope: Scope, send: Send) -> Send:
        """Send on, and put on record when a call is refused to who has come in."""

        async def sending(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.start" and message["status"] == _FORBIDDEN:
                # The path as it is described: nothing that a program has made up.
                call = getattr(scope.get("route"), "path", "")
                await self._out_of_scope.count(
                    self._parts.store, token=caller.name, call=call, now=self._parts.clock()
                )

        return sending

    def _address(self, scope: Scope, headers: Headers) -> str:
        peer = (scope.get("client") or (None, 0))[0]
        forwarded = headers.getlist("x-forwarded-for")
        return client_of(peer, forwarded, trusted=self._parts.trusted_proxies)

    async def _caller(self, secret: str) -> Caller | None:
        ours = self._parts.api_token
        if ours is not None and secrets.compare_digest(hash_of(ours), hash_of(secret)):
            return SETTINGS_CALLER
        now = self._parts.clock()
        return await asyncio.to_thread(caller_of, self._parts.store, secret=secret, now=now)

    async def _once(self, key: RequestKey, scope: Scope, receive: Receive, send: Send) -> None:
        kept = await self._on_record(key)
        if kept is None:
            heard = _Heard()
            scope["state"]["key"] = key
            await self.app(scope, receive, heard.send)
            if heard.is_refusal:
                # It may be refused for what it has done itself, a moment ago, sent twice.
                kept = await self._on_record(key)
        if kept is not None:
            await repeated(kept)(scope, receive, send)
            return
        for message in heard.messages:
            await send(message)

    async def _on_record(self, key: RequestKey) -> StoredResponse | None:
        now = self._parts.clock()
        return await asyncio.to_thread(answer_on_record, self._parts.store, key=key, now=now)


class _Heard:
    """Holds an answer back until it is known whether it is the one to be given."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.is_refusal = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_refusal = message["status"] >= 400
        self.messages.append(message)


def _secret_in(authorization: str) -> str | None:
    scheme, _, secret = authorization.partition(" ")
    return secret.strip() or None if scheme.casefold() == "bearer" else None


def _who_is_there() -> Response:
    sentence = "This needs a token: Authorization: Bearer … (`python -m bot token add NAME`)."
    return problem(401, sentence, headers={"WWW-Authenticate": "Bearer"})


def _too_many(wait: float, *, of: str) -> Response:
    seconds = math.ceil(wait)
    sentence = f"Too many {of}. Come again in {seconds} s."
    return problem(429, sentence, headers={"Retry-After": str(seconds)})
