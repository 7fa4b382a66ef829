"""Moving and cancelling one's interview, each on a page of its own, and taking it along."""

import asyncio
from datetime import datetime
from functools import partial

from starlette.responses import Response

from bot.web.candidate.door import Visit
from bot.web.candidate.main_page import back, day_and_hour, frame_of, hours_by_day, main_page
from bot.web.candidate.signed_door import Form
from languages.catalogue import N_, gettext
from scheduling.errors import (
    HasPassed,
    InterviewChanged,
    InterviewGone,
    LinkOver,
    NotByThemselves,
    SchedulingError,
    SlotTaken,
)
from scheduling.model import Interview, Seen
from scheduling.timespan import instant_of
from scheduling.usecases.candidate import (
    ask_to_move,
    hours_to_move,
    move_own,
    pick_hour,
    who_would_come,
)
from scheduling.usecases.interviews import cancel_interview
from scheduling.wording.reading import looks_dated, read_start

_MOST_DIGITS = 10
# Whoever reads it has a browser that has no field for an hour, or a strange one.
_DAY_AND_HOUR = N_("Choose a day and an hour, such as {such}")
_SUCH_AN_HOUR = "2026-11-10 09:00"
_GONE = N_("That hour was taken just now. These are free:")


def own(visit: Visit) -> Interview | None:
    """Return the candidate's interview that the address names; None for anybody else's."""
    number = visit.request.path_params["interview"]
    return next((each for each in visit.page.interviews if each.id == number), None)


async def pick(visit: Visit, form: Form) -> Response:
    """Book an hour that was offered; taken meanwhile, show the next hours."""
    start = _start(form)
    if start is None:
        return back(visit, "unchanged")
    would_come = partial(
        who_would_come,
        visit.dependencies.store,
        visit.context,
        link=visit.page.link,
        start=start,
    )
    await visit.dependencies.read_calendars_of_those(would_come)
    try:
        await asyncio.to_thread(
            pick_hour, visit.dependencies.store, visit.context, link=visit.page.link, start=start
        )
    except SlotTaken:
        return await main_page(visit, trouble=gettext(_GONE))
    except LinkOver:
        return back(visit, "unchanged")
    return back(visit, "picked")


async def calendar(visit: Visit) -> Response:
    """Give an interview as a file for the candidate's own calendar."""
    interview = own(visit)
    if interview is None:
        return back(visit, "gone")
    content = await asyncio.to_thread(_as_text, interview, visit)
    headers = {
        "Content-Disposition": 'attachment; filename="interview.ics"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="text/calendar; method=PUBLISH", headers=headers)


def _as_text(interview: Interview, visit: Visit) -> bytes:
    # Here and not above: icalendar is loaded by the first who wants a calendar.
    from bot.web.candidate.calendar import calendar_of

    text: bytes = calendar_of(interview, visit).to_ical()
    return text


async def move_page(visit: Visit, *, trouble: str = "", typed: str = "") -> Response:
    """Show to which hours an interview can be moved, and a way to ask for another."""
    interview = own(visit)
    if interview is None:
        return back(visit, "gone")
    try:
        choices = await asyncio.to_thread(
            hours_to_move, visit.dependencies.store, visit.context, interview_id=interview.id
        )
    except SchedulingError:
        return back(visit, "late")
    day, hour = day_and_hour(interview.start, visit)
    return visit.looks.shown(
        "move.html",
        visit.request,
        status=422 if trouble else 200,
        **frame_of(visit),
        interview=interview,
        day=day,
        hour=hour,
        may_move=choices.may_move,
        days=list(hours_by_day(choices.starts, visit)),
        trouble=trouble,
        typed=typed,
        form=visit.signed(_what("move", interview)),
    )


async def move(visit: Visit, form: Form) -> Response:
    """Move an interview to an hour that was offered; taken meanwhile, show the next hours."""
    interview, start = own(visit), _start(form)
    if interview is None or start is None:
        return back(visit, "gone" if interview is None else "unchanged")
    await visit.dependencies.read_calendars_of(interview.id)
    try:
        await asyncio.to_thread(
            move_own,
            visit.dependencies.store,
            visit.context,
            interview_id=interview.id,
            start=start,
            seen=_seen(form),
        )
    except SlotTaken:
        return await move_page(visit, trouble=gettext(_GONE))
    except NotByThemselves:
        return await move_page(visit)
    except (InterviewChanged, InterviewGone):
        return back(visit, "changed")
    except HasPassed:
        return back(visit, "late")
    return back(visit, "moved")


async def ask(visit: Visit, form: Form) -> Response:
    """Ask the coordinators for an hour that is not offered."""
    interview = own(visit)
    typed = form.get("wanted", [""])[0].strip()[:100]
    if interview is None:
        return back(visit, "gone")
    if not looks_dated(typed):
        asked = gettext(_DAY_AND_HOUR).format(such=_SUCH_AN_HOUR)
        return await move_page(visit, trouble=asked, typed=typed)
    try:
        wanted = read_start(typed.replace("T", " "), zone=visit.page.person.zone)
        await asyncio.to_thread(
            ask_to_move,
            visit.dependencies.store,
            visit.context,
            interview_id=interview.id,
            wanted=wanted,
            seen=_seen(form),
        )
    except (InterviewChanged, InterviewGone):
        return back(visit, "changed")
    except SchedulingError as error:
        words = error.sentence(zone=visit.page.person.zone).replace("`", "")
        return await move_page(visit, trouble=words, typed=typed)
    return back(visit, "asked")


async def cancel_page(visit: Visit) -> Response:
    """Ask once more, on a page of its own: whatever looks at links may press what is on them."""
    interview = own(visit)
    if interview is None:
        return back(visit, "gone")
    day, hour = day_and_hour(interview.start, visit)
    return visit.looks.shown(
        "cancel.html",
        visit.request,
        **frame_of(visit),
        interview=interview,
        day=day,
        hour=hour,
        form=visit.signed(_what("cancel", interview)),
    )


async def cancel(visit: Visit, form: Form) -> Response:
    """Cancel an interview; everybody in it is told, with the reason where one was given."""
    interview = own(visit)
    if interview is None:
        return back(visit, "cancelled")
    try:
        await asyncio.to_thread(
            cancel_interview,
            visit.dependencies.store,
            visit.context,
            interview_id=interview.id,
            seen=_seen(form),
            words=" ".join(form.get("why", [""])[0].split()),
        )
    except InterviewGone:
        return back(visit, "cancelled")
    except InterviewChanged:
        return back(visit, "changed")
    except HasPassed:
        return back(visit, "late")
    return back(visit, "cancelled")


def _what(action: str, interview: Interview) -> str:
    return f"{action}-{interview.id}"


def _seen(form: Form) -> Seen:
    revision = form.get("revision", [""])[0]
    known = revision.isascii() and revision.isdigit() and len(revision) <= _MOST_DIGITS
    # What no page of ours has sent is of no revision that there is.
    return Seen(revision=int(revision) if known else 0)


def _start(form: Form) -> datetime | None:
    tick = form.get("start", [""])[0]
    known = tick.isascii() and tick.isdigit() and len(tick) <= _MOST_DIGITS
    return instant_of(int(tick)) if known else None
