"""A person's hours: the modal that shows them, and the same as an answer."""

from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    bold_name,
    button,
    context_line,
    divider,
    escape,
    option,
    section,
)
from bot.views.candidates.links import ask_button
from bot.views.hours.calendars import calendars_button
from bot.views.hours.changed import given_row, undone_words
from bot.views.hours.form import ADD_ACTIONS, FormKind, fits_form
from bot.views.hours.readings import usual_hours_button
from bot.views.hours.words import (
    ListPlace,
    bullets,
    open_button,
    other_id,
    place_value,
)
from scheduling.model import (
    Actor,
    Availability,
    Entry,
    Person,
    RequestContext,
    Role,
    entry_key,
)
from scheduling.model.permissions import Action, may
from scheduling.results import AvailabilityChange
from scheduling.timespan import zone_letters
from scheduling.wording.saying import time_off_words, weekly_words, window_words
from scheduling.wording.saying.hours import entry_words

LIST_VIEW = "availability"
ENTRY_MENU = "availability_entry"
PAGE_TURN = "availability_page"
_MINUS_CALENDAR = "What stands in a calendar that is connected is taken from hours by itself."
PAGE = 40
"""Rows shown at once: a view holds 100 blocks, and nobody reads more."""

HELP = """*Give your hours* as you would say them:
• `/availability tomorrow 10-12`
• `/availability Tue, Thu 9-12 every week`
• `/availability weekdays 9-17 except Friday` is every week as well
• `/availability Mondays 9-12 until 20 Dec` ends then; `from 5 Jan` begins then
• `/availability every other Tue from 8 Dec 9-12` is every two weeks
• `/availability this Tuesday 14-16 instead` replaces the weekly hours of that day
• `/availability off 24 Dec - 2 Jan` takes days off
• `/availability pause` takes time off until a day, `remove Tuesdays` and `clear` take hours away
• `/availability` alone opens a form
• `/availability list` shows what you have given
• `/availability calendar` connects your calendar: what stands in it is taken from your hours
`weekdays` and `Mondays` come every week, `next week` and `this month` are their working days; \
`Mon-Fri` and `Mon, Wed` may be every week or only the coming days, so I ask.
Times are those of your own time zone; `/register` changes it.
Coordinators, for somebody else: `/availability for Carl: tomorrow 9-12`, or \
`/availability ask Carl` for a link by which they give hours themselves"""


def list_view(
    *,
    person: Person | None,
    stands: Availability,
    context: RequestContext,
    just_now: AvailabilityChange | None = None,
    notice: str = "",
    skip: int = 0,
) -> View:
    """Return the modal with what somebody has given, and the ways to change it.

    `person` is None for an actor who is not registered yet. `just_now` is a change that this
    very modal has made: it is said back, with a button to undo it. `notice` is a sentence
    about what became of something else. The entries start with number `skip`.
    """
    other = other_id(person, context.actor)
    blocks: Blocks = [context_line(_whose_clock(person, context))]
    if just_now is not None:
        blocks.append(given_row(just_now, context=context))
    if notice:
        blocks.append(section(notice))
    if _may_change(person, context.actor):
        blocks.append(_add_buttons(other))
    return View(
        type="modal",
        callback_id=LIST_VIEW,
        title="Your availability" if other is None else "Availability",
        close="Done",
        private_metadata=place_value(ListPlace(person_id=other, skip=skip)),
        blocks=[*blocks, *_rows(person, stands, context=context, skip=skip)],
    )


def list_message(*, person: Person | None, stands: Availability, context: RequestContext) -> Blocks:
    """Return the same as an answer in the conversation."""
    blocks: Blocks = [context_line(_whose_clock(person, context))]
    blocks += [
        section(line)
        for line in summary_lines(person, stands, reader=context.actor, now=context.now)
    ]
    if not _may_change(person, context.actor):
        return blocks
    ahead = _ahead(stands, zone=_zone(person, context.actor), now=context.now)
    label = "Change hours" if ahead.entries else "Give hours"
    return [*blocks, actions(open_button(label, person, context.actor), *_ask(person, context))]


def _ask(person: Person | None, context: RequestContext) -> list[ButtonElement]:
    """The button that asks a candidate themselves, for those who may."""
    if person is None or person.role is not Role.CANDIDATE:
        return []
    return [ask_button(person)] if may(context.actor, Action.SEND_LINK) else []


def summary_lines(
    person: Person | None, stands: Availability, *, reader: Actor, now: datetime
) -> list[str]:
    """Say somebody's hours in a few lines, longest lists cut; or that there are none.

    Dates that are over are left out, and weekly hours that have ended.
    """
    ahead = _ahead(stands, zone=_zone(person, reader), now=now)
    if not ahead.entries:
        return [f"{_no_hours(person, reader)} For example: `/availability weekdays 9-12`"]
    weekly = weekly_words(ahead.weekly)
    windows = tuple(map(window_words, ahead.windows))
    off = tuple(time_off_words(entry).removeprefix("Off ") for entry in ahead.time_off)
    return [
        f"*{title}*\n{bullets(lines)}"
        for title, lines in (("Weekly hours", weekly), ("Dates", windows), ("Off", off))
        if lines
    ]


def undone_message(given: AvailabilityChange, *, context: RequestContext) -> Blocks:
    """Say that a change was undone, and how things stand."""
    lines = summary_lines(given.person, given.availability, reader=context.actor, now=context.now)
    return [section(undone_words(given, context=context)), *map(section, lines)]


def read_entry_choice(value: str) -> tuple[str, str]:
    """Return what an entry's menu was asked for ("change", "remove"), and its key."""
    verb, _, key = value.partition(":")
    return verb, key


def _add_buttons(other: int | None) -> Block:
    return actions(
        button("Add a date", action_id=ADD_ACTIONS[FormKind.WINDOW]),
        button("Add weekly hours", action_id=ADD_ACTIONS[FormKind.WEEKLY]),
        button("Add time off", action_id=ADD_ACTIONS[FormKind.TIME_OFF]),
        calendars_button(other),
    )


def _rows(
    person: Person | None, stands: Availability, *, context: RequestContext, skip: int
) -> Blocks:
    entries = _ahead(stands, zone=_zone(person, context.actor), now=context.now).entries
    if not entries:
        return _empty_rows(person, context.actor)
    skip = skip if skip < len(entries) else 0
    changes = _may_change(person, context.actor)
    shown = entries[skip : skip + PAGE]
    rows: Blocks = [divider(), *(_entry_row(entry, changes=changes) for entry in shown)]
    if changes:
        rows.append(context_line(_MINUS_CALENDAR))
    return [*rows, *_paging(other_id(person, context.actor), skip=skip, total=len(entries))]


def _empty_rows(person: Person | None, actor: Actor) -> Blocks:
    """Say that there are no hours, and offer those at which most people work."""
    rows: Blocks = [section(_no_hours(person, actor))]
    if not _may_change(person, actor):
        return rows
    usual = usual_hours_button("Weekdays 9 to 5", person_id=other_id(person, actor))
    return [*rows, actions(usual), context_line(_MINUS_CALENDAR)]


def _entry_row(entry: Entry, *, changes: bool) -> Block:
    key, words = entry_key(entry), escape(entry_words((entry,))[0])
    if not changes:
        return section(words)
    choices = [option("Change", f"change:{key}")] if fits_form(entry) else []
    choices.append(option("Remove", f"remove:{key}"))
    menu = OverflowMenuElement(action_id=ENTRY_MENU, options=choices)
    return section(words, accessory=menu, block_id=key)


def _paging(person_id: int | None, *, skip: int, total: int) -> Blocks:
    if total <= PAGE:
        return []
    buttons = []
    if skip > 0:
        back = place_value(ListPlace(person_id=person_id, skip=max(skip - PAGE, 0)))
        buttons.append(button("Show earlier", action_id=f"{PAGE_TURN}_back", value=back))
    if skip + PAGE < total:
        on = place_value(ListPlace(person_id=person_id, skip=skip + PAGE))
        buttons.append(button("Show more", action_id=PAGE_TURN, value=on))
    where = context_line(f"{skip + 1}–{min(skip + PAGE, total)} of {total}")
    return [where, actions(*buttons)]


def _zone(person: Person | None, reader: Actor) -> ZoneInfo:
    return person.zone if person else reader.zone


def _ahead(stands: Availability, *, zone: ZoneInfo, now: datetime) -> Availability:
    return stands.ahead(now.astimezone(zone).replace(tzinfo=None))


def _no_hours(person: Person | None, actor: Actor) -> str:
    if person is None:
        return "You have given no hours yet. Giving some registers you as an interviewer."
    if other_id(person, actor) is None and person.role is None:
        return "You have no hours ahead. Giving some registers you as an interviewer."
    if other_id(person, actor) is None:
        return "You have no hours ahead, so no interview can be booked with you."
    return f"{bold_name(person)} has no hours ahead, so no interview can be booked with them."


def _whose_clock(person: Person | None, context: RequestContext) -> str:
    zone = _zone(person, context.actor)
    letters = zone_letters(context.now, zone=zone)
    if person is None or other_id(person, context.actor) is None:
        return f"Your time zone: *{escape(zone.key)}* ({letters}). `/register` changes it."
    return f"{bold_name(person)}, in their time zone: *{escape(zone.key)}* ({letters})."


def _may_change(person: Person | None, actor: Actor) -> bool:
    return other_id(person, actor) is None or may(actor, Action.CHANGE_AVAILABILITY, person)
