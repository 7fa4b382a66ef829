"""The forms for one entry of a person's hours, and how they are read back.

A form comes back as the sentence that one would have typed, so that both ways of giving hours
are understood, checked and refused by the same words.
"""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from slack_sdk.models.blocks import CheckboxesElement, DatePickerElement, TimePickerElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, bold_name, context_line, escape, field, option
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import values_of
from scheduling.errors import EndNotAfterStart, SchedulingError, WindowHasPassed, WindowTooFar
from scheduling.model import (
    MINUTES_PER_DAY,
    AvailabilityWindow,
    Entry,
    Person,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.wording.saying import minute_words

FORM_VIEW = "availability_form"


class FormKind(StrEnum):
    """What a form is for."""

    WINDOW = "window"
    WEEKLY = "weekly"
    TIME_OFF = "time_off"


_LATER_END = {
    FormKind.WINDOW: "For hours past midnight, fill in “Ends on another day” as well.",
    FormKind.WEEKLY: "For hours past midnight, type /availability every Fri 10pm - Sat 2am.",
    FormKind.TIME_OFF: "For a single day, choose it in both fields.",
}
ADD_ACTIONS = {kind: f"availability_add_{kind}" for kind in FormKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """What a form must remember: whose hours (None: one's own), and which entry it changes."""

    kind: FormKind
    person_id: int | None = None
    key: str | None = None


def form_view(
    place: FormPlace, *, entry: Entry | None, time_zone: str, other: Person | None = None
) -> View:
    """Return the form for one entry, filled in with the one that it changes.

    `other` is whose hours they are, if not the reader's own.
    """
    changing = entry is not None
    titles = {
        FormKind.WINDOW: "Change a date" if changing else "Add a date",
        FormKind.WEEKLY: "Change weekly hours" if changing else "Add weekly hours",
        FormKind.TIME_OFF: "Change time off" if changing else "Add time off",
    }
    fields: Blocks = {
        FormKind.WINDOW: _window_fields,
        FormKind.WEEKLY: _weekly_fields,
        FormKind.TIME_OFF: _time_off_fields,
    }[place.kind](entry, time_zone)
    whose = "your" if other is None else f"{bold_name(other)}'s"
    memory = {"kind": place.kind, "person": place.person_id, "key": place.key}
    return View(
        type="modal",
        callback_id=FORM_VIEW,
        title=titles[place.kind],
        submit="Save",
        close="Back",
        private_metadata=json.dumps(memory),
        blocks=[context_line(f"Times are in {whose} time zone, *{escape(time_zone)}*."), *fields],
    )


@carried()
def read_form(view: dict[str, Any]) -> tuple[FormPlace, str]:
    """Return what the form is for, and what was filled in, as one would type it."""
    memory = json.loads(view["private_metadata"])
    place = FormPlace(kind=FormKind(memory["kind"]), person_id=memory["person"], key=memory["key"])
    return place, _SENTENCES[place.kind](values_of(view))


def at_fault(error: SchedulingError, view: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    if isinstance(error, EndNotAfterStart):
        return "to"
    dated = isinstance(error, WindowHasPassed | WindowTooFar)
    return "date" if dated and "date" in view["state"]["values"] else "from"


def in_the_form(error: EndNotAfterStart, kind: FormKind) -> EndNotAfterStart:
    """Return the error with what to do about it in that form."""
    return replace(error, hint=_LATER_END[kind])


def kind_of_action(action_id: str) -> FormKind:
    """Return which form a button opens."""
    return next(kind for kind, action in ADD_ACTIONS.items() if action == action_id)


def form_kind_of(entry: Entry) -> FormKind:
    """Return which form changes an entry."""
    match entry:
        case AvailabilityWindow():
            return FormKind.WINDOW
        case WeeklyHours():
            return FormKind.WEEKLY
        case TimeOff():
            return FormKind.TIME_OFF


def fits_form(entry: Entry) -> bool:
    """Tell whether a form can hold it; weekly hours over midnight are typed."""
    match entry:
        case WeeklyHours(hours=hours):
            return hours.end <= MINUTES_PER_DAY
        case TimeOff(hours=hours):
            return hours.start == 0 and hours.end % MINUTES_PER_DAY == 0
        case AvailabilityWindow():
            return True


def _window_fields(entry: Entry | None, time_zone: str) -> Blocks:
    day, until, hours = None, None, None
    if isinstance(entry, AvailabilityWindow):
        day, hours = str(entry.day), entry.hours
        last = entry.day + timedelta(days=(entry.hours.end - 1) // MINUTES_PER_DAY)
        until = None if last == entry.day else str(last)
    return [
        field("Date", DatePickerElement(action_id="value", initial_date=day), block_id="date"),
        *_hours_fields(hours, time_zone),
        field(
            "Ends on another day",
            DatePickerElement(action_id="value", initial_date=until),
            block_id="until",
            optional=True,
            hint="Only for hours that run past midnight.",
        ),
    ]


def _weekly_fields(entry: Entry | None, time_zone: str) -> Blocks:
    options = [option(day.name.capitalize(), day.name) for day in Weekday]
    chosen, hours = None, None
    if isinstance(entry, WeeklyHours):
        chosen, hours = [options[entry.weekday]], entry.hours
    days = CheckboxesElement(action_id="value", options=options, initial_options=chosen)
    return [field("Days", days, block_id="days"), *_hours_fields(hours, time_zone)]


def _hours_fields(hours: WallHours | None, time_zone: str) -> Blocks:
    def picker(minute: int | None) -> TimePickerElement:
        shown = None if minute is None else f"{minute // 60 % 24:02d}:{minute % 60:02d}"
        return TimePickerElement(action_id="value", initial_time=shown, timezone=time_zone)

    start, end = (hours.start, hours.end) if hours else (None, None)
    return [
        field("From", picker(start), block_id="from"),
        field("To", picker(end), block_id="to", hint=f"{minute_words(0)} is the end of the day."),
    ]


def _time_off_fields(entry: Entry | None, time_zone: str) -> Blocks:
    first, last = None, None
    if isinstance(entry, TimeOff):
        first = str(entry.day)
        last = str(entry.day + timedelta(days=entry.hours.end // MINUTES_PER_DAY - 1))
    return [
        field(
            "First day off",
            DatePickerElement(action_id="value", initial_date=first),
            block_id="from",
        ),
        field(
            "Last day off", DatePickerElement(action_id="value", initial_date=last), block_id="to"
        ),
        context_line("Weekly hours don't hold on these days. Dates that you add later still do."),
    ]


def _window_sentence(values: dict[str, Any]) -> str:
    until = values["until"]["selected_date"] or ""
    return f"{values['date']['selected_date']} {_from(values)} - {until} {_to(values)}"


def _weekly_sentence(values: dict[str, Any]) -> str:
    days = ", ".join(chosen["value"].lower() for chosen in values["days"]["selected_options"])
    return f"every {days} {_from(values)} - {_to(values)}"


def _time_off_sentence(values: dict[str, Any]) -> str:
    return f"off {values['from']['selected_date']} - {values['to']['selected_date']}"


def _from(values: dict[str, Any]) -> str:
    return str(values["from"]["selected_time"])


def _to(values: dict[str, Any]) -> str:
    shown = str(values["to"]["selected_time"])
    return "24:00" if shown == "00:00" else shown


_SENTENCES = {
    FormKind.WINDOW: _window_sentence,
    FormKind.WEEKLY: _weekly_sentence,
    FormKind.TIME_OFF: _time_off_sentence,
}
