"""Levelling a booked round again, when somebody drops out of it or joins."""

import asyncio
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.middleware import Guard
from bot.slack.progress import Place, begin, work
from bot.slack.surface import Surface
from bot.views.distribution import rebalance as view
from bot.views.distribution.action_ids import OPEN_REBALANCE, REBALANCE
from bot.views.distribution.plan import busy_for
from scheduling.distribution import Level
from scheduling.model import RequestContext
from scheduling.model.permissions import Action, require
from scheduling.store import Store
from scheduling.usecases.distribute import Prepared, prepare_rebalance, rebalance_round


def register(app: AsyncApp, guard: Guard) -> None:
    """Register the listeners of this feature."""
    app.action(OPEN_REBALANCE)(guard.answering(open_form))
    app.view(view.REBALANCE_VIEW)(guard.submitting(save_form, at_fault=view.at_fault))
    app.action(REBALANCE)(guard.answering(rebalance))


async def open_form(action: dict[str, Any], context: RequestContext, surface: Surface) -> None:
    """Open the form over the plan that was booked."""
    require(context.actor, Action.DISTRIBUTE)
    await surface.open_over(view.rebalance_view(int(action["value"])))


async def save_form(
    body: dict[str, Any], context: RequestContext, store: Store, client: AsyncWebClient
) -> None:
    """Begin to look for the fewest moves; what they are comes as a direct message."""
    round_id, joining = view.read_rebalance(body["view"])
    prepared = await asyncio.to_thread(
        prepare_rebalance, store, context=context, round_id=round_id, joining=joining
    )
    begin(_rebalance(round_id, prepared, context, store, client))


async def rebalance(
    action: dict[str, Any], context: RequestContext, store: Store, client: AsyncWebClient
) -> None:
    """Show what would change with the fewest moves, in a message of its own."""
    round_id = int(action["value"])
    prepared = await asyncio.to_thread(prepare_rebalance, store, context=context, round_id=round_id)
    await _rebalance(round_id, prepared, context, store, client)


async def _rebalance(
    round_id: int, prepared: Prepared, context: RequestContext, store: Store, client: AsyncWebClient
) -> None:
    stages: list[Level] = []
    job = partial(rebalance_round, store, context=context, round_id=round_id, prepared=prepared)
    await work(
        partial(job, progress=stages.append),
        place=Place(channel=context.actor.slack_user_id or ""),
        shown=partial(view.rebalance_message, context=context),
        busy=busy_for(len(prepared.round.candidates), stages, context=context),
        context=context,
        client=client,
    )
