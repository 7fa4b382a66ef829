"""The forms for one entry of a person's hours, and how they are read back.

A form comes back as the sentence that one would have typed, so that both ways of giving hours
are understood, checked and refused by the same words.
"""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, bold_name, context_line, escape, field, option
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import values_of
from scheduling.errors import (
    DaysBackToFront,
    EndNotAfterStart,
    NotUnderstood,
    SchedulingError,
    WindowHasPassed,
    WindowTooFar,
)
from scheduling.model import (
    EVERY_WEEK,
    MINUTES_PER_DAY,
    MOST_WEEKS,
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


_TEN_IN_THE_EVENING, _TWO_AT_NIGHT = 22 * 60, 2 * 60
_COUNTED = "Every few weeks are counted from the week of the first day."
ADD_ACTIONS = {kind: f"availability_add_{kind}" for kind in FormKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """What a form must remember: whose hours (None: one's own), and which entry it changes."""

    kind: FormKind
    person_id: int | None = None
    key: str | None = None


class _NoFirstDay(NotUnderstood):
    """{question}"""


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
    values = view["state"]["values"]
    if isinstance(error, EndNotAfterStart):
        return "to"
    if "last" in values:
        return "first" if isinstance(error, _NoFirstDay | WindowTooFar) else "last"
    dated = isinstance(error, WindowHasPassed | WindowTooFar)
    return "date" if dated and "date" in values else "from"


def in_the_form(error: EndNotAfterStart, kind: FormKind) -> EndNotAfterStart:
    """Return the error with what to do about it in that form."""
    return replace(error, hint=_later_end(kind))


def _later_end(kind: FormKind) -> str:
    """How to give hours that end on another day, by the reader's clock."""
    late, early = minute_words(_TEN_IN_THE_EVENING), minute_words(_TWO_AT_NIGHT)
    return {
        FormKind.WINDOW: "For hours past midnight, fill in “Ends on another day” as well.",
        FormKind.WEEKLY: f"For hours past midnight, type /availability every Fri {late} - "
        f"Sat {early}.",
        FormKind.TIME_OFF: "For a single day, choose it as the first and as the last.",
    }[kind]


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
        case TimeOff() | AvailabilityWindow():
            return True


def _window_fields(entry: Entry | None, time_zone: str) -> Blocks:
    day, until, hours, replaces = None, None, None, False
    if isinstance(entry, AvailabilityWindow):
        day, hours, replaces = str(entry.day), entry.hours, entry.replaces
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
        _instead_field(replaces=replaces),
    ]


def _instead_field(*, replaces: bool) -> InputBlock:
    choice = option("Instead of the weekly hours of that day", "instead")
    chosen = [choice] if replaces else None
    boxes = CheckboxesElement(action_id="value", options=[choice], initial_options=chosen)
    return field("Weekly hours", boxes, block_id="instead", optional=True)


def _weekly_fields(entry: Entry | None, time_zone: str) -> Blocks:
    options = [option(day.name.capitalize(), day.name) for day in Weekday]
    chosen, hours, recurrence = None, None, EVERY_WEEK
    if isinstance(entry, WeeklyHours):
        chosen, hours = [options[entry.weekday]], entry.hours
        recurrence = entry.recurrence
    days = CheckboxesElement(action_id="value", options=options, initial_options=chosen)
    first = str(recurrence.first) if recurrence.has_first else None
    last = str(recurrence.last) if recurrence.has_last else None
    return [
        field("Days", days, block_id="days"),
        *_hours_fields(hours, time_zone),
        _weeks_field(recurrence.weeks),
        _bound_field("First day", "first", first, hint="From now on, if left empty."),
        _bound_field("Last day", "last", last, hint="Without an end, if left empty."),
    ]


def _weeks_field(weeks: int) -> InputBlock:
    options = [option("Every week", "1")]
    options += [option(f"Every {count} weeks", str(count)) for count in range(2, MOST_WEEKS + 1)]
    menu = StaticSelectElement(
        action_id="value", options=options, initial_option=options[weeks - 1]
    )
    return field("How often", menu, block_id="weeks", hint=_COUNTED)


def _bound_field(label: str, block_id: str, day: str | None, *, hint: str) -> InputBlock:
    picker = DatePickerElement(action_id="value", initial_date=day)
    return field(label, picker, block_id=block_id, optional=True, hint=hint)


def _time_picker(minute: int | None, time_zone: str) -> TimePickerElement:
    shown = None if minute is None else f"{minute // 60 % 24:02d}:{minute % 60:02d}"
    return TimePickerElement(action_id="value", initial_time=shown, timezone=time_zone)


def _hours_fields(hours: WallHours | None, time_zone: str) -> Blocks:
    start, end = (hours.start, hours.end) if hours else (None, None)
    return [
        field("From", _time_picker(start, time_zone), block_id="from"),
        field(
            "To",
            _time_picker(end, time_zone),
            block_id="to",
            hint=f"{minute_words(0)} is the end of the day.",
        ),
    ]


def _time_off_fields(entry: Entry | None, time_zone: str) -> Blocks:
    first, last, start, end = None, None, None, None
    if isinstance(entry, TimeOff):
        first, hours = str(entry.day), entry.hours
        last = str(entry.day + timedelta(days=(hours.end - 1) // MINUTES_PER_DAY))
        # Whole days have no times, as they would have been filled in.
        start, end = hours.start or None, hours.end % MINUTES_PER_DAY or None
    return [
        field(
            "First day off",
            DatePickerElement(action_id="value", initial_date=first),
            block_id="from",
        ),
        field(
            "Off from",
            _time_picker(start, time_zone),
            block_id="start",
            optional=True,
            hint="On the first day: all of it, if left empty.",
        ),
        field(
            "Last day off", DatePickerElement(action_id="value", initial_date=last), block_id="to"
        ),
        field(
            "Off until",
            _time_picker(end, time_zone),
            block_id="end",
            optional=True,
            hint="On the last day: all of it, if left empty.",
        ),
        context_line("Weekly hours don't hold on these days. Dates that you add later still do."),
    ]


def _window_sentence(values: dict[str, Any]) -> str:
    until = values["until"]["selected_date"] or ""
    instead = " instead" if values["instead"]["selected_options"] else ""
    return f"{values['date']['selected_date']} {_from(values)} - {until} {_to(values)}{instead}"


def _weekly_sentence(values: dict[str, Any]) -> str:
    days = ", ".join(chosen["value"].lower() for chosen in values["days"]["selected_options"])
    weeks = int(values["weeks"]["selected_option"]["value"])
    first, last = (values[block]["selected_date"] for block in ("first", "last"))
    if weeks > 1 and not first:
        raise _NoFirstDay(question=f"From which day on? {_COUNTED}")
    if first and last and last < first:
        raise DaysBackToFront(first=first, last=last)
    every = f"every {weeks} weeks" if weeks > 1 else "every"
    bounds = (f" from {first}" if first else "") + (f" until {last}" if last else "")
    return f"{every} {days}{bounds} {_from(values)} - {_to(values)}"


def _time_off_sentence(values: dict[str, Any]) -> str:
    first, last = values["from"]["selected_date"], values["to"]["selected_date"]
    start, end = (values[block]["selected_time"] for block in ("start", "end"))
    if not start and not end:
        return f"off {first} - {last}"
    return f"off {first} {start or '00:00'} - {last} {_as_end(end or '24:00')}"


def _from(values: dict[str, Any]) -> str:
    return str(values["from"]["selected_time"])


def _to(values: dict[str, Any]) -> str:
    return _as_end(str(values["to"]["selected_time"]))


def _as_end(time: str) -> str:
    """Midnight ends its day."""
    return "24:00" if time == "00:00" else time


_SENTENCES = {
    FormKind.WINDOW: _window_sentence,
    FormKind.WEEKLY: _weekly_sentence,
    FormKind.TIME_OFF: _time_off_sentence,
}
