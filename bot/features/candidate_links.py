"""Links to candidates' pages, and answering what is asked for there."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View

from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, actions, escape_sentence, section
from bot.views.block_kit.carried import carried_id
from bot.views.candidates import answering, form
from bot.views.candidates import links as view
from bot.views.interviews.changes import moved_words
from bot.views.interviews.shown.pressed import read_pressed
from bot.views.interviews.shown.who_is_told import reading
from scheduling.errors import OutsideAvailability
from scheduling.model import Person
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.model.permissions import Action, require
from scheduling.usecases.candidate import end_links, issue_link, move_wanted, refuse_move
from scheduling.usecases.interviews import interview_of


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for action_id, purpose in ((view.ASK, LinkPurpose.HOURS), (view.SEND, LinkPurpose.INTERVIEWS)):
        app.action(action_id)(middleware.answering(_making(purpose)))
    app.action(view.END)(middleware.answering(end))
    app.action(form.OPEN_FORM)(middleware.answering(open_form))
    app.view(form.LINK_VIEW)(middleware.submitting(save_form, at_fault=form.at_fault))
    app.action(answering.MOVE_THERE)(middleware.answering(move_there))
    app.action(answering.MOVE_ANYWAY)(middleware.answering(move_there))
    app.action(answering.LEAVE_IT)(middleware.answering(leave_it))


async def open_form(request: SlackRequest) -> None:
    """Open the form that makes a link."""
    require(request.actor, Action.SEND_LINK)
    await request.surface.open_over(form.form_view())


async def save_form(request: SlackRequest, body: dict[str, Any]) -> View:
    """Make the link that the form asks for, and show it."""
    filled = form.read_form(body["view"])
    _, shown = await _made(filled.person_id, filled.purpose, request, offer=filled.offer)
    return shown


async def end(request: SlackRequest, action: dict[str, Any]) -> None:
    """Let no link open a candidate's page any more."""

    def told(ended: tuple[Person, int]) -> Told:
        words = view.ended_words(*ended)
        blocks: Blocks = [section(words)]
        return Told(text=words, blocks=blocks, view=view.link_view(blocks))

    ended = await request.once(told, end_links, person_id=carried_id(action["value"]))
    await request.surface.replace(view=ended.shown, text=ended.text, blocks=ended.blocks)


async def move_there(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Move an interview to the hour that its candidate asks for, or ask where a calendar takes it.

    What is asked stands in the place of the wish, which it says again; allowed there, the calendars
    of which it says so are in nobody's way, and those of others are asked about in their turn.
    """
    interview_id = read_pressed(action["value"]).interview_id
    await request.read_calendars_of(interview_id)
    try:
        moved = await request.once(
            lambda change: Told(text=moved_words(change, reader=request.actor)),
            move_wanted,
            interview_id=interview_id,
            wanted=answering.read_wanted(action["value"]),
            told_busy=answering.read_told_busy(action["value"]),
        )
    except OutsideAvailability as refusal:
        await _ask_first(interview_id, refusal, request, respond)
        return
    await respond(text=moved.text, blocks=[section(moved.text)], replace_original=True)


async def _ask_first(
    interview_id: int, refusal: OutsideAvailability, request: SlackRequest, respond: AsyncRespond
) -> None:
    interview = await request.do(interview_of, interview_id=interview_id)
    why = escape_sentence(refusal.sentence(zone=request.actor.zone))
    words = answering.busy_words(interview, why)
    buttons = answering.busy_buttons(
        interview, refusal.start, busy_ids=refusal.busy_ids, reader=reading(request.actor)
    )
    blocks = [section(words), actions(*buttons)]
    await respond(text=words, blocks=blocks, replace_original=True)


async def leave_it(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Leave an interview where it is."""
    interview_id = read_pressed(action["value"]).interview_id
    left = await request.once(
        lambda interview: Told(text=answering.left_words(interview, reader=request.actor)),
        refuse_move,
        interview_id=interview_id,
        wanted=answering.read_wanted(action["value"]),
    )
    await respond(text=left.text, blocks=[section(left.text)], replace_original=True)


async def make(request: SlackRequest, action: dict[str, Any], *, purpose: LinkPurpose) -> None:
    """Show a link beside the button that asks for it."""
    text, shown = await _made(carried_id(action["value"]), purpose, request)
    await request.surface.show_beside(view=shown, text=text, blocks=list(shown.blocks or ()))


def _making(purpose: LinkPurpose) -> Any:
    making = partial(make, purpose=purpose)
    # The figures name listeners.
    making.__name__ = make.__name__  # type: ignore[attr-defined]
    return making


async def _made(
    person_id: int, purpose: LinkPurpose, request: SlackRequest, *, offer: Offer | None = None
) -> tuple[str, View]:
    """The link, in words for notifications and as a modal."""
    request.links.check()
    issued = await request.do(issue_link, person_id=person_id, purpose=purpose, offer=offer)
    address = request.links.address(issued.link.word)
    blocks = view.link_blocks(issued, address=address, reader=reading(request.actor))
    return view.link_words(issued), view.link_view(blocks)
