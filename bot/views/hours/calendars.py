"""The buttons that lead to somebody's calendars, and what those about one of them remember."""

import json
from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import button
from bot.views.block_kit.carried import carried
from scheduling.model.calendars import AllDayEvents, CountedEvents, SourceKind

OPEN, CONNECT = "calendars_open", "calendar_connect"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPlace:
    """What a button or view must remember: whose calendars (None: one's own), and which one.

    One that is not there yet has no id, and is known by its source.
    """

    person_id: int | None
    calendar_id: int | None = None
    counted: CountedEvents | None = None
    source: SourceKind | None = None


def place_value(place: CalendarPlace) -> str:
    """Return the place as a button's value or a view's metadata."""
    memory: dict[str, object] = {"person": place.person_id, "calendar": place.calendar_id}
    if place.counted is not None:
        memory["tentative"] = place.counted.tentative
        memory["all_day"] = place.counted.all_day.value
    if place.source is not None:
        memory["source"] = place.source.value
    return json.dumps(memory)


@carried()
def read_place(value: str) -> CalendarPlace:
    """Return whose calendars a button or view means, and which."""
    memory = json.loads(value)
    counted = None
    if "all_day" in memory:
        all_day = AllDayEvents(memory["all_day"])
        counted = CountedEvents(tentative=memory["tentative"], all_day=all_day)
    return CalendarPlace(
        person_id=memory["person"],
        calendar_id=memory["calendar"],
        counted=counted,
        source=SourceKind(memory["source"]) if "source" in memory else None,
    )


def connect_button(person_id: int | None, *, again: bool = False) -> ButtonElement:
    """Return the button that opens the form by which a calendar is connected."""
    mine = "my" if person_id is None else "their"
    label = "Connect another calendar" if again else f"Connect {mine} calendar"
    return button(label, action_id=CONNECT, value=place_value(CalendarPlace(person_id=person_id)))


def sign_in_again_button(person_id: int | None, *, which: str) -> ButtonElement:
    """Return the button that leads to where one signs in for a calendar again."""
    place = place_value(CalendarPlace(person_id=person_id))
    spoken = f"Sign in again: {which}"
    return button("Sign in again", action_id=CONNECT, value=place, spoken=spoken, style="primary")


def calendars_button(person_id: int | None = None) -> ButtonElement:
    """Return the button that opens somebody's calendars; None is the reader."""
    label = "My calendars" if person_id is None else "Their calendars"
    return button(label, action_id=OPEN, value=place_value(CalendarPlace(person_id=person_id)))
