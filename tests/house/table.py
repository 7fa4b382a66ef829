"""Which imports a table of layers allows."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from house.imports import PACKAGES, Import, is_under

APART = ("sandbox", "fixtures", "bench")
"""The layers that stand beside the bot: `*` leaves them out, so whoever needs one names it."""


@dataclass(frozen=True)
class Layer:
    """One row of the table of who may import whom.

    `modules` names modules, each with all that is under it; `x.*` means that every module directly
    under x stands for itself, a stranger to its neighbours. `may` names the layers from which these
    modules may import (`*` is every one but those APART), and `layer:pattern` only the names that
    match. A layer that does not name itself has modules that never import each other. `libraries`
    are what it may import from others; the standard library is for all.
    """

    name: str
    modules: str
    may: str = ""
    libraries: str = ""


def breaches_in(imports: Sequence[Import], *, table: Sequence[Layer]) -> list[str]:
    """A sentence for each import that the table does not allow."""
    return [breach for one in imports if (breach := _breach(one, tuple(table)))]


def _breach(one: Import, table: tuple[Layer, ...]) -> str | None:
    top = one.of.split(".")[0]
    if top in sys.stdlib_module_names:
        return None
    place = _place(one.by, table)
    if place is None:
        return f"{one.by} is in no layer: name it in the table"
    layer, unit = place
    if top in PACKAGES:
        allowed = is_under(one.of, unit) or _may_import(one, layer, table)
    else:
        whole = f"{one.of}.{one.name}"
        allowed = any(is_under(whole, library) for library in layer.libraries.split())
    said = f"{one.of} ({one.name})" if one.name else one.of
    return None if allowed else f"{one.by} imports {said}, which is not for “{layer.name}”"


def _may_import(one: Import, layer: Layer, table: tuple[Layer, ...]) -> bool:
    place = _place(one.of, table)
    if place is None:
        return False
    allowed = (word.partition(":") for word in layer.may.split())
    return any(
        (name == place[0].name or (name == "*" and place[0].name not in APART))
        and fnmatchcase(one.name, pattern or "*")
        for name, _, pattern in allowed
    )


@cache
def _place(module: str, table: tuple[Layer, ...]) -> tuple[Layer, str] | None:
    """The layer of a module, and the part of it, itself or a package, in which it stands."""
    places = [
        # The longest name wins; of two as long, the one that is spelt out.
        (unit.count("."), "*" not in pattern, layer, unit)
        for layer in table
        for pattern in layer.modules.split()
        if (unit := _unit(module, pattern))
    ]
    return max(places, key=lambda place: place[:2])[2:] if places else None


def _unit(module: str, pattern: str) -> str | None:
    start = ".".join(module.split(".")[: pattern.count(".") + 1])
    return start if fnmatchcase(start, pattern) else None
