"""`/interviews`: what is ahead, moving, cancelling, declining and replacing."""

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.blocks import ButtonElement, Option
from slack_sdk.models.views import View

from bot.features.text.forms import picked_instant
from bot.features.text.questions import pointing_out
from bot.features.text.verbs import split_verb
from bot.slack.replies import replace_answer
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.slack.requests.surface import SurfaceKind
from bot.views.block_kit.blocks import Blocks, actions, escape_sentence, section
from bot.views.block_kit.carried import carried_id
from bot.views.errors import done_view
from bot.views.interviews import conflict, filters, listing, moving
from bot.views.interviews import history as past
from bot.views.interviews import upcoming as view
from bot.views.interviews.pressed import (
    UNDO_DECLINE,
    read_pressed,
    read_undo_decline,
    undo_decline_button,
)
from bot.views.interviews.stand_ins import stand_ins_view
from bot.views.interviews.who_is_told import reading
from scheduling.errors import InterviewChanged
from scheduling.model import Interview
from scheduling.model.interviews import EVERYTHING, InterviewFilter
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewPage, SlotsAsked
from scheduling.slots import Match
from scheduling.usecases.audit import history
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    decline_interview,
    interview_of,
    interviews_asked_for,
    keep_interview,
    move_interview,
    replace_interviewer,
    stand_ins_for,
    undo_decline,
    upcoming_interviews,
)
from scheduling.usecases.register import people_matching
from scheduling.wording.reading import mentioned_ids

COMMAND = "/interviews"
OnButton = Callable[[SlackRequest, dict[str, Any]], Awaitable[None]]
"""A listener of a button, with the button that was pressed."""
_CHOICES = 20
_VERBS = ("help", "list", "calendar", "export", "history")


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(middleware.answering(interviews_command))
    for action_id in (listing.MORE, f"{listing.MORE}_back"):
        app.action(action_id)(middleware.answering(turn_page))
    app.action(listing.OPEN)(middleware.answering(open_list))
    for action_id in (filters.PERSON, filters.DAYS, filters.NEED):
        app.action(action_id)(middleware.answering(choose))
    app.options(filters.PERSON)(middleware.suggesting(people_to_choose))
    app.action(view.FIND)(middleware.answering(find_somebody))
    app.action(view.MOVE)(middleware.answering(open_move))
    app.action(conflict.KEEP)(middleware.answering(keep))
    app.action(conflict.OPEN_ONE)(middleware.answering(open_one))
    changes: tuple[tuple[str, OnButton, Action], ...] = (
        (f"^{view.CANCEL}$", cancel, Action.CANCEL),
        (f"^{view.DECLINE}$", decline, Action.DECLINE),
        (f"^({view.REPLACE}_\\d|{view.REMOVE})$", replace, Action.REPLACE),
    )
    for pattern, change, needed in changes:
        changing = _as_shown(change, needed=needed)
        app.action(re.compile(pattern))(middleware.answering(changing))
    app.action(UNDO_DECLINE)(middleware.answering(come_after_all))
    app.view(moving.MOVE_VIEW)(middleware.submitting(save_move, at_fault=moving.move_at_fault))


async def interviews_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer `/interviews` with the interviews ahead, or those that the words ask for."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    if verb == "help":
        await respond(text=listing.HELP)
    elif verb == "history":
        found = await request.do(history, limit=past.PAGE)
        await respond(text=past.HEAD, blocks=past.history_blocks(found, reader=request.actor))
    elif rest:
        with pointing_out(rest, command=COMMAND, verbs=_VERBS):
            profiles = await request.profiles.of_each(mentioned_ids(rest))
            page = await request.do(
                interviews_asked_for, text=rest, profiles=profiles, limit=listing.PAGE
            )
        await _show_list(page, request)
    else:
        await _show_list(await _page(0, request), request)


async def turn_page(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show another page of the list in the place of this one."""
    skip, wanted = listing.read_page(action["value"])
    await _show_list(await _page(skip, request, wanted=wanted), request)


async def choose(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show what was chosen in one of the menus of a list, in its place."""
    wanted = filters.filter_chosen(action, context=request.context)
    await _show_list(await _page(0, request, wanted=wanted), request)


async def people_to_choose(request: SlackRequest, payload: dict[str, Any]) -> list[Option]:
    """Return the people whose name contains what was typed."""
    found = await request.do(people_matching, text=payload["value"], role=None, limit=_CHOICES)
    return filters.person_choices(found)


async def open_list(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the list over the Home tab."""
    # The button of an older version has no value of its own.
    value = action["value"]
    skip, wanted = listing.read_page(value) if value != "-" else (0, EVERYTHING)
    page = await _page(skip, request, wanted=wanted)
    blocks = listing.list_blocks(page, context=request.context)
    await request.surface.open_over(listing.list_view(blocks))


async def find_somebody(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show who could take the seat of whoever can't make it."""
    found = await request.do(stand_ins_for, interview_id=carried_id(action["value"]))
    await request.surface.open_over(stand_ins_view(found, reader=request.actor))


async def open_move(request: SlackRequest, body: dict[str, Any], action: dict[str, Any]) -> None:
    """Open the form that moves an interview, with the hours that suit everybody."""
    interview_id = read_pressed(action["value"]).interview_id
    interview = await request.do(interview_of, interview_id=interview_id)
    require(request.actor, Action.MOVE, interview)
    shown = await _move_form(interview, request, response_url=body.get("response_url"))
    await request.surface.open_over(shown)


async def _move_form(
    interview: Interview,
    request: SlackRequest,
    *,
    response_url: str | None,
    news: str | None = None,
) -> View:
    """The form that moves an interview, as it stands now."""
    asked = SlotsAsked(
        candidate_id=interview.candidate.id,
        interviewer_ids=tuple(person.id for person in interview.interviewers),
        match=Match.ALL,
        start=request.now,
        end=request.now + request.rules.look_ahead,
    )
    answer = await request.do(find_slots, asked=asked)
    return moving.move_view(
        interview,
        slots=answer.found.page(limit=moving.MOST_SLOTS),
        context=request.context,
        response_url=response_url,
        news=news,
    )


async def save_move(request: SlackRequest, body: dict[str, Any]) -> View:
    """Move the interview to the hour chosen; one that has changed meanwhile is shown anew."""
    filled = moving.read_move(body["view"])
    start = filled.start or picked_instant(filled.moment, context=request.context)
    try:
        moved = await request.do(
            move_interview,
            interview_id=filled.interview_id,
            start=start,
            allowed=AllowedHours.ANY if filled.any_hour else AllowedHours.OFFERED,
            seen=filled.seen,
        )
    except InterviewChanged as changed:
        interview = await request.do(interview_of, interview_id=filled.interview_id)
        news = escape_sentence(changed.sentence(zone=request.actor.zone))
        return await _move_form(interview, request, response_url=filled.response_url, news=news)
    words = view.moved_words(moved, reader=request.actor)
    await _show_in_list(words, filled.response_url, request)
    return done_view(title="Moved", sentence=words)


async def cancel(request: SlackRequest, action: dict[str, Any]) -> None:
    """Cancel an interview and say so where the button was."""
    pressed = read_pressed(action["value"])
    cancelled = await request.do(
        cancel_interview, interview_id=pressed.interview_id, seen=pressed.all_seen
    )
    await _say(view.cancelled_words(cancelled, reader=request.actor), request)


async def decline(request: SlackRequest, action: dict[str, Any]) -> None:
    """Note that an interviewer can't make it."""
    pressed = read_pressed(action["value"])
    declined = await request.do(
        decline_interview, interview_id=pressed.interview_id, seen=pressed.start_seen
    )
    words = view.declined_words(declined.interview, reader=request.actor)
    again = undo_decline_button(declined.interview, reader=reading(request.actor))
    await _say(words, request, then=again)


async def keep(request: SlackRequest, action: dict[str, Any]) -> None:
    """Note that somebody comes to an interview outside their hours."""
    kept = await request.do(keep_interview, interview_id=carried_id(action["value"]))
    await _say(conflict.kept_words(kept, reader=request.actor), request)


async def open_one(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show an interview with all that its reader can do."""
    interview = await request.do(interview_of, interview_id=carried_id(action["value"]))
    await request.surface.open_over(view.one_view(interview, reader=request.actor))


async def come_after_all(request: SlackRequest, action: dict[str, Any]) -> None:
    """Note that an interviewer who had declined can make it after all."""
    interview_id, start = read_undo_decline(action["value"])
    changed = await request.do(undo_decline, interview_id=interview_id, start=start)
    words = view.accepted_words(changed, start=start, reader=request.actor)
    is_theirs = view.is_still_theirs(changed.interview, start=start, reader=request.actor)
    reader = reading(request.actor)
    again = view.decline_button(changed.interview, reader=reader) if is_theirs else None
    await _say(words, request, then=again)


async def replace(request: SlackRequest, action: dict[str, Any]) -> None:
    """Put somebody else in an interviewer's place, or go on without them."""
    pressed = read_pressed(action["value"])
    _, leaving_id, *coming = pressed.ids
    changed = await request.do(
        replace_interviewer,
        interview_id=pressed.interview_id,
        leaving_id=leaving_id,
        coming_id=coming[0] if coming else None,
        seen=pressed.start_seen,
    )
    await _say(view.panel_words(changed, reader=request.actor), request)


def _as_shown(change: OnButton, *, needed: Action) -> OnButton:
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
            blocks = view.asked_again(interview, action, reader=request.actor)
            if pressed.seen is not None:
                news = escape_sentence(changed.sentence(zone=request.actor.zone))
                blocks = view.as_it_stands(news, interview, reader=request.actor)
            await request.surface.show_beside(
                view=view.as_it_stands_view(blocks), text=view.AS_IT_STANDS, blocks=blocks
            )

    return changing


async def _show_list(page: InterviewPage, request: SlackRequest) -> None:
    """Show a list where the last one is, or as the answer to what was typed."""
    blocks = listing.list_blocks(page, context=request.context)
    await request.surface.replace(
        view=listing.list_view(blocks), text=listing.list_words(page), blocks=blocks
    )


async def _list_with(words: str, request: SlackRequest) -> Blocks:
    page = await _page(0, request)
    return listing.with_news(words, listing.list_blocks(page, context=request.context))


async def _page(
    skip: int, request: SlackRequest, *, wanted: InterviewFilter = EVERYTHING
) -> InterviewPage:
    return await request.do(upcoming_interviews, skip=skip, limit=listing.PAGE, wanted=wanted)


async def _show_in_list(words: str, response_url: str | None, request: SlackRequest) -> None:
    """The list that a form was opened from shows what has changed, in a message or a modal."""
    if response_url is not None:
        blocks = await _list_with(words, request)
        await replace_answer(response_url, text=words, blocks=blocks)
    elif request.surface.is_over_another:
        await request.surface.renew_below(listing.list_view(await _list_with(words, request)))


async def _say(words: str, request: SlackRequest, *, then: ButtonElement | None = None) -> None:
    """Says what was done where the button was, which is there no more: a list goes on below.

    `then` is the button that a message shows instead of the one pressed.
    """
    if request.surface.surface is SurfaceKind.HOME:
        await request.surface.open_over(done_view(title="Done", sentence=words))
        return
    blocks: Blocks = [section(words), *([actions(then)] if then else [])]
    if not request.surface.is_lasting_message:
        blocks = await _list_with(words, request)
    await request.surface.replace(view=listing.list_view(blocks), text=words, blocks=blocks)
