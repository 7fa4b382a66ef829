"""What is kept in the state folder between runs, so that tomorrow shows yesterday's talk."""

import asyncio
import json
import os
import tempfile
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from sandbox.events.local_slack import LocalSlack
from sandbox.mailbox.mailbox import Mail
from sandbox.state.changes import Change
from sandbox.state.errors import SlackError
from sandbox.state.messages import Message
from sandbox.state.types import Json

VERSION = 1
PAUSE = 0.3
PAUSE_FOR_SAVING = 20
NAMES = [one.name for one in fields(Message)]
UNCHANGING = {"traffic", "toast", "app", "modals", "closing", "mail_read", "calendar"}


class NotReadable(Exception):
    """The saved state cannot be used; the text says which file, and what to do."""


def write_atomically(path: Path, text: str) -> None:
    """Put a text into a file so that a reader sees the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        # Within one folder, so that it is one step for the file system.
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_state(path: Path) -> Json | None:
    """Read what was saved; None when there is nothing yet.

    Raises NotReadable for a file that this version did not write.
    """
    if not path.exists():
        return None
    try:
        told: Json = json.loads(path.read_text(encoding="utf-8"))
        if told["version"] == VERSION:
            return told
    except (ValueError, TypeError, KeyError):
        pass
    raise NotReadable(f"{path} cannot be read. Delete it to start with a new workspace.")


def restore(slack: LocalSlack, told: Json) -> None:
    """Put saved messages, marks and Home tabs back; what no longer has a place is left out."""
    space = slack.workspace
    for pair in told.get("talks", []):
        if all(one in space.people for one in pair):
            space.im(*pair)
    for one in told["messages"]:
        if one["channel"] in space.conversations:
            space.messages.put(Message(**one))
    for person, channel, ts in told["read_until"]:
        space.read_until[person, channel] = ts
    for person, view in told["homes"].items():
        if person in space.people:
            _restore_home(slack, person, view)
    if slack.try_this is not None:
        slack.try_this.restore(told["tried"])
    for one in told.get("mail", []):
        at = datetime.fromisoformat(one["at"])
        slack.mailbox.keep(sender=one["sender"], to=one["to"], raw=b64decode(one["raw"]), at=at)


class Keeper:
    """Saves the state soon after it changed, and once more at the end."""

    def __init__(self, *, slack: LocalSlack, path: Path, script_played: bool) -> None:
        self._slack, self._path = slack, path
        self.script_played = script_played
        self._changed = asyncio.Event()
        slack.workspace.changes.watch(self._hear)

    async def keep_saving(self) -> None:
        """Save whenever something changed, about three times a second, less often when it is much.

        Ten thousand messages take a while to write, and nothing else is done meanwhile.
        """
        while True:
            await self._changed.wait()
            self._changed.clear()
            started = time.monotonic()
            self.save()
            # Twenty times as long as the saving took: it has at most a twentieth of the loop's
            # time.
            await asyncio.sleep(max(PAUSE, PAUSE_FOR_SAVING * (time.monotonic() - started)))

    def save(self) -> None:
        """Save now."""
        write_atomically(self._path, json.dumps(dict(self._parts()), ensure_ascii=False))

    def _parts(self) -> Iterator[tuple[str, object]]:
        space, try_this = self._slack.workspace, self._slack.try_this
        yield "version", VERSION
        yield "tokens", space.tokens.saved()
        yield "clock_offset", space.clock.offset
        yield "script_played", self.script_played
        yield "tried", try_this.done() if try_this else []
        yield "read_until", [[*key, ts] for key, ts in space.read_until.items()]
        yield "homes", {person: view.told for person, view in space.views.homes.items()}
        yield "talks", [sorted(space.conversations[one].members) for one in _talks(self._slack)]
        yield "mail", [_mail_as_json(one) for one in self._slack.mailbox.mails]
        yield "messages", [_as_json(one) for one in space.messages.everything()]

    def _hear(self, change: Change) -> None:
        if change.type not in UNCHANGING:
            self._changed.set()


def _as_json(message: Message) -> Json:
    """Make what `Message` is made of again; its parts are JSON already and are not copied."""
    return {name: getattr(message, name) for name in NAMES}


def _mail_as_json(mail: Mail) -> Json:
    return {
        "sender": mail.sender,
        "to": mail.to,
        "raw": b64encode(mail.raw).decode("ascii"),
        "at": mail.at.isoformat(),
    }


def _talks(slack: LocalSlack) -> list[str]:
    space = slack.workspace
    kinds = {one: space.conversations[one].kind for one in space.messages.channels()}
    return [channel for channel, kind in kinds.items() if kind == "im"]


def _restore_home(slack: LocalSlack, person: str, view: Json) -> None:
    try:
        slack.workspace.views.restore_home(view, person=person)
    except SlackError:
        return
