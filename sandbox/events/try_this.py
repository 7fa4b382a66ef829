"""The list of things to try, ticked off by what really happened.

Each thing has a `text` and a `done_when`, or a list of them of which any will do. All that a
`done_when` says must hold of one happening; `as` and `to` are names of people:

    {command = "/find-slots", as = "carla"}      carla typed this command
    {pressed = "Book"}                           somebody pressed the button with these words
    {submitted = "Your hours", as = "ines"}      ines submitted the modal with this title
    {opened_home_or_dm = "ivo"}                  ivo opened the app's Home tab or their talk with it
    {message_contains = "booked", to = "ivo"}    the app told ivo something with these words
    {shown = "Saved", to = "ines"}               it showed ines these words, in a message or a modal
    {once_told = "booked", ...}                  and only after the app had told them these words
    {mail_read = "ana@example.com"}              somebody read a mail to that address
    {clock_moved = true}                         the clock was moved forward
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.state.changes import Change
from sandbox.state.people import named
from sandbox.state.types import Json
from sandbox.state.workspace import Workspace
from sandbox.text.plain import Reader


@dataclass(kw_only=True, slots=True)
class Thing:
    """One thing to try, and whether it was done."""

    text: str
    done_when: list[Json]
    done: bool = False


class TryThis:
    """The things to try in one workspace, in order."""

    def __init__(self, told: Iterable[Json], *, workspace: Workspace) -> None:
        """Take the things as the script tells them.

        Raises ValueError for a `done_when` that could never be met.
        """
        self._workspace = workspace
        self.things = [_thing(one) for one in told]
        for thing in self.things:
            for wanted in thing.done_when:
                self._check(wanted)

    def follow(self) -> None:
        """Tick things off by what happens from now on."""
        self._workspace.changes.watch(self._hear)

    def done(self) -> list[str]:
        """Return the texts of what was done."""
        return [one.text for one in self.things if one.done]

    def restore(self, done: Iterable[str]) -> None:
        """Tick off what was done in an earlier run."""
        before = set(done)
        for thing in self.things:
            thing.done = thing.text in before

    def shown(self) -> list[Json]:
        """Make what the page shows."""
        return [{"text": one.text, "done": one.done} for one in self.things]

    def _hear(self, change: Change) -> None:
        ticked = False
        for thing in self.things:
            if not thing.done and any(self._fits(one, change) for one in thing.done_when):
                thing.done = ticked = True
        if ticked:
            self._workspace.changes.tell("try_this", try_this=self.shown())

    def _fits(self, wanted: Json, change: Change) -> bool:
        kinds = [key for key in wanted if key not in ("as", "to")]
        return all(FITS[key](self, wanted, change) for key in kinds)

    def _check(self, wanted: Json) -> None:
        unknown = wanted.keys() - FITS.keys() - {"as", "to"}
        if unknown or not wanted.keys() & FITS.keys():
            raise ValueError(f"nothing that happens fits {wanted}")
        for key in ("as", "to", "opened_home_or_dm"):
            if key in wanted and self._id(wanted[key]) is None:
                raise ValueError(f"nobody here is called {wanted[key]}")

    def _id(self, who: Any) -> str | None:
        found = named(str(who), among=self._workspace.people.values())
        return found.id if found else None

    def _did(self, wanted: Json, change: Change, key: str) -> bool:
        if change.type != "did" or change.data.get(key) != wanted[key]:
            return False
        return "as" not in wanted or change.data["by"] == self._id(wanted["as"])

    def _opened(self, wanted: Json, change: Change) -> bool:
        who = self._id(wanted["opened_home_or_dm"])
        if change.type != "did" or who is None or change.data["by"] != who:
            return False
        dm = self._workspace.app_im(who).id
        return change.data.get("opened") == "home" or change.data.get("read") == dm

    def _told(self, wanted: Json, change: Change, key: str) -> bool:
        # The app often says "One moment …" first and puts the answer in its place.
        if change.type not in ("message", "message_changed"):
            return False
        message = change.data["message"]
        return message["user"] == self._workspace.app.bot_user_id and any(
            wanted[key] in self._words(message["text"], message["blocks"], one)
            for one in self._readers(wanted, change)
        )

    def _shown(self, wanted: Json, change: Change) -> bool:
        if change.type != "modals":
            return self._told(wanted, change, "shown")
        return any(
            wanted["shown"] in self._reader(one).blocks(modal["blocks"])
            for one in self._readers(wanted, change)
            for modal in change.data["modals"]
        )

    def _once_told(self, wanted: Json, change: Change) -> bool:
        if change.type != "did":
            return False
        space, who = self._workspace, change.data["by"]
        return any(
            message.user == space.app.bot_user_id
            and wanted["once_told"] in self._words(message.text, message.blocks, who)
            for message in space.visible(channel=space.app_im(who).id, to=who)
        )

    def _readers(self, wanted: Json, change: Change) -> list[str]:
        to = [self._id(wanted["to"])] if "to" in wanted else list(self._workspace.people)
        return [one for one in to if one is not None and change.concerns(one)]

    def _words(self, text: str, blocks: list[Json] | None, person: str) -> str:
        return self._reader(person).message(text=text, blocks=blocks or [])

    def _reader(self, person: str) -> Reader:
        space = self._workspace
        return Reader(workspace=space, person=space.people[person], now=space.now())


FITS: dict[str, Callable[[TryThis, Json, Change], bool]] = {
    "command": lambda self, wanted, change: self._did(wanted, change, "command"),
    "pressed": lambda self, wanted, change: self._did(wanted, change, "pressed"),
    "submitted": lambda self, wanted, change: self._did(wanted, change, "submitted"),
    "shortcut": lambda self, wanted, change: self._did(wanted, change, "shortcut"),
    "opened_home_or_dm": TryThis._opened,
    "message_contains": lambda self, wanted, change: self._told(wanted, change, "message_contains"),
    "shown": TryThis._shown,
    "once_told": TryThis._once_told,
    "mail_read": lambda self, wanted, change: (
        change.type == "mail_read" and change.data["address"] == wanted["mail_read"]
    ),
    "clock_moved": lambda self, wanted, change: change.type == "clock",
}


def _thing(told: Json) -> Thing:
    wanted = told["done_when"]
    return Thing(text=told["text"], done_when=wanted if isinstance(wanted, list) else [wanted])
