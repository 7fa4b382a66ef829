"""When interviews can take place: the question's form, the list of slots, and why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DatePickerElement, RadioButtonsElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    LONGEST_SECTION,
    Blocks,
    Shown,
    actions,
    button,
    context_line,
    escape,
    field,
    names,
    option,
    section,
)
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import (
    candidate_menu,
    chosen_id,
    chosen_ids,
    interviewers_menu,
    values_of,
)
from bot.views.block_kit.stale import stale_words
from bot.views.slots.none_found import another_hour, none_blocks
from bot.views.slots.question import encode, names_in, only_words, whom
from scheduling.errors import DaysBackToFront, DaysHavePassed, DaysTooFar, SchedulingError
from scheduling.model import Actor, Person
from scheduling.results import SlotsAnswer
from scheduling.slots import Match, Slot
from scheduling.timespan import clock_words, day_words, zone_letters
from scheduling.wording.saying.distribution import limits_beside_slots

FORM_VIEW = "find_slots"
ANSWER_VIEW = "slots"
BOOK = "slots_book"
MORE = "slots_more"
OPEN_FORM = "slots_open"

PAGE = 7
"""Days shown at once, each in a row: what one takes in at a glance."""
_MOST_NAMES = (4, 2, 1)
"""Names shown for an hour: as many as let the day fit into its row."""

HELP = """*Find a time for an interview* by naming a candidate, interviewers, or both:
• `/find-slots Carl with @ines @ivo`
• `/find-slots Carl next week` – anybody who can interview him
• `/find-slots anybody tomorrow` – who is free then
• `/find-slots @ines @ivo any` – at least one of the two, instead of both
• `/find-slots` alone opens a form
• `/find-slots Carl tomorrow afternoon`, `Tuesday 14-17`, `weekdays before noon`
Days and hours go last, by your clock: `next week`, `24 Nov - 2 Dec`, `after noon`, `mornings`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswers:
    """What was filled in: ids of people, the first and the last day, and the match."""

    candidate_id: int | None
    interviewer_ids: tuple[int, ...]
    first_day: date
    last_day: date
    match: Match


# -- the form --------------------------------------------------------------------------------


def form_view(*, first_day: date, last_day: date) -> View:
    """Return the form that asks whom and when."""
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
            context_line("Name a candidate, interviewers, or both."),
            field("Candidate", candidate_menu(), block_id="candidate", optional=True),
            field("Interviewers", interviewers_menu(), block_id="interviewers", optional=True),
            field(
                "From",
                DatePickerElement(action_id="value", initial_date=first_day.isoformat()),
                block_id="from",
            ),
            field(
                "To",
                DatePickerElement(action_id="value", initial_date=last_day.isoformat()),
                block_id="to",
            ),
            field(
                "Who has to be there",
                RadioButtonsElement(action_id="value", options=match, initial_option=match[0]),
                block_id="match",
            ),
        ],
    )


@carried()
def read_form(view: dict[str, Any]) -> FormAnswers:
    """Return what was filled in."""
    values = values_of(view)
    return FormAnswers(
        candidate_id=chosen_id(values["candidate"]),
        interviewer_ids=chosen_ids(values["interviewers"]),
        first_day=date.fromisoformat(values["from"]["selected_date"]),
        last_day=date.fromisoformat(values["to"]["selected_date"]),
        match=Match(values["match"]["selected_option"]["value"]),
    )


def at_fault(error: SchedulingError, _: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    match error:
        case DaysBackToFront() | DaysHavePassed() | DaysTooFar():
            return "to"
        case _:
            return "candidate"


# -- the answer ------------------------------------------------------------------------------


def answer_view(answer: SlotsAnswer, *, skip: int, reader: Actor) -> View:
    """Return the answer as a modal, in the place of the form."""
    return View(
        type="modal",
        callback_id=ANSWER_VIEW,
        title="Slots",
        close="Done",
        blocks=answer_blocks(answer, skip=skip, reader=reader),
    )


def answer_blocks(answer: SlotsAnswer, *, skip: int, reader: Actor) -> Blocks:
    """Return a row for each day with its hours, or why there is none.

    `skip` leaves out that many days, all of them by the reader's own clock.
    """
    if answer.why_none is not None:
        return none_blocks(answer, answer.why_none, reader=reader)
    days = days_of(answer, reader=reader)
    before, shown = days[:skip], days[skip : skip + PAGE]
    skipped, limit = sum(map(len, before)), sum(map(len, shown))
    slots = answer.found.page(skip=skipped, limit=limit, most=max(_MOST_NAMES))
    everybody, ahead = names_in(answer, slots=slots), iter(slots)
    rows = [
        _day_row(tuple(islice(ahead, len(day))), answer, everybody, reader=reader) for day in shown
    ]
    zone = context_line(_zone_line(answer, reader))
    limits = limits_beside_slots(answer.limits, everybody)
    small = [zone, *(context_line(words) for words in (limits, stale_words(answer.stale)) if words)]
    return [section(_headline(answer, reader)), *small, *rows, *_below(answer, days, skip, reader)]


def answer_words(answer: SlotsAnswer, *, reader: Actor) -> str:
    """Say the answer in a sentence, for notifications."""
    if answer.why_none is None:
        return _headline(answer, reader).replace("*", "")
    return f"No slot for {whom(answer)}."


def days_of(answer: SlotsAnswer, *, reader: Actor) -> list[tuple[datetime, ...]]:
    """Return the starts of the slots, a tuple for each day of the reader's clock."""
    starts = answer.found.horizon.starts(answer.found.hours)
    by_day = groupby(starts, key=lambda start: start.astimezone(reader.zone).date())
    return [tuple(day) for _, day in by_day]


def slots_on(answer: SlotsAnswer, *, day_of: datetime, reader: Actor) -> tuple[Slot, ...]:
    """Return the slots on the reader's day that holds the instant, with all who can take each."""
    wanted, skip = day_of.astimezone(reader.zone).date(), 0
    for day in days_of(answer, reader=reader):
        if day[0].astimezone(reader.zone).date() == wanted:
            return answer.found.page(skip=skip, limit=len(day))
        skip += len(day)
    return ()


def _headline(answer: SlotsAnswer, reader: Actor) -> str:
    count, only = answer.found.count, only_words(answer, reader=reader)
    return f"*{count} slot{'s' if count != 1 else ''}* for {whom(answer)}{only}"


def _zone_line(answer: SlotsAnswer, reader: Actor) -> str:
    """Whose times these are; with two sets of letters where the clocks change among them."""
    starts = list(answer.found.horizon.starts(answer.found.hours))
    first, last = (zone_letters(start, zone=reader.zone) for start in (starts[0], starts[-1]))
    letters = first if first == last else f"{first}, later {last}"
    return f"Times are yours: {escape(reader.time_zone)} ({letters})."


def _day_row(slots: tuple[Slot, ...], answer: SlotsAnswer, shown: Shown, *, reader: Actor) -> Block:
    title = day_words(slots[0].start, zone=reader.zone)
    texts = (_day_text(slots, shown, reader, most=most) for most in _MOST_NAMES)
    text = next((text for text in texts if len(text) <= LONGEST_SECTION), None)
    text = text or _day_text(slots, shown, reader, most=0)
    if not reader.is_coordinator:
        return section(text)
    value = encode(answer.asked, start=slots[0].start)
    book = button("Book…", action_id=BOOK, value=value, spoken=f"Book on {title}")
    return section(text, accessory=book)


def _day_text(slots: tuple[Slot, ...], shown: Shown, reader: Actor, *, most: int) -> str:
    title = day_words(slots[0].start, zone=reader.zone)
    by_panel = groupby(slots, key=lambda slot: (slot.interviewers, slot.others))
    lines = [
        f"{_hours(hours, reader)} – {_panel(panel, others, shown, most=most)}"
        for (panel, others), hours in by_panel
    ]
    return "\n".join([f"*{title}*", *lines])


def _hours(slots: Iterable[Slot], reader: Actor) -> str:
    return ", ".join(_clock(slot.start, reader) for slot in slots)


def _panel(panel: tuple[Person, ...], others: int, shown: Shown, *, most: int) -> str:
    hidden = len(panel) + others - most
    if hidden <= 0:
        return names(panel, shown)
    some = ", ".join(shown[person.id] for person in panel[:most])
    return f"{some} and {hidden} more" if some else f"{hidden} can take it"


def _clock(start: datetime, reader: Actor) -> str:
    """The hour; with the zone's letters where the clock goes back and shows it twice."""
    words, local = clock_words(start, zone=reader.zone), start.astimezone(reader.zone)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{words} {zone_letters(start, zone=reader.zone)}" if twice else words


def _below(
    answer: SlotsAnswer, days: list[tuple[datetime, ...]], skip: int, reader: Actor
) -> Blocks:
    """The ways on: other days, and for coordinators any other hour."""
    buttons = _paging(answer, days, skip=skip)
    if reader.is_coordinator:
        buttons.append(another_hour(answer.asked))
    last = min(skip + PAGE, len(days))
    where = [context_line(f"Days {skip + 1} to {last} of {len(days)}")] if len(days) > PAGE else []
    return [*where, actions(*buttons)] if buttons else [*where]


def _paging(
    answer: SlotsAnswer, days: list[tuple[datetime, ...]], *, skip: int
) -> list[ButtonElement]:
    buttons = []
    if skip > 0:
        back = encode(answer.asked, skip=max(skip - PAGE, 0))
        buttons.append(button("Show earlier days", action_id=f"{MORE}_back", value=back))
    if skip + PAGE < len(days):
        more = encode(answer.asked, skip=skip + PAGE)
        buttons.append(button("Show more days", action_id=MORE, value=more))
    return buttons
