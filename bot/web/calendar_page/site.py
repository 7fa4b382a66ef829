"""The page itself: what is sent there, and what comes of it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendars.sources.source import CalendarAccount
from bot.web.api.shared.dependencies import Dependencies
from bot.web.api.shared.semantics import WAS_HEAD
from bot.web.calendar_page import signing_in
from bot.web.calendar_page.door import CalendarDoor, CalendarVisit, WayBack
from bot.web.calendar_page.one_use import connect_once
from bot.web.calendar_page.pages import (
    connected_shown,
    form_shown,
    too_often_shown,
    trouble_shown,
    used_shown,
)
from bot.web.candidate.signed_door import Form
from languages.style import ENGLISH
from scheduling.errors import SchedulingError
from scheduling.results import CalendarChange
from scheduling.timespan import written_in
from scheduling.usecases.audit import acting_in_slack

_LONGEST = 3_000
"""Characters of each field."""
_TOO_LONG = "That is longer than any address, user or password. Nothing was connected."

log = logging.getLogger(__name__)


def calendar_site(dependencies: Dependencies) -> Starlette:
    """Return the application; it is to be found under `calendar_links.PATH`."""
    door, way_back = CalendarDoor(dependencies), WayBack(dependencies)

    async def showing(request: Request) -> Response:
        return await _let_in(door, request, form_page)

    async def connecting(request: Request) -> Response:
        return await _let_in(door, request, connect)

    async def leaving(request: Request) -> Response:
        return await _let_in(door, request, signing_in.leave)

    async def returning(request: Request) -> Response:
        # Who only looks whether something is there has not come back.
        if WAS_HEAD in request.scope:
            return await way_back.refuse(request)
        return await _let_in(way_back, request, signing_in.come_back)

    async def nothing(request: Request, _: Exception) -> Response:
        return await door.refuse(request)

    async def trouble(request: Request, error: Exception) -> Response:
        # No trace: what was typed may stand in its words.
        log.error("the page for a calendar could not be shown: %s", type(error).__name__)
        return door.trouble(request)

    return Starlette(
        routes=[
            Route("/signed-in/{provider}", returning, methods=["GET"]),
            Route("/{link}/sign-in/{provider}", leaving, methods=["GET"]),
            Route("/{link}", showing, methods=["GET"]),
            Route("/{link}", connecting, methods=["POST"]),
        ],
        exception_handlers={404: nothing, 405: nothing, Exception: trouble},
    )


async def form_page(visit: CalendarVisit) -> Response:
    """Show the form, empty."""
    return form_shown(visit)


async def connect(visit: CalendarVisit) -> Response:
    """Read the calendar and connect it, and show what was found; else say why not."""
    form = visit.form()
    if form is None:
        return visit.looks.over()
    account = _account(form)
    if wait := visit.rates.take(visit.link.slack_user_id):
        return too_often_shown(visit, wait=wait, account=account)
    if max(map(len, (account.address, account.username, account.password))) > _LONGEST:
        return form_shown(visit, trouble=_TOO_LONG)
    context, actor = visit.context, visit.context.actor
    try:
        with acting_in_slack(actor, now=context.now):
            change = await _connected(visit, account)
    except SchedulingError as error:
        return trouble_shown(visit, error, account=account)
    return used_shown(visit) if change is None else connected_shown(visit, change)


async def _connected(visit: CalendarVisit, account: CalendarAccount) -> CalendarChange | None:
    """Connect a calendar, or nothing where another was meanwhile. Raises SchedulingError."""
    keeper, context, person_id = visit.calendars, visit.context, visit.link.person_id
    new = await keeper.look(context, account, person_id=person_id)
    return await connect_once(keeper, context, new=new, person_id=person_id, key=visit.key)


async def _let_in(
    door: CalendarDoor, request: Request, page: Callable[[CalendarVisit], Awaitable[Response]]
) -> Response:
    visit = await door.enter(request)
    if isinstance(visit, Response):
        return visit
    # As in Slack: in English, and by their own clock.
    with written_in(replace(visit.context.actor.style, language=ENGLISH)):
        return used_shown(visit) if visit.is_used else await page(visit)


def _account(form: Form) -> CalendarAccount:
    address, username, password = (
        form.get(name, [""])[0] for name in ("address", "username", "password")
    )
    return CalendarAccount(address=address.strip(), username=username.strip(), password=password)
