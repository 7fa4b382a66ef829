"""One interview as a file for the calendar of somebody who is told of it by hand."""

import asyncio
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from bot.process.signing.entry_links import ENTRY_PATH, entry_in
from bot.web.api.schemas.fields import Text
from bot.web.api.shared.openapi import Answers, refusing
from bot.web.api.shared.problems import problem
from bot.web.api.shared.routes import UsedDependencies
from scheduling.results import Feed
from scheduling.usecases.interviews.feed import entry_of

_ANSWERS: Answers = {
    **refusing(404, 422, 500, 503),
    200: {"description": "The entry.", "content": {"text/calendar": {}}},
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="interview.ics"',
    "X-Robots-Tag": "noindex",
}

page = APIRouter(include_in_schema=False)


@page.get(ENTRY_PATH, response_class=Response, responses=_ANSWERS)
async def interview_ics(
    entry: Annotated[Text, Query()], dependencies: UsedDependencies
) -> Response:
    """Answer with the interview as it stands now, until it is over."""
    keys, now = dependencies.keys, dependencies.clock()
    ids = None if keys is None else entry_in(entry, keys=keys)
    found = None
    if ids is not None:
        found = await asyncio.to_thread(
            entry_of,
            dependencies.store,
            interview_id=ids[0],
            person_id=ids[1],
            now=now,
            sees_panel=dependencies.rules.candidates_see_panel,
        )
    if found is None:
        return problem(404, "This link leads to no interview (any more).")
    text = await asyncio.to_thread(_as_text, found, now)
    return Response(text, media_type="text/calendar", headers=_HEADERS)


def _as_text(found: Feed, now: datetime) -> bytes:
    # Here and not above: icalendar takes longer to load than the rest of HTTP.
    from bot.web.calendar import entry_for

    text: bytes = entry_for(found, now=now).to_ical()
    return text
