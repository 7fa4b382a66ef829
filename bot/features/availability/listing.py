"""The list of somebody's hours, and the forms over it."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View

from bot.features.availability.saying import person_of, understood
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.hours import changed as said_back
from bot.views.hours import form
from bot.views.hours import overview as view
from bot.views.hours import readings as ways
from bot.views.hours.words import OPEN, ListPlace, read_place
from scheduling.errors import (
    AvailabilityChanged,
    AvailabilityGone,
    EndNotAfterStart,
    SchedulingError,
    SeveralReadings,
)
from scheduling.model import entry_key
from scheduling.results import AvailabilityChange
from scheduling.usecases.availability import (
    availability_of,
    change_availability,
    give_availability,
    remove_availability,
    undo_availability,
)
from scheduling.wording.reading import ParsedAvailability


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of the list."""
    app.action(OPEN)(middleware.answering(open_list))
    app.action(said_back.UNDO)(middleware.answering(undo))
    app.action(view.ENTRY_MENU)(middleware.answering(choose_for_entry))
    # Slack refuses two buttons of one action_id in one block.
    for action_id in (view.PAGE_TURN, f"{view.PAGE_TURN}_back"):
        app.action(action_id)(middleware.answering(open_list))
    for action_id in form.ADD_ACTIONS.values():
        app.action(action_id)(middleware.answering(open_form))
    app.view(form.FORM_VIEW)(middleware.submitting(save_form, at_fault=form.at_fault))


async def open_list(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show the list of somebody's hours in the modal that is open, or in a new one."""
    await request.surface.show(await list_view(read_place(action["value"]), request))


async def undo(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond
) -> None:
    """Take the last change back and show how things stand, where the button was."""

    def told(given: AvailabilityChange) -> Told:
        words = said_back.undone_words(given, context=request.context)
        return Told(text=words, blocks=view.undone_message(given, context=request.context))

    try:
        undone = await request.once(told, undo_availability, token=action["value"])
    except AvailabilityChanged as changed:
        if "view" not in body:
            raise
        await _redraw(body["view"], _sentence(changed, request), request)
        return
    if "view" in body:
        await _redraw(body["view"], undone.text, request)
    else:
        await respond(text=undone.text, blocks=undone.blocks, replace_original=True)


async def choose_for_entry(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any]
) -> None:
    """Change or remove the entry whose menu was used, in the list that shows it."""
    verb, key = view.read_entry_choice(action["selected_option"]["value"])
    place = read_place(body["view"]["private_metadata"])
    try:
        if verb == "change":
            await request.surface.open_over(await _change_view(place.person_id, key, request))
            return
        removed = await request.once(
            partial(_in_list, place, request),
            remove_availability,
            person_id=place.person_id,
            key=key,
        )
    except AvailabilityGone as gone:
        # The list on the screen is older than the hours, so it is brought up to date.
        await _redraw(body["view"], _sentence(gone, request), request)
        return
    await request.surface.show(removed.shown)


async def open_form(request: SlackRequest, body: dict[str, Any], action: dict[str, Any]) -> None:
    """Open the form for a new entry over the list."""
    person_id = read_place(body["view"]["private_metadata"]).person_id
    kind = form.kind_of_action(action["action_id"])
    place = form.FormPlace(kind=kind, person_id=person_id)
    person = await person_of(person_id, request)
    zone = person.time_zone if person else request.actor.time_zone
    other = person if person_id is not None else None
    await request.surface.open_over(form.form_view(place, entry=None, time_zone=zone, other=other))


async def save_form(request: SlackRequest, body: dict[str, Any]) -> View | None:
    """Save what the form says and bring the list below it up to date.

    What may be instead of hours that stand is asked first, in the place of the form.
    """
    place, text = form.read_form(body["view"])
    try:
        said = understood(text, await person_of(place.person_id, request), request)
    except EndNotAfterStart as error:
        raise form.in_the_form(error, place.kind) from None
    try:
        saved = await _save(place, said, request)
    except SeveralReadings as several:
        return ways.readings_view(several, ways.ReadingPlace(person_id=place.person_id))
    await request.surface.renew_below(saved.shown)
    return None


async def save_chosen(
    said: ParsedAvailability, person_id: int | None, request: SlackRequest
) -> None:
    """Save what was asked about in a modal, and show the list there and below it."""
    told = partial(_in_list, ListPlace(person_id=person_id), request)
    try:
        saved = await request.once(told, give_availability, person_id=person_id, said=said)
    except SeveralReadings as several:
        asked = ways.readings_view(several, ways.ReadingPlace(person_id=person_id))
        await request.surface.show(asked)
        return
    await request.surface.show(saved.shown)
    if request.surface.is_over_another:
        await request.surface.renew_below(saved.shown)


async def _save(place: form.FormPlace, said: ParsedAvailability, request: SlackRequest) -> Told:
    whose = place.person_id
    told = partial(_in_list, ListPlace(person_id=whose), request)
    if place.key is None:
        return await request.once(told, give_availability, person_id=whose, said=said)
    return await request.once(told, change_availability, person_id=whose, key=place.key, said=said)


async def _redraw(shown: dict[str, Any], notice: str, request: SlackRequest) -> None:
    """Shows the list as it stands, and a sentence in it."""
    place = read_place(shown["private_metadata"])
    await request.surface.show(await list_view(place, request, notice=notice))


async def list_view(place: ListPlace, request: SlackRequest, *, notice: str = "") -> View:
    """Return the list as it stands."""
    person, stands = await request.do(availability_of, person_id=place.person_id)
    return view.list_view(
        person=person, stands=stands, context=request.context, notice=notice, skip=place.skip
    )


def _in_list(place: ListPlace, request: SlackRequest, given: AvailabilityChange) -> Told:
    """The list as it stands since a change just now."""
    return Told(
        view=view.list_view(
            person=given.person,
            stands=given.availability,
            context=request.context,
            just_now=given,
            skip=place.skip,
        )
    )


async def _change_view(person_id: int | None, key: str, request: SlackRequest) -> View:
    person, stands = await request.do(availability_of, person_id=person_id)
    entry = next((each for each in stands.entries if entry_key(each) == key), None)
    if entry is None or person is None:
        raise AvailabilityGone()
    place = form.FormPlace(kind=form.form_kind_of(entry), person_id=person_id, key=key)
    other = person if person_id is not None else None
    return form.form_view(place, entry=entry, time_zone=person.time_zone, other=other)


def _sentence(error: SchedulingError, request: SlackRequest) -> str:
    return error.sentence(zone=request.actor.zone)
