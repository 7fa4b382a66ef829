"""Whole messages and views: their own fields, and what holds across all of their blocks."""

import json
from collections.abc import Iterator
from typing import Any, Literal

from sandbox.blocks.compositions import plain
from sandbox.blocks.elements import Surface
from sandbox.blocks.layouts import blocks_on
from sandbox.blocks.rules import Check, Rule, by_type, each, flag, problem, record, string
from sandbox.blocks.walk import elements_at

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
VIEW_BYTES = 250_000
MARKDOWN_IN_MESSAGE = 12_000


def problems_in_message(blocks: object) -> list[str]:
    """Return what Slack would object to in a message's blocks.

    What is wrong in one place comes first, in reading order; then what is wrong between blocks. An
    empty answer means that Slack would take them; and no blocks at all are how a message sheds
    those it had.
    """
    return [*_message(blocks, "/blocks"), *_across(blocks, "/blocks", surface="message")]


def problems_in_view(view: object, *, kind: Literal["modal", "home"]) -> list[str]:
    """Return what Slack would object to in a modal or a Home tab.

    What is wrong in one place comes first, in reading order; then what is wrong between blocks. A
    view past 250 KB has that one problem only. An empty answer means that Slack would take it.
    """
    # As Slack counts: bytes of UTF-8, where a name in Cyrillic takes two a letter.
    if len(json.dumps(view, ensure_ascii=False).encode(errors="replace")) > VIEW_BYTES:
        return [problem("view_too_large: must be less than 250 KB", at="/view")]
    problems = list(_VIEWS[kind](view, "/view"))
    if isinstance(view, dict):
        problems += _across(view.get("blocks"), "/view/blocks", surface=kind)
    return problems


def _across(blocks: object, at: str, *, surface: Surface) -> Iterator[str]:
    if not isinstance(blocks, list):
        return
    yield from _repeated_block_ids(blocks, at)
    yield from _repeated_action_ids(blocks, at)
    yield from _more_than_one_focus(blocks, at)
    if surface == "message":
        yield from _more_than_one_table(blocks, at)
        yield from _too_much_markdown(blocks, at)


def _repeated_block_ids(blocks: list[Any], at: str) -> Iterator[str]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        name = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(name, str) and name in seen:
            yield problem(f'`block_id` "{name}" already exists', at=f"{at}/{index}/block_id")
        elif isinstance(name, str):
            seen.add(name)


def _repeated_action_ids(blocks: list[Any], at: str) -> Iterator[str]:
    for index, block in enumerate(blocks):
        seen: set[str] = set()
        for path, element in elements_at(block):
            name = element.get("action_id")
            if isinstance(name, str) and name in seen:
                place = f"{at}/{index}/{path}/action_id"
                yield problem(f'`action_id` "{name}" already exists', at=place)
            elif isinstance(name, str):
                seen.add(name)


def _more_than_one_focus(blocks: list[Any], at: str) -> Iterator[str]:
    focused = [
        f"{at}/{index}/{path}/focus_on_load"
        for index, block in enumerate(blocks)
        for path, element in elements_at(block)
        if element.get("focus_on_load") is True
    ]
    # The first may stay; each further one is the problem.
    for place in focused[1:]:
        yield problem("only one element can have `focus_on_load` set to true", at=place)


def _more_than_one_table(blocks: list[Any], at: str) -> Iterator[str]:
    tables = [one for one in blocks if isinstance(one, dict) and one.get("type") == "table"]
    if len(tables) > 1:
        yield problem("only_one_table_allowed", at=at)


def _too_much_markdown(blocks: list[Any], at: str) -> Iterator[str]:
    texts = [
        block["text"]
        for block in blocks
        if isinstance(block, dict)
        and block.get("type") == "markdown"
        and isinstance(block.get("text"), str)
    ]
    # A single text past the limit has been named already, at its own place.
    if len(texts) > 1 and sum(map(len, texts)) > MARKDOWN_IN_MESSAGE:
        yield problem(
            f"markdown must be less than {MARKDOWN_IN_MESSAGE + 1} characters in all", at=at
        )


def _inputs_need_submit(view: dict[str, Any], at: str) -> Iterator[str]:
    if "submit" in view:
        return
    for index, block in enumerate(view["blocks"]):
        if block["type"] == "input":
            sentence = "must define `submit` to use an `input` block in modals"
            yield problem(sentence, at=f"{at}/blocks/{index}/input")


def _view(
    surface: Surface, required: dict[str, Rule], optional: dict[str, Rule], *checks: Check
) -> Rule:
    blocks = each(blocks_on(surface), most=BLOCKS_IN_VIEW)
    shared: dict[str, Rule] = {
        "private_metadata": string(most=3000, least=0),
        "callback_id": string(most=255, least=0),
        "external_id": string(most=255, least=0),
    }
    fields = record({"blocks": blocks, **required}, shared | optional, *checks)
    return by_type({surface: fields})


_message = each(blocks_on("message"), most=BLOCKS_IN_MESSAGE, least=0)

_VIEWS: dict[Literal["modal", "home"], Rule] = {
    "modal": _view(
        "modal",
        {"title": plain(24)},
        {"submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag},
        _inputs_need_submit,
    ),
    "home": _view("home", {}, {}),
}
