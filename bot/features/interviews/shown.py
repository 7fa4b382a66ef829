"""Where interviews are shown: the list, what was done in its place, and how one stands by now."""

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from bot.slack.replies import replace_answer
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.slack.requests.surface import SurfaceKind
from bot.views.block_kit.blocks import Blocks, escape_sentence, section
from bot.views.errors import done_view
from bot.views.interviews import listing
from bot.views.interviews.dead_buttons import without_buttons
from bot.views.interviews.shown import rows
from bot.views.interviews.shown.pressed import read_pressed
from scheduling.errors import HasPassed, InterviewChanged, InterviewGone
from scheduling.model.interviews import EVERYTHING, InterviewFilter
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewPage
from scheduling.usecases.interviews import interview_of, upcoming_interviews

OnButton = Callable[[SlackRequest, dict[str, Any]], Awaitable[None]]
"""A listener of a button, with the button that was pressed."""
_LEADING_ID = re.compile(r"\d{1,18}")


async def page_of(
    skip: int, request: SlackRequest, *, wanted: InterviewFilter = EVERYTHING
) -> InterviewPage:
    """Return a page of the list."""
    return await request.do(upcoming_interviews, skip=skip, limit=listing.PAGE, wanted=wanted)


async def show_list(page: InterviewPage, request: SlackRequest) -> None:
    """Show a list where the last one is, or as the answer to what was typed."""
    blocks = listing.list_blocks(page, context=request.context)
    await request.surface.replace(
        view=listing.list_view(blocks), text=listing.list_words(page), blocks=blocks
    )


async def list_with(words: str, request: SlackRequest) -> Blocks:
    """Return the first page of the list below what was done."""
    page = await page_of(0, request)
    return listing.with_news(words, listing.list_blocks(page, context=request.context))


async def show_in_list(words: str, response_url: str | None, request: SlackRequest) -> None:
    """Show what was done by a form above the list it was opened from, in a message or a modal."""
    if response_url is not None:
        blocks = await list_with(words, request)
        await replace_answer(response_url, text=words, blocks=blocks)
    elif request.surface.is_over_another:
        await request.surface.renew_below(listing.list_view(await list_with(words, request)))


async def say(told: Told, request: SlackRequest) -> None:
    """Say what was done where the button was, which is there no more: a list goes on below.

    A message shows the buttons told instead of the one pressed.
    """
    words = told.text
    if request.surface.surface is SurfaceKind.HOME:
        await request.surface.open_over(done_view(title="Done", sentence=words))
        return
    blocks = said_blocks(told)
    if not request.surface.is_lasting_message:
        blocks = await list_with(words, request)
    await request.surface.replace(view=listing.list_view(blocks), text=words, blocks=blocks)


def said_blocks(told: Told) -> Blocks:
    """Return what a message becomes when its button has been pressed."""
    return [section(told.text), *told.blocks]


def as_shown(change: OnButton, *, needed: Action) -> OnButton:
    """Show the interview as it stands instead, where it is not what the button was made for.

    A button of an earlier version does not tell what it was made for: then it asks first.
    """

    @wraps(change)
    async def changing(request: SlackRequest, action: dict[str, Any]) -> None:
        pressed = read_pressed(action["value"])
        try:
            if pressed.seen is None:
                raise InterviewChanged
            await change(request, action)
        except InterviewChanged as changed:
            interview = await request.do(interview_of, interview_id=pressed.interview_id)
            require(request.actor, needed, interview)
            blocks = rows.asked_again(interview, action, reader=request.actor)
            if pressed.seen is not None:
                news = escape_sentence(changed.sentence(zone=request.actor.zone))
                blocks = rows.as_it_stands(news, interview, reader=request.actor)
            await request.surface.show_beside(
                view=rows.as_it_stands_view(blocks), text=rows.AS_IT_STANDS, blocks=blocks
            )

    return taking_dead_buttons_away(changing)


def taking_dead_buttons_away(listener: OnButton) -> OnButton:
    """Take the buttons of an interview that is off or over out of the message pressed in.

    They led nowhere for ever; the message says why in their place.
    """

    @wraps(listener)
    async def pressing(request: SlackRequest, action: dict[str, Any]) -> None:
        try:
            await listener(request, action)
        except (InterviewGone, HasPassed) as over:
            message = request.surface.message
            about = _LEADING_ID.match(action["value"])
            if message is None or about is None:
                raise
            why = escape_sentence(over.sentence(zone=request.actor.zone))
            blocks = without_buttons(message["blocks"], int(about.group()), why=why)
            await request.surface.respond(
                text=f"{message['text']} {why}", blocks=blocks, replace_original=True
            )

    return pressing
