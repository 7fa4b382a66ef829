"""Everybody registered and all who are decided on, a page at a time, with what may be done."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.features.register.merging import choice as merging_choice
from bot.features.register.shown import erasing_question, outcome_question, removal_question
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks
from bot.views.block_kit.carried import carried_id
from bot.views.errors import done_view
from bot.views.register import form
from bot.views.register import people as view
from scheduling.usecases.members import confirm_departures
from scheduling.usecases.people.listing import list_decided, list_people
from scheduling.usecases.register import candidate_of

Question = Callable[[int, SlackRequest], Awaitable[tuple[str, Blocks]]]


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.DEPARTED)(middleware.answering(they_have_left))
    app.action(view.MORE)(middleware.answering(choose))
    for action_id in (view.DECIDED, f"{view.DECIDED}_back"):
        app.action(action_id)(middleware.answering(turn_decided_page))
    for action_id in (view.LIST, f"{view.LIST}_back"):
        app.action(action_id)(middleware.answering(turn_page))


async def choose(request: SlackRequest, action: dict[str, Any]) -> None:
    """Do what was picked in the menu beside somebody in the list."""
    verb, person_id = view.read_choice(action["selected_option"]["value"])
    if verb is view.Choice.CHANGE:
        person = await request.do(candidate_of, person_id=person_id)
        await request.surface.show(form.candidate_view(request.actor, changing=person))
        return
    questions: dict[view.Choice, Question] = {
        view.Choice.OUTCOME: outcome_question,
        view.Choice.MERGE: merging_choice,
        view.Choice.REMOVE: removal_question,
        view.Choice.ERASE: erasing_question,
    }
    text, blocks = await questions[verb](person_id, request)
    shown = done_view(title=verb.capitalize(), sentence=text)
    await request.surface.show_beside(view=shown, text=text, blocks=blocks)


async def they_have_left(request: SlackRequest, respond: AsyncRespond) -> None:
    """Take as true that many people have left at once."""
    told = await request.once(lambda left: Told(text=view.departed_words(left)), confirm_departures)
    await respond(text=told.text, replace_original=True)


async def turn_page(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Show another page of the list in the place of this one."""
    words, blocks = await listed(carried_id(action["value"]), request)
    await respond(text=words, blocks=blocks, replace_original=True)


async def turn_decided_page(
    request: SlackRequest, action: dict[str, Any], respond: AsyncRespond
) -> None:
    """Show a page of the candidates who are decided on in the place of the message."""
    words, blocks = await listed_decided(carried_id(action["value"]), request)
    await respond(text=words, blocks=blocks, replace_original=True)


async def listed(skip: int, request: SlackRequest) -> tuple[str, Blocks]:
    """Return a page of everybody, as words and as blocks."""
    listing = await request.do(list_people, skip=skip, limit=view.PAGE)
    return view.list_words(listing), view.list_blocks(listing, reader=request.actor)


async def listed_decided(skip: int, request: SlackRequest) -> tuple[str, Blocks]:
    """Return a page of the candidates who are decided on, as words and as blocks."""
    decided = await request.do(list_decided, skip=skip, limit=view.PAGE)
    return view.decided_words(decided), view.decided_blocks(decided)
