"""Every length and count that Slack limits: at the limit it passes, one beyond it does not."""

from collections.abc import Callable
from typing import Any

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

from sandbox.blocks import problems_in_message, problems_in_view

Payload = Any
Make = Callable[[int], Payload]


def problems_in(payload: Payload) -> list[str]:
    if isinstance(payload, list):
        return problems_in_message(payload)
    return problems_in_view(payload, kind=payload["type"])


def message_with_button(**changes: Any) -> list[Any]:
    return [actions(button(**changes))]


def modal_with_field(inner: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return modal(field(inner, **changes))


def text(length: int) -> str:
    return "x" * length


def url(length: int) -> str:
    return "https://example.com/".ljust(length, "x")


IN_BUTTON = "/blocks/0/elements/0"
IN_FIELD = "/view/blocks/0/element"

LENGTHS: list[tuple[str, int, str, Make]] = [
    ("section text", 3000, "/blocks/0/text/text", lambda n: [section(text(n))]),
    (
        "section field",
        2000,
        "/blocks/0/fields/1/text",
        lambda n: [{"type": "section", "fields": [mrkdwn(), mrkdwn(text(n))]}],
    ),
    ("header", 150, "/blocks/0/text/text", lambda n: [{"type": "header", "text": plain(text(n))}]),
    (
        "context text",
        3000,
        "/blocks/0/elements/0/text",
        lambda n: [context(mrkdwn(text(n)))],
    ),
    ("markdown", 12_000, "/blocks/0/text", lambda n: [{"type": "markdown", "text": text(n)}]),
    ("image alt text", 2000, "/blocks/0/alt_text", lambda n: [image(alt_text=text(n))]),
    ("image url", 3000, "/blocks/0/image_url", lambda n: [image(image_url=url(n))]),
    ("image title", 2000, "/blocks/0/title/text", lambda n: [image(title=plain(text(n)))]),
    ("video title", 199, "/blocks/0/title/text", lambda n: [video(title=plain(text(n)))]),
    ("video author", 49, "/blocks/0/author_name", lambda n: [video(author_name=text(n))]),
    ("block_id", 255, "/blocks/0/block_id", lambda n: [section(block_id=text(n))]),
    (
        "action_id",
        255,
        f"{IN_BUTTON}/action_id",
        lambda n: message_with_button(action_id=text(n)),
    ),
    (
        "button text",
        75,
        f"{IN_BUTTON}/text/text",
        lambda n: message_with_button(text=plain(text(n))),
    ),
    ("button value", 2000, f"{IN_BUTTON}/value", lambda n: message_with_button(value=text(n))),
    ("button url", 3000, f"{IN_BUTTON}/url", lambda n: message_with_button(url=url(n))),
    (
        "button accessibility label",
        75,
        f"{IN_BUTTON}/accessibility_label",
        lambda n: message_with_button(accessibility_label=text(n)),
    ),
    *(
        (
            f"confirm {part}",
            most,
            f"{IN_BUTTON}/confirm/{part}/text",
            lambda n, part=part: message_with_button(confirm=confirm(**{part: plain(text(n))})),
        )
        for part, most in {"title": 100, "text": 300, "confirm": 30, "deny": 30}.items()
    ),
    (
        "option text",
        75,
        f"{IN_FIELD}/options/0/text/text",
        lambda n: modal_with_field(select(options=[option(text=text(n))])),
    ),
    (
        "option value",
        150,
        f"{IN_FIELD}/options/0/value",
        lambda n: modal_with_field(select(options=[option(value=text(n))])),
    ),
    (
        "option description",
        75,
        f"{IN_FIELD}/options/0/description/text",
        lambda n: modal_with_field(select(options=[option(description=plain(text(n)))])),
    ),
    (
        "overflow option url",
        3000,
        f"{IN_BUTTON}/options/0/url",
        lambda n: [actions(element("overflow", options=[option(url=url(n))]))],
    ),
    (
        "group label",
        75,
        f"{IN_FIELD}/option_groups/0/label/text",
        lambda n: modal_with_field(
            {"type": "static_select", "option_groups": [group(label=text(n))]}
        ),
    ),
    (
        "placeholder",
        150,
        f"{IN_FIELD}/placeholder/text",
        lambda n: modal_with_field(select(placeholder=plain(text(n)))),
    ),
    (
        "input label",
        2000,
        "/view/blocks/0/label/text",
        lambda n: modal_with_field(select(), label=plain(text(n))),
    ),
    (
        "input hint",
        2000,
        "/view/blocks/0/hint/text",
        lambda n: modal_with_field(select(), hint=plain(text(n))),
    ),
    (
        "initial text",
        3000,
        f"{IN_FIELD}/initial_value",
        lambda n: modal_with_field(element("plain_text_input", initial_value=text(n))),
    ),
    (
        "initial text under a max_length of its own",
        10,
        f"{IN_FIELD}/initial_value",
        lambda n: modal_with_field(
            element("plain_text_input", initial_value=text(n), max_length=10)
        ),
    ),
    ("modal title", 24, "/view/title/text", lambda n: modal(title=plain(text(n)))),
    ("modal submit", 24, "/view/submit/text", lambda n: modal(submit=plain(text(n)))),
    ("modal close", 24, "/view/close/text", lambda n: modal(close=plain(text(n)))),
    *(
        (name, most, f"/view/{name}", lambda n, name=name, make=make: make(**{name: text(n)}))
        for name, most in {"private_metadata": 3000, "callback_id": 255, "external_id": 255}.items()
        for make in (modal, home)
    ),
]

COUNTS: list[tuple[str, int, str, Make]] = [
    ("blocks in a message", 50, "/blocks", lambda n: [section()] * n),
    ("blocks in a modal", 100, "/view/blocks", lambda n: modal(*[section()] * n)),
    ("blocks in a home", 100, "/view/blocks", lambda n: home(*[section()] * n)),
    (
        "elements in actions",
        25,
        "/blocks/0/elements",
        lambda n: [actions(*(button(action_id=f"b{number}") for number in range(n)))],
    ),
    ("elements in context", 10, "/blocks/0/elements", lambda n: [context(*[mrkdwn()] * n)]),
    (
        "fields",
        10,
        "/blocks/0/fields",
        lambda n: [{"type": "section", "fields": [plain()] * n}],
    ),
    (
        "overflow options",
        5,
        f"{IN_BUTTON}/options",
        lambda n: [actions(element("overflow", options=options(n)))],
    ),
    *(
        (
            f"{kind} options",
            most,
            f"{IN_FIELD}/options",
            lambda n, kind=kind: modal_with_field(element(kind, options=options(n))),
        )
        for kind, most in {
            "static_select": 100,
            "multi_static_select": 100,
            "radio_buttons": 10,
            "checkboxes": 10,
        }.items()
    ),
    (
        "option groups",
        100,
        f"{IN_FIELD}/option_groups",
        lambda n: modal_with_field({"type": "static_select", "option_groups": [group()] * n}),
    ),
    (
        "options in a group",
        100,
        f"{IN_FIELD}/option_groups/0/options",
        lambda n: modal_with_field({"type": "static_select", "option_groups": [group(n)]}),
    ),
    (
        "table rows",
        100,
        "/blocks/0/rows",
        lambda n: [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}],
    ),
    (
        "table columns",
        20,
        "/blocks/0/rows/0",
        lambda n: [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}],
    ),
]

NUMBERS: list[tuple[str, int, str, Make]] = [
    (
        "max_length",
        3000,
        f"{IN_FIELD}/max_length",
        lambda n: modal_with_field(element("plain_text_input", max_length=n)),
    ),
    (
        "max_files",
        10,
        f"{IN_FIELD}/max_files",
        lambda n: modal_with_field(element("file_input", max_files=n)),
    ),
]


def named(rows: list[tuple[str, int, str, Make]]) -> list[Any]:
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(("most", "place", "make"), named(LENGTHS + COUNTS + NUMBERS))
def test_what_is_at_its_limit_passes(most: int, place: str, make: Make) -> None:
    payload = make(most)

    assert problems_in(payload) == []


@pytest.mark.parametrize(("most", "place", "make"), named(LENGTHS))
def test_a_text_one_beyond_its_limit_is_refused(most: int, place: str, make: Make) -> None:
    payload = make(most + 1)

    assert problems_in(payload) == [
        f"must be less than {most + 1} characters [json-pointer:{place}]"
    ]


@pytest.mark.parametrize(("most", "place", "make"), named(COUNTS))
def test_a_list_one_beyond_its_limit_is_refused(most: int, place: str, make: Make) -> None:
    payload = make(most + 1)

    assert problems_in(payload) == [f"no more than {most} items allowed [json-pointer:{place}]"]


@pytest.mark.parametrize(("most", "place", "make"), named(NUMBERS))
def test_a_number_one_beyond_its_limit_is_refused(most: int, place: str, make: Make) -> None:
    payload = make(most + 1)

    assert problems_in(payload) == [f"must be less than {most + 1} [json-pointer:{place}]"]


MAY_BE_EMPTY = {"private_metadata", "callback_id", "external_id"} | {
    name for name, *_ in LENGTHS if name.startswith("initial text")
}


@pytest.mark.parametrize(
    ("most", "place", "make"),
    named([row for row in LENGTHS if row[0] not in MAY_BE_EMPTY and "url" not in row[0]]),
)
def test_an_empty_text_is_refused(most: int, place: str, make: Make) -> None:
    payload = make(0)

    assert problems_in(payload) == [f"must be more than 0 characters [json-pointer:{place}]"]


@pytest.mark.parametrize(
    ("most", "place", "make"),
    named([row for row in COUNTS if row[0] not in {"blocks in a modal", "blocks in a home"}][1:]),
)
def test_an_empty_list_is_refused(most: int, place: str, make: Make) -> None:
    payload = make(0)

    assert problems_in(payload) == [f"must provide at least 1 items [json-pointer:{place}]"]


@pytest.mark.parametrize("kind", ["modal", "home"])
def test_a_view_without_blocks_is_refused(kind: Any) -> None:
    view = {"modal": modal, "home": home}[kind](blocks=[])

    problems = problems_in_view(view, kind=kind)

    assert problems == ["must provide at least 1 items [json-pointer:/view/blocks]"]


def test_a_message_may_shed_its_blocks() -> None:
    assert problems_in_message([]) == []


def test_a_view_past_250_kilobytes_is_refused() -> None:
    fits = modal(*[section("é" * 1200)] * 100)
    too_large = modal(*[section("é" * 1250)] * 100)

    assert problems_in(fits) == []
    assert problems_in(too_large) == [
        "view_too_large: must be less than 250 KB [json-pointer:/view]"
    ]


def test_markdown_is_limited_over_the_whole_message() -> None:
    half = {"type": "markdown", "text": text(6000)}
    more = {"type": "markdown", "text": text(6001)}

    assert problems_in([half, half]) == []
    assert problems_in([half, more]) == [
        "markdown must be less than 12001 characters in all [json-pointer:/blocks]"
    ]
