"""`/interviews`: what is ahead, moving, cancelling, declining, replacing, and calendars."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View

from bot.features.text.forms import picked_instant
from bot.features.text.verbs import pointing_to_help, split_verb
from bot.process.addresses import feed_address
from bot.slack.middleware import Guard
from bot.slack.replies import replace_answer
from bot.slack.surface import Surface, SurfaceKind
from bot.views.block_kit.blocks import Blocks, section
from bot.views.errors import done_view
from bot.views.interviews import feed, moving
from bot.views.interviews import upcoming as view
from scheduling.errors import NotUnderstood
from scheduling.model import RequestContext
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewPage, SlotsAsked
from scheduling.slots import Match
from scheduling.store import Store
from scheduling.usecases.feed import first_feed, open_feed
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    decline_interview,
    interview_of,
    move_interview,
    replace_interviewer,
    upcoming_interviews,
)

COMMAND = "/interviews"
_VERBS = ("help", "list", "calendar")


def register(app: AsyncApp, guard: Guard) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(guard.answering(interviews_command))
    for action_id in (view.MORE, f"{view.MORE}_back"):
        app.action(action_id)(guard.answering(turn_page))
    app.action(view.OPEN)(guard.answering(open_list))
    app.action(view.MOVE)(guard.answering(open_move))
    app.action(view.CANCEL)(guard.answering(cancel))
    app.action(view.DECLINE)(guard.answering(decline))
    app.action(re.compile(f"^({view.REPLACE}_\\d|{view.REMOVE})$"))(guard.answering(replace))
    app.action(feed.NEW_ADDRESS)(guard.answering(new_address))
    app.view(moving.MOVE_VIEW)(guard.submitting(save_move, at_fault=moving.move_at_fault))


async def interviews_command(
    command: dict[str, Any],
    context: RequestContext,
    store: Store,
    respond: AsyncRespond,
    public_url: str | None,
) -> None:
    """Answer `/interviews` with the interviews ahead, or an address for a calendar."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
    elif rest:
        error = NotUnderstood(question=f"`{COMMAND}` alone shows what is ahead.")
        raise pointing_to_help(error, command=COMMAND, text=rest, verbs=_VERBS)
    elif verb == "calendar":
        await _answer_with_address(first_feed, context, store, respond, public_url)
    else:
        await _answer_with_list(0, context, store, respond)


async def new_address(
    context: RequestContext, store: Store, respond: AsyncRespond, public_url: str | None
) -> None:
    """Show another address for a calendar where the button was; the one before ends."""
    await _answer_with_address(open_feed, context, store, respond, public_url)


async def turn_page(
    action: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> None:
    """Show another page of the list in the place of this one."""
    page = await _page(int(action["value"]), context, store)
    blocks = view.list_blocks(page, context=context)
    await surface.replace(view=view.list_view(blocks), text=view.list_words(page), blocks=blocks)


async def open_list(context: RequestContext, store: Store, surface: Surface) -> None:
    """Open the list over the Home tab."""
    blocks = view.list_blocks(await _page(0, context, store), context=context)
    await surface.open_over(view.list_view(blocks))


async def open_move(
    body: dict[str, Any],
    action: dict[str, Any],
    context: RequestContext,
    store: Store,
    surface: Surface,
) -> None:
    """Open the form that moves an interview, with the hours that suit everybody."""
    interview = await asyncio.to_thread(
        interview_of, store, context=context, interview_id=int(action["value"])
    )
    require(context.actor, Action.MOVE, interview)
    asked = SlotsAsked(
        candidate_id=interview.candidate.id,
        interviewer_ids=tuple(person.id for person in interview.interviewers),
        match=Match.ALL,
        start=context.now,
        end=context.now + context.rules.look_ahead,
    )
    answer = await asyncio.to_thread(find_slots, store, asked=asked, context=context)
    shown = moving.move_view(
        interview,
        slots=answer.found.page(limit=moving.MOST_SLOTS),
        context=context,
        response_url=body.get("response_url"),
    )
    await surface.open_over(shown)


async def save_move(
    body: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> View:
    """Move the interview to the hour chosen."""
    filled = moving.read_move(body["view"])
    start = filled.start or picked_instant(filled.moment, context=context)
    before, after = await asyncio.to_thread(
        move_interview,
        store,
        context=context,
        interview_id=filled.interview_id,
        start=start,
        allowed=AllowedHours.ANY if filled.any_hour else AllowedHours.OFFERED,
    )
    words = view.moved_words(before, after, reader=context.actor)
    await _show_in_list(words, filled.response_url, context, store, surface)
    return done_view(title="Moved", sentence=words)


async def cancel(
    action: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> None:
    """Cancel an interview and say so where the button was."""
    interview = await asyncio.to_thread(
        cancel_interview, store, context=context, interview_id=int(action["value"])
    )
    words = view.cancelled_words(interview, reader=context.actor)
    await _say(words, context, store, surface)


async def decline(
    action: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> None:
    """Note that an interviewer can't make it."""
    interview = await asyncio.to_thread(
        decline_interview, store, context=context, interview_id=int(action["value"])
    )
    words = view.declined_words(interview, reader=context.actor)
    await _say(words, context, store, surface)


async def replace(
    action: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> None:
    """Put somebody else in an interviewer's place, or go on without them."""
    interview_id, leaving_id, *coming = map(int, action["value"].split(":"))
    interview = await asyncio.to_thread(
        replace_interviewer,
        store,
        context=context,
        interview_id=interview_id,
        leaving_id=leaving_id,
        coming_id=coming[0] if coming else None,
    )
    words = view.panel_words(interview, reader=context.actor)
    await _say(words, context, store, surface)


async def _answer_with_address(
    made_by: Callable[..., str | None],
    context: RequestContext,
    store: Store,
    respond: AsyncRespond,
    public_url: str | None,
) -> None:
    """Shows the address of the feed that is made, or why there is none to show."""
    if public_url is None:
        await respond(text=feed.NO_PUBLIC_URL)
    elif context.actor.person is None:
        await respond(text=feed.NOT_REGISTERED)
    else:
        person_id = context.actor.person.id
        secret = await asyncio.to_thread(made_by, store, context=context, person_id=person_id)
        blocks = feed.shown_before_blocks()
        if secret is not None:
            blocks = feed.address_blocks(feed_address(public_url, secret=secret))
        await respond(text=feed.WORDS, blocks=blocks, replace_original=True)


async def _answer_with_list(
    skip: int, context: RequestContext, store: Store, respond: AsyncRespond
) -> None:
    page = await _page(skip, context, store)
    blocks = view.list_blocks(page, context=context)
    await respond(text=view.list_words(page), blocks=blocks, replace_original=True)


async def _list_with(words: str, context: RequestContext, store: Store) -> Blocks:
    page = await _page(0, context, store)
    return view.with_news(words, view.list_blocks(page, context=context))


async def _page(skip: int, context: RequestContext, store: Store) -> InterviewPage:
    return await asyncio.to_thread(
        upcoming_interviews, store, context=context, skip=skip, limit=view.PAGE
    )


async def _show_in_list(
    words: str, response_url: str | None, context: RequestContext, store: Store, surface: Surface
) -> None:
    """The list that a form was opened from shows what has changed, in a message or a modal."""
    if response_url is not None:
        blocks = await _list_with(words, context, store)
        await replace_answer(response_url, text=words, blocks=blocks)
    elif surface.is_over_another:
        await surface.renew_below(view.list_view(await _list_with(words, context, store)))


async def _say(words: str, context: RequestContext, store: Store, surface: Surface) -> None:
    """Says what was done where the button was, which is there no more: a list goes on below."""
    if surface.surface is SurfaceKind.HOME:
        await surface.open_over(done_view(title="Done", sentence=words))
        return
    blocks: Blocks = [section(words)]
    if not surface.is_lasting_message:
        blocks = await _list_with(words, context, store)
    await surface.replace(view=view.list_view(blocks), text=words, blocks=blocks)
