"""Saying where a booked interview is, what it is called, and what its people are to know."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.features.interviews.shown import show_in_list, taking_dead_buttons_away
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import escape_sentence
from bot.views.errors import done_view
from bot.views.interviews import changes
from bot.views.interviews import details as form
from bot.views.interviews.shown import buttons, people
from bot.views.interviews.shown.pressed import read_pressed
from scheduling.errors import InterviewChanged
from scheduling.model import UNSEEN, Interview
from scheduling.model.permissions import Action
from scheduling.results import InterviewChange
from scheduling.timespan import words_for
from scheduling.usecases.interviews import describe_interview, interview_to_change


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(buttons.DESCRIBE)(middleware.answering(taking_dead_buttons_away(open_details)))
    app.view(form.DETAILS_VIEW)(middleware.submitting(save, at_fault=form.details_at_fault))


async def open_details(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the form, with what is said of the interview now."""
    interview = await _as_it_stands(read_pressed(action["value"]).interview_id, request)
    shown = form.details_view(
        interview,
        which=_which(interview, request),
        reader=request.actor,
        response_url=request.surface.response_url,
    )
    await request.surface.open_over(shown)


async def save(request: SlackRequest, body: dict[str, Any]) -> View:
    """Keep what was typed; where the interview has changed meanwhile, the form is shown anew."""
    filled = form.read_details_form(body["view"])

    def told(change: InterviewChange) -> Told:
        words = changes.described_words(change, reader=request.actor)
        return Told(text=words, view=done_view(title="Saved", sentence=words))

    try:
        saved = await request.once(
            told,
            describe_interview,
            interview_id=filled.about.interview_id,
            given=filled.given,
            seen=filled.about.all_seen,
        )
    except InterviewChanged as changed:
        interview = await _as_it_stands(filled.about.interview_id, request)
        return form.details_view(
            interview,
            which=_which(interview, request),
            reader=request.actor,
            response_url=filled.response_url,
            typed=filled.given,
            news=escape_sentence(changed.sentence(zone=request.actor.zone)),
        )
    await show_in_list(saved.text, filled.response_url, request)
    return saved.shown


async def _as_it_stands(interview_id: int, request: SlackRequest) -> Interview:
    return await request.do(
        interview_to_change, interview_id=interview_id, action=Action.DESCRIBE, seen=UNSEEN
    )


def _which(interview: Interview, request: SlackRequest) -> str:
    whose = people.told_of(interview, reader=request.actor)
    when = words_for(interview.start, zone=request.actor.zone)
    return f"{whose[:1].upper()}{whose[1:]}, *{when}*."
