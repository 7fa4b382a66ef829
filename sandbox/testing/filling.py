"""From what a test says to what an element takes: `"Tue"`, `"Carl Chen"`, `time(9)`."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from sandbox.interactions.pressing import options_in
from sandbox.state.people import Person, named
from sandbox.state.types import Json
from sandbox.testing.controls import Control, option_named
from sandbox.text.plain import Reader

Suggest = Callable[[Control, str], Json]


def value_for(control: Control, told: Any, *, reader: Reader, suggest: Suggest) -> Any:
    """Return the plain form of what was told, by the kind of element.

    Options go by their text, people by name, channels by name with or without `#`; dates, times
    and instants as such or as Slack writes them. `suggest` asks the app for options.
    Raises AssertionError when there is no such option or person.
    """
    kind = control.kind
    if told is None or told == [] or kind == "button":
        return None if kind == "button" or told is None else []
    if kind == "checkboxes" or kind.startswith("multi_"):
        several = [told] if isinstance(told, str) else list(told)
        return [_one(control, one, reader, suggest) for one in several]
    return _one(control, told, reader, suggest)


def _one(control: Control, told: Any, reader: Reader, suggest: Suggest) -> Any:
    kind = control.kind.removeprefix("multi_")
    if kind in ("static_select", "radio_buttons", "checkboxes", "overflow"):
        return option_named(options_in(control.element), told, reader)["value"]
    if kind == "external_select":
        return option_named(options_in(suggest(control, str(told))), told, reader)["value"]
    if kind == "users_select":
        return _person(told, reader.workspace.people.values()).id
    if kind in ("conversations_select", "channels_select"):
        return _conversation(str(told), reader)
    if isinstance(told, datetime):
        return int(told.timestamp()) if kind == "datetimepicker" else told.isoformat()
    if isinstance(told, date):
        return told.isoformat()
    if isinstance(told, time):
        return f"{told:%H:%M}"
    return told if kind == "datetimepicker" else str(told)


def _person(who: str, everyone: Iterable[Person]) -> Person:
    found = named(who, among=everyone)
    assert found is not None, f"nobody here is called {who}"
    return found


def _conversation(name: str, reader: Reader) -> str:
    space = reader.workspace
    if name.removeprefix("#") == space.general.name:
        return space.general.id
    return space.im(reader.person.id, _person(name, space.people.values()).id).id
