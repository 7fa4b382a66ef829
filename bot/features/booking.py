"""Booking an interview from an answer of `/find-slots`, and telling whom nothing has told."""

import asyncio
from collections import Counter
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.features.text.forms import allowed_hours, picked_instant
from bot.process.signing.entry_links import entry_address
from bot.slack.replies import replace_answer
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import escape_sentence
from bot.views.block_kit.fields import told_busy_at, told_by
from bot.views.interviews import booking as view
from bot.views.interviews import untold
from bot.views.slots.found import BOOK, answer_view, slots_on
from bot.views.slots.none_found import BOOK_ANYWAY
from bot.views.slots.question import decode
from scheduling.errors import NotUnderstood, OutsideAvailability
from scheduling.model import Person
from scheduling.model.permissions import Action, require
from scheduling.results import InterviewChange, SlotsAnswer, UntoldPeople
from scheduling.slots import Slot
from scheduling.usecases.find_slots import find_slots
from scheduling.usecases.interviews import (
    book_interview,
    mark_told,
    tell_by_mail,
    untold_people,
)
from scheduling.usecases.people import people_with


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    for action_id in (BOOK, BOOK_ANYWAY):
        app.action(action_id)(middleware.answering(open_form))
    app.action(untold.OPEN)(middleware.answering(open_untold))
    app.action(untold.DONE)(middleware.answering(have_told))
    app.action(untold.BY_MAIL)(middleware.answering(tell_these))
    app.view(view.BOOK_VIEW)(middleware.submitting(save_form, at_fault=view.at_fault))


async def open_form(request: SlackRequest, body: dict[str, Any], action: dict[str, Any]) -> None:
    """Open the form for one day's slots, or for any hour, over the answer."""
    require(request.actor, Action.BOOK)
    asked, day, _ = decode(action["value"])
    answer = await request.do(find_slots, asked=asked)
    slots = slots_on(answer, day_of=day, reader=request.actor) if day else ()
    if day and not slots:
        raise NotUnderstood(question=view.NO_SLOT_LEFT)
    shown = view.book_view(
        candidate=answer.found.question.candidate,
        panel=_panel(answer, slots),
        slots=slots,
        source=view.Source(asked=action["value"], response_url=body.get("response_url")),
        context=request.context,
    )
    await request.surface.open_over(shown)


async def save_form(request: SlackRequest, body: dict[str, Any]) -> View:
    """Book what the form describes, and say so where the slot stood."""
    filled = view.read_book(body["view"])
    asked, _, _ = decode(filled.source.asked)

    def told(booked: InterviewChange) -> Told:
        return Told(
            text=view.booked_words(booked, reader=request.actor),
            blocks=view.booked_blocks(booked, asked=asked, reader=request.actor),
            view=view.booked_view(booked, reader=request.actor),
        )

    require(request.actor, Action.BOOK)
    start = filled.start or picked_instant(filled.moment, context=request.context)
    await request.read_calendars(filled.person_ids)
    try:
        booked = await request.once(
            told,
            book_interview,
            candidate_id=filled.candidate_id,
            interviewer_ids=filled.interviewer_ids,
            start=start,
            allowed=allowed_hours(any_hour=filled.any_hour),
            told_busy=told_busy_at(start, filled.told_busy),
            given=filled.given,
        )
    except OutsideAvailability as refusal:
        if not refusal.busy:
            raise
        return await _form_again(filled, refusal, request)
    await _show_at_source(booked, filled.source, request)
    return booked.shown


async def open_untold(request: SlackRequest) -> None:
    """Show whom somebody has to tell."""
    await _show_untold(await request.do(untold_people), request)


async def have_told(request: SlackRequest, action: dict[str, Any]) -> None:
    """Note that somebody has been told, and show who is left."""
    interview_id, person_id, at = untold.read_told(action["value"])
    left = await request.do(mark_told, interview_id=interview_id, person_id=person_id, at=at)
    await _show_untold(left, request)


async def tell_these(request: SlackRequest) -> None:
    """Have all those written to whom mail reaches by now, and show who is left."""
    await _show_untold(await request.do(tell_by_mail), request)


async def _show_untold(people: UntoldPeople, request: SlackRequest) -> None:
    entry_of = partial(entry_address, request.links)
    await request.surface.show(untold.untold_view(people, entry_of=entry_of))


async def _form_again(
    filled: view.BookAnswers, refusal: OutsideAvailability, request: SlackRequest
) -> View:
    """The form as it was filled in, below what somebody's calendar has against its hour."""
    asked, day, _ = decode(filled.source.asked)
    answer = await request.do(find_slots, asked=asked)
    free = slots_on(answer, day_of=day, reader=request.actor) if day else ()
    candidate, *panel = await asyncio.to_thread(people_with, request.store, ids=filled.person_ids)
    wanted = [Slot(start=filled.start, interviewers=())] if filled.start else []
    slots = {slot.start: slot for slot in (*wanted, *free)}
    why = escape_sentence(refusal.sentence(zone=request.actor.zone))
    return view.book_view(
        candidate=candidate,
        panel=tuple(panel),
        slots=tuple(slots[start] for start in sorted(slots)),
        source=filled.source,
        context=request.context,
        refused=view.Refused(typed=filled, why=why, told_busy=told_by(refusal)),
    )


def _panel(answer: SlotsAnswer, slots: tuple[Slot, ...]) -> tuple[Person, ...]:
    """Who stands in the form at first: all who were named, or whoever is free most that day."""
    question = answer.found.question
    if question.interviewers and not question.leaves_a_choice:
        return question.interviewers
    free = {person.id: person for slot in slots for person in slot.interviewers}
    hours = Counter(person.id for slot in slots for person in slot.interviewers)
    return tuple(free[person_id] for person_id, _ in hours.most_common(1))


async def _show_at_source(booked: Told, source: view.Source, request: SlackRequest) -> None:
    """The list that the form was opened from shows what was booked, or no such slot any more."""
    if source.response_url is not None:
        await replace_answer(source.response_url, text=booked.text, blocks=booked.blocks)
    elif request.surface.is_over_another:
        asked, _, _ = decode(source.asked)
        answer = await request.do(find_slots, asked=asked)
        await request.surface.renew_below(answer_view(answer, skip=0, reader=request.actor))
