"""The imports of the code, read from its text: who imports whom, and which table forbids it."""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "scheduling", "sandbox")


@dataclass(frozen=True)
class Layer:
    """One row of the table of who may import whom.

    `modules` names modules, each with all that is under it; `x.*` means that every module directly
    under x stands for itself, a stranger to its neighbours. `may` names the layers from which these
    modules may import (`*` is every one but the sandbox), and `layer:pattern` only the names that
    match. A layer that does not name itself has modules that never import each other. `libraries`
    are what it may import from others; the standard library is for all.
    """

    name: str
    modules: str
    may: str = ""
    libraries: str = ""


@dataclass(frozen=True)
class Import:
    """One module that imports another, or `name` from it."""

    by: str
    of: str
    name: str = ""


def sources_of_the_project() -> dict[str, str]:
    """The text of every module, by its dotted name."""
    return {
        _dotted(path): path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def imports_in(sources: dict[str, str]) -> list[Import]:
    """Every import, wherever in a module it stands; `from x import y` is of x.y if that is one."""
    modules = set(sources) | {parent for module in sources for parent in _parents(module)}
    return [
        one
        for by, source in sources.items()
        for node in ast.walk(ast.parse(source))
        for one in _read(node, by=by, modules=modules)
    ]


def breaches_in(imports: Sequence[Import], *, table: Sequence[Layer]) -> list[str]:
    """A sentence for each import that the table does not allow."""
    return [breach for one in imports if (breach := _breach(one, table))]


def circles_in(imports: Sequence[Import]) -> list[str]:
    """The sets of modules that come back to themselves through what they import."""
    pairs: dict[str, set[str]] = {}
    for one in imports:
        if one.of != one.by and one.of.split(".")[0] in PACKAGES:
            pairs.setdefault(one.by, set()).add(one.of)
    reach = {module: _reachable(module, pairs) for module in pairs}
    circles = {
        frozenset(other for other in reach[module] if module in reach.get(other, ()))
        for module in pairs
        if module in reach[module]
    }
    return sorted(", ".join(sorted(circle)) for circle in circles)


def both_ways(imports: Sequence[Import], *, packages: set[str]) -> list[str]:
    """The pairs of packages, neither inside the other, that import each other."""

    def package(module: str) -> str:
        return module if module in packages else module.rpartition(".")[0]

    ways = {(package(one.by), package(one.of)) for one in imports}
    return sorted(
        f"{one} and {other}"
        for one, other in ways
        if one < other and (other, one) in ways and not _is_under(other, one)
    )


def packages_in(sources: dict[str, str]) -> set[str]:
    """Every module that has others under it."""
    return {module.rpartition(".")[0] for module in sources} - {""}


def names_used_in(source: str) -> set[str]:
    """Every imported name that the text uses, in full: `now()` may be `datetime.datetime.now`."""
    tree = ast.parse(source)
    known = dict(pair for node in ast.walk(tree) for pair in _names_brought_in(node))
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and id(node) not in inner:
            first, *rest = ast.unparse(node).split(".")
            if first in known:
                used.add(".".join([known[first], *rest]))
    return used


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _parents(module: str) -> Iterator[str]:
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


def _read(node: ast.AST, *, by: str, modules: set[str]) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(by, alias.name)
    elif isinstance(node, ast.ImportFrom):
        of = _absolute(node, by=by, is_package=any(_is_under(one, by) for one in modules - {by}))
        for alias in node.names:
            inner = f"{of}.{alias.name}"
            yield Import(by, inner) if inner in modules else Import(by, of, alias.name)


def _absolute(node: ast.ImportFrom, *, by: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = by.split(".")
    base = parts[: len(parts) - node.level + is_package]
    return ".".join([*base, *([node.module] if node.module else [])])


def _breach(one: Import, table: Sequence[Layer]) -> str | None:
    top = one.of.split(".")[0]
    if top in sys.stdlib_module_names:
        return None
    place = _place(one.by, table)
    if place is None:
        return f"{one.by} is in no layer: name it in the table"
    layer, unit = place
    if top in PACKAGES:
        allowed = _is_under(one.of, unit) or _may_import(one, layer, table)
    else:
        whole = f"{one.of}.{one.name}"
        allowed = any(_is_under(whole, library) for library in layer.libraries.split())
    said = f"{one.of} ({one.name})" if one.name else one.of
    return None if allowed else f"{one.by} imports {said}, which is not for “{layer.name}”"


def _may_import(one: Import, layer: Layer, table: Sequence[Layer]) -> bool:
    place = _place(one.of, table)
    if place is None:
        return False
    if layer.may == "*":
        return place[0].name != "sandbox"
    allowed = (word.partition(":") for word in layer.may.split())
    return any(
        name == place[0].name and fnmatchcase(one.name, pattern or "*")
        for name, _, pattern in allowed
    )


def _place(module: str, table: Sequence[Layer]) -> tuple[Layer, str] | None:
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


def _is_under(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _reachable(module: str, pairs: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        further = pairs.get(waiting.pop(), set()) - seen
        seen |= further
        waiting += further
    return seen


def _names_brought_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            first = alias.name.split(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (first, first)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"
