"""The forms for one entry of a person's hours, and how they are read back.

A form comes back as the sentence that one would have typed, so that both ways of giving hours
are understood, checked and refused by the same words.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from slack_sdk.models.views import View

from bot.views.block_kit.blocks import bold_name, context_line, escape
from bot.views.block_kit.carried import NotReadable, carried
from bot.views.block_kit.fields import values_of
from bot.views.hours.entry_forms.entry_form import EntryForm
from bot.views.hours.entry_forms.time_off import TimeOffForm
from bot.views.hours.entry_forms.weekly import WeeklyForm
from bot.views.hours.entry_forms.window import WindowForm
from scheduling.errors import EndNotAfterStart, SchedulingError
from scheduling.model import AvailabilityWindow, Entry, Person, TimeOff, WeeklyHours

FORM_VIEW = "availability_form"


class FormKind(StrEnum):
    """What a form is for."""

    WINDOW = "window"
    WEEKLY = "weekly"
    TIME_OFF = "time_off"


_FORMS: Mapping[FormKind, EntryForm] = {
    FormKind.WINDOW: WindowForm(),
    FormKind.WEEKLY: WeeklyForm(),
    FormKind.TIME_OFF: TimeOffForm(),
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
    form = _FORMS[place.kind]
    whose = "your" if other is None else f"{bold_name(other)}'s"
    memory = {"kind": place.kind, "person": place.person_id, "key": place.key}
    return View(
        type="modal",
        callback_id=FORM_VIEW,
        title=f"{'Add' if entry is None else 'Change'} {form.what}",
        submit="Save",
        close="Back",
        private_metadata=json.dumps(memory),
        blocks=[
            context_line(f"Times are in {whose} time zone, *{escape(time_zone)}*."),
            *form.fields(entry, time_zone),
        ],
    )


@carried()
def read_form(view: dict[str, Any]) -> tuple[FormPlace, str]:
    """Return what the form is for, and what was filled in, as one would type it."""
    place = _place_of(view)
    return place, _FORMS[place.kind].sentence(values_of(view))


def at_fault(error: SchedulingError, view: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    if isinstance(error, EndNotAfterStart):
        return "to"
    if isinstance(error, NotReadable):
        return "from"  # which every form has
    return _FORMS[_place_of(view).kind].beside(error)


def in_the_form(error: EndNotAfterStart, kind: FormKind) -> EndNotAfterStart:
    """Return the error with what to do about it in that form."""
    return replace(error, hint=_FORMS[kind].later_end())


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
    return _FORMS[form_kind_of(entry)].fits(entry)


def _place_of(view: dict[str, Any]) -> FormPlace:
    memory = json.loads(view["private_metadata"])
    return FormPlace(kind=FormKind(memory["kind"]), person_id=memory["person"], key=memory["key"])
