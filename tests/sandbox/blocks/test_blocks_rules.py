"""Which shapes, places and combinations Slack refuses, and where it says the trouble is."""

from itertools import product
from typing import Any, Literal

import pytest
from block_builders import (
    actions,
    button,
    confirm,
    context,
    element,
    field,
    group,
    home,
    image,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    section,
    select,
    video,
)
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blocks import problems_in_message, problems_in_view

Kind = Literal["modal", "home"]

RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": "Hi", "style": {"bold": True}}],
        }
    ],
}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
EVERY_BLOCK = {
    "actions": actions(button()),
    "context": context(mrkdwn(), image()),
    "divider": {"type": "divider"},
    "header": {"type": "header", "text": plain()},
    "image": image(),
    "input": field(select()),
    "markdown": {"type": "markdown", "text": "*Hi*"},
    "rich_text": RICH,
    "section": section(),
    "table": TABLE,
    "video": video(),
}
EVERY_ELEMENT = {
    "button": button(),
    "overflow": element("overflow", options=options(1)),
    "checkboxes": element("checkboxes", options=options(1)),
    "radio_buttons": element("radio_buttons", options=options(1)),
    "static_select": select(),
    "multi_static_select": element("multi_static_select", options=options(1)),
    "number_input": element("number_input", is_decimal_allowed=True),
    "image": image(),
} | {
    kind: element(kind)
    for kind in (
        "datepicker",
        "timepicker",
        "datetimepicker",
        "external_select",
        "multi_external_select",
        "users_select",
        "multi_users_select",
        "conversations_select",
        "multi_conversations_select",
        "channels_select",
        "multi_channels_select",
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "file_input",
        "rich_text_input",
    )
}
ONLY_TYPED = {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
    "rich_text_input",
}
ONLY_IN_MODALS = {"email_text_input", "url_text_input", "number_input", "file_input"}


def problems_on(surface: str, *blocks: Any) -> list[str]:
    if surface == "message":
        return problems_in_message(list(blocks))
    view = {"modal": modal, "home": home}[surface](*blocks)
    return problems_in_view(view, kind="modal" if surface == "modal" else "home")


def in_modal(inner: dict[str, Any]) -> list[str]:
    return problems_in_view(modal(field(inner)), kind="modal")


@pytest.mark.parametrize(
    ("surface", "kind"), list(product(["message", "modal", "home"], EVERY_BLOCK))
)
def test_a_block_is_taken_where_slack_takes_it(surface: str, kind: str) -> None:
    refused = surface != "message" and kind in {"table", "markdown"}

    problems = problems_on(surface, EVERY_BLOCK[kind])

    view = "" if surface == "message" else "/view"
    expected = f"unsupported type: {kind} [json-pointer:{view}/blocks/0/type]"
    assert problems == ([expected] if refused else [])


@pytest.mark.parametrize(
    ("surface", "block", "kind"),
    list(product(["message", "modal", "home"], ["section", "actions", "input"], EVERY_ELEMENT)),
)
def test_an_element_is_taken_where_slack_takes_it(surface: str, block: str, kind: str) -> None:
    inner = EVERY_ELEMENT[kind]
    whole, place = {
        "section": (section(accessory=inner), "accessory"),
        "actions": (actions(inner), "elements/0"),
        "input": (field(inner), "element"),
    }[block]

    problems = problems_on(surface, whole)

    refused = (
        (kind in ONLY_TYPED and block != "input")
        or (kind in {"button", "overflow"} and block == "input")
        or (kind == "image" and block != "section")
        or (kind == "datetimepicker" and (block == "section" or surface == "home"))
        or (kind in ONLY_IN_MODALS and surface != "modal")
        or (kind == "rich_text_input" and surface == "message")
    )
    view = "" if surface == "message" else "/view"
    expected = f"unsupported type: {kind} [json-pointer:{view}/blocks/0/{place}/type]"
    assert problems == ([expected] if refused else [])


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ("text", "must be an array [json-pointer:/blocks]"),
        (None, "must be an array [json-pointer:/blocks]"),
        (["text"], "must be an object [json-pointer:/blocks/0]"),
        ([{}], "missing required field: type [json-pointer:/blocks/0]"),
        ([{"type": "banner"}], "unsupported type: banner [json-pointer:/blocks/0/type]"),
        ([{"type": ["section"]}], "unsupported type: ['section'] [json-pointer:/blocks/0/type]"),
        (
            [{"type": "section"}],
            "must define either `text` or `fields` [json-pointer:/blocks/0]",
        ),
        (
            [{"type": "divider", "text": plain()}],
            "invalid additional property: text [json-pointer:/blocks/0]",
        ),
        (
            [{"type": "section", "text": "Hi"}],
            "must be an object [json-pointer:/blocks/0/text]",
        ),
        (
            [section(accessory=None)],
            "must be an object [json-pointer:/blocks/0/accessory]",
        ),
        (
            [{"type": "header", "text": mrkdwn()}],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        (
            [actions(button(text=mrkdwn()))],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
        ),
        (
            [section(text="Hi", expand="yes")],
            "must be a boolean [json-pointer:/blocks/0/expand]",
        ),
        (
            [{"type": "section", "text": mrkdwn() | {"emoji": True}}],
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        (
            [{"type": "section", "text": plain() | {"verbatim": True}}],
            "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
        ),
        (
            [{"type": "image", "image_url": "https://example.com/a.png"}],
            "missing required field: alt_text [json-pointer:/blocks/0]",
        ),
        (
            [context({"type": "image", "image_url": "https://example.com/a.png"})],
            "missing required field: alt_text [json-pointer:/blocks/0/elements/0]",
        ),
        (
            [{"type": "image", "alt_text": "A map"}],
            "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
        ),
        (
            [image(slack_file={"id": "F1"})],
            "must define only one of `image_url` or `slack_file` [json-pointer:/blocks/0]",
        ),
        (
            [image(image_url="map.png")],
            "must be a valid URL [json-pointer:/blocks/0/image_url]",
        ),
        (
            [actions(button(style="default"))],
            "must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            [actions(button(url="example.com"))],
            "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            [actions(button(confirm={"title": plain()} | {"text": plain(), "deny": plain()}))],
            "missing required field: confirm [json-pointer:/blocks/0/elements/0/confirm]",
        ),
        (
            [actions(button(confirm=confirm(confirm=mrkdwn())))],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/confirm/confirm/type]",
        ),
        (
            [actions(button(confirm=confirm(style="loud")))],
            "must be one of primary, danger [json-pointer:/blocks/0/elements/0/confirm/style]",
        ),
        ([TABLE, TABLE], "only_one_table_allowed [json-pointer:/blocks]"),
    ],
)
def test_a_message_that_slack_refuses(blocks: Any, problem: str) -> None:
    assert problems_in_message(blocks) == [problem]


@pytest.mark.parametrize(
    ("inner", "problem"),
    [
        (
            {"type": "static_select"},
            "must define either `options` or `option_groups` [json-pointer:{}]",
        ),
        (
            select(option_groups=[group()]),
            "must define only one of `options` or `option_groups` [json-pointer:{}]",
        ),
        (
            select(options=[{"text": mrkdwn(), "value": "a"}]),
            "unsupported type: mrkdwn [json-pointer:{}/options/0/text/type]",
        ),
        (
            select(options=[option(url="https://example.com")]),
            "invalid additional property: url [json-pointer:{}/options/0]",
        ),
        (
            select(options=[{"text": plain()}]),
            "missing required field: value [json-pointer:{}/options/0]",
        ),
        (
            select(initial_option=option(value="z")),
            "must match one of the options [json-pointer:{}/initial_option]",
        ),
        (
            select(initial_option=option(value="v0", text="Other words")),
            "must match one of the options [json-pointer:{}/initial_option]",
        ),
        (
            element("checkboxes", options=options(2), initial_options=[options(2)[1], option()]),
            "must match one of the options [json-pointer:{}/initial_options/1]",
        ),
        (
            element("radio_buttons", options=options(2), initial_option=option()),
            "must match one of the options [json-pointer:{}/initial_option]",
        ),
        (
            element("multi_static_select", option_groups=[group()], initial_options=[option()]),
            "must match one of the options [json-pointer:{}/initial_options/0]",
        ),
        (
            element("radio_buttons", options=options(2), placeholder=plain()),
            "invalid additional property: placeholder [json-pointer:{}]",
        ),
        (
            element("multi_users_select", max_selected_items=0),
            "must be greater than 0 [json-pointer:{}/max_selected_items]",
        ),
        (
            element("multi_users_select", initial_users="U1"),
            "must be an array [json-pointer:{}/initial_users]",
        ),
        (
            element("conversations_select", filter={}),
            "must define either `include` or `exclude_external_shared_channels` or "
            "`exclude_bot_users` [json-pointer:{}/filter]",
        ),
        (
            element("datepicker", initial_date="22 Nov 2026"),
            "must be a date in the form YYYY-MM-DD [json-pointer:{}/initial_date]",
        ),
        (
            element("datepicker", initial_date="2026-02-30"),
            "must be a date in the form YYYY-MM-DD [json-pointer:{}/initial_date]",
        ),
        (
            element("datepicker", initial_date="20261122"),
            "must be a date in the form YYYY-MM-DD [json-pointer:{}/initial_date]",
        ),
        (
            element("timepicker", initial_time="9:30"),
            "must be a time in the form HH:mm [json-pointer:{}/initial_time]",
        ),
        (
            element("timepicker", initial_time="24:00"),
            "must be a time in the form HH:mm [json-pointer:{}/initial_time]",
        ),
        (
            element("timepicker", timezone="CET+1"),
            "must be a valid IANA timezone [json-pointer:{}/timezone]",
        ),
        (
            element("datetimepicker", initial_date_time=1628633820000),
            "must be a UNIX timestamp of 10 digits [json-pointer:{}/initial_date_time]",
        ),
        (
            element("datetimepicker", initial_date_time="1628633820"),
            "must be a UNIX timestamp of 10 digits [json-pointer:{}/initial_date_time]",
        ),
        (
            element("datetimepicker", placeholder=plain()),
            "invalid additional property: placeholder [json-pointer:{}]",
        ),
        (
            element("plain_text_input", min_length=5, max_length=4),
            "`min_length` must not be greater than `max_length` [json-pointer:{}/min_length]",
        ),
        (
            element("plain_text_input", confirm=confirm()),
            "invalid additional property: confirm [json-pointer:{}]",
        ),
        (
            element("plain_text_input", dispatch_action_config={"trigger_actions_on": ["typing"]}),
            "must be one of on_enter_pressed, on_character_entered "
            "[json-pointer:{}/dispatch_action_config/trigger_actions_on/0]",
        ),
        (
            element("number_input"),
            "missing required field: is_decimal_allowed [json-pointer:{}]",
        ),
        (
            element("number_input", is_decimal_allowed=False, min_value=3),
            "must be a string [json-pointer:{}/min_value]",
        ),
        (
            element("number_input", is_decimal_allowed=False, initial_value="three"),
            "must be a number [json-pointer:{}/initial_value]",
        ),
        (select(focus_on_load=1), "must be a boolean [json-pointer:{}/focus_on_load]"),
    ],
)
def test_an_input_that_slack_refuses(inner: dict[str, Any], problem: str) -> None:
    assert in_modal(inner) == [problem.replace("{}", "/view/blocks/0/element")]


@pytest.mark.parametrize(
    "inner",
    [
        select(initial_option=options(2)[1]),
        select(initial_option={"text": plain("Option 1") | {"emoji": True}, "value": "v1"}),
        {"type": "static_select", "option_groups": [group(3)], "initial_option": options(3)[2]},
        element("checkboxes", options=[{"text": mrkdwn(), "value": "a"}]),
        element("datepicker", initial_date="2028-02-29"),
        element("timepicker", initial_time="00:00", timezone="Asia/Kolkata"),
        element("datetimepicker", initial_date_time=1628633820),
        element("conversations_select", filter={"include": ["im"]}, response_url_enabled=True),
        element("external_select", initial_option=option(), min_query_length=0),
        element(
            "plain_text_input", initial_value="", multiline=True, min_length=0, max_length=3000
        ),
        element("number_input", is_decimal_allowed=True, min_value="-2.5", max_value="10"),
        element("rich_text_input", initial_value=RICH),
        element("file_input", filetypes=["pdf"], max_files=1),
    ],
)
def test_an_input_that_slack_takes(inner: dict[str, Any]) -> None:
    assert in_modal(inner) == []


@pytest.mark.parametrize(
    ("view", "kind", "problem"),
    [
        ([], "modal", "must be an object [json-pointer:/view]"),
        (home(), "modal", "unsupported type: home [json-pointer:/view/type]"),
        (modal(), "home", "unsupported type: modal [json-pointer:/view/type]"),
        (
            {"type": "modal", "blocks": [section()]},
            "modal",
            "missing required field: title [json-pointer:/view]",
        ),
        (
            {"type": "modal", "title": plain()},
            "modal",
            "missing required field: blocks [json-pointer:/view]",
        ),
        (
            modal(title=mrkdwn()),
            "modal",
            "unsupported type: mrkdwn [json-pointer:/view/title/type]",
        ),
        (
            modal(id="V1"),
            "modal",
            "invalid additional property: id [json-pointer:/view]",
        ),
        (
            modal(submit_disabled=True),
            "modal",
            "invalid additional property: submit_disabled [json-pointer:/view]",
        ),
        (
            home(title=plain()),
            "home",
            "invalid additional property: title [json-pointer:/view]",
        ),
        (
            {"type": "modal", "title": plain(), "blocks": [section(), field(select())]},
            "modal",
            "must define `submit` to use an `input` block in modals "
            "[json-pointer:/view/blocks/1/input]",
        ),
        (
            modal(section(block_id="same"), field(select(), block_id="same")),
            "modal",
            '`block_id` "same" already exists [json-pointer:/view/blocks/1/block_id]',
        ),
        (
            modal(actions(button(), button())),
            "modal",
            '`action_id` "book" already exists [json-pointer:/view/blocks/0/elements/1/action_id]',
        ),
        (
            modal(field(select(focus_on_load=True)), field(select(focus_on_load=True))),
            "modal",
            "only one element can have `focus_on_load` set to true "
            "[json-pointer:/view/blocks/1/element/focus_on_load]",
        ),
    ],
)
def test_a_view_that_slack_refuses(view: Any, kind: Kind, problem: str) -> None:
    assert problems_in_view(view, kind=kind) == [problem]


def test_an_action_id_may_come_again_in_another_block() -> None:
    assert problems_in_message([actions(button()), actions(button())]) == []


def test_inputs_on_home_need_no_submit() -> None:
    view = home(field(select(), dispatch_action=True))

    assert problems_in_view(view, kind="home") == []


def test_every_problem_is_named_at_once() -> None:
    blocks = [section("x" * 3001), actions(button(text=mrkdwn()), block_id=""), {"type": "nothing"}]

    assert problems_in_message(blocks) == [
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        "unsupported type: mrkdwn [json-pointer:/blocks/1/elements/0/text/type]",
        "must be more than 0 characters [json-pointer:/blocks/1/block_id]",
        "unsupported type: nothing [json-pointer:/blocks/2/type]",
    ]


FIELD_NAMES = ["type", "text", "elements", "element", "accessory", "block_id", "blocks", "fields"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["section"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELD_NAMES), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(ANY_JSON)
def test_any_json_at_all_gets_an_answer(value: Any) -> None:
    answers = [
        problems_in_message(value),
        problems_in_view(value, kind="modal"),
        problems_in_view({"type": "home", "blocks": value}, kind="home"),
    ]

    assert all(" [json-pointer:/" in problem for answer in answers for problem in answer)
    assert answers[1] != []
