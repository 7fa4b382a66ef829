"""`/register`: oneself, candidates from outside the workspace, coordinators; and the list."""

import asyncio
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.guard import Guard
from bot.profiles import Profiles
from bot.verbs import pointing_to_help, split_verb
from bot.views import register as view
from bot.views.trouble import done_view
from scheduling.errors import NotUnderstood
from scheduling.model import Asking, Profile, Role
from scheduling.roles import Action, require
from scheduling.store import Store
from scheduling.usecases.register import (
    appoint_coordinator,
    dismiss_coordinator,
    list_people,
    register_candidate,
    register_self,
)
from scheduling.wording import (
    Said,
    read_availability,
    read_candidate,
    read_question,
    read_zone,
)

COMMAND = "/register"
_VERBS = ("help", "list", "interviewer", "candidate", "coordinator", "not coordinator")
_CHOICES = 50


def register(app: AsyncApp, guard: Guard) -> None:
    """This will register the listeners of this feature."""
    app.command(COMMAND)(guard.answering(register_command))
    app.action(view.OPEN_SELF)(guard.answering(open_self))
    app.action(view.OPEN_CANDIDATE)(guard.answering(open_candidate))
    for action_id in (view.LIST, f"{view.LIST}_back"):
        app.action(action_id)(guard.answering(turn_page))
    app.view(view.SELF_VIEW)(guard.submitting(save_self, at_fault=view.self_at_fault))
    app.view(view.CANDIDATE_VIEW)(guard.submitting(save_candidate, at_fault=view.at_fault))
    app.options(view.ZONE_MENU)(guard.suggesting(zones))


async def register_command(
    command: dict[str, Any],
    asking: Asking,
    store: Store,
    profiles: Profiles,
    client: AsyncWebClient,
    respond: AsyncRespond,
) -> None:
    """This will answer `/register`: a form, the list, or what was typed, done."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    match verb:
        case "help":
            await respond(text=view.HELP)
        case "list":
            await _answer_with_list(0, store, respond)
        case "candidate" if rest:
            await respond(text=await _candidate_in_words(rest, asking, store))
        case "interviewer" | "candidate":
            await respond(text=await _self_in_words(Role(verb), rest, asking, store))
        case "coordinator":
            profile = await _member(rest, profiles)
            person = await asyncio.to_thread(
                appoint_coordinator, store, asking=asking, profile=profile
            )
            await respond(text=view.coordinator_words(person))
        case "not coordinator":
            profile = await _member(rest, profiles)
            person = await asyncio.to_thread(
                dismiss_coordinator, store, asking=asking, profile=profile
            )
            await respond(text=view.coordinator_words(person))
        case _ if rest:
            error = NotUnderstood(question="I did not understand whom to register.")
            raise pointing_to_help(error, command=COMMAND, text=rest, verbs=_VERBS)
        case _:
            shown = view.self_view(asking.actor)
            await client.views_open(trigger_id=command["trigger_id"], view=shown)


async def open_self(body: dict[str, Any], asking: Asking, client: AsyncWebClient) -> None:
    """This will open one's own form from a button."""
    await client.views_open(trigger_id=body["trigger_id"], view=view.self_view(asking.actor))


async def open_candidate(body: dict[str, Any], asking: Asking, client: AsyncWebClient) -> None:
    """This will open the candidate's form, in the place of one's own if that is open."""
    require(asking.actor, Action.REGISTER_CANDIDATE)
    shown = view.candidate_view(asking.actor)
    if (body.get("view") or {}).get("type") == "modal":
        await client.views_update(view_id=body["view"]["id"], view=shown)
        return
    await client.views_open(trigger_id=body["trigger_id"], view=shown)


async def save_self(body: dict[str, Any], asking: Asking, store: Store) -> View:
    """This will register the person who filled in the form."""
    role, time_zone = view.read_self(body["view"])
    person = await asyncio.to_thread(
        register_self, store, asking=asking, role=role, time_zone=time_zone
    )
    return done_view(title="Registered", sentence=view.registered_words(person))


async def save_candidate(body: dict[str, Any], asking: Asking, store: Store) -> View:
    """This will register the candidate whom the form describes, with their hours."""
    filled = view.read_candidate(body["view"])
    zone = read_zone(filled.time_zone)
    said = Said()
    if filled.hours.strip():
        said = read_availability(filled.hours, now=asking.now, zone=ZoneInfo(zone))
    person = await asyncio.to_thread(
        register_candidate,
        store,
        asking=asking,
        name=filled.name,
        email=filled.email,
        time_zone=zone,
        said=said,
    )
    words = view.candidate_words(person, has_hours=bool(said.windows or said.weekly))
    return done_view(title="Registered", sentence=words)


async def turn_page(action: dict[str, Any], store: Store, respond: AsyncRespond) -> None:
    """This will show another page of the list in the place of this one."""
    await _answer_with_list(int(action["value"]), store, respond)


async def zones(payload: dict[str, Any]) -> list[Option]:
    """This will return the time zones whose name contains what was typed."""
    typed = payload["value"].casefold().replace(" ", "_")
    found = [name for name in _zone_names() if typed in name.casefold()]
    return view.zone_options(tuple(found[:_CHOICES]))


async def _answer_with_list(skip: int, store: Store, respond: AsyncRespond) -> None:
    listing = await asyncio.to_thread(list_people, store, skip=skip, limit=view.PAGE)
    text = f"{listing.total} registered"
    await respond(text=text, blocks=view.list_blocks(listing), replace_original=True)


async def _candidate_in_words(text: str, asking: Asking, store: Store) -> str:
    said = read_candidate(text)
    person = await asyncio.to_thread(
        register_candidate,
        store,
        asking=asking,
        name=said.name,
        email=said.email,
        time_zone=said.time_zone,
        said=Said(),
    )
    return view.candidate_words(person, has_hours=False)


async def _self_in_words(role: Role, zone: str, asking: Asking, store: Store) -> str:
    person = await asyncio.to_thread(
        register_self, store, asking=asking, role=role, time_zone=zone or None
    )
    return view.registered_words(person)


async def _member(text: str, profiles: Profiles) -> Profile:
    for mention in read_question(text, today=date.min).people:
        if mention.slack_user_id:
            return await profiles.of(mention.slack_user_id)
    raise NotUnderstood(question="Name a member of this workspace: `/register coordinator @ivo`")


@cache
def _zone_names() -> tuple[str, ...]:
    """The zones that people live in: those named after a place, and UTC."""
    places = (name for name in available_timezones() if "/" in name and name[:3] != "Etc")
    return ("UTC", *sorted(places))
