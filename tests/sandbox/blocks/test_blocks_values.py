"""What people choose, as Slack tells it: the state of a view, an action, and names to go by."""

from typing import Any

import pytest
from block_builders import (
    actions,
    button,
    element,
    field,
    group,
    home,
    image,
    modal,
    option,
    options,
    plain,
    section,
    select,
)
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blocks import (
    action_of,
    fill_ids,
    find_element,
    initial_state,
    problems_in_message,
    state_of,
)

NUMBER = element("number_input", is_decimal_allowed=False, min_value="1", max_value="9")
NOTHING_CHOSEN: dict[str, tuple[str, Any]] = {
    "static_select": ("selected_option", None),
    "external_select": ("selected_option", None),
    "radio_buttons": ("selected_option", None),
    "checkboxes": ("selected_options", []),
    "multi_static_select": ("selected_options", []),
    "multi_external_select": ("selected_options", []),
    "users_select": ("selected_user", None),
    "multi_users_select": ("selected_users", []),
    "channels_select": ("selected_channel", None),
    "multi_channels_select": ("selected_channels", []),
    "conversations_select": ("selected_conversation", None),
    "multi_conversations_select": ("selected_conversations", []),
    "datepicker": ("selected_date", None),
    "timepicker": ("selected_time", None),
    "datetimepicker": ("selected_date_time", None),
    "plain_text_input": ("value", None),
    "email_text_input": ("value", None),
    "url_text_input": ("value", None),
    "number_input": ("value", None),
    "rich_text_input": ("rich_text_value", None),
    "file_input": ("files", []),
}
INITIAL: list[tuple[dict[str, Any], str, Any]] = [
    (select(initial_option=options(2)[1]), "selected_option", options(2)[1]),
    (
        element("checkboxes", options=options(3), initial_options=options(2)),
        "selected_options",
        options(2),
    ),
    (element("users_select", initial_user="U1"), "selected_user", "U1"),
    (element("multi_users_select", initial_users=["U1", "U2"]), "selected_users", ["U1", "U2"]),
    (element("datepicker", initial_date="2026-11-22"), "selected_date", "2026-11-22"),
    (element("timepicker", initial_time="09:30"), "selected_time", "09:30"),
    (element("datetimepicker", initial_date_time=1628633820), "selected_date_time", 1628633820),
    (element("plain_text_input", initial_value="Carl"), "value", "Carl"),
]


@pytest.mark.parametrize("kind", NOTHING_CHOSEN)
def test_an_untouched_input_is_in_the_state_with_nothing_chosen(kind: str) -> None:
    name, nothing = NOTHING_CHOSEN[kind]
    view = modal(field(element(kind), block_id="b"))

    state = initial_state(view)

    assert state == {"b": {"it": {"type": kind, name: nothing}}}


@pytest.mark.parametrize(("inner", "name", "expected"), INITIAL)
def test_an_initial_value_is_in_the_state(inner: dict[str, Any], name: str, expected: Any) -> None:
    view = modal(field(inner, block_id="b"))

    entry = initial_state(view)["b"][inner["action_id"]]

    assert entry == {"type": inner["type"], name: expected}


def test_the_state_has_accessories_and_actions_too_but_nothing_that_is_only_pressed() -> None:
    view = home(
        section(block_id="who", accessory=element("users_select")),
        section(block_id="map", accessory=image()),
        actions(button(), element("datepicker"), block_id="when"),
        actions(element("overflow", options=options(1)), block_id="more"),
        {"type": "divider", "block_id": "line"},
    )

    assert initial_state(view) == {
        "who": {"it": {"type": "users_select", "selected_user": None}},
        "when": {"it": {"type": "datepicker", "selected_date": None}},
    }


def test_the_state_is_a_copy() -> None:
    inner = element("multi_users_select", initial_users=["U1"])
    state = initial_state(modal(field(inner, block_id="b")))

    state["b"]["it"]["selected_users"].append("U2")

    assert inner["initial_users"] == ["U1"]


CHOSEN: list[tuple[dict[str, Any], Any, str, Any]] = [
    (select(), "v1", "selected_option", options(2)[1]),
    (
        {"type": "static_select", "action_id": "pick", "option_groups": [group(1), group(3)]},
        "v2",
        "selected_option",
        options(3)[2],
    ),
    (element("radio_buttons", options=options(2)), "v0", "selected_option", options(2)[0]),
    (element("checkboxes", options=options(3)), ["v2", "v0"], "selected_options", options(3)[::2]),
    (element("external_select"), option(), "selected_option", option()),
    (element("multi_external_select"), [option()], "selected_options", [option()]),
    (element("users_select"), "U1", "selected_user", "U1"),
    (
        element("multi_users_select", max_selected_items=2),
        ["U2", "U1"],
        "selected_users",
        ["U2", "U1"],
    ),
    (element("conversations_select"), "C1", "selected_conversation", "C1"),
    (element("multi_channels_select"), ["C1"], "selected_channels", ["C1"]),
    (element("datepicker"), "2026-11-22", "selected_date", "2026-11-22"),
    (element("timepicker"), "23:59", "selected_time", "23:59"),
    (element("datetimepicker"), 1795323500, "selected_date_time", 1795323500),
    (element("plain_text_input", max_length=4), "Carl", "value", "Carl"),
    (element("plain_text_input", multiline=True), "a\nb", "value", "a\nb"),
    (element("plain_text_input", min_length=3), "", "value", None),
    (element("email_text_input"), "carl@example.com", "value", "carl@example.com"),
    (element("url_text_input"), "https://example.com", "value", "https://example.com"),
    (NUMBER, "9", "value", "9"),
    (select(), None, "selected_option", None),
    (element("checkboxes", options=options(3)), [], "selected_options", []),
]


@pytest.mark.parametrize(("inner", "value", "name", "expected"), CHOSEN)
def test_a_chosen_value_becomes_an_entry_of_the_state(
    inner: dict[str, Any], value: Any, name: str, expected: Any
) -> None:
    entry = state_of(inner, value)

    assert entry == {"type": inner["type"], name: expected}


@pytest.mark.parametrize(("inner", "value", "name", "expected"), CHOSEN)
def test_a_chosen_value_becomes_an_action(
    inner: dict[str, Any], value: Any, name: str, expected: Any
) -> None:
    action = action_of(inner, value)

    told = {"type": inner["type"], "action_id": inner["action_id"], name: expected}
    assert action == told


def test_a_timepicker_passes_its_timezone_back() -> None:
    inner = element("timepicker", timezone="Asia/Kolkata")

    assert state_of(inner, "09:30") == {
        "type": "timepicker",
        "selected_time": "09:30",
        "timezone": "Asia/Kolkata",
    }


def test_a_pressed_button_tells_its_text_and_value() -> None:
    inner = button(value="slot-7", style="primary")

    assert action_of(inner, None) == {
        "type": "button",
        "action_id": "book",
        "text": plain("Book"),
        "value": "slot-7",
        "style": "primary",
    }


def test_an_action_tells_where_the_element_started() -> None:
    inner = element("datepicker", initial_date="2026-11-22", placeholder=plain("When?"))

    assert action_of(inner, "2026-11-23") == {
        "type": "datepicker",
        "action_id": "it",
        "initial_date": "2026-11-22",
        "placeholder": plain("When?"),
        "selected_date": "2026-11-23",
    }


def test_an_overflow_tells_the_chosen_option() -> None:
    inner = element("overflow", options=options(2))

    assert action_of(inner, "v1")["selected_option"] == options(2)[1]


@pytest.mark.parametrize(
    ("inner", "value", "why"),
    [
        (select(), "v9", "'v9' is not among the options"),
        (select(), 0, "0 is not among the options"),
        (element("checkboxes", options=options(2)), "v0", "takes a list"),
        (element("checkboxes", options=options(2)), ["v0", "v0"], "made twice"),
        (element("checkboxes", options=options(2)), ["v0", "z"], "'z' is not among the options"),
        (element("multi_users_select", max_selected_items=1), ["U1", "U2"], "no more than 1"),
        (element("external_select"), "a", "takes a whole option"),
        (element("users_select"), ["U1"], "takes an id"),
        (element("datepicker"), "22.11.2026", "is not a date"),
        (element("datepicker"), False, "is not a date"),
        (element("timepicker"), "25:00", "is not a time"),
        (element("datetimepicker"), "1795323500", "is not a UNIX timestamp"),
        (element("datetimepicker"), True, "is not a UNIX timestamp"),
        (element("plain_text_input"), 3, "takes a text"),
        (element("plain_text_input"), "x" * 3001, "has 3001 characters, and must have 0 to 3000"),
        (element("plain_text_input", max_length=3), "Carl", "has 4 characters"),
        (element("plain_text_input", min_length=5), "Carl", "must have 5 to 3000"),
        (element("plain_text_input"), "a\nb", "single line"),
        (element("email_text_input"), "carl", "is not an email address"),
        (element("url_text_input"), "carl", "is not a URL"),
        (NUMBER, "many", "is not a number"),
        (NUMBER, "2.5", "is not a whole number"),
        (NUMBER, "0", "less than 1"),
        (NUMBER, "10", "more than 9"),
        (element("file_input"), ["F1"], "cannot be uploaded"),
        (element("rich_text_input"), "Hi", "takes a rich_text"),
        (button(), "x", "takes no value"),
        (element("overflow", options=options(1)), None, "not among the options"),
    ],
)
def test_a_value_that_the_element_cannot_take_is_refused(
    inner: dict[str, Any], value: Any, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        action_of(inner, value)


def test_a_button_holds_no_state() -> None:
    with pytest.raises(ValueError, match="holds no value"):
        state_of(button(), None)


def test_an_element_is_found_by_its_names() -> None:
    blocks = [
        actions(button(value="1"), block_id="first"),
        actions(button(value="2"), block_id="second"),
    ]

    assert find_element(blocks, block_id="second", action_id="book") == button(value="2")
    assert find_element(blocks, block_id="second", action_id="cancel") is None
    assert find_element(blocks, block_id="third", action_id="book") is None


@given(st.lists(st.sampled_from(["named", "nameless"]), max_size=20))
def test_missing_names_are_filled_and_given_ones_kept(blocks_wanted: list[str]) -> None:
    nameless = actions({"type": "button", "text": plain()}, {"type": "button", "text": plain()})
    named = actions(button())
    blocks = [
        named | {"block_id": f"b{index}"} if wanted == "named" else nameless
        for index, wanted in enumerate(blocks_wanted)
    ]

    filled = fill_ids(blocks)

    names = [block["block_id"] for block in filled]
    assert len(set(names)) == len(blocks)
    assert problems_in_message(filled) == []
    assert [block for block in filled if block["elements"] == [button()]] == [
        block for block in blocks if "block_id" in block
    ]
    assert all(one["action_id"] for block in filled for one in block["elements"])


def test_filling_in_names_leaves_the_original_alone() -> None:
    blocks = [section(accessory={"type": "button", "text": plain()})]

    fill_ids(blocks)

    assert blocks == [section(accessory={"type": "button", "text": plain()})]
