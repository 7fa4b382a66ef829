"""The fields that more than one form has, and how forms are read back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    TimePickerElement,
)

from bot.views.block_kit.blocks import LONGEST_OPTION, Blocks, field, option
from scheduling.errors import OutsideAvailability, SchedulingError
from scheduling.model import Person, RequestContext
from scheduling.wording.saying.people import names_apart

CANDIDATE_MENU = "candidate_menu"
INTERVIEWERS_MENU = "interviewers_menu"


@dataclass(eq=False, kw_only=True)
class OldForm(SchedulingError):
    """That form is from another version of me, and nothing was saved. Please open it again."""


def candidate_menu(chosen: Person | None = None) -> ExternalDataSelectElement:
    """Return a menu that looks candidates up while one types."""
    return ExternalDataSelectElement(
        action_id=CANDIDATE_MENU,
        placeholder="Type a name",
        min_query_length=0,
        initial_option=person_options([chosen])[0] if chosen else None,
    )


def interviewers_menu(chosen: tuple[Person, ...] = ()) -> ExternalDataMultiSelectElement:
    """Return a menu of several interviewers that looks them up while one types."""
    return ExternalDataMultiSelectElement(
        action_id=INTERVIEWERS_MENU,
        placeholder="Type a name",
        min_query_length=0,
        initial_options=person_options(chosen) or None,
    )


def person_options(people: Iterable[Person]) -> list[Option]:
    """Return people as the choices of a menu, in their order."""
    everybody = tuple(people)
    shown = names_apart(everybody, longest=LONGEST_OPTION)
    return [
        option(shown[person.id], str(person.id), description=person.time_zone)
        for person in everybody
    ]


def chosen_id(state: dict[str, Any]) -> int | None:
    """Return the id of the person chosen in a menu of one."""
    chosen = state["selected_option"]
    return int(chosen["value"]) if chosen else None


def chosen_ids(state: dict[str, Any]) -> tuple[int, ...]:
    """Return the ids of the people chosen in a menu of several."""
    return tuple(int(chosen["value"]) for chosen in state["selected_options"] or ())


def values_of(view: dict[str, Any]) -> dict[str, Any]:
    """Return the state of each field by its block_id; a block holds one field.

    To look for a field that the form did not have raises OldForm.
    """
    fields = view["state"]["values"].items()
    return _Values({block: next(iter(state.values())) for block, state in fields})


class _Values(dict[str, Any]):
    def __missing__(self, block_id: str) -> Any:
        raise OldForm


def moment_fields(context: RequestContext, *, optional: bool, chosen: str | None = None) -> Blocks:
    """Return a date and a start, by the clock of whoever fills them in.

    `chosen` is what was filled in before, as `moment_of` gives it.
    """
    zone = context.actor.time_zone
    date, _, start = (chosen or "").partition("T")
    day = DatePickerElement(action_id="value", initial_date=date or None)
    time = TimePickerElement(action_id="value", timezone=zone, initial_time=start or None)
    hint = f"{_when_hours_start(context)}, in your time zone: {zone}."
    return [
        field("Date", day, block_id="date", optional=optional),
        field("Start", time, block_id="time", optional=optional, hint=hint),
    ]


def moment_of(values: dict[str, Any]) -> str | None:
    """Return the date and the start filled in, as in ISO 8601; None without either."""
    date = values.get("date", {}).get("selected_date")
    time = values.get("time", {}).get("selected_time")
    return f"{date}T{time}" if date and time else None


def any_hour_field() -> InputBlock:
    """Return the box to book outside the hours that people gave."""
    anyway = option(
        "Allow an hour outside those they gave",
        "any",
        description="Nobody is ever booked twice; the interview is marked.",
    )
    boxes = CheckboxesElement(action_id="value", options=[anyway])
    return field("Other hours", boxes, block_id="any_hour", optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBusy:
    """What a form has said of an hour: whose calendars take it."""

    at: datetime
    # By id.
    whose: tuple[int, ...]


def told_busy_at(start: datetime, told: ToldBusy | None) -> tuple[int, ...]:
    """Return the ids of those of whom a form has said that their calendars take an hour.

    Of another hour it has said nothing.
    """
    return told.whose if told is not None and told.at == start else ()


def told_by(refusal: OutsideAvailability) -> ToldBusy:
    """Return what a form that shows a refusal says of calendars."""
    return ToldBusy(at=refusal.start, whose=refusal.busy_ids)


def busy_kept(told: ToldBusy | None) -> dict[str, Any]:
    """Return how a form remembers what it has said of whose calendars."""
    return {} if told is None else {"busy": int(told.at.timestamp()), "whose": list(told.whose)}


def busy_read(kept: Mapping[str, Any]) -> ToldBusy | None:
    """Return what a form has said; None for those that have said nothing."""
    if "busy" not in kept:
        return None
    # Those of before do not know whose.
    whose = tuple(int(each) for each in kept.get("whose", ()))
    return ToldBusy(at=datetime.fromtimestamp(int(kept["busy"]), UTC), whose=whose)


def is_any_hour(values: dict[str, Any]) -> bool:
    """Tell whether that box is ticked."""
    return bool(values.get("any_hour", {}).get("selected_options"))


def _when_hours_start(context: RequestContext) -> str:
    """Where the workspace's hours start by the reader's clock: zones differ by quarters."""
    here, there = (
        context.now.astimezone(zone) for zone in (context.actor.zone, context.rules.zone)
    )
    return {
        0: "On the hour",
        15: "At a quarter past",
        30: "At half past",
        45: "At a quarter to",
    }[(here.minute - there.minute) % 60]
