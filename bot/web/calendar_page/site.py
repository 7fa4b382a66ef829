"""The page itself: a form, and what was found in the calendar that it is about."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendars.source import CalendarAccount
from bot.process.signing.calendar_links import GOOD_FOR
from bot.web.api.shared.dependencies import Dependencies
from bot.web.calendar_page.door import CalendarDoor, CalendarVisit
from bot.web.calendar_page.one_use import connect_once
from bot.web.candidate.signed_door import Form
from languages.style import ENGLISH
from scheduling.errors import SchedulingError
from scheduling.results import CalendarChange
from scheduling.timespan import written_in
from scheduling.usecases.audit import acting_in_slack
from scheduling.wording.saying.calendars import (
    NO_HOURS,
    NO_HOURS_OF_THEM,
    WHERE_TO_FIND,
    called,
    found_words,
    left_out,
    left_out_words,
    shown_words,
    skipped_words,
)

_LONGEST = 3_000
"""Characters of each field."""
_TOO_LONG = "That is longer than any address, user or password. Nothing was connected."

log = logging.getLogger(__name__)


def calendar_site(dependencies: Dependencies) -> Starlette:
    """Return the application; it is to be found under `calendar_links.PATH`."""
    door = CalendarDoor(dependencies)

    async def showing(request: Request) -> Response:
        return await _let_in(door, request, form_page)

    async def connecting(request: Request) -> Response:
        return await _let_in(door, request, connect)

    async def nothing(request: Request, _: Exception) -> Response:
        return await door.refuse(request)

    async def trouble(request: Request, error: Exception) -> Response:
        # No trace: what was typed may stand in its words.
        log.error("the page for a calendar could not be shown: %s", type(error).__name__)
        return door.trouble(request)

    return Starlette(
        routes=[
            Route("/{link}", showing, methods=["GET"]),
            Route("/{link}", connecting, methods=["POST"]),
        ],
        exception_handlers={404: nothing, 405: nothing, Exception: trouble},
    )


async def form_page(visit: CalendarVisit) -> Response:
    """Show the form, empty."""
    return _form(visit)


async def connect(visit: CalendarVisit) -> Response:
    """Read the calendar and connect it, and show what was found; else say why not."""
    form = visit.form()
    if form is None:
        return visit.looks.over()
    if wait := visit.rates.take(visit.link.slack_user_id):
        return visit.looks.too_many(wait=wait)
    account = _account(form)
    if max(map(len, (account.address, account.username, account.password))) > _LONGEST:
        return _form(visit, trouble=_TOO_LONG)
    context, actor = visit.context, visit.context.actor
    try:
        with acting_in_slack(actor, now=context.now):
            change = await _connected(visit, account)
    except SchedulingError as error:
        sentence = error.sentence(zone=actor.zone).replace("`", "")
        return _form(visit, trouble=sentence, account=account)
    if change is None:
        return _used(visit)
    return visit.looks.shown("calendar_connected.html", visit.request, **_found(visit, change))


async def _connected(visit: CalendarVisit, account: CalendarAccount) -> CalendarChange | None:
    """Connect a calendar, or nothing where another was meanwhile. Raises SchedulingError."""
    keeper, context, person_id = visit.calendars, visit.context, visit.link.person_id
    new = await keeper.look(context, account, person_id=person_id)
    return await connect_once(keeper, context, new=new, person_id=person_id, key=visit.key)


def _used(visit: CalendarVisit) -> Response:
    return visit.looks.shown("calendar_used.html", visit.request, status=410)


async def _let_in(
    door: CalendarDoor, request: Request, page: Callable[[CalendarVisit], Awaitable[Response]]
) -> Response:
    visit = await door.enter(request)
    if isinstance(visit, Response):
        return visit
    # As in Slack: in English, and by their own clock.
    with written_in(replace(visit.context.actor.style, language=ENGLISH)):
        return _used(visit) if visit.is_used else await page(visit)


def _account(form: Form) -> CalendarAccount:
    address, username, password = (
        form.get(name, [""])[0] for name in ("address", "username", "password")
    )
    return CalendarAccount(address=address.strip(), username=username.strip(), password=password)


def _form(
    visit: CalendarVisit, *, trouble: str = "", account: CalendarAccount | None = None
) -> Response:
    """The form, with what was typed but for the password."""
    return visit.looks.shown(
        "calendar.html",
        visit.request,
        status=422 if trouble else 200,
        base=visit.base,
        owner=visit.owner,
        form=visit.form_token,
        trouble=trouble,
        address=account.address if account else "",
        username=account.username if account else "",
        where=WHERE_TO_FIND,
        minutes=int(GOOD_FOR.total_seconds() // 60),
    )


def _found(visit: CalendarVisit, change: CalendarChange) -> dict[str, Any]:
    calendar, context = change.shown.calendar, visit.context
    whose = "they are" if visit.owner else "you are"
    lines = [
        shown_words(change.shown, now=context.now, zone=context.actor.zone, whose=whose),
        *(skipped_words(each) for each in change.skipped),
    ]
    if count := left_out(calendar):
        lines.append(f"{left_out_words(count)} In Slack, one press counts them.")
    if change.newly_registered:
        lines.append("You are registered as an interviewer with that.")
    if not change.has_hours:
        lines.append(NO_HOURS_OF_THEM if visit.owner else NO_HOURS)
    return {
        "owner": visit.owner,
        "found": found_words(called(calendar), change.events or 0),
        "lines": lines,
    }
