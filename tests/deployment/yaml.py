"""As much of YAML as our own files use: mappings, lists, flow lists, texts, comments, documents.

What it does not know, it refuses; so a file of ours can't be read wrongly without anybody seeing.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

_KEY = re.compile(r"""("[^"]*"|[^\s"'\[{#&*!|>%@`-][^#]*?|-[^\s#][^#]*?):(?: +(.*))?$""")
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


class NotUnderstood(ValueError):
    """A line of a kind that no file of ours has."""


@dataclass(frozen=True)
class Line:
    """A line that says something: how far in it stands, and what it says."""

    number: int
    indent: int
    text: str


def documents_in(text: str) -> list[Any]:
    """Return the value of each document in a text."""
    return [
        value_in(part) for part in re.split(r"^---\s*$", text, flags=re.MULTILINE) if part.strip()
    ]


def value_in(text: str) -> Any:
    """Return the value of a text of one document."""
    reader = _Reader(text)
    value = reader.block(0)
    if reader.lines:
        raise NotUnderstood(f"line {reader.lines[0].number}: {reader.lines[0].text}")
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.raw = text.split("\n")
        self.lines = [
            Line(number, len(raw) - len(raw.lstrip()), said)
            for number, raw in enumerate(self.raw, start=1)
            if (said := _without_comment(raw).strip())
        ]

    def block(self, least: int) -> Any:
        """The value that begins at the next line, which stands in as far as `least`, or further."""
        if not self.lines or self.lines[0].indent < least:
            return None
        first = self.lines[0]
        if first.text == "-" or first.text.startswith("- "):
            return self._list(first.indent)
        return self._mapping(first.indent)

    def _list(self, indent: int) -> list[Any]:
        values = []
        while self.lines and self.lines[0].indent == indent and self.lines[0].text[:1] == "-":
            line = self.lines.pop(0)
            rest = line.text[1:].lstrip()
            inner = line.indent + len(line.text) - len(rest)
            if _KEY.match(rest):
                self.lines.insert(0, Line(line.number, inner, rest))
                values.append(self._mapping(inner))
            else:
                values.append(self._value(rest, line, least=indent + 1))
        return values

    def _mapping(self, indent: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while self.lines and self.lines[0].indent == indent:
            line = self.lines[0]
            found = _KEY.match(line.text)
            if found is None or line.text.startswith("- "):
                raise NotUnderstood(f"line {line.number}: {line.text}")
            self.lines.pop(0)
            key = str(_scalar(found[1]))
            if key in values:
                raise NotUnderstood(f"line {line.number}: {key} stands there twice")
            # A list may stand as far in as the key that it belongs to.
            is_list = bool(self.lines) and self.lines[0].text.startswith("- ")
            values[key] = self._value(found[2] or "", line, least=indent + (not is_list))
        return values

    def _value(self, said: str, line: Line, *, least: int) -> Any:
        if said in ("|", "|-", ">", ">-"):
            return self._text(line, is_folded=said[0] == ">", is_ended=said[-1] != "-")
        return _scalar(said) if said else self.block(least)

    def _text(self, line: Line, *, is_folded: bool, is_ended: bool) -> str:
        below = self.raw[line.number :]
        indent = next(len(raw) - len(raw.lstrip()) for raw in below if raw.strip())
        taken = []
        for raw in below:
            if raw.strip() and len(raw) - len(raw.lstrip()) < indent:
                break
            taken.append(raw[indent:])
        last = line.number + len(taken)
        self.lines = [each for each in self.lines if each.number > last]
        joined = (" " if is_folded else "\n").join(taken).rstrip()
        return joined + ("\n" if is_ended else "")


def _without_comment(raw: str) -> str:
    found = re.match(r"""((?:"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\S)#|[^#])*)""", raw)
    return found[1] if found else raw


def _scalar(said: str) -> Any:
    if said.startswith("["):
        parts = re.findall(r""""(?:[^"\\]|\\.)*"|'[^']*'|[^,\s\[\]][^,\[\]]*""", said)
        return [_scalar(part.strip()) for part in parts]
    if said.startswith('"'):
        return json.loads(said)
    if said.startswith("'"):
        return said[1:-1].replace("''", "'")
    if said == "{}":
        return {}
    if said[:1] in "&*!%@`{" and said:
        raise NotUnderstood(said)
    if said in _PLAIN:
        return _PLAIN[said]
    return int(said) if re.fullmatch(r"-?\d+", said) else said
