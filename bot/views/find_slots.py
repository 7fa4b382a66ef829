"""When interviews can take place: the question's form, the list of slots, and why there is none."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    Option,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.views.parts import (
    Blocks,
    actions,
    button,
    confirm,
    context,
    escape,
    field,
    names,
    option,
    section,
)
from scheduling.answers import SlotsAnswer, SlotsAsked
from scheduling.errors import SchedulingError
from scheduling.model import Actor, Person
from scheduling.slots import Explanation, Match, Slot, Suggestion, SuggestionKind, WhyNone
from scheduling.timespan import clock_words, day_words, words_for, zone_letters

FORM_VIEW = "find_slots"
ANSWER_VIEW = "slots"
BOOK = "slots_book"
CHOOSE = "slots_choose"
MORE = "slots_more"
ASK = "slots_ask"
OPEN_FORM = "slots_open"
ASK_AGAIN = "slots_ask_again"
BOOK_ANYWAY = "slots_book_anyway"
CANDIDATE_MENU = "candidate_menu"
INTERVIEWERS_MENU = "interviewers_menu"

PAGE = 10
"""Slots shown at once: each takes a row, and a message holds 50 blocks."""

HELP = """*Find a time for an interview* by naming a candidate, interviewers, or both:
• `/find-slots Carl with @ines @ivo`
• `/find-slots Carl next week` – anybody who can interview him
• `/find-slots @ines @ivo any` – at least one of the two, instead of both
• `/find-slots` alone opens a form
Dates go last: `tomorrow`, `next week`, `24 Nov - 2 Dec`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswers:
    """What was filled in: ids of people, local dates as YYYY-MM-DD or None, and the match."""

    candidate_id: int | None
    interviewer_ids: tuple[int, ...]
    first_day: str | None
    last_day: str | None
    match: Match


# -- the form --------------------------------------------------------------------------------


def form_view(*, first_day: str, last_day: str) -> View:
    """This will return the form that asks whom and when."""
    match = [
        option("All the interviewers named", Match.ALL),
        option("Any one of them", Match.ANY),
    ]
    return View(
        type="modal",
        callback_id=FORM_VIEW,
        title="Find slots",
        submit="Find slots",
        close="Cancel",
        blocks=[
            context("Name a candidate, interviewers, or both."),
            field("Candidate", candidate_menu(), block_id="candidate", optional=True),
            field("Interviewers", interviewers_menu(), block_id="interviewers", optional=True),
            field(
                "From",
                DatePickerElement(action_id="value", initial_date=first_day),
                block_id="from",
            ),
            field("To", DatePickerElement(action_id="value", initial_date=last_day), block_id="to"),
            field(
                "Who has to be there",
                RadioButtonsElement(action_id="value", options=match, initial_option=match[0]),
                block_id="match",
            ),
        ],
    )


def candidate_menu(chosen: Person | None = None) -> ExternalDataSelectElement:
    """This will return a menu that looks candidates up while one types."""
    return ExternalDataSelectElement(
        action_id=CANDIDATE_MENU,
        placeholder="Type a name",
        min_query_length=0,
        initial_option=person_option(chosen) if chosen else None,
    )


def interviewers_menu(chosen: tuple[Person, ...] = ()) -> ExternalDataMultiSelectElement:
    """This will return a menu of several interviewers that looks them up while one types."""
    return ExternalDataMultiSelectElement(
        action_id=INTERVIEWERS_MENU,
        placeholder="Type a name",
        min_query_length=0,
        initial_options=[person_option(person) for person in chosen] or None,
    )


def person_option(person: Person) -> Option:
    """This will return a person as one choice of a menu."""
    return option(person.name, str(person.id), description=person.time_zone)


def read_form(view: dict[str, Any]) -> FormAnswers:
    """This will return what was filled in."""
    values = {block: next(iter(state.values())) for block, state in view["state"]["values"].items()}
    candidate = values["candidate"]["selected_option"]
    return FormAnswers(
        candidate_id=int(candidate["value"]) if candidate else None,
        interviewer_ids=tuple(
            int(chosen["value"]) for chosen in values["interviewers"]["selected_options"] or ()
        ),
        first_day=values["from"]["selected_date"],
        last_day=values["to"]["selected_date"],
        match=Match(values["match"]["selected_option"]["value"]),
    )


def at_fault(_: SchedulingError, __: dict[str, Any]) -> str:
    """This will return the field beside which an error of the form is shown."""
    return "candidate"


# -- the answer ------------------------------------------------------------------------------


def answer_view(answer: SlotsAnswer, *, skip: int, reader: Actor) -> View:
    """This will return the answer as a modal, in the place of the form."""
    return blocks_view(answer_blocks(answer, skip=skip, reader=reader))


def blocks_view(blocks: Blocks) -> View:
    """This will return blocks that could stand in a message as a modal."""
    return View(type="modal", callback_id=ANSWER_VIEW, title="Slots", close="Done", blocks=blocks)


def answer_blocks(answer: SlotsAnswer, *, skip: int, reader: Actor) -> Blocks:
    """This will return a page of slots by day, or why there is none and what would help."""
    if answer.why_none is not None:
        return _none_blocks(answer, answer.why_none, reader)
    blocks: Blocks = [section(_headline(answer)), context(_zone_line(answer, reader))]
    shown = answer.found.page(skip=skip, limit=PAGE)
    for day, slots in groupby(shown, key=lambda slot: day_words(slot.start, zone=reader.zone)):
        blocks += [section(f"*{day}*"), *(_slot_row(s, answer.asked, reader) for s in slots)]
    return [*blocks, *_paging(answer, skip=skip, shown=len(shown))]


def answer_words(answer: SlotsAnswer) -> str:
    """This will say the answer in a sentence, for notifications."""
    if answer.why_none is None:
        return _headline(answer).replace("*", "")
    return f"No slot for {_whom(answer)}."


def booked_blocks(sentence: str, asked: SlotsAsked) -> Blocks:
    """This will return what stands in the place of the list once something is booked."""
    again = button("Find another slot", action_id=ASK_AGAIN, value=encode(asked))
    return [section(sentence), actions(again)]


def encode(asked: SlotsAsked, *, start: datetime | None = None, skip: int = 0) -> str:
    """This will write a question, and a slot of its answer, into the value of a button."""
    return json.dumps(
        {
            "c": asked.candidate_id,
            "i": asked.interviewer_ids,
            "m": asked.match,
            "f": int(asked.start.timestamp()),
            "t": int(asked.end.timestamp()),
            "s": int(start.timestamp()) if start else None,
            "k": skip,
        },
        separators=(",", ":"),
    )


def decode(value: str) -> tuple[SlotsAsked, datetime | None, int]:
    """This will read back what `encode` wrote: the question, the slot's start, and the page."""
    read = json.loads(value)
    asked = SlotsAsked(
        candidate_id=read["c"],
        interviewer_ids=tuple(read["i"]),
        match=Match(read["m"]),
        start=datetime.fromtimestamp(read["f"], UTC),
        end=datetime.fromtimestamp(read["t"], UTC),
    )
    start = datetime.fromtimestamp(read["s"], UTC) if read["s"] is not None else None
    return asked, start, read["k"]


def is_settled(asked: SlotsAsked) -> bool:
    """This will tell whether the question names everybody whom its interview would have."""
    named_all = asked.match is Match.ALL or len(asked.interviewer_ids) == 1
    return asked.candidate_id is not None and bool(asked.interviewer_ids) and named_all


def _headline(answer: SlotsAnswer) -> str:
    count = answer.found.count
    return f"*{count} slot{'s' if count != 1 else ''}* for {_whom(answer)}"


def _whom(answer: SlotsAnswer) -> str:
    question = answer.found.question
    joiner = " or " if question.match is Match.ANY and len(question.interviewers) > 1 else ""
    panel = (
        joiner.join(escape(p.name) for p in question.interviewers)
        if joiner
        else names(question.interviewers)
    )
    if question.candidate is None:
        return panel
    candidate = escape(question.candidate.name)
    return f"{candidate} with {panel}" if question.interviewers else f"{candidate} with anybody"


def _zone_line(answer: SlotsAnswer, reader: Actor) -> str:
    first = next(answer.found.horizon.starts(answer.found.hours), None)
    letters = zone_letters(first or answer.asked.start, zone=reader.zone)
    return f"Times are yours: {escape(reader.time_zone)} ({letters})."


def _slot_row(slot: Slot, asked: SlotsAsked, reader: Actor) -> Block:
    clock = clock_words(slot.start, zone=reader.zone)
    letters = zone_letters(slot.start, zone=reader.zone)
    text = f"{clock} {letters} – {names(slot.interviewers)}"
    return section(text, accessory=_book_button(slot, asked, reader))


def _book_button(slot: Slot, asked: SlotsAsked, reader: Actor) -> ButtonElement | None:
    if not reader.is_coordinator:
        return None
    value = encode(asked, start=slot.start)
    time = words_for(slot.start, zone=reader.zone)
    if not is_settled(asked):
        return button("Book…", action_id=CHOOSE, value=value, spoken=f"Book {time}")
    return button(
        "Book",
        action_id=BOOK,
        value=value,
        spoken=f"Book {time}",
        confirm=_book_confirm(slot, reader),
    )


def _book_confirm(slot: Slot, reader: Actor) -> ConfirmObject:
    time = words_for(slot.start, zone=reader.zone)
    text = f"{time}, with {names(slot.interviewers)}. Everybody in Slack is told at once."
    return confirm(title="Book this interview?", text=text, yes="Book", no="Not yet")


def _paging(answer: SlotsAnswer, *, skip: int, shown: int) -> Blocks:
    total = answer.found.count
    if total <= PAGE:
        return []
    buttons = []
    if skip > 0:
        back = encode(answer.asked, skip=max(skip - PAGE, 0))
        buttons.append(button("Show earlier", action_id=f"{MORE}_back", value=back))
    if skip + shown < total:
        left = min(PAGE, total - skip - shown)
        more = encode(answer.asked, skip=skip + PAGE)
        buttons.append(button(f"Show {left} more", action_id=MORE, value=more))
    return [context(f"{skip + 1}–{skip + shown} of {total}"), actions(*buttons)]


# -- why there is none -----------------------------------------------------------------------


def _none_blocks(answer: SlotsAnswer, why: Explanation, reader: Actor) -> Blocks:
    asked = answer.asked
    first, last = (day_words(moment, zone=reader.zone) for moment in (asked.start, asked.end))
    blocks: Blocks = [
        section(f"*No slot* for {_whom(answer)} between {first} and {last}."),
        section(_why_words(why, reader)),
    ]
    if why.change is not None:
        blocks.append(section(f"*What would help most:* {_change_words(why.change, reader)}"))
    buttons = [*_try_change(asked, why.change)]
    if reader.is_coordinator and asked.candidate_id is not None and asked.interviewer_ids:
        anyway = encode(asked)
        buttons.append(button("Book another hour…", action_id=BOOK_ANYWAY, value=anyway))
    return [*blocks, actions(*buttons)] if buttons else blocks


def _why_words(why: Explanation, reader: Actor) -> str:
    who = names(why.people)
    have = "has" if len(why.people) == 1 else "have"
    match why.why:
        case WhyNone.NO_HOURS:
            return f"{who} {have} given no hours in that time."
        case WhyNone.NO_INTERVIEWERS:
            return "No interviewer has given hours in that time."
        case WhyNone.TOO_SOON:
            whose = f"The hours of {who}" if why.people else "The hours they share"
            return f"{whose} are over, or too soon to be booked now."
        case WhyNone.TAKEN:
            return f"The hours that would do are taken: {who} {have} interviews then."
        case WhyNone.NO_WHOLE_HOUR:
            whose = f"{who}: the time" if why.people else "The time that they share"
            return f"{whose} never makes a whole hour that starts on the hour."
        case WhyNone.APART if len(why.people) == 1:
            return f"{who} has no time in common with anybody else named."
        case WhyNone.APART:
            return f"{who} have no time in common."
        case WhyNone.NO_INTERVIEWER_THEN:
            return f"No interviewer is free when {who} is."
        case WhyNone.NEVER_ALL_AT_ONCE:
            return "Any two of them could meet, but never all at once."


def _change_words(change: Suggestion, reader: Actor) -> str:
    who = names(change.people)
    slots = f"{change.slots} slot{'s' if change.slots != 1 else ''}"
    first = f", the first on {words_for(change.first, zone=reader.zone)}" if change.first else ""
    match change.kind:
        case SuggestionKind.LOOK_LATER:
            return f"look later: there are {slots}{first}."
        case SuggestionKind.LEAVE_OUT:
            return f"without {who} there are {slots}{first}."
        case SuggestionKind.ANY_INSTEAD_OF_ALL:
            return f"with any one of them instead of all there are {slots}{first}."
        case SuggestionKind.HALF_HOUR_MORE:
            return f"half an hour more from {who} would give {slots}{first}."
        case SuggestionKind.ASK_FOR_HOURS:
            whom = who if change.people else "an interviewer"
            return f"ask {whom} for hours: `/availability` takes a minute."


def _try_change(asked: SlotsAsked, change: Suggestion | None) -> list[ButtonElement]:
    if change is None:
        return []
    match change.kind:
        case SuggestionKind.LOOK_LATER if change.first is not None:
            later = replace(asked, start=change.first, end=change.first + (asked.end - asked.start))
            return [button("Look later", action_id=ASK, value=encode(later))]
        case SuggestionKind.LEAVE_OUT:
            gone = {person.id for person in change.people}
            fewer = replace(
                asked, interviewer_ids=tuple(i for i in asked.interviewer_ids if i not in gone)
            )
            label = f"Find slots without {change.people[0].name}"
            return [button(label, action_id=ASK, value=encode(fewer))]
        case SuggestionKind.ANY_INSTEAD_OF_ALL:
            any_one = replace(asked, match=Match.ANY)
            return [button("Find slots with any of them", action_id=ASK, value=encode(any_one))]
        case _:
            return []
