"""`/register`: oneself, candidates from outside the workspace, coordinators; and the list."""

from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from bot.features.register.erasing import erasing_in_words
from bot.features.register.exporting import export_in_words
from bot.features.register.listing import listed, listed_decided
from bot.features.register.merging import merging_in_words
from bot.features.register.outcome import outcome_in_words
from bot.features.register.removal import removal_in_words
from bot.features.text.verbs import pointing_to_help, split_verb
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, actions, section
from bot.views.block_kit.carried import carried_id
from bot.views.candidates.links import ask_button
from bot.views.hours.changed import given_row
from bot.views.hours.words import ListPlace, open_button, place_value
from bot.views.interviews.untold import people_to_tell_button
from bot.views.register import form
from bot.views.register import people as view
from bot.views.register.undo import undo_button, with_undo
from scheduling.errors import NameTaken, NotUnderstood, UnknownPerson, UnknownTimeZone
from scheduling.model import Person, Profile, Role
from scheduling.model.permissions import Action, require
from scheduling.results import AvailabilityChange, RegistrationChange
from scheduling.usecases.people.coordinators import appoint_coordinator, dismiss_coordinator
from scheduling.usecases.register import (
    candidate_of,
    change_candidate,
    choose_clock,
    register_candidate,
    register_self,
)
from scheduling.wording.reading import (
    ParsedAvailability,
    read_availability,
    read_candidate,
    read_clock,
    read_mentions,
    read_zone,
    refuse_escapes,
)

COMMAND = "/register"
_VERBS = (
    "help",
    "list",
    "interviewer",
    "candidate",
    "coordinator",
    "not coordinator",
    "clock",
    "remove",
    "outcome",
    "erase",
    "merge",
    "export",
)
_ABOUT_OTHERS = {
    "remove": removal_in_words,
    "merge": merging_in_words,
    "outcome": outcome_in_words,
    "erase": erasing_in_words,
    "export": export_in_words,
}
"""What answers each verb that is about somebody who is named."""
_CHOICES = 50
_WHICH_LIST = (
    "`/register list` alone shows everybody, and `/register list outcomes` the candidates who are "
    "decided on."
)
_WHICH_CANDIDATE = (
    "Whom? Write their name: `/register candidate Carl Chen carl@example.com`. "
    "If you are interviewed yourself, `/register` alone opens your own form."
)
_USUAL_ZONES = (
    "America/Los_Angeles",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
)
"""What the menu shows to those who have not typed anything yet."""


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(middleware.answering(register_command))
    app.action(view.OPEN_SELF)(middleware.answering(open_self))
    app.action(view.OPEN_CANDIDATE)(middleware.answering(open_candidate))
    app.action(view.CHANGE)(middleware.answering(open_change))
    app.view(form.SELF_VIEW)(middleware.submitting(save_self, at_fault=form.self_at_fault))
    app.view(form.CANDIDATE_VIEW)(middleware.submitting(save_candidate, at_fault=form.at_fault))
    app.options(form.ZONE_MENU)(middleware.suggesting(zones))


async def register_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer `/register`: a form, the list, or what was typed, done."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    match verb:
        case "help":
            await respond(text=view.HELP)
        case "list" if rest.casefold() == "outcomes":
            text, blocks = await listed_decided(0, request)
            await respond(text=text, blocks=blocks)
        case "list" if rest:
            error = NotUnderstood(question=_WHICH_LIST)
            raise pointing_to_help(error, command=COMMAND, text=rest, verbs=_VERBS)
        case "list":
            text, blocks = await listed(0, request)
            await respond(text=text, blocks=blocks)
        case "candidate" if rest and not _is_zone(rest):
            text, blocks = await _candidate_in_words(rest, request)
            await respond(text=text, blocks=blocks)
        case "candidate" if not rest and request.actor.is_coordinator:
            raise NotUnderstood(question=_WHICH_CANDIDATE)
        case "interviewer" | "candidate":
            text, blocks = await _self_in_words(Role(verb), rest, request)
            await respond(text=text, blocks=blocks)
        case "coordinator" | "not coordinator":
            text, blocks = await _coordinator_in_words(verb, rest, request)
            await respond(text=text, blocks=blocks)
        case "remove" | "merge" | "outcome" | "erase" | "export":
            text, blocks = await _ABOUT_OTHERS[verb](rest, request)
            # Of a link, Slack would look at the page for a preview.
            await respond(text=text, blocks=blocks, unfurl_links=False)
        case "clock":
            text, blocks = await _clock_in_words(rest, request)
            await respond(text=text, blocks=blocks)
        case _ if rest:
            error = NotUnderstood(question="I did not understand whom to register.")
            raise pointing_to_help(error, command=COMMAND, text=rest, verbs=_VERBS)
        case _:
            await request.surface.open_over(form.self_view(request.actor))


async def open_self(request: SlackRequest) -> None:
    """Open one's own form from a button."""
    await request.surface.open_over(form.self_view(request.actor))


async def open_candidate(request: SlackRequest) -> None:
    """Open the candidate's form, in the place of one's own if that is open."""
    require(request.actor, Action.REGISTER_CANDIDATE)
    await request.surface.show(form.candidate_view(request.actor))


async def open_change(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the form that changes what is known of a candidate."""
    person = await request.do(candidate_of, person_id=carried_id(action["value"]))
    await request.surface.show(form.candidate_view(request.actor, changing=person))


async def save_self(request: SlackRequest, body: dict[str, Any]) -> View:
    """Register the person who filled in the form."""
    filled = form.read_self(body["view"])

    def told(change: RegistrationChange) -> Told:
        hours = open_button("My hours", change.person, request.actor)
        blocks = with_undo(view.registered_words(change.person), change, hours)
        return Told(view=_done(change.person, blocks))

    registered = await request.once(
        told,
        register_self,
        role=filled.role,
        time_zone=filled.time_zone,
        clock=filled.clock,
    )
    return registered.shown


async def save_candidate(request: SlackRequest, body: dict[str, Any]) -> View:
    """Register the candidate whom the form describes, with their hours, or change
    what is known of them.
    """
    filled = form.read_candidate(body["view"])
    if filled.person_id is not None:
        return await _changed(filled.person_id, filled, request)
    return await _added(filled, request)


async def zones(request: SlackRequest, payload: dict[str, Any]) -> list[Option]:
    """Return the time zones whose name contains what was typed, cities first."""
    typed = payload["value"].strip().casefold().replace(" ", "_")
    if not typed:
        near = (request.actor.time_zone, request.rules.time_zone, *_USUAL_ZONES)
        return form.zone_options(tuple(dict.fromkeys(near)))
    found = [name for name in _zone_names() if typed in name.casefold()]
    found.sort(key=lambda name: _distance(name.rpartition("/")[2].casefold(), typed))
    return form.zone_options(tuple(found[:_CHOICES]))


async def _changed(person_id: int, filled: form.CandidateAnswers, request: SlackRequest) -> View:
    def told(change: RegistrationChange) -> Told:
        hours = open_button("See their hours", change.person, request.actor)
        blocks = with_undo(view.changed_words(change.person), change, hours)
        if change.before is not None and change.before.email != change.person.email:
            # Of what is booked already nobody is written to by itself.
            blocks.append(actions(people_to_tell_button()))
        return Told(view=_done(change.person, blocks, title="Saved"))

    changed = await request.once(
        told,
        change_candidate,
        person_id=person_id,
        name=filled.name,
        email=filled.email,
        time_zone=filled.time_zone,
        clock=filled.clock,
    )
    return changed.shown


async def _added(filled: form.CandidateAnswers, request: SlackRequest) -> View:
    zone = read_zone(filled.time_zone)
    said = ParsedAvailability()
    if filled.hours.strip():
        said = read_availability(filled.hours, now=request.now, zone=ZoneInfo(zone))
    added = await request.once(
        lambda given: Told(view=_done(given.person, _candidate_blocks(given, request))),
        register_candidate,
        name=filled.name,
        email=filled.email,
        time_zone=zone,
        clock=filled.clock,
        said=said,
    )
    return added.shown


def _distance(city: str, typed: str) -> tuple[bool, int]:
    """Cities that begin so come first, and of these those that need the fewest letters more."""
    return not city.startswith(typed), len(city)


def _done(person: Person, blocks: Blocks, *, title: str = "Registered") -> View:
    """What follows a form; buttons in it may ask whose hours are meant."""
    place = ListPlace(person_id=None if person.slack_user_id else person.id)
    return View(
        type="modal",
        title=title,
        close="Done",
        private_metadata=place_value(place),
        blocks=blocks,
    )


def _candidate_blocks(given: AvailabilityChange, request: SlackRequest) -> Blocks:
    person, has_hours = given.person, not given.availability.is_empty
    blocks: Blocks = [section(view.candidate_words(person))]
    if given.undo is not None:
        blocks.append(given_row(given, context=request.context))
    blocks.append(section(view.next_words(person, has_hours=has_hours)))
    hours = open_button("See their hours" if has_hours else "Give hours", person, request.actor)
    new = RegistrationChange(person=person, before=None).undo
    undo = replace(new, hours_version=given.availability.version) if new else None
    buttons = [undo_button(undo, label="Undo registration")] if undo else []
    asking = [ask_button(person)] if not has_hours else []
    return [*blocks, actions(hours, *asking, view.change_button(person.id, person.name), *buttons)]


async def _candidate_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    require(request.actor, Action.REGISTER_CANDIDATE)
    _check_no_member(text)
    said = read_candidate(text)
    try:
        given = await request.do(
            register_candidate,
            name=said.name,
            email=said.email,
            time_zone=said.time_zone,
            said=ParsedAvailability(),
        )
    except NameTaken as taken:
        if taken.candidate_id is None:
            raise
        words = view.known_already_words(taken, zone=request.actor.zone)
        change = view.change_button(taken.candidate_id, said.name)
        return words, [section(words), actions(change)]
    return view.candidate_words(given.person), _candidate_blocks(given, request)


async def _coordinator_in_words(verb: str, text: str, request: SlackRequest) -> tuple[str, Blocks]:
    use_case = appoint_coordinator if verb == "coordinator" else dismiss_coordinator
    # Asked before Slack is: whoever may not do this has no use for a word about the member.
    require(request.actor, Action.APPOINT_COORDINATOR)
    profile = await _member(text, request, verb=verb)
    change = await request.do(use_case, profile=profile)
    words = view.coordinator_words(change.person)
    own = profile.slack_user_id == request.actor.slack_user_id
    # Whoever has taken their own right away could not press it.
    return words, [section(words)] if own else with_undo(words, change)


async def _self_in_words(role: Role, zone: str, request: SlackRequest) -> tuple[str, Blocks]:
    _check_no_member(zone)
    change = await request.do(register_self, role=role, time_zone=zone or None)
    words = view.registered_words(change.person)
    return words, with_undo(words, change)


async def _clock_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    change = await request.do(choose_clock, clock=read_clock(text))
    words = view.clock_words(change.person)
    return words, with_undo(words, change)


def _check_no_member(text: str) -> None:
    refuse_escapes(text, addresses=True)
    if "<@" in text:
        raise NotUnderstood(
            question="Members of this workspace register themselves: ask them to type "
            "`/register`. Or give hours for them: `/availability for @ivo: tomorrow 9-12`"
        )


def _is_zone(text: str) -> bool:
    """A city alone may be a name, so only names such as Europe/London count."""
    try:
        return "/" in text and bool(read_zone(text))
    except UnknownTimeZone:
        return False


async def _member(text: str, request: SlackRequest, *, verb: str) -> Profile:
    # Who decides on interviews is never told by a name, which somebody else may have too.
    ids = [mention.slack_user_id for mention in read_mentions(text)]
    if len(ids) != 1 or ids[0] is None:
        question = f"Name one member of this workspace: `{COMMAND} {verb} @ivo`"
        raise NotUnderstood(question=question)
    known = await request.profiles.of_each([ids[0]])
    if ids[0] not in known:
        raise UnknownPerson(name=ids[0])
    return known[ids[0]]


@cache
def _zone_names() -> tuple[str, ...]:
    """The zones that people live in: those named after a place, and UTC."""
    places = (name for name in available_timezones() if "/" in name and name[:3] != "Etc")
    return ("UTC", *sorted(places))
