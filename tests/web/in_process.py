"""The API without a server: each call is answered by the application itself, at once."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from databases import store_at
from journeys.conftest import MONDAY
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import event
from starlette.types import ASGIApp, Message, Scope
from web.programs import PRACTICE, Answer

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.process.liveness import Liveness
from bot.slack.directory.profiles import Profiles
from bot.web.api.shared.dependencies import Dependencies
from bot.web.app import web_app
from scheduling.model import Rules
from scheduling.store import Session, Store


class Crash(BaseException):
    """The process is gone."""


@dataclass(frozen=True)
class Api:
    """The application on a store, as one process has it."""

    app: ASGIApp
    store: Store
    token: str = PRACTICE
    # What a browser says that it accepts.
    language: str = ""

    def get(self, path: str, query: str = "", **headers: str) -> Answer:
        return self._answer("GET", path, query=query.encode(), headers=headers)

    def post(self, path: str, given: object, **headers: str) -> Answer:
        return self._answer("POST", path, body=json.dumps(given).encode(), headers=headers)

    def sends(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        """What a browser sends of a form."""
        sort = {"content-type": "application/x-www-form-urlencoded"}
        place, _, query = path.partition("?")
        body = urlencode(fields).encode()
        return self._answer("POST", place, query=query.encode(), body=body, headers=sort)

    def post_bytes(self, path: str, body: bytes) -> Answer:
        """What is said to be JSON, whatever it is."""
        return self._answer("POST", path, body=body)

    def put(self, path: str, given: object) -> Answer:
        return self._answer("PUT", path, body=json.dumps(given).encode())

    def _answer(
        self,
        method: str,
        path: str,
        *,
        query: bytes = b"",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        sent: list[Message] = []
        named = {
            "authorization": f"Bearer {self.token}",
            "content-type": "application/json",
            **({"accept-language": self.language} if self.language else {}),
            **{name.replace("_", "-").lower(): text for name, text in (headers or {}).items()},
        }
        scope: Scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "root_path": "",
            "headers": [(name.encode(), text.encode()) for name, text in named.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))  # type: ignore[arg-type]
        got = {name.decode(): text.decode() for name, text in sent[0]["headers"]}
        return Answer(sent[0]["status"], got, b"".join(m.get("body", b"") for m in sent[1:]))


@contextmanager
def api_on(
    url: str,
    *,
    now: datetime = MONDAY,
    rules: Rules | None = None,
    keeper: Callable[[Store], CalendarKeeper] | None = None,
    profiles: Profiles | None = None,
    **settings: Any,
) -> Iterator[Api]:
    """The API on a database, see `store_at`; the next one is as after a restart.

    `keeper` reads people's calendars; `profiles` are the members of the workspace.
    """
    store = store_at(url)
    try:
        yield api_over(
            store,
            clock=lambda: now,
            rules=rules,
            profiles=profiles,
            calendars=keeper and keeper(store),
            **settings,
        )
    finally:
        store.close()


def api_over(
    store: Store,
    *,
    clock: Callable[[], datetime] = lambda: MONDAY,
    rules: Rules | None = None,
    profiles: Profiles | None = None,
    **settings: Any,
) -> Api:
    """The API of a process that has just begun, on a store that is open."""
    told = {"address": "http://127.0.0.1", **settings}
    parts = Dependencies(
        store=store,
        # All people of these calls are told by hand, and most are to meet tomorrow.
        rules=rules or Rules(hand_notice=None),
        clock=clock,
        profiles=profiles or Profiles(AsyncWebClient(), time_zone="UTC"),
        liveness=Liveness(socket=None, rounds=lambda: 0.0),
        api_token=PRACTICE,
        api_rate=1_000_000,
        **told,
    )
    return Api(web_app(parts), store)


@contextmanager
def crashing(when: str, commit: int) -> Iterator[None]:
    """Whoever commits for the so-manieth time dies, just "before" or just "after" it."""
    count = 0

    def dies(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == commit:
            raise Crash

    where: tuple[Any, str] = (
        (sa.Engine, "commit") if when == "before" else (Session, "after_commit")
    )
    event.listen(*where, dies)
    try:
        yield
    finally:
        event.remove(*where, dies)


@dataclass(frozen=True)
class Trace:
    """What was asked of the database meanwhile."""

    begun: list[str]
    asked: list[str]

    @property
    def people_queries(self) -> int:
        """How many statements read people."""
        return sum(one.startswith("SELECT person.") for one in self.asked)


@contextmanager
def traced() -> Iterator[Trace]:
    """All transactions that are begun, and all statements."""
    trace = Trace([], [])

    def begins(connection: sa.Connection) -> None:
        trace.begun.append("one more")

    def executes(_c: object, _cursor: object, statement: str, *_: object) -> None:
        trace.asked.append(statement)

    event.listen(sa.Engine, "begin", begins)
    event.listen(sa.Engine, "before_cursor_execute", executes)
    try:
        yield trace
    finally:
        event.remove(sa.Engine, "begin", begins)
        event.remove(sa.Engine, "before_cursor_execute", executes)
