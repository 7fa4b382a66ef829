"""Where on a screen something can be pressed or filled in, found by the words beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.state.types import Json
from sandbox.text.plain import Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """One element that can be used."""

    block_id: str
    action_id: str
    element: Json
    # The words that a person would call it by, the best one first.
    names: tuple[str, ...]
    # Whether it stands in an input block,
    in_input: bool
    # and whether the app is told at once when it is used.
    dispatches: bool

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    def is_called(self, name: str) -> bool:
        """Tell whether a person may call it so."""
        return any(_same(one, name) for one in self.names)


def controls_in(blocks: Iterable[Json], reader: Reader) -> list[Control]:
    """Find everything in blocks that a person can use, in reading order."""
    found = []
    for block in blocks:
        for element in (block.get("accessory"), block.get("element"), *_elements(block)):
            if isinstance(element, dict) and "action_id" in element:
                found.append(_control(block, element, reader))
    return found


def option_named(options: list[Json], name: Any, reader: Reader) -> Json:
    """Find the option with this text; else the only one that contains it; else with this value.

    Raises AssertionError, naming what there is, when it is none or several.
    """
    wanted = str(name)
    texts = [reader.text(one["text"]) for one in options]
    same = [one for one, text in zip(options, texts, strict=True) if _same(text, wanted)]
    # A test may name an option by a part of it, while the words around it change.
    partly = [
        one
        for one, text in zip(options, texts, strict=True)
        if wanted.casefold() in text.casefold()
    ]
    by_value = [one for one in options if one.get("value") == wanted]
    if same:
        return same[0]
    if len(partly) == 1:
        return partly[0]
    if by_value:
        return by_value[0]
    raise AssertionError(f"no option “{wanted}” among {texts}")


def _control(block: Json, element: Json, reader: Reader) -> Control:
    is_input = block["type"] == "input"
    beside = reader.text(block.get("label") or block.get("text"))
    names = [
        reader.text(element.get("text")),
        beside if is_input or element is block.get("accessory") else "",
        str(element.get("accessibility_label") or ""),
        reader.text(element.get("placeholder")),
        str(element["action_id"]),
    ]
    return Control(
        block_id=block["block_id"],
        action_id=element["action_id"],
        element=element,
        names=tuple(one for one in names if one),
        in_input=is_input,
        dispatches=not is_input or bool(block.get("dispatch_action")),
    )


def _elements(block: Json) -> list[Any]:
    return list(block["elements"]) if block["type"] == "actions" else []


def _same(shown: str, name: str) -> bool:
    def plain(text: str) -> str:
        return " ".join(text.split()).rstrip(":").casefold()

    return plain(shown) == plain(name)
