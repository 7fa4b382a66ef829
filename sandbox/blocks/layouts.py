"""The blocks, each with its fields, and the surfaces on which Slack takes it.

Of what Slack offers in messages alone, agents' cards, plans, charts and workflow buttons are left
out: a sandbox that could not show them had better refuse them.
"""

from collections.abc import Mapping

from sandbox.blocks.compositions import (
    name_of_thing,
    plain,
    plain_or_mrkdwn,
    slack_file,
    texts_and,
    web_url,
)
from sandbox.blocks.elements import Surface, elements_in, image
from sandbox.blocks.rich_text import rich_text, stretches
from sandbox.blocks.rules import (
    Check,
    Rule,
    at_least_one,
    by_type,
    each,
    exactly_one,
    flag,
    one_of,
    record,
    string,
)


def blocks_on(surface: Surface) -> Rule:
    """Return the rule for one block on a surface."""
    kinds = {
        "actions": _block({"elements": each(_elements("actions", surface), most=25)}),
        "context": _block({"elements": each(texts_and({"image": image}, most=3000), most=10)}),
        "divider": _block({}),
        "header": _block({"text": plain(150)}),
        "image": _image_block,
        "input": _input(surface),
        "rich_text": _block({"elements": stretches}),
        "section": _section(surface),
        "video": _video,
    }
    return by_type(kinds | (_ONLY_IN_MESSAGES if surface == "message" else {}))


def _block(
    required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *checks: Check
) -> Rule:
    return record(required, {"block_id": name_of_thing, **(optional or {})}, *checks)


def _elements(block: str, surface: Surface) -> Rule:
    return by_type(elements_in(block, surface=surface))


def _section(surface: Surface) -> Rule:
    return _block(
        {},
        {
            "text": plain_or_mrkdwn(3000),
            "fields": each(plain_or_mrkdwn(2000), most=10),
            "accessory": _elements("section", surface),
            "expand": flag,
        },
        at_least_one("text", "fields"),
    )


def _input(surface: Surface) -> Rule:
    return _block(
        {"label": plain(2000), "element": _elements("input", surface)},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    )


_image_block = _block(
    {"alt_text": string(most=2000)},
    {"image_url": web_url, "slack_file": slack_file, "title": plain(2000)},
    exactly_one("image_url", "slack_file"),
)

_video = _block(
    {
        "alt_text": string(most=2000),
        "title": plain(199),
        "thumbnail_url": web_url,
        "video_url": web_url,
    },
    {
        "title_url": web_url,
        "description": plain(200),
        "provider_name": string(most=49),
        "provider_icon_url": web_url,
        "author_name": string(most=49),
    },
)

_cell = by_type({"raw_text": record({"text": string()}), "rich_text": rich_text})

_ONLY_IN_MESSAGES: dict[str, Rule] = {
    "markdown": _block({"text": string(most=12_000)}),
    "table": _block(
        {"rows": each(each(_cell, most=20), most=100)},
        {
            "column_settings": each(
                record({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag}),
                most=20,
            )
        },
    ),
}
