"""`/availability`: giving hours, seeing, changing and removing them."""

import asyncio
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View

from bot.features.text.verbs import pointing_to_help, split_verb
from bot.slack.middleware import Guard
from bot.slack.profiles import Profiles
from bot.slack.surface import Surface
from bot.views.hours import changed as said_back
from bot.views.hours import form
from bot.views.hours import overview as view
from bot.views.hours.words import OPEN, ListPlace, read_place
from scheduling.errors import (
    AvailabilityChanged,
    AvailabilityGone,
    EndNotAfterStart,
    NotGivenHours,
    NotUnderstood,
    SchedulingError,
    UnknownPerson,
)
from scheduling.model import Person, Profile, RequestContext, entry_key
from scheduling.results import AvailabilityChange
from scheduling.store import Store
from scheduling.usecases.availability import (
    availability_of,
    change_availability,
    give_availability,
    remove_availability,
    undo_availability,
)
from scheduling.usecases.find_slots import people_named
from scheduling.wording.reading import (
    Mention,
    ParsedAvailability,
    read_availability,
    read_day,
    read_mentions,
)
from scheduling.wording.reading.grammar.tokens import unescaped

COMMAND = "/availability"
_VERBS = ("help", "list", "for", "off")
_WHOSE = "Whose hours? Name one person: `/availability for Carl: tomorrow 9-12`"
_QUOTES = " \"'“”„‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """Whose hours are meant: somebody registered, a member who is not yet, or, with neither,
    the actor.
    """

    person: Person | None = None
    member: Profile | None = None

    @property
    def person_id(self) -> int | None:
        return self.person.id if self.person else None


def register(app: AsyncApp, guard: Guard) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(guard.answering(availability_command))
    app.action(OPEN)(guard.answering(open_list))
    app.action(said_back.UNDO)(guard.answering(undo))
    app.action(view.ENTRY_MENU)(guard.answering(choose_for_entry))
    for action_id in (view.PAGE_TURN, f"{view.PAGE_TURN}_back"):
        app.action(action_id)(guard.answering(open_list))
    for action_id in form.ADD_ACTIONS.values():
        app.action(action_id)(guard.answering(open_form))
    app.view(form.FORM_VIEW)(guard.submitting(save_form, at_fault=form.at_fault))


async def availability_command(
    command: dict[str, Any],
    context: RequestContext,
    store: Store,
    profiles: Profiles,
    surface: Surface,
    respond: AsyncRespond,
) -> None:
    """Answer `/availability`: a form, a list, or what was typed, said back."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    subject = _Subject()
    if verb == "for" or rest.startswith("<@"):
        whom, rest = _whom_and_rest(rest)
        subject = await _subject(whom, store, profiles)
        verb, rest = split_verb(rest, verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
    elif verb == "list":
        await _list(_registered(subject), context, store, respond)
    elif verb is None and not rest:
        place = ListPlace(person_id=_registered(subject))
        await surface.open_over(await _list_view(place, context, store))
    else:
        await _give(verb, rest, subject, context, store, respond)


async def open_list(
    action: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> None:
    """Show the list of somebody's hours in the modal that is open, or in a new one."""
    await surface.show(await _list_view(read_place(action["value"]), context, store))


async def undo(
    body: dict[str, Any],
    action: dict[str, Any],
    context: RequestContext,
    store: Store,
    surface: Surface,
    respond: AsyncRespond,
) -> None:
    """Take the last change back and show how things stand, where the button was."""
    try:
        given = await asyncio.to_thread(
            undo_availability, store, context=context, token=action["value"]
        )
    except AvailabilityChanged as changed:
        if "view" not in body:
            raise
        await _redraw(body["view"], _sentence(changed, context), context, store, surface)
        return
    words = said_back.undone_words(given, context=context)
    if "view" in body:
        await _redraw(body["view"], words, context, store, surface)
    else:
        blocks = view.undone_message(given, context=context)
        await respond(text=words, blocks=blocks, replace_original=True)


async def choose_for_entry(
    body: dict[str, Any],
    action: dict[str, Any],
    context: RequestContext,
    store: Store,
    surface: Surface,
) -> None:
    """Change or remove the entry whose menu was used, in the list that shows it."""
    verb, key = view.read_entry_choice(action["selected_option"]["value"])
    place = read_place(body["view"]["private_metadata"])
    try:
        if verb == "change":
            await surface.open_over(await _change_view(place.person_id, key, context, store))
            return
        given = await asyncio.to_thread(
            remove_availability, store, context=context, person_id=place.person_id, key=key
        )
    except AvailabilityGone as gone:
        # The list on the screen is older than the hours, so it is brought up to date.
        await _redraw(body["view"], _sentence(gone, context), context, store, surface)
        return
    await surface.show(await _list_view(place, context, store, just_now=given))


async def open_form(
    body: dict[str, Any],
    action: dict[str, Any],
    context: RequestContext,
    store: Store,
    surface: Surface,
) -> None:
    """Open the form for a new entry over the list."""
    person_id = read_place(body["view"]["private_metadata"]).person_id
    kind = form.kind_of_action(action["action_id"])
    place = form.FormPlace(kind=kind, person_id=person_id)
    person = await _person(person_id, context, store)
    zone = person.time_zone if person else context.actor.time_zone
    other = person if person_id is not None else None
    await surface.open_over(form.form_view(place, entry=None, time_zone=zone, other=other))


async def save_form(
    body: dict[str, Any], context: RequestContext, store: Store, surface: Surface
) -> None:
    """Save what the form says and bring the list below it up to date."""
    place, text = form.read_form(body["view"])
    try:
        said = _understood(text, await _person(place.person_id, context, store), context)
    except EndNotAfterStart as error:
        raise form.in_the_form(error, place.kind) from None
    given = await asyncio.to_thread(_save, place, said, context, store)
    below = ListPlace(person_id=place.person_id)
    await surface.renew_below(await _list_view(below, context, store, just_now=given))


def _save(
    place: form.FormPlace, said: ParsedAvailability, context: RequestContext, store: Store
) -> AvailabilityChange:
    whose = place.person_id
    if place.key is None:
        return give_availability(store, context=context, person_id=whose, said=said)
    return change_availability(store, context=context, person_id=whose, key=place.key, said=said)


async def _give(
    verb: str | None,
    rest: str,
    subject: _Subject,
    context: RequestContext,
    store: Store,
    respond: AsyncRespond,
) -> None:
    if verb == "off" and not rest:
        raise NotUnderstood(question="Off on which days? `/availability off 24 Dec - 2 Jan`")
    if "<@" in rest:
        raise NotUnderstood(question=_WHOSE)
    text = f"off {rest}" if verb == "off" else rest
    try:
        said = _understood(text, subject.person or subject.member, context)
    except NotUnderstood as error:
        verbs = () if _starts_with_a_day(text, context) else _VERBS
        raise pointing_to_help(error, command=COMMAND, text=text, verbs=verbs) from None
    given = await asyncio.to_thread(
        give_availability,
        store,
        context=context,
        person_id=subject.person_id,
        said=said,
        member=subject.member,
    )
    words = said_back.given_words(given, context=context)
    await respond(text=words, blocks=said_back.given_message(given, context=context))


async def _list(
    person_id: int | None, context: RequestContext, store: Store, respond: AsyncRespond
) -> None:
    person, stands = await asyncio.to_thread(
        availability_of, store, actor=context.actor, person_id=person_id
    )
    blocks = view.list_message(person=person, stands=stands, context=context)
    lines = view.summary_lines(person, stands, reader=context.actor, now=context.now)
    await respond(text="\n".join(lines), blocks=blocks)


async def _redraw(
    shown: dict[str, Any], notice: str, context: RequestContext, store: Store, surface: Surface
) -> None:
    """Shows the list as it stands, and a sentence in it."""
    place = read_place(shown["private_metadata"])
    await surface.show(await _list_view(place, context, store, notice=notice))


async def _list_view(
    place: ListPlace,
    context: RequestContext,
    store: Store,
    *,
    just_now: AvailabilityChange | None = None,
    notice: str = "",
) -> View:
    person, stands = await asyncio.to_thread(
        availability_of, store, actor=context.actor, person_id=place.person_id
    )
    return view.list_view(
        person=just_now.person if just_now else person,
        stands=just_now.availability if just_now else stands,
        context=context,
        just_now=just_now,
        notice=notice,
        skip=place.skip,
    )


async def _change_view(
    person_id: int | None, key: str, context: RequestContext, store: Store
) -> View:
    person, stands = await asyncio.to_thread(
        availability_of, store, actor=context.actor, person_id=person_id
    )
    entry = next((each for each in stands.entries if entry_key(each) == key), None)
    if entry is None or person is None:
        raise AvailabilityGone()
    place = form.FormPlace(kind=form.form_kind_of(entry), person_id=person_id, key=key)
    other = person if person_id is not None else None
    return form.form_view(place, entry=entry, time_zone=person.time_zone, other=other)


def _whom_and_rest(text: str) -> tuple[str, str]:
    """A mention ends by itself; a name ends at the colon."""
    if text.startswith("<@") and ">" in text:
        mention, _, rest = text.partition(">")
        return f"{mention}>", rest.lstrip(" :,")
    whom, _, rest = text.partition(":")
    return whom, rest


async def _subject(whom: str, store: Store, profiles: Profiles) -> _Subject:
    mentions = _one_mention(whom)
    known = await profiles.of_each(m.slack_user_id for m in mentions if m.slack_user_id)
    try:
        (person,) = await asyncio.to_thread(people_named, store, mentions=mentions, profiles=known)
    except NotGivenHours:
        return _Subject(member=known[mentions[0].slack_user_id or ""])
    except UnknownPerson as unknown:
        if len(read_mentions(whom)) > 1:
            raise NotUnderstood(question=_WHOSE) from None
        if any(sign.isdigit() for sign in whom):
            question = "Put a colon after the name: `/availability for Carl: tomorrow 9-12`"
            raise NotUnderstood(question=question) from None
        raise unknown from None
    return _Subject(person=person)


def _one_mention(whom: str) -> tuple[Mention]:
    """A name goes up to the colon, "Bo & co" as well."""
    name = unescaped(whom).strip(_QUOTES)
    if not name:
        raise NotUnderstood(question=_WHOSE)
    if "<@" not in whom:
        return (Mention(name=name),)
    first, *others = read_mentions(whom)
    if others:
        raise NotUnderstood(question=_WHOSE)
    return (first,)


def _registered(subject: _Subject) -> int | None:
    """Of a member who is not registered there is nothing to see."""
    if subject.member is not None:
        raise NotGivenHours(name=subject.member.name)
    return subject.person_id


async def _person(person_id: int | None, context: RequestContext, store: Store) -> Person | None:
    person, _ = await asyncio.to_thread(
        availability_of, store, actor=context.actor, person_id=person_id
    )
    return person


def _starts_with_a_day(text: str, context: RequestContext) -> bool:
    """Whoever writes "Fri" does not mean "for"."""
    try:
        read_day(text.split()[0], today=context.now.astimezone(context.actor.zone).date())
    except (NotUnderstood, IndexError):
        return False
    return True


def _understood(
    text: str, whose: Person | Profile | None, context: RequestContext
) -> ParsedAvailability:
    zone = ZoneInfo(whose.time_zone) if whose else context.actor.zone
    return read_availability(text, now=context.now, zone=zone)


def _sentence(error: SchedulingError, context: RequestContext) -> str:
    return error.sentence(zone=context.actor.zone)
