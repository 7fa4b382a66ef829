"""All that is answered over HTTP, put together."""

from collections.abc import Mapping
from functools import cache
from time import monotonic

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.calendars.keeping.signing_in import places_to_sign_in
from bot.process.logs import one_request
from bot.process.metrics import note_call
from bot.process.signing.calendar_links import PATH
from bot.process.signing.candidate_links import PAGES
from bot.web import entry, feed, health
from bot.web.api import (
    availability,
    calendars,
    candidate_links,
    distribution,
    endings,
    history,
    interviews,
    panels,
    people,
    slots,
    untold,
)
from bot.web.api.shared.blame import AtFault, FieldWrong, StaleRevision
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.error_answers import of_error, of_request
from bot.web.api.shared.openapi import describe, name_of, paths_of
from bot.web.api.shared.semantics import HttpSemantics
from bot.web.calendar_page.site import calendar_site
from bot.web.candidate.site import candidate_site
from bot.web.door.authentication import API, Authentication
from bot.web.door.headers import security_headers
from bot.web.door.limits import BodyLimit
from bot.web.door.operators import Operators
from bot.web.downloads import export, personal_data
from bot.web.legacy import calls as legacy
from scheduling.errors import SchedulingError
from scheduling.version import VERSION

ROUTERS = (
    people.router,
    endings.router,
    endings.erasing,
    candidate_links.router,
    availability.router,
    calendars.router,
    slots.router,
    interviews.router,
    panels.router,
    history.router,
    untold.router,
    distribution.router,
    export.calls,
    export.page,
    personal_data.calls,
    personal_data.page,
    feed.calls,
    feed.router,
    entry.page,
    legacy.router,
    health.router,
)
_GUARDED = (API, *legacy.PREFIXES)
_REFUSALS = (
    SchedulingError,
    AtFault,
    FieldWrong,
    StaleRevision,
    RequestValidationError,
    HTTPException,
    Exception,
)
_ABOUT = """Everything that people do in Slack with this bot, for programs.

Whatever is done here is told to people exactly as if it had been done in Slack, under the name
of the token. Times in answers are UTC; `10:00 AM` and the like are by somebody's own clock.
An interview's `revision`, sent along with a change, or its `ETag` as `If-Match`, makes sure that
nobody else's change is undone unseen. Errors are problem details (RFC 9457). Every POST may be
sent again with the same `Idempotency-Key` header: it is carried out once, and answered alike.
Refusals are not kept.
"""


def web_app(dependencies: Dependencies, *, slack: APIRouter | None = None) -> ASGIApp:
    """Return the application; `slack` is the route by which Slack calls, if it does."""
    calls = _shared_calls() if slack is None else _calls(slack)
    pages = {PAGES: candidate_site(dependencies), PATH: calendar_site(dependencies)}
    whole = WithPages(calls, pages=pages)
    elsewhere = places_to_sign_in(dependencies.calendars)
    guarded = Authentication(whole, dependencies=dependencies, guarded=_GUARDED)
    semantics = HttpSemantics(guarded, elsewhere=elsewhere)
    return Answering(
        Operators(BodyLimit(semantics), port=dependencies.operators_port),
        dependencies=dependencies,
        paths=paths_of(ROUTERS),
    )


# To learn all calls takes a tenth of a second, at the first request; they hold nothing of whom they
# answer for, so that all applications of a process can share them.
@cache
def _shared_calls() -> FastAPI:
    return _calls(None)


def _calls(slack: APIRouter | None) -> FastAPI:
    """Return the application of all calls; what they answer from comes with each request."""
    app = FastAPIOffline(
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
        static_url="/api/page",
        swagger_ui_oauth2_redirect_url="/api/docs/signed-in",
        # Without the second, the page would ask a server elsewhere whether the calls are valid.
        swagger_ui_parameters={"persistAuthorization": True, "validatorUrl": None},
        title="On the Hour",
        description=_ABOUT,
        version=VERSION,
        generate_unique_id_function=name_of,
    )
    app.state.calls = tuple(call for router in ROUTERS for call in router.routes)
    for router in ROUTERS:
        app.include_router(router)
    if slack is not None:
        app.include_router(slack)
    for sort in _REFUSALS:
        app.add_exception_handler(sort, of_request)
    describe(app)
    return app


class WithPages:
    """Leaves whatever is under the path of some pages to them, line feeds in it and all."""

    def __init__(self, app: ASGIApp, *, pages: Mapping[str, ASGIApp]) -> None:
        self.app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            for path, pages in self._pages.items():
                if scope["path"].startswith(f"{path}/"):
                    await pages({**scope, "root_path": path}, receive, send)
                    return
        await self.app(scope, receive, send)


class Answering:
    """Stands around everything: whatever breaks is answered, and every call is timed."""

    def __init__(self, app: ASGIApp, *, dependencies: Dependencies, paths: frozenset[str]) -> None:
        self.app, self._parts, self._paths = app, dependencies, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        scope = {**scope, "state": {**scope.get("state", {}), "dependencies": self._parts}}
        with one_request() as reference:
            await self._answer(reference, scope, receive, send)

    async def _answer(self, reference: str, scope: Scope, receive: Receive, send: Send) -> None:
        began, status = monotonic(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                told = [*message["headers"], (b"x-request-id", reference.encode())]
                is_https = self._parts.address.startswith("https://")
                more = security_headers(scope["path"], told, is_https=is_https)
                message = {**message, "headers": [*told, *more]}
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            if not status:
                await of_error(error, zone=self._parts.rules.zone)(scope, receive, sending)
        if scope["path"].startswith(_GUARDED):
            path = self._path_of(scope["path"])
            seconds = monotonic() - began
            note_call(path, method=scope["method"][:7], status=status, seconds=seconds)

    def _path_of(self, path: str) -> str:
        """The path as it is described, so that there are never more than so many."""
        parent = path.rpartition("/")[0]
        return next((p for p in (path, f"{parent}/{{user}}") if p in self._paths), "other")
