"""The elements in blocks: where each stands, how it is named, and how it is found again."""

import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Any


def elements_at(block: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each element that a person can use in a block, with its path in the block.

    What is no block, or not shaped as one, has none. Images and texts are not elements to use.
    """
    if not isinstance(block, dict):
        return
    for path, element in _candidates(block):
        if isinstance(element, dict) and element.get("type") != "image":
            yield path, element


def find_element(
    blocks: Iterable[dict[str, Any]], *, block_id: str, action_id: str
) -> dict[str, Any] | None:
    """Return the element of that name in the block of that name, or None."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for _, element in elements_at(block):
                if element.get("action_id") == action_id:
                    return element
    return None


def fill_ids(blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a copy of the blocks, in which every block and element has a name.

    Missing names are random, as Slack's are, and differ from all others in the payload.
    """
    # Through JSON, so that one dict that stands in two places becomes two.
    filled: list[dict[str, Any]] = json.loads(json.dumps(list(blocks)))
    taken = {block["block_id"] for block in filled if "block_id" in block}
    taken |= {
        element["action_id"]
        for block in filled
        for _, element in elements_at(block)
        if "action_id" in element
    }
    for block in filled:
        _name(block, "block_id", taken)
        for _, element in elements_at(block):
            _name(element, "action_id", taken)
    return filled


def _candidates(block: dict[str, Any]) -> Iterator[tuple[str, object]]:
    kind = block.get("type")
    if kind == "actions" and isinstance(block.get("elements"), list):
        for index, element in enumerate(block["elements"]):
            yield f"elements/{index}", element
    elif kind == "section" and "accessory" in block:
        yield "accessory", block["accessory"]
    elif kind == "input" and "element" in block:
        yield "element", block["element"]


def _name(thing: dict[str, Any], field: str, taken: set[str]) -> None:
    while field not in thing:
        name = secrets.token_urlsafe(4)
        if name not in taken:
            taken.add(name)
            thing[field] = name
