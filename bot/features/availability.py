"""`/availability`: giving hours, seeing, changing and removing them."""

import asyncio
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.guard import Guard
from bot.profiles import Profiles
from bot.verbs import pointing_to_help, split_verb
from bot.views import availability as view
from bot.views import availability_form as form
from scheduling.answers import Given
from scheduling.errors import AvailabilityGone, NotUnderstood
from scheduling.model import Asking, Person, entry_key
from scheduling.store import Store
from scheduling.usecases.availability import (
    availability_of,
    change_availability,
    give_availability,
    remove_availability,
    undo_availability,
)
from scheduling.usecases.find_slots import people_named
from scheduling.wording import Said, read_availability, read_question

COMMAND = "/availability"
_VERBS = ("help", "list", "for", "off")


def register(app: AsyncApp, guard: Guard) -> None:
    """This will register the listeners of this feature."""
    app.command("/availability")(guard.answering(availability_command))
    app.action(view.OPEN)(guard.answering(open_list))
    app.action(view.UNDO)(guard.answering(undo))
    app.action(view.ENTRY_MENU)(guard.answering(choose_for_entry))
    for action_id in form.ADD_ACTIONS.values():
        app.action(action_id)(guard.answering(open_form))
    app.view(form.FORM_VIEW)(guard.submitting(save_form, at_fault=form.at_fault))


async def availability_command(
    command: dict[str, Any],
    asking: Asking,
    store: Store,
    profiles: Profiles,
    client: AsyncWebClient,
    respond: AsyncRespond,
) -> None:
    """This will answer `/availability`: a form, a list, or what was typed, said back."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    person = None
    if verb == "for":
        whom, _, rest = rest.partition(":")
        person = await _somebody(whom, store, profiles)
        verb, rest = split_verb(rest, verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
    elif verb == "list":
        await _list(person, asking, store, respond)
    elif verb is None and not rest:
        shown = await _list_view(_id(person), asking, store)
        await client.views_open(trigger_id=command["trigger_id"], view=shown)
    else:
        await _give(f"off {rest}" if verb == "off" else rest, person, asking, store, respond)


async def open_list(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will open the list of somebody's hours over a message or the Home tab."""
    shown = await _list_view(view.read_subject(action["value"]), asking, store)
    await client.views_open(trigger_id=body["trigger_id"], view=shown)


async def undo(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
    respond: AsyncRespond,
) -> None:
    """This will take the last change back and show how things stand, where the button was."""
    token = action["value"]
    given = await asyncio.to_thread(undo_availability, store, asking=asking, token=token)
    if "view" in body:
        person_id = view.read_subject(body["view"]["private_metadata"])
        shown = await _list_view(person_id, asking, store)
        await client.views_update(view_id=body["view"]["id"], view=shown)
        return
    blocks = view.undone_message(given, actor=asking.actor)
    await respond(text="Undone.", blocks=blocks, replace_original=True)


async def choose_for_entry(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will change or remove the entry whose menu was used, in the list that shows it."""
    verb, key = view.read_entry_choice(action["selected_option"]["value"])
    person_id = view.read_subject(body["view"]["private_metadata"])
    if verb == "change":
        shown = await _change_view(person_id, key, asking, store)
        await client.views_push(trigger_id=body["trigger_id"], view=shown)
        return
    given = await asyncio.to_thread(
        remove_availability, store, asking=asking, person_id=person_id, key=key
    )
    shown = await _list_view(person_id, asking, store, just_now=given)
    await client.views_update(view_id=body["view"]["id"], view=shown)


async def open_form(
    body: dict[str, Any],
    action: dict[str, Any],
    asking: Asking,
    store: Store,
    client: AsyncWebClient,
) -> None:
    """This will open the form for a new entry over the list."""
    person_id = view.read_subject(body["view"]["private_metadata"])
    kind = form.kind_of_action(action["action_id"])
    place = form.FormPlace(kind=kind, person_id=person_id)
    person = await _person(person_id, asking, store)
    zone = person.time_zone if person else asking.actor.time_zone
    shown = form.form_view(place, entry=None, time_zone=zone)
    await client.views_push(trigger_id=body["trigger_id"], view=shown)


async def save_form(
    body: dict[str, Any], asking: Asking, store: Store, client: AsyncWebClient
) -> None:
    """This will save what the form says and bring the list below it up to date."""
    place, text = form.read_form(body["view"])
    said = _understood(text, await _person(place.person_id, asking, store), asking)
    given = await asyncio.to_thread(_save, place, said, asking, store)
    shown = await _list_view(place.person_id, asking, store, just_now=given)
    await client.views_update(view_id=body["view"]["root_view_id"], view=shown)


def _save(place: form.FormPlace, said: Said, asking: Asking, store: Store) -> Given:
    whose = place.person_id
    if place.key is None:
        return give_availability(store, asking=asking, person_id=whose, said=said)
    return change_availability(store, asking=asking, person_id=whose, key=place.key, said=said)


async def _give(
    text: str, person: Person | None, asking: Asking, store: Store, respond: AsyncRespond
) -> None:
    try:
        said = _understood(text, person or asking.actor.person, asking)
    except NotUnderstood as error:
        raise pointing_to_help(error, command=COMMAND, text=text, verbs=_VERBS) from None
    given = await asyncio.to_thread(
        give_availability, store, asking=asking, person_id=_id(person), said=said
    )
    words = view.given_words(given, actor=asking.actor)
    await respond(text=words, blocks=view.given_message(given, actor=asking.actor))


async def _list(person: Person | None, asking: Asking, store: Store, respond: AsyncRespond) -> None:
    whose, stands = await asyncio.to_thread(
        availability_of, store, actor=asking.actor, person_id=_id(person)
    )
    blocks = view.list_message(person=whose, stands=stands, asking=asking)
    await respond(text="\n".join(view.summary_lines(stands)), blocks=blocks)


async def _list_view(
    person_id: int | None, asking: Asking, store: Store, *, just_now: Given | None = None
) -> View:
    person, stands = await asyncio.to_thread(
        availability_of, store, actor=asking.actor, person_id=person_id
    )
    return view.list_view(
        person=just_now.person if just_now else person,
        stands=just_now.availability if just_now else stands,
        asking=asking,
        just_now=just_now,
    )


async def _change_view(person_id: int | None, key: str, asking: Asking, store: Store) -> View:
    person, stands = await asyncio.to_thread(
        availability_of, store, actor=asking.actor, person_id=person_id
    )
    entry = next((each for each in stands.entries if entry_key(each) == key), None)
    if entry is None or person is None:
        raise AvailabilityGone()
    place = form.FormPlace(kind=form.form_kind_of(entry), person_id=person_id, key=key)
    return form.form_view(place, entry=entry, time_zone=person.time_zone)


async def _somebody(whom: str, store: Store, profiles: Profiles) -> Person:
    mentions = read_question(whom, today=date.min).people
    known = await profiles.of_each(m.slack_user_id for m in mentions if m.slack_user_id)
    (person,) = await asyncio.to_thread(people_named, store, mentions=mentions[:1], profiles=known)
    return person


async def _person(person_id: int | None, asking: Asking, store: Store) -> Person | None:
    person, _ = await asyncio.to_thread(
        availability_of, store, actor=asking.actor, person_id=person_id
    )
    return person


def _id(person: Person | None) -> int | None:
    return person.id if person else None


def _understood(text: str, person: Person | None, asking: Asking) -> Said:
    zone = person.zone if person else asking.actor.zone
    return read_availability(text, now=asking.now, zone=zone)
