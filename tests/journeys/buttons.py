"""Buttons as those meet them who hear them one by one, without the row that each stands in."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any


def named_alike(traffic: object) -> list[str]:
    """The names that two buttons of one view or message share, of all that the app has shown."""
    return sorted({name for blocks in _shown_in(traffic) for name in _alike(blocks)})


def _alike(blocks: list[Any]) -> Iterator[str]:
    buttons = [each for each in _dicts_in(blocks) if each.get("type") == "button"]
    names = Counter(each.get("accessibility_label") or each["text"]["text"] for each in buttons)
    yield from (name for name, count in names.items() if count > 1)


def _shown_in(told: object) -> Iterator[list[Any]]:
    for each in _dicts_in(told):
        if isinstance(each.get("blocks"), list):
            yield each["blocks"]


def _dicts_in(told: object) -> Iterator[dict[str, Any]]:
    if isinstance(told, str) and told[:1] in ("{", "["):
        # In forms, Slack takes what has parts of its own as JSON.
        try:
            told = json.loads(told)
        except ValueError:
            return
    if isinstance(told, dict):
        yield told
        for each in told.values():
            yield from _dicts_in(each)
    elif isinstance(told, list):
        for each in told:
            yield from _dicts_in(each)
