"""The imports of the code, read from its text."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("languages", "bot", "scheduling", "sandbox", "bench")


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
    packages = {parent for module in sources for parent in _parents(module)}
    modules = packages | set(sources)
    return [
        one
        for by, source in sources.items()
        for node in _statements_in(source)
        for one in _read(node, by=by, is_package=by in packages, modules=modules)
    ]


def packages_in(sources: dict[str, str]) -> set[str]:
    """Every module that has others under it."""
    return {module.rpartition(".")[0] for module in sources} - {""}


def names_used_in(source: str) -> set[str]:
    """Every imported name that the text uses, in full: `now()` may be `datetime.datetime.now`."""
    nodes = list(ast.walk(ast.parse(source)))
    known = dict(pair for node in nodes for pair in _names_brought_in(node))
    inner = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    used = set()
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Name) and id(node) not in inner:
            first, *rest = ast.unparse(node).split(".")
            if first in known:
                used.add(".".join([known[first], *rest]))
    return used


def is_under(module: str, package: str) -> bool:
    """Return whether a module is a package or stands in it, however deep."""
    return module == package or module.startswith(f"{package}.")


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _parents(module: str) -> Iterator[str]:
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


# Each text is looked at for a dozen rules.
@cache
def _statements_in(source: str) -> list[ast.Import | ast.ImportFrom]:
    every = _statements_under(ast.parse(source))
    return [node for node in every if isinstance(node, ast.Import | ast.ImportFrom)]


def _statements_under(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement of a module, however deep: their expressions are most of a tree."""
    for field in ("body", "handlers", "orelse", "finalbody", "cases"):
        under = getattr(node, field, ())
        # Of a lambda, or of `x if y else z`, the body is an expression.
        for one in under if isinstance(under, list) else ():
            yield one
            yield from _statements_under(one)


def _read(
    node: ast.Import | ast.ImportFrom, *, by: str, is_package: bool, modules: set[str]
) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(by, alias.name)
    else:
        of = _absolute(node, by=by, is_package=is_package)
        for alias in node.names:
            inner = f"{of}.{alias.name}"
            yield Import(by, inner) if inner in modules else Import(by, of, alias.name)


def _absolute(node: ast.ImportFrom, *, by: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = by.split(".")
    base = parts[: len(parts) - node.level + is_package]
    return ".".join([*base, *([node.module] if node.module else [])])


def _names_brought_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            first = alias.name.split(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (first, first)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"
