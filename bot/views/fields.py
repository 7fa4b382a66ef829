"""The fields that more than one form has, and how forms are read back."""

from datetime import datetime
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

from bot.views.parts import Blocks, field, option
from scheduling.model import Actor, Person

CANDIDATE_MENU = "candidate_menu"
INTERVIEWERS_MENU = "interviewers_menu"


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


def chosen_id(state: dict[str, Any]) -> int | None:
    """This will return the id of the person chosen in a menu of one."""
    chosen = state["selected_option"]
    return int(chosen["value"]) if chosen else None


def chosen_ids(state: dict[str, Any]) -> tuple[int, ...]:
    """This will return the ids of the people chosen in a menu of several."""
    return tuple(int(chosen["value"]) for chosen in state["selected_options"] or ())


def values_of(view: dict[str, Any]) -> dict[str, Any]:
    """This will return the state of each field by its block_id; a block holds one field."""
    return {block: next(iter(state.values())) for block, state in view["state"]["values"].items()}


def moment_fields(start: datetime | None, reader: Actor, *, optional: bool) -> Blocks:
    """This will return a date and a start, by the clock of the reader."""
    local = start.astimezone(reader.zone) if start else None
    day = DatePickerElement(
        action_id="value", initial_date=local.strftime("%Y-%m-%d") if local else None
    )
    time = TimePickerElement(
        action_id="value",
        initial_time=local.strftime("%H:%M") if local else None,
        timezone=reader.time_zone,
    )
    return [
        field("Date", day, block_id="date", optional=optional),
        field(
            "Start",
            time,
            block_id="time",
            optional=optional,
            hint=f"On the hour, in your time zone: {reader.time_zone}.",
        ),
    ]


def any_hour_field() -> InputBlock:
    """This will return the box to book outside the hours that people gave."""
    anyway = option(
        "Book it even outside the hours they gave",
        "any",
        description="Nobody is ever booked twice; the interview is marked.",
    )
    boxes = CheckboxesElement(action_id="value", options=[anyway])
    return field("Other hours", boxes, block_id="any_hour", optional=True)
