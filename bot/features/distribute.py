"""`/distribute`: a plan of who interviews whom, to look at, and to book whole."""

import asyncio
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.features.text.forms import days_asked
from bot.features.text.questions import read_typed
from bot.features.text.verbs import split_verb
from bot.slack.middleware import Guard
from bot.slack.profiles import Profiles
from bot.slack.progress import Message, Place, begin, place_of, put, work
from bot.slack.surface import Screen
from bot.views.distribution import form as view
from bot.views.distribution.action_ids import BOOK, DROP, MORE
from bot.views.distribution.changes import change_words, setback_words
from bot.views.distribution.plan import busy_for, plan_message
from scheduling.distribution import Level
from scheduling.model import Asking, Role
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import RoundAsked
from scheduling.results import Draft, RoundBooked
from scheduling.store import Store
from scheduling.usecases.distribute import (
    Prepared,
    book_round,
    draft_of,
    draft_round,
    drop_round,
    prepare_round,
    replan_round,
)

COMMAND = "/distribute"
_VERBS = ("help",)


def register(app: AsyncApp, guard: Guard) -> None:
    """This will register the listeners of this feature."""
    app.command(COMMAND)(guard.answering(distribute_command))
    app.action(view.OPEN_FORM)(guard.answering(open_form))
    app.view(view.FORM_VIEW)(guard.submitting(plan_form, at_fault=view.at_fault))
    for action_id in (MORE, f"{MORE}_back"):
        app.action(action_id)(guard.answering(turn_page))
    app.action(BOOK)(guard.answering(book))
    app.action(DROP)(guard.answering(drop))


async def distribute_command(
    command: dict[str, Any],
    asking: Asking,
    store: Store,
    profiles: Profiles,
    client: AsyncWebClient,
    screen: Screen,
    respond: AsyncRespond,
) -> None:
    """This will answer `/distribute`: a form, or a plan for those named, in a direct message."""
    verb, text = split_verb(command["text"], verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
        return
    require(asking.actor, Action.DISTRIBUTE)
    if not text:
        await screen.open_over(_form(asking))
        return
    typed = await read_typed(
        text, command=COMMAND, verbs=_VERBS, asking=asking, store=store, profiles=profiles
    )
    asked = RoundAsked(
        start=typed.start,
        end=typed.end,
        candidate_ids=tuple(p.id for p in typed.people if p.may_be(Role.CANDIDATE)),
        interviewer_ids=tuple(p.id for p in typed.people if not p.may_be(Role.CANDIDATE)),
    )
    prepared = await asyncio.to_thread(prepare_round, store, asking=asking, asked=asked)
    place = await _plan(prepared, asking, store, client)
    if place.channel != command["channel_id"]:
        await respond(text="The plan is in your messages with me. Nothing is booked yet.")


async def open_form(asking: Asking, screen: Screen) -> None:
    """This will open the form from a button."""
    require(asking.actor, Action.DISTRIBUTE)
    await screen.open_over(_form(asking))


async def plan_form(
    body: dict[str, Any], asking: Asking, store: Store, client: AsyncWebClient
) -> None:
    """This will begin to plan what the form asks; the plan comes as a direct message."""
    filled = view.read_form(body["view"])
    start, end = days_asked(filled.first_day, filled.last_day, asking=asking)
    asked = RoundAsked(
        start=start,
        end=end,
        candidate_ids=filled.candidate_ids,
        interviewer_ids=filled.interviewer_ids,
        min_panel=filled.min_panel,
        max_panel=filled.max_panel,
        may_meet_again=filled.may_meet_again,
    )
    prepared = await asyncio.to_thread(prepare_round, store, asking=asking, asked=asked)
    begin(_plan(prepared, asking, store, client))


async def turn_page(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will show other lines of a plan in the place of these."""
    pressed = view.decode(action["value"])
    draft = await asyncio.to_thread(draft_of, store, asking=asking, **pressed.which)
    await put(client, place_of(body), plan_message(draft, asking=asking, skip=pressed.skip))


async def book(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will book the whole plan, or say who can't have theirs any more and plan anew."""
    pressed = view.decode(action["value"])
    booked = await asyncio.to_thread(book_round, store, asking=asking, **pressed.which)
    if booked.setbacks:
        await _plan_anew(booked, place_of(body), asking, store, client)
    else:
        await put(client, place_of(body), plan_message(booked.draft, asking=asking))


async def drop(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will discard a plan."""
    pressed = view.decode(action["value"])
    draft = await asyncio.to_thread(drop_round, store, asking=asking, **pressed.which)
    await put(client, place_of(body), plan_message(draft, asking=asking))


async def _plan(prepared: Prepared, asking: Asking, store: Store, client: AsyncWebClient) -> Place:
    stages: list[Level] = []
    return await work(
        partial(draft_round, store, asking=asking, prepared=prepared, progress=stages.append),
        place=Place(channel=asking.actor.slack_user_id or ""),
        shown=partial(plan_message, asking=asking),
        busy=busy_for(len(prepared.round.candidates), stages, asking=asking),
        asking=asking,
        client=client,
    )


async def _plan_anew(
    booked: RoundBooked, place: Place, asking: Asking, store: Store, client: AsyncWebClient
) -> None:
    """Says who can't have theirs any more, and what would change with the fewest moves."""
    draft, zone = booked.draft, asking.actor.zone
    why = setback_words(booked.setbacks, zone=zone)
    plan, stages = draft.outcome.plan, list[Level]()

    def shown(after: Draft) -> Message:
        news = (why, change_words(after, zone=zone))
        return plan_message(after, asking=asking, news=news)

    await work(
        partial(
            replan_round,
            store,
            asking=asking,
            round_id=draft.round.id,
            version=draft.round.version,
            progress=stages.append,
        ),
        place=place,
        shown=shown,
        busy=busy_for(len(plan.seatings) + len(plan.waiting), stages, asking=asking),
        otherwise=lambda trouble: plan_message(draft, asking=asking, news=(why, trouble)),
        asking=asking,
        client=client,
    )


def _form(asking: Asking) -> View:
    today = asking.now.astimezone(asking.actor.zone).date()
    return view.form_view(first_day=today, last_day=today + asking.rules.look_ahead)
