"""All that the bot has said in a workspace: the texts of messages, buttons, forms and menus."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.state.changes import Change
from sandbox.state.workspace import Workspace


class Words:
    """What the bot says from now on, each text once, in the order in which it was said."""

    def __init__(self, workspace: Workspace) -> None:
        self._said: dict[str, None] = {}
        workspace.changes.watch(self._note)

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._said))

    def _note(self, change: Change) -> None:
        # On the server's own thread, so no more than is needed.
        if change.type == "traffic":
            entry = change.data
            is_call = entry["direction"] == "from_app"
            self._said |= dict.fromkeys(_texts(entry["request"] if is_call else entry["response"]))


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str) and told[:1] in ("{", "["):
        # In forms, Slack takes what has parts of its own as JSON.
        try:
            told = json.loads(told)
        except ValueError:
            return
    if isinstance(told, dict):
        for name, value in told.items():
            if name in ("text", "accessibility_label") and isinstance(value, str):
                yield value
            elif name == "errors" and isinstance(value, dict):
                # Of a form: by field.
                yield from value.values()
            elif name not in ("private_metadata", "value"):
                yield from _texts(value)
    elif isinstance(told, list):
        for each in told:
            yield from _texts(each)
