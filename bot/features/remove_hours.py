"""Taking hours away where the bot has asked: all of them, or one of several that were meant."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.hours import changed as said_back
from bot.views.hours import removal as view
from bot.views.hours.readings import read_reading
from scheduling.results import AvailabilityChange
from scheduling.usecases.availability import availability_of, clear_availability, remove_hours
from scheduling.wording.reading import read_availability


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for action_id in view.REMOVAL_ACTIONS:
        app.action(action_id)(middleware.answering(take_removal))
    app.action(view.CLEAR)(middleware.answering(clear))
    app.action(view.KEEP)(middleware.answering(keep))


async def clear(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Remove all hours, where the question was."""
    person_id, version = view.read_clear(action["value"])
    given = await request.do(clear_availability, person_id=person_id, version=version)
    await _say(given, request, respond)


async def keep(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Leave all hours as they are, where the question was."""
    await respond(text=view.KEPT, replace_original=True)


async def take_removal(
    request: SlackRequest, action: dict[str, Any], respond: AsyncRespond
) -> None:
    """Take away what the pressed button names, where the question was."""
    place = read_reading(action["value"])
    person, _ = await request.do(availability_of, person_id=place.person_id)
    zone = person.zone if person else request.actor.zone
    said = read_availability(place.sentence, now=request.now, zone=zone)
    given = await request.do(remove_hours, person_id=place.person_id, said=said)
    await _say(given, request, respond)


async def _say(given: AvailabilityChange, request: SlackRequest, respond: AsyncRespond) -> None:
    words = said_back.given_words(given, context=request.context)
    blocks = said_back.given_message(given, context=request.context)
    await respond(text=words, blocks=blocks, replace_original=True)
