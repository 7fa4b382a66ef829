"""What the bot sends to Slack, read by slack_sdk's own models: they give back what they were given.

A field that Slack does not know, or that is spelt otherwise there, would be dropped on the way or
refused; so whatever comes back unchanged is of fields that Slack's own library knows.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from sandbox.state.changes import Change
from sandbox.state.workspace import Workspace

Json = dict[str, Any]


class Payloads:
    """The blocks and views that went out from the app, each once."""

    def __init__(self) -> None:
        self._seen: dict[str, Json] = {}

    def follow(self, workspace: Workspace) -> None:
        """Note all that goes out from now on."""
        workspace.changes.watch(self._note)

    def faults(self) -> list[str]:
        """What the models change, or refuse; empty when they take everything as it is."""
        # A copy: the server's own thread notes more meanwhile.
        return [fault for told in list(self._seen) for fault in _faults_once(told)]

    def written(self) -> list[Json]:
        """All of them, in the order in which they first went out."""
        return list(self._seen.values())

    def keep_in(self, folder: Path) -> None:
        """Write all of them to a new file in a folder."""
        file = folder / f"{secrets.token_hex(8)}.json"
        file.write_text(json.dumps(self.written()), "utf-8")

    def _note(self, change: Change) -> None:
        # On the server's own thread, so no more than is needed.
        if change.type == "traffic":
            for one in payloads_in(change.data):
                self._seen.setdefault(json.dumps(one, sort_keys=True), one)


def payloads_in(entry: Json) -> Iterator[Json]:
    """The parts of an exchange that are views, or have blocks: asked for, or answered with."""
    whole = entry["request"] if entry["direction"] == "from_app" else entry["response"]
    if not isinstance(whole, dict):
        return
    for part in (whole, whole.get("view")):
        told = json.loads(part) if isinstance(part, str) and part.startswith("{") else part
        if isinstance(told, dict) and told.get("blocks"):
            yield told


@cache
def _faults_once(told: str) -> list[str]:
    """Most of what one journey leads past, others have led past before."""
    return faults_in(json.loads(told))


def faults_in(payload: Json) -> list[str]:
    """What the models make of a view, or of the blocks of a message, that it was not."""
    if payload.get("type") in ("modal", "home"):
        return list(_changed([payload], lambda one: View(**one).to_dict()))
    blocks = payload["blocks"]
    told = json.loads(blocks) if isinstance(blocks, str) else blocks
    return list(_changed(told, _of_block))


def _of_block(block: Json) -> Json | None:
    parsed = Block.parse(block)
    return parsed and parsed.to_dict()


def _changed(parts: Iterable[Json], read: Callable[[Json], Json | None]) -> Iterator[str]:
    for part in parts:
        try:
            after = read(part)
        except (SlackObjectFormationError, TypeError) as error:
            yield f"{error}: {json.dumps(part)[:300]}"
            continue
        if after != part:
            before, now = (json.dumps(each, sort_keys=True)[:600] for each in (part, after))
            yield f"{before}\nbecame\n{now}"
