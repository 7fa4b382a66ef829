"""All that is held about somebody, as JSON: for programs, and by a link that works once."""

import asyncio
import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse

from bot.process.addresses import PERSON_EXPORT_PATH
from bot.web.api.schemas.fields import Id, Text
from bot.web.api.schemas.held import PersonExport
from bot.web.api.shared.blame import looking_for
from bot.web.api.shared.openapi import refusing
from bot.web.api.shared.routes import Asked, UsedDependencies, need, new_router
from bot.web.downloads.page import HEADERS, shown_page
from scheduling.model.api_access import Scope
from scheduling.results.people import PersonHeld
from scheduling.usecases.interviews import is_open
from scheduling.usecases.people.held import held_about, held_downloaded

_FORM = '<form method="post"><button type="submit">Download the file</button></form>'
_WORDS = "All that I hold about one person, as a file of JSON. This works once."
_OVER = "It works once, and for 15 minutes. <code>/register export</code> makes a new one."

calls = new_router("People", changing=Scope.PEOPLE)
page = APIRouter(include_in_schema=False)


@calls.get("/export_user/", response_model=PersonExport, responses=refusing(404))
async def export_user(
    request: Request, user: Annotated[Id, Query()], context: Asked, dependencies: UsedDependencies
) -> Response:
    """All that is held about somebody. It takes the scope `audit` beside that to read."""
    need(Scope.AUDIT, request)
    with looking_for("user"):
        found = await asyncio.to_thread(held_about, dependencies.store, context, whom=user)
    return Response(_text(found), media_type="application/json", headers=HEADERS)


@page.get(PERSON_EXPORT_PATH)
async def show_export(
    token: Annotated[Text, Query()], dependencies: UsedDependencies
) -> HTMLResponse:
    """Show a page with a button: whoever only looks at a link must not use it up."""
    now = dependencies.clock()
    if await asyncio.to_thread(is_open, dependencies.store, secret=token, now=now):
        return shown_page("What is held about somebody", _WORDS, form=_FORM)
    return _over()


@page.post(PERSON_EXPORT_PATH)
async def download(
    _: Request, token: Annotated[Text, Query()], dependencies: UsedDependencies
) -> Response:
    """Give the file, and end the link."""
    now = dependencies.clock()
    found = await asyncio.to_thread(held_downloaded, dependencies.store, secret=token, now=now)
    if found is None:
        return _over()
    # By number: a name in the name of a file would be seen by whoever looks into a folder.
    name = f"person-{found.person.id}-{now:%Y-%m-%d}.json"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_text(found), media_type="application/json", headers={**HEADERS, **disposition})


def _text(found: PersonHeld) -> str:
    return json.dumps(found.as_json, ensure_ascii=False, indent=2)


def _over() -> HTMLResponse:
    return shown_page("This link is over", _OVER, status=404)
