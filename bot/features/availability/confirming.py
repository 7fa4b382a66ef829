"""Saying whether a calendar is one's own, for which somebody has signed in."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.slack.requests.surface import SurfaceKind
from bot.views.block_kit.blocks import escape, section
from bot.views.calendars import unconfirmed as view
from bot.views.calendars.overview import calendars_view, connected_lines
from scheduling.errors import NoKeysForCalendars
from scheduling.results import CalendarChange, OwnerAsked
from scheduling.usecases.availability.calendars import calendars_of, connect_calendar
from scheduling.usecases.availability.confirming import refuse_calendar
from scheduling.wording.saying.calendars import busy_words, refused_words


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of the answers."""
    app.action(view.CONFIRM)(middleware.answering(confirm))
    app.action(view.REFUSE)(middleware.answering(refuse))


async def confirm(request: SlackRequest, action: dict[str, Any]) -> None:
    """Read the calendar and connect it, and say what was found where the question was."""
    if request.calendars is None:
        raise NoKeysForCalendars
    unconfirmed_id = view.read_unconfirmed(action["value"])
    new = await request.calendars.look_confirmed(request.context, unconfirmed_id=unconfirmed_id)
    told = await request.once(
        lambda change: Told(text="\n".join(_lines(change, request))),
        connect_calendar,
        new=new,
        interval=request.calendars.interval,
        person_id=None,
    )
    await _answer(request, told)


async def refuse(request: SlackRequest, action: dict[str, Any]) -> None:
    """Have what was allowed be given back, and say so where the question was."""
    told = await request.once(
        lambda asked: Told(text=_refused(asked)),
        refuse_calendar,
        unconfirmed_id=view.read_unconfirmed(action["value"]),
    )
    await _answer(request, told)


async def _answer(request: SlackRequest, told: Told) -> None:
    if request.surface.surface is SurfaceKind.MODAL:
        await request.surface.show(await _list_view(request, notice=told.text))
    else:
        await request.surface.respond(
            text=told.text, blocks=[section(told.text)], replace_original=True
        )


async def _list_view(request: SlackRequest, *, notice: str) -> View:
    theirs = await request.do(calendars_of, person_id=None)
    return calendars_view(theirs, context=request.context, notice=notice)


def _lines(change: CalendarChange, request: SlackRequest) -> list[str]:
    lines = connected_lines(change)
    if change.shown.busy is not None:
        zone, now = request.actor.zone, request.now
        lines.append(busy_words(change.shown.busy, now=now, zone=zone, whose="you are"))
    return lines


def _refused(asked: OwnerAsked) -> str:
    return f":white_check_mark: {escape(refused_words(asked.unconfirmed))}"
