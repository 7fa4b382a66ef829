"""Candidates from outside the workspace: registering and changing them, by a form or in words."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.features.register.naming import refuse_members
from bot.features.register.shown import done_view
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, actions, section
from bot.views.block_kit.carried import carried_id
from bot.views.candidates.links import ask_button
from bot.views.hours.changed import given_row
from bot.views.hours.words import open_button
from bot.views.interviews.untold import people_to_tell_button
from bot.views.register import form
from bot.views.register import people as view
from bot.views.register.undo import undo_button, with_undo
from scheduling.errors import NameTaken
from scheduling.model.permissions import Action, require
from scheduling.results import AvailabilityChange, RegistrationChange
from scheduling.usecases.register import candidate_of, change_candidate, register_candidate
from scheduling.wording.reading import (
    ParsedAvailability,
    read_availability,
    read_candidate,
    read_zone,
)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this part of the feature."""
    app.action(view.OPEN_CANDIDATE)(middleware.answering(open_candidate))
    app.action(view.CHANGE)(middleware.answering(open_change))
    app.view(form.CANDIDATE_VIEW)(middleware.submitting(save_candidate, at_fault=form.at_fault))


async def open_candidate(request: SlackRequest) -> None:
    """Open the candidate's form, in the place of one's own if that is open."""
    require(request.actor, Action.REGISTER_CANDIDATE)
    await request.surface.show(form.candidate_view(request.actor))


async def open_change(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the form that changes what is known of a candidate."""
    person = await request.do(candidate_of, person_id=carried_id(action["value"]))
    await request.surface.show(form.candidate_view(request.actor, changing=person))


async def save_candidate(request: SlackRequest, body: dict[str, Any]) -> View:
    """Register the candidate whom the form describes, with their hours, or change
    what is known of them.
    """
    filled = form.read_candidate(body["view"])
    if filled.person_id is not None:
        return await _changed(filled.person_id, filled, request)
    return await _added(filled, request)


async def candidate_in_words(text: str, request: SlackRequest) -> tuple[str, Blocks]:
    """Register a candidate whom the command describes; one who is known already may be changed."""
    require(request.actor, Action.REGISTER_CANDIDATE)
    refuse_members(text)
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


async def _changed(person_id: int, filled: form.CandidateAnswers, request: SlackRequest) -> View:
    def told(change: RegistrationChange) -> Told:
        hours = open_button("See their hours", change.person, request.actor)
        blocks = with_undo(view.changed_words(change.person), change, hours)
        if change.before is not None and change.before.email != change.person.email:
            # Of what is booked already nobody is written to by itself.
            blocks.append(actions(people_to_tell_button()))
        return Told(view=done_view(change.person, blocks, title="Saved"))

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
        lambda given: Told(view=done_view(given.person, _candidate_blocks(given, request))),
        register_candidate,
        name=filled.name,
        email=filled.email,
        time_zone=zone,
        clock=filled.clock,
        said=said,
    )
    return added.shown


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
