"""A press or a form that comes again is answered as the first time, and nothing is done twice.

Slack brings it again when a connection breaks, and people press again when a bot that was
restarted has not answered.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self, TypeVar

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store import Store
from scheduling.usecases.access.once import carry_out_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody is told of what they have done: a message, a view, or both."""

    text: str = ""
    blocks: Blocks = field(default_factory=list)
    view: View | None = None

    @classmethod
    def message(cls, message: tuple[str, Blocks]) -> Self:
        """Return what is told by a message: its text and its blocks."""
        text, blocks = message
        return cls(text=text, blocks=blocks)

    @classmethod
    def decoded(cls, kept: str) -> Self:
        """Return what was encoded."""
        memory = json.loads(kept)
        view = memory["view"]
        blocks: Blocks = list(Block.parse_all(memory["blocks"]))
        return cls(text=memory["text"], blocks=blocks, view=None if view is None else View(**view))

    @property
    def encoded(self) -> str:
        """As a JSON text."""
        view = None if self.view is None else self.view.to_dict()
        blocks = [block.to_dict() for block in self.blocks]
        return json.dumps({"text": self.text, "blocks": blocks, "view": view})

    @property
    def shown(self) -> View:
        """The view, where there is one."""
        assert self.view is not None
        return self.view


Result = TypeVar("Result")
Answer = TypeVar("Answer", bound=Told | None)


def told_once(
    store: Store,
    *,
    press: RequestKey | None,
    now: datetime,
    change: Callable[[Store], Result],
    told: Callable[[Result], Answer],
) -> Told | Answer:
    """Carry out a change, and return what is told of it, from the record where it was done before.

    The record is written in the transaction of the change; there is none where nothing is told.
    """

    # Carried out anew where it turns out to concern more people than it began with.
    answers: list[Answer] = []

    def answered(store: Store) -> StoredResponse | None:
        answers[:] = [told(change(store))]
        (answer,) = answers
        if answer is None:
            return None
        return StoredResponse(status=200, headers=(), body=answer.encoded)

    if press is None:
        return told(change(store))
    kept, _ = carry_out_once(store, key=press, now=now, change=answered)
    return answers[0] if kept is None else Told.decoded(kept.body)


def is_new(store: Store, *, press: RequestKey | None, now: datetime) -> bool:
    """Tell whether a press or a form has not come before, and put on record that it has now."""
    if press is None:
        return True
    nothing = StoredResponse(status=200, headers=(), body=Told().encoded)
    _, is_repeated = carry_out_once(store, key=press, now=now, change=lambda _: nothing)
    return not is_repeated


def press_of(body: Mapping[str, Any]) -> RequestKey | None:
    """Return what tells a press or a form from others, None for whatever else Slack brings.

    When it was pressed is not part of it: what a button carries and where it stands say what was
    meant, and on what was seen.
    """
    match body.get("type"):
        case "view_submission":
            what = [body["view"].get("state"), body["view"].get("private_metadata")]
        case "block_actions":
            what = [_pressed(action) for action in body.get("actions") or ()]
        case _:
            return None
    told = json.dumps([body["type"], _where(body), what], sort_keys=True, default=str)
    key = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return RequestKey(sender=f"slack:{body['user']['id']}", key=key, fingerprint="")


def _pressed(action: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in action.items() if name != "action_ts"}


def _where(body: Mapping[str, Any]) -> list[Any]:
    """The message, or the view as it was: its hash is another one after each change."""
    if view := body.get("view"):
        return [view.get("id"), view.get("hash")]
    container = body.get("container") or {}
    return [container.get("channel_id"), container.get("message_ts")]
