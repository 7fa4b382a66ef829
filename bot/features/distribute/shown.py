"""A round shown as it stands, in the place of one whose buttons are about what it was."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.progress import Message, place_of, put
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import escape_sentence
from bot.views.distribution.adjust import proposal_message
from bot.views.distribution.form import decode
from bot.views.distribution.plan import plan_message
from scheduling.errors import RoundChanged
from scheduling.model import RequestContext
from scheduling.model.rounds import RoundState
from scheduling.results import Draft
from scheduling.usecases.distribute import round_as_it_stands

OnPlan = Callable[[SlackRequest, dict[str, Any], dict[str, Any], AsyncWebClient], Awaitable[None]]
"""A listener of a button under a plan: the request, Slack's body, the button, Slack's client."""


def shown_anew(listener: OnPlan) -> OnPlan:
    """Show the plan as it stands in the place of the one pressed, where that has changed since.

    Its buttons would say so for ever. One that is booked stays: below it may stand whom to tell.
    """

    @wraps(listener)
    async def pressing(
        request: SlackRequest,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
    ) -> None:
        try:
            await listener(request, body, action, client)
        except RoundChanged as changed:
            pressed = decode(action["value"])
            draft = await request.do(round_as_it_stands, round_id=pressed.round_id)
            why = escape_sentence(changed.sentence(zone=request.actor.zone))
            message = message_as_it_stands(draft, why, context=request.context)
            await put(client, place_of(body), message)

    return pressing


def message_as_it_stands(draft: Draft, *why: str, context: RequestContext) -> Message:
    """Return the message of a round as it stands, below why it is shown."""
    is_open = draft.round.state is RoundState.DRAFT and draft.round.rebalances is None
    message = proposal_message if draft.proposal and is_open else plan_message
    return message(draft, context=context, news=why)
