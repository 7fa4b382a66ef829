"""Noting what became of candidates; what is ahead of them is asked about first."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.features.register.naming import one_named
from bot.features.register.shown import outcome_question
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, escape_sentence, section
from bot.views.errors import done_view
from bot.views.register import outcome as view
from scheduling.errors import InterviewsAheadChanged, NotUnderstood, StillInInterviews
from scheduling.model import Outcome
from scheduling.model.people import WithAhead
from scheduling.results.endings import OutcomeChange
from scheduling.usecases.people.outcomes import outcome_of, set_outcome

_WHOM = "Whom, and what became of them? `/register outcome Carl Chen hired`"
_WHICH = (
    "What became of them: hired, rejected or withdrawn? Or none, to take that back: "
    "`/register outcome Carl Chen hired`"
)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for action_id in (*view.ACTIONS, view.WITH_CANCELLING, view.WITH_KEEPING):
        app.action(action_id)(middleware.answering(note))


async def outcome_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Note what became of whoever was named, or ask what is missing for that."""
    named, _, word = text.replace(":", " ").rpartition(" ")
    if word.casefold() not in view.WORDS:
        if not text.strip():
            raise NotUnderstood(question=_WHICH)
        return await outcome_question(one_named(text, otherwise=_WHOM), request)
    preview = await request.do(outcome_of, whom=one_named(named, otherwise=_WHOM))
    outcome = _read(word)
    if outcome is not None and preview.ahead.count and outcome is not preview.person.outcome:
        return view.question_message(preview, outcome, reader=request.actor)
    change = await request.do(
        set_outcome, person_id=preview.person.id, outcome=outcome, with_ahead=WithAhead.REFUSE
    )
    return view.noted_message(change)


async def note(request: SlackRequest, action: dict[str, Any]) -> None:
    """Note what was pressed; where interviews are ahead, or others than were shown, ask first."""
    pressed = view.read_pressed(action["value"])
    try:
        noted = await request.once(
            _told,
            set_outcome,
            person_id=pressed.person_id,
            outcome=pressed.outcome,
            with_ahead=view.with_ahead_of(action["action_id"]),
            shown=pressed.shown,
        )
    except (StillInInterviews, InterviewsAheadChanged) as first:
        assert pressed.outcome is not None  # to take one back asks nothing
        preview = await request.do(outcome_of, whom=pressed.person_id)
        words, blocks = view.question_message(preview, pressed.outcome, reader=request.actor)
        if isinstance(first, InterviewsAheadChanged):
            blocks.insert(0, section(escape_sentence(first.sentence(zone=request.actor.zone))))
        noted = Told(text=words, blocks=blocks, view=done_view(title="Outcome", sentence=words))
    await request.surface.replace(view=noted.shown, text=noted.text, blocks=noted.blocks)


def _told(change: OutcomeChange) -> Told:
    words, blocks = view.noted_message(change)
    return Told(text=words, blocks=blocks, view=done_view(title="Outcome", sentence=words))


def _read(word: str) -> Outcome | None:
    return None if word.casefold() == view.NOTHING_YET else Outcome(word.casefold())
