"""Adjusting a plan of `/distribute`: who would move is shown before it is accepted."""

import asyncio
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.middleware import Guard
from bot.slack.progress import Place, begin, place_of, put, work
from bot.slack.surface import Screen
from bot.views.block_kit.fields import person_option
from bot.views.distribution import adjust as view
from bot.views.distribution.action_ids import ADJUST
from bot.views.distribution.form import decode
from bot.views.distribution.plan import busy_for, plan_message
from scheduling.distribution import Level
from scheduling.model import Asking
from scheduling.results import Draft
from scheduling.store import Store
from scheduling.usecases.distribute import (
    adjust_round,
    draft_of,
    leave_proposal,
    pinnable_hours,
    round_people,
    take_proposal,
)

_CHOICES = 50


def register(app: AsyncApp, guard: Guard) -> None:
    """This will register the listeners of this feature."""
    app.action(ADJUST)(guard.answering(open_form))
    app.view(view.ADJUST_VIEW)(guard.submitting(save_form, at_fault=view.at_fault))
    app.options(view.OFF_MENU)(guard.suggesting(interviewers))
    app.options(view.LEFT_OUT_MENU)(guard.suggesting(candidates))
    app.options(view.PINS_MENU)(guard.suggesting(hours))
    app.action(view.TAKE)(guard.answering(take))
    app.action(view.LEAVE)(guard.answering(leave))


async def open_form(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    screen: Screen,
) -> None:
    """This will open the form over the plan."""
    pressed, place = decode(action["value"]), place_of(body)
    draft = await asyncio.to_thread(draft_of, store, asking=asking, **pressed.which)
    form = view.adjust_view(draft, channel=place.channel, ts=place.ts or "", zone=asking.actor.zone)
    await screen.open_over(form)


async def save_form(
    body: dict[str, Any], asking: Asking, store: Store, client: AsyncWebClient
) -> View | None:
    """This will begin to work out what would change; it shows in the place of the plan."""
    filled = view.read_adjust(body["view"])
    draft = await asyncio.to_thread(draft_of, store, asking=asking, **filled.plan.which)
    begin(_propose(draft, filled, asking, store, client))
    return None


async def interviewers(
    body: dict[str, Any], payload: dict[str, Any], asking: Asking, store: Store
) -> list[Option]:
    """This will return the interviewers of the plan whose name contains what was typed."""
    found, _ = await _people(body, payload, asking, store)
    return [person_option(person) for person in found[:_CHOICES]]


async def candidates(
    body: dict[str, Any], payload: dict[str, Any], asking: Asking, store: Store
) -> list[Option]:
    """This will return the candidates of the plan whose name contains what was typed."""
    _, found = await _people(body, payload, asking, store)
    return [person_option(person) for person in found[:_CHOICES]]


async def hours(
    body: dict[str, Any], payload: dict[str, Any], asking: Asking, store: Store
) -> list[Option]:
    """This will return hours at which candidates of the plan could come, by name and day."""
    found = await asyncio.to_thread(
        pinnable_hours,
        store,
        asking=asking,
        text=payload["value"],
        **view.pressed_in(body["view"]).which,
    )
    options = [view.pin_option(person, tick, zone=asking.actor.zone) for person, tick in found]
    return view.options_with(payload["value"], options)[:_CHOICES]


async def take(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will put the proposal in the place of the plan."""
    which = decode(action["value"]).which
    draft = await asyncio.to_thread(take_proposal, store, asking=asking, **which)
    await put(client, place_of(body), plan_message(draft, asking=asking))


async def leave(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will show the plan as it was."""
    which = decode(action["value"]).which
    draft = await asyncio.to_thread(leave_proposal, store, asking=asking, **which)
    await put(client, place_of(body), plan_message(draft, asking=asking))


async def _propose(
    draft: Draft,
    filled: view.AdjustAnswers,
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    plan, stages = draft.outcome.plan, list[Level]()
    await work(
        partial(
            adjust_round,
            store,
            asking=asking,
            adjustments=filled.adjustments,
            progress=stages.append,
            **filled.plan.which,
        ),
        place=Place(channel=filled.channel, ts=filled.ts),
        shown=partial(view.proposal_message, asking=asking),
        busy=busy_for(len(plan.seatings) + len(plan.waiting), stages, asking=asking),
        otherwise=lambda trouble: plan_message(draft, asking=asking, news=(trouble,)),
        asking=asking,
        client=client,
    )


async def _people(
    body: dict[str, Any], payload: dict[str, Any], asking: Asking, store: Store
) -> Any:
    which = view.pressed_in(body["view"]).which
    return await asyncio.to_thread(
        round_people, store, asking=asking, text=payload["value"], **which
    )
