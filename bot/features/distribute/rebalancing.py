"""Levelling a booked round again, when somebody drops out of it or joins."""

from collections.abc import Awaitable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.features.distribute.fresh import freshly
from bot.slack.progress import Place, begin, work
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.carried import carried_id
from bot.views.distribution import rebalance as view
from bot.views.distribution.action_ids import OPEN_REBALANCE, REBALANCE
from bot.views.distribution.plan import busy_for
from scheduling.distribution import Level
from scheduling.errors import NotUnderstood
from scheduling.model.permissions import Action, require
from scheduling.usecases.distribute import (
    Prepared,
    prepare_rebalance,
    rebalance_round,
    rounds_ahead,
)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.action(OPEN_REBALANCE)(middleware.answering(open_form))
    app.view(view.REBALANCE_VIEW)(middleware.submitting(save_form, at_fault=view.at_fault))
    app.action(REBALANCE)(middleware.answering(rebalance))


async def rebalance_typed(
    request: SlackRequest, text: str, client: AsyncWebClient, respond: AsyncRespond
) -> None:
    """Answer `/distribute rebalance`: the only booked round is planned again, or one is chosen."""
    if text:
        raise NotUnderstood(question=view.ALONE)
    found = await request.do(rounds_ahead)
    if not found:
        await respond(text=view.NO_ROUND)
    elif len(found) == 1:
        (only,) = found
        prepared = await _prepared(request, only.round_id)
        await _rebalance(only.round_id, prepared, request, client)
    else:
        words, blocks = view.which_round_message(found, zone=request.actor.zone)
        await respond(text=words, blocks=blocks)


async def open_form(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the form over the plan that was booked."""
    require(request.actor, Action.DISTRIBUTE)
    await request.surface.open_over(view.rebalance_view(carried_id(action["value"])))


async def save_form(request: SlackRequest, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Begin to look for the fewest moves; what they are comes as a direct message."""
    round_id, joining = view.read_rebalance(body["view"])
    prepared = await _prepared(request, round_id, joining=joining)
    if await request.is_new():
        begin(_rebalance(round_id, prepared, request, client))


async def rebalance(request: SlackRequest, action: dict[str, Any], client: AsyncWebClient) -> None:
    """Show what would change with the fewest moves, in a message of its own."""
    round_id = carried_id(action["value"])
    prepared = await _prepared(request, round_id)
    await _rebalance(round_id, prepared, request, client)


async def _prepared(
    request: SlackRequest, round_id: int, *, joining: tuple[int, ...] = ()
) -> Prepared:
    def prepare() -> Awaitable[Prepared]:
        return request.do(prepare_rebalance, round_id=round_id, joining=joining)

    return await freshly(prepare, request)


async def _rebalance(
    round_id: int, prepared: Prepared, request: SlackRequest, client: AsyncWebClient
) -> None:
    stages: list[Level] = []
    await work(
        request.job(rebalance_round, round_id=round_id, prepared=prepared, progress=stages.append),
        place=Place(channel=request.actor.slack_user_id or ""),
        shown=partial(view.rebalance_message, context=request.context),
        busy=busy_for(len(prepared.round.candidates), stages, context=request.context),
        context=request.context,
        client=client,
    )
