"""The interviews ahead as a table (RFC 4180): for programs, and by a link that works once."""

import asyncio
import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse

from bot.process.addresses import EXPORT_PATH
from bot.web.api.schemas.fields import Id, Text
from bot.web.api.shared.openapi import Answers, refusing
from bot.web.api.shared.routes import Asked, UsedDependencies, known, new_router
from bot.web.downloads.page import HEADERS, shown_page
from scheduling.model import Interview, Person
from scheduling.model.api_access import Scope
from scheduling.model.details import Detail
from scheduling.model.interviews import InterviewFilter
from scheduling.usecases.interviews import downloaded, exported, is_open

COLUMNS = (
    "id",
    "starts",
    "ends",
    "candidate",
    "candidate_email",
    "interviewers",
    "cannot_make_it",
    "outside_hours_of",
    "state",
    *Detail,
)
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ANSWERS: Answers = {
    **refusing(404),
    200: {"description": "The table, a line for each.", "content": {"text/csv": {}}},
}
_FORM = '<form method="post"><button type="submit">Download the list</button></form>'

calls = new_router("Interviews", changing=Scope.BOOK)
page = APIRouter(include_in_schema=False)


@calls.get("/export_interviews/", response_class=Response, responses=_ANSWERS)
async def export_interviews(
    context: Asked,
    dependencies: UsedDependencies,
    user: Annotated[Id | None, Query(description="Only those with them.")] = None,
) -> Response:
    """The interviews ahead as a table, by time; times are UTC."""
    if user is not None:
        await known(dependencies, field="user", ids=[user])
    wanted = InterviewFilter(person_ids=() if user is None else (user,))
    found = await asyncio.to_thread(exported, dependencies.store, context, wanted=wanted)
    return _table(found, now=context.now)


@page.get(EXPORT_PATH)
async def show_export(
    token: Annotated[Text, Query()], dependencies: UsedDependencies
) -> HTMLResponse:
    """Show a page with a button: whoever only looks at a link must not use it up.

    Programs that preview links do, and so do those that scan mail.
    """
    now = dependencies.clock()
    if await asyncio.to_thread(is_open, dependencies.store, secret=token, now=now):
        words = "All that you asked for, in one table. This works once."
        return shown_page("Interviews", words, form=_FORM)
    return _over()


@page.post(EXPORT_PATH)
async def download(
    _: Request, token: Annotated[Text, Query()], dependencies: UsedDependencies
) -> Response:
    """Give the table, and end the link."""
    now = dependencies.clock()
    found = await asyncio.to_thread(downloaded, dependencies.store, secret=token, now=now)
    return _over() if found is None else _table(found, now=now)


def csv_of(interviews: Iterable[Interview]) -> str:
    """Return interviews as CSV, a line for each below the names of the columns.

    What a spreadsheet would take for a formula is shown as text: an apostrophe stands before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for interview in interviews:
        writer.writerow(map(_as_text, _cells(interview)))
    return text.getvalue()


def _cells(interview: Interview) -> tuple[str, ...]:
    span, people, said = interview.span, interview.people, interview.details
    return (
        str(interview.id),
        span.start.isoformat(),
        span.end.isoformat(),
        interview.candidate.name,
        interview.candidate.email or "",
        _names(interview.interviewers),
        _names(each for each in people if each.id in interview.declined),
        _names(each for each in people if each.id in interview.in_conflict),
        interview.state.value,
        *(getattr(said, detail) for detail in Detail),
    )


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def _names(people: Iterable[Person]) -> str:
    return "; ".join(person.name for person in people)


def _table(interviews: Iterable[Interview], *, now: datetime) -> Response:
    name = f"interviews-{now:%Y-%m-%d}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    # The mark at the beginning tells spreadsheets that it is UTF-8, which they do not guess.
    body = "\ufeff" + csv_of(interviews)
    return Response(body, media_type="text/csv", headers={**HEADERS, **disposition})


def _over() -> HTMLResponse:
    words = "It works once, and for 15 minutes. <code>/interviews export</code> makes a new one."
    return shown_page("This link is over", words, status=404)
