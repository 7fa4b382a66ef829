"""The server: the app's side and the people's side on one port."""

from pathlib import Path

from aiohttp import web

from sandbox import web_api
from sandbox.events.local_slack import LocalSlack
from sandbox.http import (
    admin_commands,
    calendar_api,
    event_stream,
    mail_api,
    people_api,
    response_url,
)
from sandbox.http.admin_client import PATH as CONTROL
from sandbox.state.types import Handler

PAGE = Path(__file__).parent.parent / "page"
PAGE_PATH = "/page/"
LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}
LARGEST_REQUEST = 4 * 1024 * 1024


def web_application(slack: LocalSlack) -> web.Application:
    """Build the application that serves one workspace."""
    application = web.Application(
        middlewares=[_only_from_this_machine], client_max_size=LARGEST_REQUEST
    )
    application.router.add_route("*", "/api/{method}", web_api.handler(slack))
    application.router.add_get("/link", slack.link.serve)
    application.router.add_get("/link/", slack.link.serve)
    for kind in ("commands", "actions"):
        application.router.add_post(f"/{kind}/{{team}}/{{key:.+}}", response_url.handler(slack))
    people_api.add_routes(application.router, slack)
    calendar_api.add_routes(application.router, slack)
    mail_api.add_routes(application.router, slack.mailbox, changes=slack.workspace.changes)
    application.router.add_post(CONTROL, admin_commands.handler(slack))
    application.router.add_get("/sandbox/events", event_stream.handler(slack))
    application.router.add_get("/", _front_page)
    if PAGE.is_dir():
        application.router.add_static(PAGE_PATH, PAGE)
        application.on_response_prepare.append(_ask_again)
    return application


async def _front_page(request: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        return web.Response(text="The workspace is here; its page is not.", status=404)
    return web.FileResponse(index)


async def _ask_again(request: web.Request, response: web.StreamResponse) -> None:
    """Whoever keeps a copy of the page is to ask whether it is still as it was."""
    if request.path == "/" or request.path.startswith(PAGE_PATH):
        response.headers["Cache-Control"] = "no-cache"


@web.middleware
async def _only_from_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site makes a browser send here (by a foreign name, or across sites)."""
    # The app's side is called by a program, which sends neither a foreign Host nor an Origin and
    # has to show a token.
    people_side = not request.path.startswith(("/api/", "/link", "/commands/", "/actions/"))
    if people_side and _host_name(request.host) not in LOCAL_NAMES:
        return web.json_response({"error": "This address is for this machine only."}, status=403)
    origin = request.headers.get("Origin")
    if people_side and origin not in (None, f"{request.scheme}://{request.host}"):
        return web.json_response({"error": "This page may not do that."}, status=403)
    return await handler(request)


def _host_name(host: str) -> str:
    # An IPv6 address has colons of its own, within brackets.
    return host if host.endswith("]") else host.rpartition(":")[0] or host
