"""The form that books an interview, and what is said when it is booked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import StaticSelectElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    button,
    context_line,
    divider,
    field,
    option,
    other_clocks,
    section,
)
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import (
    ToldBusy,
    any_hour_field,
    busy_kept,
    busy_read,
    candidate_menu,
    chosen_id,
    chosen_ids,
    interviewers_menu,
    is_any_hour,
    moment_fields,
    moment_of,
    values_of,
)
from bot.views.block_kit.stale import stale_line
from bot.views.interviews.changes import outside_words
from bot.views.interviews.details import detail_fields, given_in, with_typed
from bot.views.interviews.shown.details import place_words
from bot.views.interviews.shown.people import who_meets
from bot.views.interviews.shown.who_is_told import who_is_told
from bot.views.interviews.untold import people_to_tell_button
from bot.views.slots.none_found import ASK
from bot.views.slots.question import encode
from scheduling.errors import (
    CannotTakePart,
    DetailTooLong,
    LinkNotHttps,
    NobodyWithId,
    NoCandidate,
    NoInterviewer,
    SamePersonTwice,
    SchedulingError,
    WrongRole,
)
from scheduling.model import Actor, Person, RequestContext
from scheduling.model.details import GivenDetails
from scheduling.results import InterviewChange, SlotsAsked
from scheduling.slots import Slot
from scheduling.timespan import clock_words, day_words, words_for, zone_letters
from scheduling.wording.saying.people import names_apart

BOOK_VIEW = "book_interview"
NO_SLOT_LEFT = "No slot is left on that day. `/find-slots` shows what is free now."
_MOST_NAMES = 25
"""Of those who can take an hour: more than one line of a menu holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a booking form was opened from: the question, and the answer's own address.

    `response_url` is None when the answer stands in a modal below the form.
    """

    asked: str
    response_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAnswers:
    """What was filled in: a slot's `start`, or else a date and time as a form gives them."""

    candidate_id: int | None
    interviewer_ids: tuple[int, ...]
    start: datetime | None
    moment: str | None
    any_hour: bool
    given: GivenDetails
    source: Source
    # Whose calendars take which hour, as the form has said above; None where it has not.
    told_busy: ToldBusy | None = None

    @property
    def person_ids(self) -> tuple[int, ...]:
        """Everybody who was chosen, the candidate first."""
        candidate = () if self.candidate_id is None else (self.candidate_id,)
        return (*candidate, *self.interviewer_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was filled in and not booked, and why, as a sentence."""

    typed: BookAnswers
    why: str
    told_busy: ToldBusy


def book_view(
    *,
    candidate: Person | None,
    panel: tuple[Person, ...],
    slots: tuple[Slot, ...],
    source: Source,
    context: RequestContext,
    refused: Refused | None = None,
) -> View:
    """Return the form, filled in with what is known.

    With `slots`, all of one day, one of them is chosen; without any, a date and a time are,
    and hours that nobody has given can be booked as well. `refused` is what was filled in before,
    where somebody's calendar had something against it.
    """
    details = context.rules.usual_details
    typed = refused.typed if refused else None
    if slots:
        when: Blocks = [_slot_field(slots, context.actor, chosen=typed.start if typed else None)]
    else:
        moment = typed.moment if typed else None
        when = moment_fields(context, optional=False, chosen=moment)
    if not slots or refused:
        when.append(any_hour_field())
    return View(
        type="modal",
        callback_id=BOOK_VIEW,
        title="Book an interview",
        submit="Book",
        close="Cancel",
        private_metadata=json.dumps(
            {
                "asked": source.asked,
                "url": source.response_url,
                **busy_kept(refused.told_busy if refused else None),
            }
        ),
        blocks=[
            *(_in_the_way(refused, source) if refused else []),
            *when,
            field("Candidate", candidate_menu(candidate), block_id="candidate"),
            field("Interviewers", interviewers_menu(panel), block_id="interviewers"),
            *detail_fields(details if typed is None else with_typed(details, typed.given)),
            context_line("Everybody whom I can reach is told at once, each by their own clock."),
        ],
    )


@carried()
def read_book(view: dict[str, Any]) -> BookAnswers:
    """Return what was filled in."""
    values, source = values_of(view), json.loads(view["private_metadata"])
    slot = values.get("slot", {}).get("selected_option")
    return BookAnswers(
        candidate_id=chosen_id(values["candidate"]),
        interviewer_ids=chosen_ids(values["interviewers"]),
        start=datetime.fromtimestamp(int(slot["value"]), UTC) if slot else None,
        moment=moment_of(values),
        any_hour=is_any_hour(values),
        given=given_in(values),
        source=Source(asked=source["asked"], response_url=source["url"]),
        told_busy=busy_read(source),
    )


def at_fault(error: SchedulingError, view: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    match error:
        case NoCandidate():
            return "candidate"
        case NoInterviewer() | SamePersonTwice() | WrongRole() | CannotTakePart() | NobodyWithId():
            return "interviewers"
        case DetailTooLong() | LinkNotHttps():
            return error.detail
        case _:
            return "slot" if "slot" in view["state"]["values"] else "time"


def booked_words(change: InterviewChange, *, reader: Actor) -> str:
    """Say that it is booked, who is told, and whom somebody must tell."""
    interview = change.interview
    time = words_for(interview.start, zone=reader.zone)
    who = who_meets(interview)
    marked = outside_words(change)
    told = who_is_told(change, reader=reader)
    where = place_words(interview, reader=reader)
    stale = stale_line(change.stale)
    return f":white_check_mark: *Booked: {time}*, {who}.{marked}{where}{stale}\n{told}"


def booked_blocks(change: InterviewChange, *, asked: SlotsAsked, reader: Actor) -> Blocks:
    """Return what stands in the place of the list once something is booked."""
    again = button("Find another slot", action_id=ASK, value=encode(asked))
    return [*_booked(change, reader), actions(again)]


def booked_view(change: InterviewChange, *, reader: Actor) -> View:
    """Return what stands in the place of the form once it is booked."""
    return View(type="modal", title="Booked", close="Close", blocks=_booked(change, reader))


def _booked(change: InterviewChange, reader: Actor) -> Blocks:
    clocks = other_clocks(change.interview, zone=reader.zone)
    return [
        section(booked_words(change, reader=reader)),
        *([context_line(clocks)] if clocks else []),
        *([actions(people_to_tell_button())] if change.untold else []),
    ]


def _in_the_way(refused: Refused, source: Source) -> Blocks:
    """What is in the way, what can be done about it, and another look at what is free."""
    anyway = "Allow it below to book it all the same, or choose another hour."
    again = button("Find another slot", action_id=ASK, value=source.asked)
    return [section(f":warning: {refused.why} {anyway}"), actions(again), divider()]


def _slot_field(slots: tuple[Slot, ...], reader: Actor, *, chosen: datetime | None = None) -> Any:
    shown = names_apart(person for slot in slots for person in slot.interviewers[:_MOST_NAMES])
    options = [_slot_option(slot, shown, reader) for slot in slots]
    first = next((n for n, slot in enumerate(slots) if slot.start == chosen), 0)
    menu = StaticSelectElement(
        action_id="value",
        options=options,
        # The earliest is right more often than any other: then Book is the only press left.
        initial_option=options[first],
        placeholder="Choose an hour",
    )
    return field(day_words(slots[0].start, zone=reader.zone), menu, block_id="slot")


def _slot_option(slot: Slot, shown: Mapping[int, str], reader: Actor) -> Any:
    clock = clock_words(slot.start, zone=reader.zone)
    letters = zone_letters(slot.start, zone=reader.zone)
    who = ", ".join(shown[person.id] for person in slot.interviewers[:_MOST_NAMES])
    value = str(int(slot.start.timestamp()))
    return option(f"{clock} {letters}", value, description=f"Free: {who}" if who else None)
