"""Moving, cancelling and keeping interviews, and putting others on their panels."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.features.interviews.shown import (
    OnButton,
    as_shown,
    say,
    show_in_list,
    taking_dead_buttons_away,
)
from bot.features.text.forms import allowed_hours, picked_instant
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import escape_sentence
from bot.views.block_kit.fields import ToldBusy, told_busy_at, told_by
from bot.views.errors import done_view
from bot.views.interviews import changes, conflict, moving
from bot.views.interviews.shown import buttons
from bot.views.interviews.shown.pressed import read_pressed
from scheduling.errors import InterviewChanged, OutsideAvailability, SchedulingError
from scheduling.model import Interview
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewChange
from scheduling.usecases.interviews import (
    cancel_interview,
    interview_of,
    keep_interview,
    move_interview,
    replace_interviewer,
    slots_to_move,
)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(buttons.MOVE)(middleware.answering(taking_dead_buttons_away(open_move)))
    app.view(moving.MOVE_VIEW)(middleware.submitting(save_move, at_fault=moving.move_at_fault))
    changes: tuple[tuple[str, OnButton, Action], ...] = (
        (f"^{buttons.CANCEL}$", cancel, Action.CANCEL),
        (f"^{conflict.KEEP}$", keep, Action.KEEP),
        (f"^({buttons.REPLACE}_\\d|{buttons.REMOVE})$", replace, Action.REPLACE),
    )
    for pattern, change, needed in changes:
        app.action(re.compile(pattern))(middleware.answering(as_shown(change, needed=needed)))


async def open_move(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the form that moves an interview, with the hours that suit everybody."""
    interview_id = read_pressed(action["value"]).interview_id
    interview = await request.do(interview_of, interview_id=interview_id)
    require(request.actor, Action.MOVE, interview)
    shown = await _move_form(interview, request, response_url=request.surface.response_url)
    await request.surface.open_over(shown)


async def save_move(request: SlackRequest, body: dict[str, Any]) -> View:
    """Move the interview to the hour chosen; one that has changed meanwhile is shown anew."""
    filled = moving.read_move(body["view"])
    start = filled.start or picked_instant(filled.moment, context=request.context)

    def told(moved: InterviewChange) -> Told:
        words = changes.moved_words(moved, reader=request.actor)
        return Told(text=words, view=done_view(title="Moved", sentence=words))

    await request.read_calendars_of(filled.interview_id)
    try:
        moved = await request.once(
            told,
            move_interview,
            interview_id=filled.interview_id,
            start=start,
            allowed=allowed_hours(any_hour=filled.any_hour),
            told_busy=told_busy_at(start, filled.told_busy),
            seen=filled.seen,
        )
    except InterviewChanged as changed:
        return await _form_again(filled, changed, request)
    except OutsideAvailability as refusal:
        if not refusal.busy:
            raise
        told_busy = told_by(refusal)
        return await _form_again(filled, refusal, request, typed=filled, told_busy=told_busy)
    await show_in_list(moved.text, filled.response_url, request)
    return moved.shown


async def _form_again(
    filled: moving.MoveAnswers,
    error: SchedulingError,
    request: SlackRequest,
    *,
    typed: moving.MoveAnswers | None = None,
    told_busy: ToldBusy | None = None,
) -> View:
    """The form of the interview as it stands now, below why it was not moved."""
    interview = await request.do(interview_of, interview_id=filled.interview_id)
    news = escape_sentence(error.sentence(zone=request.actor.zone))
    if typed is not None and request.actor.is_coordinator:
        news += f" {moving.ANYWAY}"
    return await _move_form(
        interview,
        request,
        response_url=filled.response_url,
        news=news,
        typed=typed,
        told_busy=told_busy,
    )


async def cancel(request: SlackRequest, action: dict[str, Any]) -> None:
    """Cancel an interview and say so where the button was."""
    pressed = read_pressed(action["value"])
    cancelled = await request.once(
        lambda change: Told(text=changes.cancelled_words(change, reader=request.actor)),
        cancel_interview,
        interview_id=pressed.interview_id,
        seen=pressed.all_seen,
    )
    await say(cancelled, request)


async def keep(request: SlackRequest, action: dict[str, Any]) -> None:
    """Note that somebody comes to an interview outside their hours."""
    pressed = read_pressed(action["value"])
    kept = await request.once(
        lambda change: Told(text=conflict.kept_words(change, reader=request.actor)),
        keep_interview,
        interview_id=pressed.interview_id,
        seen=pressed.start_seen,
    )
    await say(kept, request)


async def replace(request: SlackRequest, action: dict[str, Any]) -> None:
    """Put somebody else in an interviewer's place, or go on without them."""
    pressed = read_pressed(action["value"])
    _, leaving_id, *coming = pressed.ids
    await request.read_calendars(coming)
    changed = await request.once(
        lambda change: Told(text=changes.panel_words(change, reader=request.actor)),
        replace_interviewer,
        interview_id=pressed.interview_id,
        leaving_id=leaving_id,
        coming_id=coming[0] if coming else None,
        seen=pressed.start_seen,
    )
    await say(changed, request)


async def _move_form(
    interview: Interview,
    request: SlackRequest,
    *,
    response_url: str | None,
    news: str | None = None,
    typed: moving.MoveAnswers | None = None,
    told_busy: ToldBusy | None = None,
) -> View:
    """The form that moves an interview, as it stands now."""
    found = await request.do(slots_to_move, interview_id=interview.id)
    return moving.move_view(
        interview,
        slots=found.page(limit=moving.MOST_SLOTS),
        context=request.context,
        response_url=response_url,
        news=news,
        typed=typed,
        told_busy=told_busy,
    )
