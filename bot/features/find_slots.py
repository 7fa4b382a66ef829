"""`/find-slots`: asking when an interview can take place, and booking from the answer."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from bot.features.text.forms import days_asked
from bot.features.text.questions import read_typed
from bot.features.text.verbs import split_verb
from bot.slack.middleware import Guard
from bot.slack.profiles import Profiles
from bot.slack.surface import Surface
from bot.views.block_kit import fields
from bot.views.slots import found as view
from bot.views.slots.none_found import ASK
from bot.views.slots.question import decode
from scheduling.model import RequestContext, Role
from scheduling.results import SlotsAsked
from scheduling.store import Store
from scheduling.usecases.find_slots import asked_of, find_slots
from scheduling.usecases.register import people_matching

COMMAND = "/find-slots"
_VERBS = ("help",)
_CHOICES = 20


def register(app: AsyncApp, guard: Guard) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(guard.answering(find_slots_command))
    app.action(view.OPEN_FORM)(guard.answering(open_form))
    app.view(view.FORM_VIEW)(guard.submitting(answer_form, at_fault=view.at_fault))
    app.options(fields.CANDIDATE_MENU)(guard.suggesting(candidates))
    app.options(fields.INTERVIEWERS_MENU)(guard.suggesting(interviewers))
    for action_id in (ASK, view.MORE, f"{view.MORE}_back"):
        app.action(action_id)(guard.answering(show_answer))


async def find_slots_command(
    command: dict[str, Any],
    context: RequestContext,
    store: Store,
    profiles: Profiles,
    surface: Surface,
    respond: AsyncRespond,
) -> None:
    """Answer `/find-slots`: a form, or the slots for the people named."""
    verb, text = split_verb(command["text"], verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
    elif not text:
        await surface.open_over(_form(context))
    else:
        typed = await read_typed(
            text, command=COMMAND, verbs=_VERBS, context=context, store=store, profiles=profiles
        )
        asked = asked_of(typed.people, match=typed.match, start=typed.start, end=typed.end)
        answer = await asyncio.to_thread(find_slots, store, asked=asked, context=context)
        blocks = view.answer_blocks(answer, skip=0, reader=context.actor)
        await respond(text=view.answer_words(answer), blocks=blocks)


async def open_form(context: RequestContext, surface: Surface) -> None:
    """Open the form from a button."""
    await surface.open_over(_form(context))


async def answer_form(body: dict[str, Any], context: RequestContext, store: Store) -> View:
    """Show the slots in the place of the form."""
    filled = view.read_form(body["view"])
    start, end = days_asked(filled.first_day, filled.last_day, context=context)
    asked = SlotsAsked(
        candidate_id=filled.candidate_id,
        interviewer_ids=filled.interviewer_ids,
        match=filled.match,
        start=start,
        end=end,
    )
    answer = await asyncio.to_thread(find_slots, store, asked=asked, context=context)
    return view.answer_view(answer, skip=0, reader=context.actor)


async def show_answer(
    action: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> None:
    """Show another page, or another question's answer, where the button was."""
    asked, _, skip = decode(action["value"])
    answer = await asyncio.to_thread(find_slots, store, asked=asked, context=context)
    await surface.replace(
        view=view.answer_view(answer, skip=skip, reader=context.actor),
        text=view.answer_words(answer),
        blocks=view.answer_blocks(answer, skip=skip, reader=context.actor),
    )


async def candidates(payload: dict[str, Any], store: Store) -> list[Option]:
    """Return the candidates whose name contains what was typed."""
    return await _matching(payload["value"], Role.CANDIDATE, store)


async def interviewers(payload: dict[str, Any], store: Store) -> list[Option]:
    """Return the interviewers whose name contains what was typed."""
    return await _matching(payload["value"], Role.INTERVIEWER, store)


async def _matching(text: str, role: Role, store: Store) -> list[Option]:
    found = await asyncio.to_thread(people_matching, store, text=text, role=role, limit=_CHOICES)
    return [fields.person_option(person) for person in found]


def _form(context: RequestContext) -> View:
    today = context.now.astimezone(context.actor.zone).date()
    last = today + context.rules.look_ahead
    return view.form_view(first_day=today, last_day=last)
