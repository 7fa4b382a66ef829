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
from bot.slack.surface import Surface
from bot.views.block_kit.fields import person_option
from bot.views.distribution import adjust as view
from bot.views.distribution.action_ids import ADJUST
from bot.views.distribution.form import decode
from bot.views.distribution.plan import busy_for, plan_message
from scheduling.distribution import Level
from scheduling.model import RequestContext
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
    """Register the listeners of this feature."""
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
    context: RequestContext,
    store: Store,
    surface: Surface,
) -> None:
    """Open the form over the plan."""
    pressed, place = decode(action["value"]), place_of(body)
    draft = await asyncio.to_thread(draft_of, store, context=context, **pressed.which)
    form = view.adjust_view(
        draft, channel=place.channel, ts=place.ts or "", zone=context.actor.zone
    )
    await surface.open_over(form)


async def save_form(
    body: dict[str, Any], context: RequestContext, store: Store, client: AsyncWebClient
) -> View | None:
    """Begin to work out what would change; it shows in the place of the plan."""
    filled = view.read_adjust(body["view"])
    draft = await asyncio.to_thread(draft_of, store, context=context, **filled.plan.which)
    begin(_propose(draft, filled, context, store, client))
    return None


async def interviewers(
    body: dict[str, Any], payload: dict[str, Any], context: RequestContext, store: Store
) -> list[Option]:
    """Return the interviewers of the plan whose name contains what was typed."""
    found, _ = await _people(body, payload, context, store)
    return [person_option(person) for person in found[:_CHOICES]]


async def candidates(
    body: dict[str, Any], payload: dict[str, Any], context: RequestContext, store: Store
) -> list[Option]:
    """Return the candidates of the plan whose name contains what was typed."""
    _, found = await _people(body, payload, context, store)
    return [person_option(person) for person in found[:_CHOICES]]


async def hours(
    body: dict[str, Any], payload: dict[str, Any], context: RequestContext, store: Store
) -> list[Option]:
    """Return hours at which candidates of the plan could come, by name and day."""
    found = await asyncio.to_thread(
        pinnable_hours,
        store,
        context=context,
        text=payload["value"],
        **view.pressed_in(body["view"]).which,
    )
    options = [view.pin_option(person, tick, zone=context.actor.zone) for person, tick in found]
    return view.options_with(payload["value"], options)[:_CHOICES]


async def take(
    body: dict[str, Any],
    action: dict[str, Any],
    context: RequestContext,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """Put the proposal in the place of the plan."""
    which = decode(action["value"]).which
    draft = await asyncio.to_thread(take_proposal, store, context=context, **which)
    await put(client, place_of(body), plan_message(draft, context=context))


async def leave(
    body: dict[str, Any],
    action: dict[str, Any],
    context: RequestContext,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """Show the plan as it was."""
    which = decode(action["value"]).which
    draft = await asyncio.to_thread(leave_proposal, store, context=context, **which)
    await put(client, place_of(body), plan_message(draft, context=context))


async def _propose(
    draft: Draft,
    filled: view.AdjustAnswers,
    context: RequestContext,
    store: Store,
    client: AsyncWebClient,
) -> None:
    plan, stages = draft.outcome.plan, list[Level]()
    await work(
        partial(
            adjust_round,
            store,
            context=context,
            adjustments=filled.adjustments,
            progress=stages.append,
            **filled.plan.which,
        ),
        place=Place(channel=filled.channel, ts=filled.ts),
        shown=partial(view.proposal_message, context=context),
        busy=busy_for(len(plan.seatings) + len(plan.waiting), stages, context=context),
        otherwise=lambda trouble: plan_message(draft, context=context, news=(trouble,)),
        context=context,
        client=client,
    )


async def _people(
    body: dict[str, Any], payload: dict[str, Any], context: RequestContext, store: Store
) -> Any:
    which = view.pressed_in(body["view"]).which
    return await asyncio.to_thread(
        round_people, store, context=context, text=payload["value"], **which
    )
