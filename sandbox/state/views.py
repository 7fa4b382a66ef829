"""Views: the Home tab of each person, and the modals that lie open before them."""

import itertools
import secrets
from dataclasses import dataclass, field
from typing import Literal

from sandbox.blocks import fill_ids, initial_state, problems_in_view
from sandbox.state.changes import Changes
from sandbox.state.errors import SlackError, invalid
from sandbox.state.ids import fresh_id
from sandbox.state.types import Json

DEEPEST = 3


@dataclass(kw_only=True, slots=True)
class View:
    """One view on one person's screen."""

    id: str
    person: str
    # What the app sent.
    told: Json
    # `state.values` as they are now: what has been filled in so far.
    state: Json
    # Changes with every update, so that an app can refuse to overwrite another one.
    hash: str
    # The first view of the stack that it is in,
    root: str
    # and the one right below it.
    previous: str | None = None
    # The options that the app has offered, by block and element of external selects.
    suggested: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks; each block and element has its name."""
        blocks: list[Json] = self.told["blocks"]
        return blocks

    @property
    def kind(self) -> Literal["modal", "home"]:
        """Which surface the view is on."""
        return "home" if self.told["type"] == "home" else "modal"


class Views:
    """All views that are on somebody's screen."""

    def __init__(self, *, changes: Changes, team: str, app_id: str, bot_id: str) -> None:
        self._changes = changes
        self._owner: Json = {"team_id": team, "app_id": app_id, "bot_id": bot_id}
        self._owner["app_installed_team_id"] = team
        self._count = itertools.count(1)
        self.homes: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}

    def open(self, told: Json, *, person: str) -> View:
        """Show a modal to a person, in place of any that they had open."""
        view = self._new(told, person=person)
        self.stacks[person] = [view]
        self._tell(person)
        return view

    def push(self, told: Json, *, person: str) -> View:
        """Show a modal on top of the open ones.

        Raises SlackError: `push_limit_reached` when three are open, `not_found` when none is.
        """
        stack = self.stacks.get(person, [])
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        view = self._new(told, person=person, above=stack[-1])
        stack.append(view)
        self._tell(person)
        return view

    def update(self, view: View, told: Json, *, expected_hash: str | None = None) -> View:
        """Show something else in a view; what was put into elements that stay is kept.

        Raises SlackError: `hash_conflict` when the view is not as the app believes it to be.
        """
        if expected_hash is not None and expected_hash != view.hash:
            raise SlackError("hash_conflict")
        checked = self._checked(told, view.kind, instead_of=view)
        # As Slack does where block_id and action_id stay: so what was typed survives an update.
        view.state = kept_state(initial_state(checked), view.state)
        view.told, view.hash = checked, self._new_hash()
        self._tell(view.person, home=view.kind == "home")
        return view

    def publish(self, told: Json, *, person: str, expected_hash: str | None = None) -> View:
        """Show a view on a person's Home tab."""
        # A Home tab keeps its view id when it is published anew.
        if person in self.homes:
            return self.update(self.homes[person], told, expected_hash=expected_hash)
        if expected_hash is not None:
            raise SlackError("hash_conflict")
        self.homes[person] = self._new(told, person=person)
        self._tell(person, home=True)
        return self.homes[person]

    def close(self, view: View, *, all_of_them: bool = False) -> list[View]:
        """Take a modal and those above it, or the whole stack, off the screen; return them."""
        stack = self.stacks.get(view.person, [])
        start = 0 if all_of_them else stack.index(view)
        closed, stack[start:] = stack[start:], []
        self._tell(view.person)
        return closed

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> View | None:
        """Find a view on anybody's screen by either of its ids."""
        for view in self._all():
            if view_id is not None and view.id == view_id:
                return view
            if external_id and view.told.get("external_id") == external_id:
                return view
        return None

    def restore_home(self, told: Json, *, person: str) -> None:
        """Put back a Home tab from an earlier run."""
        self.homes[person] = self._new(told, person=person)

    def as_api_tells(self, view: View) -> Json:
        """Make the view object of the Web API and of payloads."""
        told: Json = {"id": view.id, "callback_id": "", "private_metadata": "", "external_id": ""}
        told |= {"clear_on_close": False, "notify_on_close": False, "close": None, "submit": None}
        if view.kind == "home":
            told |= {"title": {"type": "plain_text", "text": "View Title", "emoji": True}}
        told |= view.told | self._owner | {"state": {"values": view.state}, "hash": view.hash}
        return told | {"root_view_id": view.root, "previous_view_id": view.previous}

    def _new(self, told: Json, *, person: str, above: View | None = None) -> View:
        checked = self._checked(told, "home" if told.get("type") == "home" else "modal")
        view_id = fresh_id("V")
        return View(
            id=view_id,
            person=person,
            told=checked,
            state=initial_state(checked),
            hash=self._new_hash(),
            root=above.root if above else view_id,
            previous=above.id if above else None,
        )

    def _checked(
        self, told: Json, kind: Literal["modal", "home"], *, instead_of: View | None = None
    ) -> Json:
        problems = problems_in_view(told, kind=kind)
        if any("view_too_large" in one for one in problems):
            raise SlackError("view_too_large")
        if problems:
            raise invalid("invalid_arguments", problems)
        # Slack wants an external_id to be unique among all views of the workspace.
        same = self.find(external_id=told.get("external_id"))
        if same is not None and same is not instead_of:
            raise SlackError("duplicate_external_id")
        return told | {"blocks": fill_ids(told["blocks"])}

    def _new_hash(self) -> str:
        return f"{next(self._count)}.{secrets.token_hex(4)}"

    def _all(self) -> list[View]:
        # At once: a test looks from its own thread, and the server shows more meanwhile.
        return [*self.homes.values(), *itertools.chain.from_iterable(list(self.stacks.values()))]

    def _tell(self, person: str, *, home: bool = False) -> None:
        to = frozenset({person})
        if home:
            self._changes.tell("home", to=to, view=self.as_api_tells(self.homes[person]))
        else:
            stack = [self.as_api_tells(one) for one in self.stacks.get(person, [])]
            self._changes.tell("modals", to=to, modals=stack)


def kept_state(fresh: Json, before: Json) -> Json:
    """Lay what stood in elements before over a fresh `state.values`, where they are still there."""
    return {
        block_id: {
            action_id: old
            if (old := before.get(block_id, {}).get(action_id)) and old["type"] == entry["type"]
            else entry
            for action_id, entry in entries.items()
        }
        for block_id, entries in fresh.items()
    }
