"""All of a candidate's pages, as one application of their own.

To look at a page changes nothing, whoever looks: programs that scan mail open every link, run
the scripts of what they find and press the buttons that scripts press.
"""

import logging
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.api.shared.dependencies import Dependencies
from bot.web.candidate import changing, giving, looks
from bot.web.candidate.door import Door, Visit
from bot.web.candidate.language import (
    keep_browser_s,
    save_language,
    style_of_visit,
)
from bot.web.candidate.main_page import main_page
from bot.web.candidate.signed_door import Form
from scheduling.timespan import written_in
from scheduling.usecases.audit import acting_on_page

Shows = Callable[[Visit], Awaitable[Response]]
Does = Callable[[Visit, Form], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]

log = logging.getLogger(__name__)


def candidate_site(dependencies: Dependencies) -> Starlette:
    """Return the application; it is to be found under PAGES."""
    door = Door(dependencies)

    async def nothing(request: Request, _: Exception) -> Response:
        # Such as the address of a form, opened by itself.
        visit = await door.enter(request)
        if isinstance(visit, Response):
            return visit
        return RedirectResponse(visit.base, status_code=303)

    async def trouble(request: Request, error: Exception) -> Response:
        log.error("a candidate's page could not be shown", exc_info=error)
        return door.trouble(request)

    of_one = "/{link}/interviews/{interview:int}"
    shows: dict[str, Shows] = {
        "/{link}": main_page,
        "/{link}/zone": giving.zone_page,
        f"{of_one}/interview.ics": changing.calendar,
        f"{of_one}/move": changing.move_page,
        f"{of_one}/cancel": changing.cancel_page,
    }
    does: dict[str, tuple[str, Does]] = {
        "/{link}/hours": ("hours", giving.save_marks),
        "/{link}/words": ("words", giving.save_words),
        "/{link}/zone": ("zone", giving.save_zone),
        "/{link}/language": ("language", save_language),
        "/{link}/pick": ("pick", changing.pick),
        f"{of_one}/move": ("move", changing.move),
        f"{of_one}/ask": ("move", changing.ask),
        f"{of_one}/cancel": ("cancel", changing.cancel),
    }
    return Starlette(
        routes=[
            Route("/-/{name}", looks.file, methods=["GET"]),
            *(Route(path, _showing(door, page), methods=["GET"]) for path, page in shows.items()),
            *(
                Route(path, _doing(door, what, done), methods=["POST"])
                for path, (what, done) in does.items()
            ),
        ],
        exception_handlers={404: nothing, 405: nothing, Exception: trouble},
    )


def _showing(door: Door, page: Shows) -> Endpoint:
    async def showing(request: Request) -> Response:
        visit = await door.enter(request)
        if isinstance(visit, Response):
            return visit
        with written_in(style_of_visit(visit)):
            return await page(visit)

    return showing


def _doing(door: Door, what: str, done: Does) -> Endpoint:
    """Do what a form of ours asks for; one that is none of ours is refused like any other."""

    async def doing(request: Request) -> Response:
        visit = await door.enter(request)
        if isinstance(visit, Response):
            return visit
        form, page = visit.form(), visit.page
        number = request.path_params.get("interview")
        if not visit.is_from(form, what if number is None else f"{what}-{number}"):
            return await door.refuse(request)
        style = style_of_visit(visit)
        with written_in(style), acting_on_page(page.person.id, now=page.now):
            if what != "language":
                await keep_browser_s(visit)
            return await done(visit, form)

    return doing
