"""Levelling a booked round again, when somebody drops out of it or joins."""

import asyncio
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.middleware import Guard
from bot.slack.progress import Place, begin, work
from bot.slack.surface import Screen
from bot.views.distribution import rebalance as view
from bot.views.distribution.action_ids import OPEN_RELEVEL, RELEVEL
from bot.views.distribution.plan import busy_for
from scheduling.distribution import Level
from scheduling.model import Asking
from scheduling.model.permissions import Action, require
from scheduling.store import Store
from scheduling.usecases.distribute import Prepared, prepare_relevel, relevel_round


def register(app: AsyncApp, guard: Guard) -> None:
    """This will register the listeners of this feature."""
    app.action(OPEN_RELEVEL)(guard.answering(open_form))
    app.view(view.RELEVEL_VIEW)(guard.submitting(save_form, at_fault=view.at_fault))
    app.action(RELEVEL)(guard.answering(relevel))


async def open_form(action: dict[str, Any], asking: Asking, screen: Screen) -> None:
    """This will open the form over the plan that was booked."""
    require(asking.actor, Action.DISTRIBUTE)
    await screen.open_over(view.relevel_view(int(action["value"])))


async def save_form(
    body: dict[str, Any], asking: Asking, store: Store, client: AsyncWebClient
) -> None:
    """This will begin to look for the fewest moves; what they are comes as a direct message."""
    round_id, joining = view.read_relevel(body["view"])
    prepared = await asyncio.to_thread(
        prepare_relevel, store, asking=asking, round_id=round_id, joining=joining
    )
    begin(_relevel(round_id, prepared, asking, store, client))


async def relevel(
    action: dict[str, Any], asking: Asking, store: Store, client: AsyncWebClient
) -> None:
    """This will show what would change with the fewest moves, in a message of its own."""
    round_id = int(action["value"])
    prepared = await asyncio.to_thread(prepare_relevel, store, asking=asking, round_id=round_id)
    await _relevel(round_id, prepared, asking, store, client)


async def _relevel(
    round_id: int, prepared: Prepared, asking: Asking, store: Store, client: AsyncWebClient
) -> None:
    stages: list[Level] = []
    job = partial(relevel_round, store, asking=asking, round_id=round_id, prepared=prepared)
    await work(
        partial(job, progress=stages.append),
        place=Place(channel=asking.actor.slack_user_id or ""),
        shown=partial(view.relevel_message, asking=asking),
        busy=busy_for(len(prepared.round.candidates), stages, asking=asking),
        asking=asking,
        client=client,
    )
