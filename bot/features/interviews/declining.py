"""Saying that one can't make it, why if one likes, and that one can after all."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.features.interviews.shown import (
    as_shown,
    said_blocks,
    say,
    show_in_list,
    taking_dead_buttons_away,
)
from bot.slack.replies import replace_answer
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import actions, escape_sentence
from bot.views.errors import done_view
from bot.views.interviews import changes
from bot.views.interviews import declining as form
from bot.views.interviews.shown import buttons, rows
from bot.views.interviews.shown.pressed import (
    UNDO_DECLINE,
    read_pressed,
    read_undo_decline,
    undo_decline_button,
)
from bot.views.interviews.shown.who_is_told import reading
from scheduling.errors import InterviewChanged
from scheduling.model import Interview
from scheduling.model.permissions import Action
from scheduling.results import InterviewChange
from scheduling.usecases.interviews import (
    decline_interview,
    interview_of,
    interview_to_change,
    undo_decline,
)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    asking = as_shown(ask_why, needed=Action.DECLINE)
    app.action(buttons.DECLINE)(middleware.answering(asking))
    app.view(form.DECLINE_VIEW)(middleware.submitting(save, at_fault=form.decline_at_fault))
    app.action(UNDO_DECLINE)(middleware.answering(taking_dead_buttons_away(come_after_all)))


async def ask_why(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the form that notes it; who has said so already is told that it is noted."""
    pressed, me = read_pressed(action["value"]), request.actor.person
    interview = await request.do(
        interview_to_change,
        interview_id=pressed.interview_id,
        action=Action.DECLINE,
        seen=pressed.start_seen,
    )
    if me is not None and me.id in interview.declined:
        await say(_noted(interview, request), request)
        return
    surface = request.surface
    await surface.open_over(
        form.decline_view(
            interview,
            reader=request.actor,
            response_url=surface.response_url,
            stays=surface.is_lasting_message,
        )
    )


async def save(request: SlackRequest, body: dict[str, Any]) -> View | None:
    """Note that an interviewer can't make it, and say so where the button was.

    An interview that has changed meanwhile is shown as it stands.
    """
    filled = form.read_decline(body["view"])
    try:
        declined = await request.once(
            lambda change: _noted(change.interview, request),
            decline_interview,
            interview_id=filled.about.interview_id,
            reason=filled.reason,
            seen=filled.about.start_seen,
        )
    except InterviewChanged as changed:
        interview = await request.do(interview_of, interview_id=filled.about.interview_id)
        news = escape_sentence(changed.sentence(zone=request.actor.zone))
        return rows.as_it_stands_view(rows.as_it_stands(news, interview, reader=request.actor))
    words = declined.text
    if filled.stays and filled.response_url is not None:
        blocks = said_blocks(declined)
        if await replace_answer(filled.response_url, text=words, blocks=blocks):
            return None
    else:
        await show_in_list(words, filled.response_url, request)
    return done_view(title="Noted", sentence=words)


async def come_after_all(request: SlackRequest, action: dict[str, Any]) -> None:
    """Note that an interviewer who had declined can make it after all."""
    interview_id, start = read_undo_decline(action["value"])

    def told(changed: InterviewChange) -> Told:
        words = changes.accepted_words(changed, start=start, reader=request.actor)
        if not changes.is_still_theirs(changed.interview, start=start, reader=request.actor):
            return Told(text=words)
        again = buttons.decline_button(changed.interview, reader=reading(request.actor))
        return Told(text=words, blocks=[actions(again)])

    accepted = await request.once(told, undo_decline, interview_id=interview_id, start=start)
    await say(accepted, request)


def _noted(interview: Interview, request: SlackRequest) -> Told:
    again = undo_decline_button(interview, reader=reading(request.actor))
    words = changes.declined_words(interview, reader=request.actor)
    return Told(text=words, blocks=[actions(again)])
