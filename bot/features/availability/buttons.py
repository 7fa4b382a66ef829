"""What the buttons under a question about hours do: save one of the ways, take away, or leave."""

from datetime import date
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.features.availability.listing import save_chosen
from bot.features.availability.saying import (
    chosen,
    said_back_to,
    save_and_say,
    subject_of,
    understood,
    zone_of,
)
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.slack.requests.surface import SurfaceKind
from bot.views.hours import removal as view
from bot.views.hours.readings import READING_ACTIONS, read_reading
from scheduling.usecases.availability import clear_availability, remove_hours


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of the questions."""
    for action_id in READING_ACTIONS:
        app.action(action_id)(middleware.answering(take_reading))
    app.action(view.PAUSE_UNTIL)(middleware.answering(pause_until))
    for action_id in view.REMOVAL_ACTIONS:
        app.action(action_id)(middleware.answering(take_removal))
    app.action(view.CLEAR)(middleware.answering(clear))
    app.action(view.KEEP)(middleware.answering(keep))


async def take_reading(
    request: SlackRequest, action: dict[str, Any], respond: AsyncRespond
) -> None:
    """Save one of the ways in which hours may have been meant, where the question was."""
    place = read_reading(action["value"])
    subject = await subject_of(place, request)
    said = chosen(place, subject.person or subject.member, request)
    if request.surface.surface is SurfaceKind.MODAL:
        await save_chosen(said, place.person_id, request)
        return
    await save_and_say(said, subject, request, respond, in_place=True)


async def pause_until(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Take time off up to the day that was picked, where the question was."""
    subject = await subject_of(read_reading(action["block_id"]), request)
    today = request.now.astimezone(zone_of(subject, request)).date()
    sentence = view.off_until(date.fromisoformat(action["selected_date"]), today=today)
    said = understood(sentence, subject.person or subject.member, request)
    await save_and_say(said, subject, request, respond, in_place=True)


async def clear(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Remove all hours, where the question was."""
    person_id, version = view.read_clear(action["value"])
    told = await request.once(
        partial(said_back_to, request), clear_availability, person_id=person_id, version=version
    )
    await respond(text=told.text, blocks=told.blocks, replace_original=True)


async def keep(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Leave all hours as they are, where the question was."""
    await respond(text=view.KEPT, replace_original=True)


async def take_removal(
    request: SlackRequest, action: dict[str, Any], respond: AsyncRespond
) -> None:
    """Take away what the pressed button names, where the question was."""
    place = read_reading(action["value"])
    subject = await subject_of(place, request)
    said = understood(place.sentence, subject.person, request)
    told = await request.once(
        partial(said_back_to, request), remove_hours, person_id=place.person_id, said=said
    )
    await respond(text=told.text, blocks=told.blocks, replace_original=True)
