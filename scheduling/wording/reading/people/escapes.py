"""What Slack puts in the place of what people pick: groups, channels, links and the like.

A "<" that somebody types arrives as "&lt;", so that a plain one always begins such an escape.
Those of single people are read where people are named (`pieces.py`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduling.errors import NotUnderstood

_ESCAPE = re.compile(
    r"<(?P<target>[#!][^<>|\s]*|[a-z][a-z0-9+.-]*:[^<>|\s]*)(?:\|(?P<label>[^<>]*))?>",
    re.IGNORECASE,
)
_BARE_LINK = re.compile(r"(?<![^\s(,;])(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
"""Where Slack leaves a link as it was typed."""
_GROUP = re.compile(r"<!subteam\^(?P<id>[A-Z0-9]+)(?:\|@?(?P<handle>[^<>]*))?>")
_MENTIONED = re.compile(r"<@(?P<id>[A-Z0-9]+)")
_EVERYBODY = ("!here", "!channel", "!everyone")
_ADDRESS = "mailto:"
_WAY_OUT = "Nothing was done. Name people with @ or by their names."


@dataclass(frozen=True, slots=True, kw_only=True)
class UserGroup:
    """A group of members that was mentioned; its name as people type it, "@backend"."""

    id: str
    name: str


def user_groups(text: str) -> tuple[UserGroup, ...]:
    """Return the user groups that are mentioned, in order, each once."""
    found = {group["id"]: _group_name(group["handle"]) for group in _GROUP.finditer(text)}
    return tuple(UserGroup(id=id, name=name) for id, name in found.items())


def with_members(text: str, members: Mapping[str, Sequence[str]]) -> str:
    """Return a text in which every user group has become its members, by their Slack ids.

    Whoever is mentioned beside their group, or is in two of them, is mentioned once.
    """
    named = {mention["id"] for mention in _MENTIONED.finditer(text)}

    def mentions(group: re.Match[str]) -> str:
        new = [each for each in members.get(group["id"], ()) if each not in named]
        named.update(new)
        return " ".join(f"<@{each}>" for each in new)

    return _GROUP.sub(mentions, text)


def with_one_for_each_group(text: str) -> str:
    """Return a text in which one person stands for every group, until its members are known."""
    return with_members(text, {group.id: [group.id] for group in user_groups(text)})


def refuse_escapes(text: str, *, addresses: bool = False) -> None:
    """Do nothing where a text names only people; email `addresses` may be allowed beside them.

    Raises NotUnderstood, by name, for a channel, a group, a link and the like.
    """
    for escape in _ESCAPE.finditer(text):
        if not (addresses and escape["target"].casefold().startswith(_ADDRESS)):
            what = _what(escape["target"], escape["label"] or "")
            raise NotUnderstood(question=f"{what} {_WAY_OUT}")
    if link := _BARE_LINK.search(text):
        raise NotUnderstood(question=f"“{link.group()}” is a link, not a person. {_WAY_OUT}")


def _what(target: str, label: str) -> str:
    kind = target.casefold()
    if kind.startswith("#"):
        name = f"#{label.removeprefix('#')}" if label else "That"
        return f"{name} is a channel, not a person."
    if kind.startswith("!subteam"):
        return f"{_group_name(label.removeprefix('@'))} is a group, and one person is needed here."
    if kind in _EVERYBODY:
        return f"@{kind[1:]} is everybody in a conversation, not a person."
    if kind.startswith("!"):
        return f"“{label or target[1:]}” is no person."
    if kind.startswith(_ADDRESS):
        return f"“{label or target[len(_ADDRESS) :]}” is an email address, not a name."
    return f"“{label or target}” is a link, not a person."


def _group_name(handle: str | None) -> str:
    return f"@{handle}" if handle else "That group"
