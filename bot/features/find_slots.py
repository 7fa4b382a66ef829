"""`/find-slots`: asking when an interview can take place, and booking from the answer."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from bot.features.text.groups import with_groups
from bot.features.text.questions import pointing_out
from bot.features.text.verbs import split_verb
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit import fields
from bot.views.block_kit.blocks import context_line
from bot.views.register.people import left_out_words
from bot.views.slots import found as view
from bot.views.slots.none_found import ASK, ASK_BESIDE
from bot.views.slots.question import decode
from scheduling.model import Role
from scheduling.results import SlotsAnswer, SlotsAsked
from scheduling.usecases.find_slots import find_slots, find_slots_for
from scheduling.usecases.people.listing import people_matching
from scheduling.wording.reading import days_asked, mentioned_ids

COMMAND = "/find-slots"
_VERBS = ("help",)
_CHOICES = 20


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(middleware.answering(find_slots_command))
    app.action(view.OPEN_FORM)(middleware.answering(open_form))
    app.view(view.FORM_VIEW)(middleware.submitting(answer_form, at_fault=view.at_fault))
    app.options(fields.CANDIDATE_MENU)(middleware.suggesting(candidates))
    app.options(fields.INTERVIEWERS_MENU)(middleware.suggesting(interviewers))
    app.action(ASK_BESIDE)(middleware.answering(show_beside))
    for action_id in (ASK, view.MORE, f"{view.MORE}_back"):
        app.action(action_id)(middleware.answering(show_answer))


async def find_slots_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer `/find-slots`: a form, or the slots for the people named."""
    verb, text = split_verb(command["text"], verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
    elif not text:
        await request.surface.open_over(_form(request))
    else:
        with pointing_out(text, command=COMMAND, verbs=_VERBS):
            read = await with_groups(text, request)
            profiles = await request.profiles.of_each(mentioned_ids(read.text))
            answer = await request.do(find_slots_for, text=read.text, profiles=profiles)
        blocks = (await _shown(answer, request)).blocks or []
        if read.left_out:
            left_out = left_out_words(read.left_out, count=read.left_out_count)
            blocks = [*blocks, context_line(left_out)]
        await respond(text=view.answer_words(answer, reader=request.actor), blocks=blocks)


async def open_form(request: SlackRequest) -> None:
    """Open the form from a button."""
    await request.surface.open_over(_form(request))


async def answer_form(request: SlackRequest, body: dict[str, Any]) -> View:
    """Show the slots in the place of the form."""
    filled = view.read_form(body["view"])
    start, end = days_asked(filled.first_day, filled.last_day, context=request.context)
    asked = SlotsAsked(
        candidate_id=filled.candidate_id,
        interviewer_ids=filled.interviewer_ids,
        match=filled.match,
        start=start,
        end=end,
    )
    return await _shown(await request.do(find_slots, asked=asked), request)


async def show_answer(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show another page, or another question's answer, where the button was."""
    asked, _, skip = decode(action["value"])
    answer = await request.do(find_slots, asked=asked)
    shown = await _shown(answer, request, skip=skip)
    await request.surface.replace(
        view=shown,
        text=view.answer_words(answer, reader=request.actor),
        blocks=shown.blocks or [],
    )


async def show_beside(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show a question's answer beside the message whose button asks it."""
    asked, _, _ = decode(action["value"])
    answer = await request.do(find_slots, asked=asked)
    shown = await _shown(answer, request)
    await request.surface.show_beside(
        view=shown,
        text=view.answer_words(answer, reader=request.actor),
        blocks=shown.blocks or [],
    )


async def _shown(answer: SlotsAnswer, request: SlackRequest, *, skip: int = 0) -> View:
    # A page takes milliseconds to write, in which nobody else would be answered.
    return await asyncio.to_thread(view.answer_view, answer, skip=skip, reader=request.actor)


async def candidates(request: SlackRequest, payload: dict[str, Any]) -> list[Option]:
    """Return the candidates whose name contains what was typed."""
    return await _matching(payload["value"], Role.CANDIDATE, request)


async def interviewers(request: SlackRequest, payload: dict[str, Any]) -> list[Option]:
    """Return the interviewers whose name contains what was typed."""
    return await _matching(payload["value"], Role.INTERVIEWER, request)


async def _matching(text: str, role: Role, request: SlackRequest) -> list[Option]:
    found = await request.do(people_matching, text=text, role=role, limit=_CHOICES)
    return fields.person_options(found)


def _form(request: SlackRequest) -> View:
    today = request.now.astimezone(request.actor.zone).date()
    last = today + request.rules.look_ahead
    return view.form_view(first_day=today, last_day=last)
