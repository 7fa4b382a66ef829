"""A person's hours: the modal, its forms and how they are read back, and what is said of them."""

import json
from datetime import timedelta

from slack_sdk.models.blocks import (
    Block,
    OverflowMenuElement,
)
from slack_sdk.models.views import View

from bot.views.availability_form import ADD_ACTIONS, FormKind, fits_form
from bot.views.parts import (
    Blocks,
    actions,
    bold_name,
    button,
    context,
    divider,
    escape,
    option,
    section,
)
from scheduling.answers import Given
from scheduling.model import (
    Actor,
    Asking,
    Availability,
    AvailabilityWindow,
    Entry,
    Person,
    TimeOff,
    WeeklyHours,
    entry_key,
)
from scheduling.timespan import Span, zone_letters
from scheduling.wording import length_words, time_off_words, weekly_words, window_words

LIST_VIEW = "availability"
ENTRY_MENU = "availability_entry"
UNDO = "availability_undo"
OPEN = "availability_open"

NO_HOURS = (
    "No hours yet, so nobody can be booked. Add a date, or hours that come back every week: "
    "`/availability weekdays 9-12`"
)
_MOST_ENTRIES = 40
"""Rows shown at once: a view holds 100 blocks, and nobody reads more."""
_MOST_LINES = 15

HELP = """*Give your hours* as you would say them:
• `/availability tomorrow 10:00 AM - 2:00 PM`
• `/availability Tue, Thu 9-12 every week`
• `/availability off 24 Dec - 2 Jan`
• `/availability` alone opens a form
• `/availability list` shows what you have given
Coordinators, for somebody else: `/availability for Carl: tomorrow 9-12`"""


def list_view(
    *,
    person: Person | None,
    stands: Availability,
    asking: Asking,
    just_now: Given | None = None,
) -> View:
    """This will return the modal with what somebody has given, and the ways to change it.

    `person` is None for an actor who is not registered yet. `just_now` is a change that this
    very modal has made: it is said back, with a button to undo it.
    """
    other = _other(person, asking.actor)
    return View(
        type="modal",
        callback_id=LIST_VIEW,
        title="Your availability" if other is None else "Availability",
        close="Done",
        private_metadata=_subject(other),
        blocks=[
            context(_whose_clock(person, asking)),
            *(_said_just_now(just_now, asking.actor) if just_now else []),
            actions(
                button("Add a date", action_id=ADD_ACTIONS[FormKind.WINDOW]),
                button("Add weekly hours", action_id=ADD_ACTIONS[FormKind.WEEKLY]),
                button("Add time off", action_id=ADD_ACTIONS[FormKind.TIME_OFF]),
            ),
            *entry_rows(stands),
        ],
    )


def list_message(*, person: Person | None, stands: Availability, asking: Asking) -> Blocks:
    """This will return the same as an answer in the conversation."""
    edit = button("Change hours", action_id=OPEN, value=_subject(_other(person, asking.actor)))
    return [
        context(_whose_clock(person, asking)),
        *(section(line) for line in summary_lines(stands)),
        actions(edit),
    ]


def summary_lines(stands: Availability) -> list[str]:
    """This will say somebody's hours in a few lines, longest lists cut; or that there are none."""
    if not stands.entries:
        return [NO_HOURS]
    weekly = weekly_words(stands.weekly)
    windows = tuple(map(window_words, stands.windows))
    off = tuple(map(time_off_words, stands.time_off))
    return [
        f"*{title}*\n{_bullets(lines)}"
        for title, lines in (("Every week", weekly), ("Dates", windows), ("Off", off))
        if lines
    ]


def entry_rows(stands: Availability) -> Blocks:
    """This will return a row for each entry, with a menu to change or remove it."""
    if not stands.entries:
        return [section(NO_HOURS)]
    rows: Blocks = [divider(), *map(_entry_row, stands.entries[:_MOST_ENTRIES])]
    hidden = len(stands.entries) - _MOST_ENTRIES
    return [*rows, context(f"and {hidden} more")] if hidden > 0 else rows


def given_message(given: Given, *, actor: Actor) -> Blocks:
    """This will say back what was understood and saved, with a button to undo it."""
    blocks: Blocks = [section(_said_back(given, actor))]
    undo = button("Undo", action_id=UNDO, value=given.undo)
    whole = button("See all hours", action_id=OPEN, value=_subject(_other(given.person, actor)))
    return [*blocks, actions(undo, whole)]


def given_words(given: Given, *, actor: Actor) -> str:
    """This will say the same without blocks, for notifications and screen readers."""
    return _said_back(given, actor)


def undone_message(given: Given, *, actor: Actor) -> Blocks:
    """This will say that a change was undone, and how things stand."""
    whose = "Your hours" if _other(given.person, actor) is None else bold_name(given.person)
    return [
        section(f"Undone. {whose} as before:"),
        *(section(line) for line in summary_lines(given.availability)),
    ]


def read_subject(value: str) -> int | None:
    """This will return whose hours a button or view means; None is the actor's own."""
    person_id: int | None = json.loads(value)["person"]
    return person_id


def read_entry_choice(value: str) -> tuple[str, str]:
    """This will return what an entry's menu was asked for ("change", "remove"), and its key."""
    verb, _, key = value.partition(":")
    return verb, key


def _said_just_now(given: Given, actor: Actor) -> Blocks:
    undo = button("Undo", action_id=UNDO, value=given.undo)
    return [section(_said_back(given, actor), accessory=undo)]


def _said_back(given: Given, actor: Actor) -> str:
    other = _other(given.person, actor) is not None
    whose = f"for {bold_name(given.person)} " if other else ""
    zone = f"({escape(given.person.time_zone)} time)"
    lines = []
    if given.added:
        lines.append(f"Saved {whose}{zone}:\n{_bullets(_words(given.added))}")
    if given.removed:
        verb = "Instead of" if given.added else f"Removed {whose}{zone}"
        lines.append(f"{verb}:\n{_bullets(_words(given.removed))}")
    if not lines:
        lines.append(f"That was there already {whose}{zone}. Nothing was changed.")
    if given.joined and given.removed:
        lines.append("Hours that touch or overlap were joined into one.")
    lines += _notes(given)
    if given.newly_registered:
        lines.append("You are registered as an interviewer now. `/register` changes that.")
    return "\n".join(lines)


def _notes(given: Given) -> list[str]:
    short = [
        f"_{escape(line)} holds no whole hour, so it offers no slot by itself._"
        for line in _words(given.too_short)
    ]
    changes = [
        f"_The clocks change then: {escape(window_words(window))} lasts {_total(spans)}._"
        for window, spans in given.clock_changes
    ]
    return short + changes


def _total(spans: tuple[Span, ...]) -> str:
    return length_words(sum((span.end - span.start for span in spans), timedelta()))


def _words(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    weekly = tuple(entry for entry in entries if isinstance(entry, WeeklyHours))
    windows = tuple(window_words(e) for e in entries if isinstance(e, AvailabilityWindow))
    off = tuple(time_off_words(entry) for entry in entries if isinstance(entry, TimeOff))
    return (*weekly_words(weekly), *windows, *off)


def _bullets(lines: tuple[str, ...]) -> str:
    shown = [f"• {escape(line)}" for line in lines[:_MOST_LINES]]
    hidden = len(lines) - _MOST_LINES
    return "\n".join([*shown, f"and {hidden} more"] if hidden > 0 else shown)


def _entry_row(entry: Entry) -> Block:
    key = entry_key(entry)
    choices = [option("Change", f"change:{key}")] if fits_form(entry) else []
    choices.append(option("Remove", f"remove:{key}"))
    menu = OverflowMenuElement(action_id=ENTRY_MENU, options=choices)
    return section(escape(_words((entry,))[0]), accessory=menu, block_id=key)


def _whose_clock(person: Person | None, asking: Asking) -> str:
    zone = person.zone if person else asking.actor.zone
    letters = zone_letters(asking.now, zone=zone)
    if person is None or _other(person, asking.actor) is None:
        return f"Your time zone: *{escape(zone.key)}* ({letters}). `/register` changes it."
    return f"{bold_name(person)}, in their time zone: *{escape(zone.key)}* ({letters})."


def _other(person: Person | None, actor: Actor) -> int | None:
    """The id of somebody else whose hours these are; None when they are the actor's own."""
    if person is None or (actor.person is not None and actor.person.id == person.id):
        return None
    just_registered = person.slack_user_id is not None and (
        person.slack_user_id == actor.slack_user_id
    )
    return None if just_registered else person.id


def _subject(person_id: int | None) -> str:
    return json.dumps({"person": person_id})
