"""The words that a person reads in messages and views, without their layout."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.state.people import Person
from sandbox.state.types import Json
from sandbox.state.workspace import Workspace
from sandbox.text.dates import date_shown

SPECIAL = re.compile(r"<([^<>]+)>")
DATE = re.compile(r"!date\^(\d{1,11})\^([^^]+)")
STYLE = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Somebody who reads, at an instant."""

    workspace: Workspace
    person: Person
    now: datetime

    def message(self, *, text: str, blocks: list[Json]) -> str:
        """Return the words of a message: its text, then those of its blocks, a line each."""
        return "\n".join(one for one in (self.mrkdwn(text), self.blocks(blocks)) if one)

    def blocks(self, blocks: list[Json], *, state: Json | None = None) -> str:
        """Return the words of blocks, a line each; `state` says what stands in their fields."""
        lines = [line for block in blocks for line in self._lines(block, state or {})]
        return "\n".join(line for line in lines if line)

    def text(self, told: Any) -> str:
        """Return the words of a text object, or of a text."""
        if isinstance(told, str):
            return told
        if not isinstance(told, dict):
            return ""
        words = str(told.get("text", ""))
        return self.mrkdwn(words) if told.get("type") == "mrkdwn" else words

    def mrkdwn(self, text: str) -> str:
        """Return the words of a text with Slack's marks in it, dates in the reader's zone."""
        plain = SPECIAL.sub(lambda found: self._special(found[1]), text)
        # Twice, for marks within marks: *_bold and italic_*.
        for _ in range(2):
            plain = STYLE.sub(r"\2", plain)
        return html.unescape(plain)

    def _special(self, inside: str) -> str:
        body, _, label = inside.partition("|")
        if body.startswith("!date^"):
            if (date := DATE.match(body)) is None:
                return label or f"<{inside}>"
            instant, form = int(date[1]), date[2]
            return date_shown(instant, form=form, tz=self.person.tz, now=self.now)
        if body.startswith("@"):
            return f"@{self.workspace.name_of(body[1:])}"
        if body.startswith("#"):
            where = self.workspace.conversations.get(body[1:])
            return f"#{where.name if where else label}"
        if body.startswith("!subteam^"):
            return label or "@group"
        if body.startswith("!"):
            return f"@{body[1:]}"
        return label or body

    def _lines(self, block: Json, state: Json) -> Iterator[str]:
        entries = state.get(str(block.get("block_id")), {})
        yield self.text(block.get("text") or block.get("label") or block.get("title"))
        for field in block.get("fields") or []:
            yield self.text(field)
        inside = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        for element in inside:
            if isinstance(element, dict):
                yield from self._element(element, entries.get(str(element.get("action_id")), {}))
        yield self.text(block.get("hint"))
        if block.get("type") == "rich_text":
            yield self._rich(block.get("elements", []))
        elif block.get("type") == "image":
            yield str(block.get("alt_text", ""))

    def _element(self, element: Json, entry: Json) -> Iterator[str]:
        kind = str(element.get("type"))
        if kind in ("mrkdwn", "plain_text"):
            yield self.text(element)
        elif kind == "button":
            yield self.text(element.get("text"))
        elif kind == "image":
            yield str(element.get("alt_text", ""))
        elif kind in ("radio_buttons", "checkboxes"):
            for option in element.get("options", []):
                yield self.text(option.get("text"))
                yield self.text(option.get("description"))
        elif not kind.startswith("rich_text"):
            yield self._held(entry) or self.text(element.get("placeholder"))

    def _held(self, entry: Json) -> str:
        held = [value for key, value in entry.items() if key not in ("type", "timezone") and value]
        several = held[0] if held and isinstance(held[0], list) else held[:1]
        return ", ".join(self._choice(one) for one in several)

    def _choice(self, one: Any) -> str:
        if isinstance(one, dict):
            return self.text(one.get("text"))
        return self.workspace.name_of(one) if isinstance(one, str) else str(one)

    def _rich(self, elements: list[Json]) -> str:
        words = []
        for one in elements:
            if "elements" in one:
                words.append(self._rich(one["elements"]))
            elif one.get("type") == "user":
                words.append(f"@{self.workspace.name_of(one['user_id'])}")
            elif one.get("type") == "date":
                zone, form = self.person.tz, one["format"]
                words.append(date_shown(one["timestamp"], form=form, tz=zone, now=self.now))
            else:
                words.append(str(one.get("text") or one.get("url") or ""))
        return "".join(words)
