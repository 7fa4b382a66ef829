"""The elements that people use, each with its fields and the places where Slack takes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from zoneinfo import available_timezones

from sandbox.blocks.compositions import (
    any_option,
    confirm,
    conversation_filter,
    dispatch_config,
    initial_option_is_offered,
    initial_options_are_offered,
    name_of_thing,
    option_group,
    overflow_option,
    plain,
    plain_option,
    slack_file,
    url,
    web_url,
)
from sandbox.blocks.rich_text import rich_text
from sandbox.blocks.rules import (
    Check,
    Rule,
    by_type,
    each,
    exactly_one,
    flag,
    one_of,
    problem,
    record,
    string,
    string_like,
    whole,
)

Surface = Literal["message", "modal", "home"]

EVERYWHERE: frozenset[Surface] = frozenset({"message", "modal", "home"})
TEXT_INPUT_MOST = 3000

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_EPOCH_OF_TEN_DIGITS = (1_000_000_000, 9_999_999_999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One kind of element: the rule for its fields, and where it may stand."""

    rule: Rule
    blocks: frozenset[str]
    surfaces: frozenset[Surface]


def is_date(text: str) -> bool:
    """Tell whether the text is a day of the calendar, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_time(text: str) -> bool:
    """Tell whether the text is a time of a 24-hour day, written HH:mm."""
    return _TIME.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Tell whether the text is a decimal number, such as -3 or 2.5."""
    return _NUMBER.fullmatch(text) is not None


def is_instant(value: object) -> bool:
    """Tell whether the value is Unix seconds of ten digits, as Slack asks for."""
    least, most = _EPOCH_OF_TEN_DIGITS
    # In Python, True is an int.
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def elements_in(block: str, *, surface: Surface) -> dict[str, Rule]:
    """Return the rules, by type, of the elements that a block may hold on a surface."""
    return {
        name: element.rule
        for name, element in ELEMENTS.items()
        if block in element.blocks and surface in element.surfaces
    }


def _instant(value: object, at: str) -> Iterator[str]:
    if not is_instant(value):
        yield problem("must be a UNIX timestamp of 10 digits", at=at)


def _max_is_not_below_min(names: tuple[str, str]) -> Check:
    low, high = names

    def check(value: dict[str, Any], at: str) -> Iterator[str]:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield problem(f"`{low}` must not be greater than `{high}`", at=f"{at}/{low}")

    return check


def _initial_value_fits(value: dict[str, Any], at: str) -> Iterator[str]:
    most = value.get("max_length", TEXT_INPUT_MOST)
    # Slack refuses the whole view for this.
    if len(value.get("initial_value", "")) > most:
        yield problem(f"must be less than {most + 1} characters", at=f"{at}/initial_value")


def _interactive(required: dict[str, Rule], optional: dict[str, Rule], *checks: Check) -> Rule:
    return record(required, {"action_id": name_of_thing, "confirm": confirm, **optional}, *checks)


def _field(
    optional: dict[str, Rule], *checks: Check, required: dict[str, Rule] | None = None
) -> Rule:
    focusable: dict[str, Rule] = {"placeholder": plain(150), "focus_on_load": flag}
    return _interactive(required or {}, focusable | optional, *checks)


def _typed_into(
    optional: dict[str, Rule], *checks: Check, required: dict[str, Rule] | None = None
) -> Rule:
    typed: dict[str, Rule] = {
        "action_id": name_of_thing,
        "placeholder": plain(150),
        "focus_on_load": flag,
        "dispatch_action_config": dispatch_config,
    }
    return record(required or {}, typed | optional, *checks)


def _chosen_from(options: Rule, initial: dict[str, Rule], check: Check, *, most: int) -> Rule:
    return _interactive(
        {"options": each(options, most=most)}, {"focus_on_load": flag, **initial}, check
    )


def _menu(initial: dict[str, Rule], check: Check) -> Rule:
    choices: dict[str, Rule] = {
        "options": each(plain_option, most=100),
        "option_groups": each(option_group(plain_option), most=100),
    }
    return _field(choices | initial, exactly_one("options", "option_groups"), check)


_number = string_like(is_number, otherwise="must be a number")
_external: dict[str, Rule] = {"min_query_length": whole(least=0)}
_several: dict[str, Rule] = {"max_selected_items": whole(least=1)}
_conversations: dict[str, Rule] = {
    "default_to_current_conversation": flag,
    "filter": conversation_filter,
}
_answers_by_url: dict[str, Rule] = {"response_url_enabled": flag}

_button = _interactive(
    {"text": plain(75)},
    {
        "url": url,
        "value": string(most=2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(most=75),
    },
)

image = record(
    {"alt_text": string(most=2000)},
    {"image_url": web_url, "slack_file": slack_file},
    exactly_one("image_url", "slack_file"),
)

_datepicker = _field(
    {"initial_date": string_like(is_date, otherwise="must be a date in the form YYYY-MM-DD")}
)
_timepicker = _field(
    {
        "initial_time": string_like(is_time, otherwise="must be a time in the form HH:mm"),
        "timezone": string_like(
            lambda name: name in available_timezones(), otherwise="must be a valid IANA timezone"
        ),
    }
)
_plain_text_input = _typed_into(
    {
        "initial_value": string(most=TEXT_INPUT_MOST, least=0),
        "multiline": flag,
        "min_length": whole(least=0, most=TEXT_INPUT_MOST),
        "max_length": whole(least=1, most=TEXT_INPUT_MOST),
    },
    _max_is_not_below_min(("min_length", "max_length")),
    _initial_value_fits,
)
_number_input = _typed_into(
    {"initial_value": _number, "min_value": _number, "max_value": _number},
    _max_is_not_below_min(("min_value", "max_value")),
    required={"is_decimal_allowed": flag},
)

_PRESSED = frozenset({"section", "actions"})
_ANY_BLOCK = frozenset({"section", "actions", "input"})
_INPUT = frozenset({"input"})
_MODAL: frozenset[Surface] = frozenset({"modal"})


def _anywhere(rule: Rule) -> Element:
    return Element(rule=rule, blocks=_ANY_BLOCK, surfaces=EVERYWHERE)


def _input_in_modal(rule: Rule) -> Element:
    return Element(rule=rule, blocks=_INPUT, surfaces=_MODAL)


ELEMENTS: dict[str, Element] = {
    "button": Element(rule=_button, blocks=_PRESSED, surfaces=EVERYWHERE),
    "overflow": Element(
        rule=_interactive({"options": each(overflow_option, most=5)}, {}),
        blocks=_PRESSED,
        surfaces=EVERYWHERE,
    ),
    "image": Element(rule=image, blocks=frozenset({"section"}), surfaces=EVERYWHERE),
    "checkboxes": _anywhere(
        _chosen_from(
            any_option,
            {"initial_options": each(any_option, most=10)},
            initial_options_are_offered,
            most=10,
        )
    ),
    "radio_buttons": _anywhere(
        _chosen_from(any_option, {"initial_option": any_option}, initial_option_is_offered, most=10)
    ),
    "datepicker": _anywhere(_datepicker),
    "timepicker": _anywhere(_timepicker),
    "datetimepicker": Element(
        rule=_interactive({}, {"initial_date_time": _instant, "focus_on_load": flag}),
        blocks=frozenset({"actions", "input"}),
        surfaces=frozenset({"message", "modal"}),
    ),
    "static_select": _anywhere(_menu({"initial_option": plain_option}, initial_option_is_offered)),
    "multi_static_select": _anywhere(
        _menu(
            {"initial_options": each(plain_option, most=100), **_several},
            initial_options_are_offered,
        )
    ),
    "external_select": _anywhere(_field({"initial_option": plain_option, **_external})),
    "multi_external_select": _anywhere(
        _field({"initial_options": each(plain_option, most=100), **_external, **_several})
    ),
    "users_select": _anywhere(_field({"initial_user": string()})),
    "multi_users_select": _anywhere(_field({"initial_users": each(string()), **_several})),
    "conversations_select": _anywhere(
        _field({"initial_conversation": string(), **_conversations, **_answers_by_url})
    ),
    "multi_conversations_select": _anywhere(
        _field({"initial_conversations": each(string()), **_conversations, **_several})
    ),
    "channels_select": _anywhere(_field({"initial_channel": string(), **_answers_by_url})),
    "multi_channels_select": _anywhere(_field({"initial_channels": each(string()), **_several})),
    "plain_text_input": Element(rule=_plain_text_input, blocks=_INPUT, surfaces=EVERYWHERE),
    "email_text_input": _input_in_modal(_typed_into({"initial_value": string()})),
    "url_text_input": _input_in_modal(_typed_into({"initial_value": url})),
    "number_input": _input_in_modal(_number_input),
    "file_input": _input_in_modal(
        record(
            {},
            {
                "action_id": name_of_thing,
                "filetypes": each(string()),
                "max_files": whole(least=1, most=10),
            },
        )
    ),
    "rich_text_input": Element(
        rule=_typed_into({"initial_value": by_type({"rich_text": rich_text})}),
        blocks=_INPUT,
        surfaces=frozenset({"modal", "home"}),
    ),
}
