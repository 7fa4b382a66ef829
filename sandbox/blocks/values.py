"""What a person has put into an element, in the forms in which Slack tells the app of it.

The plain form of a value, which these functions take, is: None for a button; the option's value for
whatever has options, and a list of them where several may be chosen; an id for users, channels and
conversations, or a list of them; "YYYY-MM-DD", "HH:mm" and Unix seconds for the pickers; a text for
whatever is typed into. Options of external selects are known to the app alone, so these are given
whole. None, an empty text or an empty list means that nothing is chosen.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.blocks.compositions import options_of, url
from sandbox.blocks.elements import TEXT_INPUT_MOST, is_date, is_instant, is_number, is_time
from sandbox.blocks.walk import elements_at

Element = dict[str, Any]
Read = Callable[[Element, Any], Any]

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def initial_state(view: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the `state.values` of a fresh view: block_id, then action_id, then entry.

    Everything that can hold a value is there, the untouched too. The view's blocks and elements
    must have their names (see `fill_ids`); blocks of a message may be given as {"blocks": …}.
    """
    values: dict[str, dict[str, dict[str, Any]]] = {}
    for block in view["blocks"]:
        for _, element in elements_at(block):
            if element["type"] in _HOLDS:
                entry = _entry(element, _initial(element))
                values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def state_of(element: Element, value: Any) -> dict[str, Any]:
    """Return the entry of `state.values` for a value in its plain form.

    Raises ValueError, saying why, when the element holds no value or cannot hold this one.
    """
    if element["type"] not in _HOLDS:
        raise ValueError(f"a {element['type']} holds no value")
    return _entry(element, _read(element, value))


def action_of(element: Element, value: Any) -> dict[str, Any]:
    """Return the entry of a block_actions payload for a value in its plain form.

    The caller adds `block_id` and `action_ts`. Raises ValueError, saying why, when the element
    cannot take the value.
    """
    told = {name: element[name] for name in _TOLD_WITH_ACTION if name in element}
    # A copy, or the app's answer could change what stands on the screen.
    return copy.deepcopy(told) | _chosen(element, value)


def _chosen(element: Element, value: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind == "button":
        if value is not None:
            raise ValueError("a button takes no value, it is only pressed")
        return {"type": kind}
    if kind == "overflow":
        return {"type": kind, "selected_option": _one_option(element, value)}
    return state_of(element, value)


def _entry(element: Element, held: Any) -> dict[str, Any]:
    entry = {"type": element["type"], _HOLDS[element["type"]].field: copy.deepcopy(held)}
    if "timezone" in element:
        entry["timezone"] = element["timezone"]
    return entry


def _initial(element: Element) -> Any:
    holds = _HOLDS[element["type"]]
    return element.get(holds.initial) or holds.nothing()


def _read(element: Element, value: Any) -> Any:
    holds = _HOLDS[element["type"]]
    # Zero and False are wrong values, not missing ones.
    if value is None or value == "" or value == []:
        return holds.nothing()
    return holds.read(element, value)


def _one_option(element: Element, value: Any) -> dict[str, Any]:
    for one in options_of(element):
        if one["value"] == value:
            return dict(one)
    raise ValueError(f"{value!r} is not among the options")


def _several_options(element: Element, values: Any) -> list[dict[str, Any]]:
    _within_limit(element, values)
    for value in values:
        _one_option(element, value)
    return [dict(one) for one in options_of(element) if one["value"] in values]


def _foreign_option(element: Element, value: Any) -> dict[str, Any]:
    if not (isinstance(value, dict) and {"text", "value"} <= value.keys()):
        raise ValueError(f"an {element['type']} takes a whole option, not {value!r}")
    return value


def _several_foreign_options(element: Element, values: Any) -> list[dict[str, Any]]:
    _within_limit(element, values)
    return [_foreign_option(element, value) for value in values]


def _one_id(element: Element, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a {element['type']} takes an id, not {value!r}")
    return value


def _several_ids(element: Element, values: Any) -> list[str]:
    _within_limit(element, values)
    return [_one_id(element, value) for value in values]


def _within_limit(element: Element, values: Any) -> None:
    most = element.get("max_selected_items")
    if not isinstance(values, list):
        raise ValueError(f"a {element['type']} takes a list, not {values!r}")
    if any(value in values[:index] for index, value in enumerate(values)):
        raise ValueError("the same choice is made twice")
    if most is not None and len(values) > most:
        raise ValueError(f"no more than {most} may be chosen")


def _date(element: Element, value: Any) -> str:
    if not (isinstance(value, str) and is_date(value)):
        raise ValueError(f"{value!r} is not a date in the form YYYY-MM-DD")
    return value


def _time(element: Element, value: Any) -> str:
    if not (isinstance(value, str) and is_time(value)):
        raise ValueError(f"{value!r} is not a time in the form HH:mm")
    return value


def _instant(element: Element, value: Any) -> int:
    if not is_instant(value):
        raise ValueError(f"{value!r} is not a UNIX timestamp of 10 digits")
    return int(value)


def _text(element: Element, value: Any) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", TEXT_INPUT_MOST)
    text = _one_text(element, value)
    if not least <= len(text) <= most:
        raise ValueError(f"the text has {len(text)} characters, and must have {least} to {most}")
    if "\n" in text and not element.get("multiline"):
        raise ValueError("the text must be a single line")
    return text


def _email(element: Element, value: Any) -> str:
    text = _one_text(element, value)
    if not _EMAIL.fullmatch(text):
        raise ValueError(f"{text!r} is not an email address")
    return text


def _url(element: Element, value: Any) -> str:
    text = _one_text(element, value)
    if list(url(text, "")):
        raise ValueError(f"{text!r} is not a URL")
    return text


def _number(element: Element, value: Any) -> str:
    text = _one_text(element, value)
    if not is_number(text):
        raise ValueError(f"{text!r} is not a number")
    if "." in text and not element["is_decimal_allowed"]:
        raise ValueError(f"{text} is not a whole number")
    if "min_value" in element and float(text) < float(element["min_value"]):
        raise ValueError(f"{text} is less than {element['min_value']}")
    if "max_value" in element and float(text) > float(element["max_value"]):
        raise ValueError(f"{text} is more than {element['max_value']}")
    return text


def _one_text(element: Element, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a {element['type']} takes a text, not {value!r}")
    return value


def _rich_text(element: Element, value: Any) -> dict[str, Any]:
    if not (isinstance(value, dict) and value.get("type") == "rich_text"):
        raise ValueError(f"a rich_text_input takes a rich_text, not {value!r}")
    return value


def _no_files(element: Element, value: Any) -> list[Any]:
    raise ValueError("files cannot be uploaded here")


@dataclass(frozen=True, slots=True)
class _Holds:
    """How one kind of element holds a value: in which field, from what start, read by what."""

    field: str
    initial: str
    read: Read

    def nothing(self) -> list[Any] | None:
        """Return what Slack sends when nothing is chosen."""
        return [] if self.field in _LISTS else None


_LISTS = {
    "selected_options",
    "selected_users",
    "selected_channels",
    "selected_conversations",
    "files",
}

_HOLDS = {
    "static_select": _Holds("selected_option", "initial_option", _one_option),
    "radio_buttons": _Holds("selected_option", "initial_option", _one_option),
    "external_select": _Holds("selected_option", "initial_option", _foreign_option),
    "multi_static_select": _Holds("selected_options", "initial_options", _several_options),
    "checkboxes": _Holds("selected_options", "initial_options", _several_options),
    "multi_external_select": _Holds(
        "selected_options", "initial_options", _several_foreign_options
    ),
    "users_select": _Holds("selected_user", "initial_user", _one_id),
    "channels_select": _Holds("selected_channel", "initial_channel", _one_id),
    "conversations_select": _Holds("selected_conversation", "initial_conversation", _one_id),
    "multi_users_select": _Holds("selected_users", "initial_users", _several_ids),
    "multi_channels_select": _Holds("selected_channels", "initial_channels", _several_ids),
    "multi_conversations_select": _Holds(
        "selected_conversations", "initial_conversations", _several_ids
    ),
    "datepicker": _Holds("selected_date", "initial_date", _date),
    "timepicker": _Holds("selected_time", "initial_time", _time),
    "datetimepicker": _Holds("selected_date_time", "initial_date_time", _instant),
    "plain_text_input": _Holds("value", "initial_value", _text),
    "email_text_input": _Holds("value", "initial_value", _email),
    "url_text_input": _Holds("value", "initial_value", _url),
    "number_input": _Holds("value", "initial_value", _number),
    "rich_text_input": _Holds("rich_text_value", "initial_value", _rich_text),
    "file_input": _Holds("files", "", _no_files),
}

_TOLD_WITH_ACTION = (
    "action_id",
    "text",
    "value",
    "style",
    "placeholder",
    *sorted({holds.initial for holds in _HOLDS.values()} - {"", "initial_value"}),
)
