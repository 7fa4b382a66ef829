"""Making one person of two who are the same; what stays of whom is said first."""

import asyncio
import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Option

from bot.features.register.naming import one_named
from bot.features.register.shown import merging_question
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, escape_sentence, section
from bot.views.block_kit.fields import person_options
from bot.views.errors import done_view
from bot.views.register import merging as view
from scheduling.errors import DoubleChanged, NotUnderstood
from scheduling.model import Person
from scheduling.model.permissions import Action, require
from scheduling.usecases.people import people_with
from scheduling.usecases.people.listing import people_matching
from scheduling.usecases.people.merging import merge_people

_CHOICES = 50
_WHOM = "Who is who? First the double, then who stays: `/register merge Dora D. into Dora Diaz`"
_INTO = re.compile(r"\s+into\s+", re.IGNORECASE)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(view.WITH_WHOM)(middleware.answering(chosen))
    app.action(view.TURN_ROUND)(middleware.answering(turn_round))
    app.action(view.MERGE)(middleware.answering(merge))
    app.options(view.WITH_WHOM)(middleware.suggesting(everybody))


async def merging_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Return what two people who were named would be as one, as a question."""
    require(request.actor, Action.MERGE_PEOPLE)
    two = _INTO.split(text.strip())
    if len(two) != 2:
        raise NotUnderstood(question=_WHOM)
    double, into = (one_named(each, otherwise=_WHOM) for each in two)
    return await merging_question(double, into, request)


async def choice(person_id: int, request: SlackRequest) -> tuple[str, Blocks]:
    """Return the question who else somebody is."""
    require(request.actor, Action.MERGE_PEOPLE)
    (person,) = await asyncio.to_thread(people_with, request.store, ids=[person_id])
    return view.choice_message(person)


async def chosen(request: SlackRequest, action: dict[str, Any]) -> None:
    """Ask about the one who was chosen in the menu."""
    double, into = view.read_choice(action["block_id"], action["selected_option"]["value"])
    await _ask(*await merging_question(double, into, request), request)


async def turn_round(request: SlackRequest, action: dict[str, Any]) -> None:
    """Ask the same with the other one as who stays."""
    double, into, _ = view.read_merge(action["value"])
    await _ask(*await merging_question(double, into, request), request)


async def merge(request: SlackRequest, action: dict[str, Any]) -> None:
    """Make one person of two, as it was shown; what has changed since is shown anew."""
    double, into, shown = view.read_merge(action["value"])

    def told(person: Person) -> Told:
        words = view.merged_words(person)
        shown = done_view(title="Merged", sentence=words)
        return Told(text=words, blocks=[section(words)], view=shown)

    try:
        merged = await request.once(told, merge_people, double_id=double, into_id=into, shown=shown)
    except DoubleChanged as changed:
        words, blocks = await merging_question(double, into, request)
        news = section(escape_sentence(changed.sentence(zone=request.actor.zone)))
        await _ask(words, [news, *blocks], request)
        return
    await request.surface.replace(view=merged.shown, text=merged.text, blocks=merged.blocks)


async def everybody(request: SlackRequest, payload: dict[str, Any]) -> list[Option]:
    """Return people whose name contains what was typed."""
    found = await request.do(people_matching, text=payload["value"], role=None, limit=_CHOICES)
    return person_options(found)


async def _ask(words: str, blocks: Blocks, request: SlackRequest) -> None:
    shown = done_view(title="Merge", sentence=words)
    await request.surface.replace(view=shown, text=words, blocks=blocks)
