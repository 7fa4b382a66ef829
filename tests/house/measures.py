"""The sizes of the house, as a smell test: python -m house.measures prints them.

Call: make measures. What is too large is no fault, but a reason to look again; test_measures.py
holds the bounds.
"""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

from house.circles import Edge, Room, between_rooms, both_ways_in, edges_of, room_among
from house.imports import PACKAGES, ROOT, imports_in, packages_in, sources_of_the_project
from house.scripts import edges_between, folder_of, scripts_in

MOST_ENTRIES = 16
LONG_FUNCTION = 50
LONG_MODULE = 300

_PATCHES = ("monkeypatch.setattr", "monkeypatch.setitem", "mock.patch", "patch.object", "mocker.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function, with its place for people and its length in lines, decorators left out."""

    place: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is measured; the shares are of all lines, blank ones too."""

    entries: dict[str, int]
    """By folder, from its root: modules and folders, `__init__` left out."""
    pairs: list[str]
    """Packages, and folders of scripts, that import each other."""
    functions: list[Function]
    """The longest first; migrations are lists of steps, and left out."""
    modules: dict[str, int]
    """Lines by path, the longest first; migrations left out."""
    docstrings: float
    """Docstrings of modules, classes, functions and fields."""
    comments: float
    """Lines on which a comment stands, alone or behind code."""
    tests: int
    """Functions that pytest runs."""
    patches: list[str]
    """The lines of the tests on which something is replaced for a while."""


def measured() -> Measures:
    """Measure the checkout that this module stands in."""
    code = [_measured(path) for path in _files("*.py", PACKAGES)]
    tests = [(_named(path), _text_of(path)) for path in _files("*.py", ("tests",))]
    plain = [one for one in code if "/migrations/" not in one.name]
    lines = sum(one.lines for one in code)
    functions = [function for one in plain for function in one.functions]
    modules = sorted(plain, key=lambda one: -one.lines)
    return Measures(
        entries=dict(_entries()),
        pairs=[*_pairs_of_packages(), *_pairs_of_scripts()],
        functions=sorted(functions, key=lambda one: -one.lines),
        modules={one.name: one.lines for one in modules},
        docstrings=sum(one.docstrings for one in code) / lines,
        comments=sum(one.comments for one in code) / lines,
        tests=sum(count_of_tests(text) for _, text in tests),
        patches=[patch for name, text in tests for patch in patches_in(name, text)],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Module:
    """What is measured of one module, in lines where it is no list."""

    name: str
    lines: int
    functions: list[Function]
    docstrings: int
    comments: int


def _measured(path: Path) -> _Module:
    name, text = _named(path), _text_of(path)
    return _Module(
        name=name,
        lines=len(text.splitlines()),
        functions=list(functions_in(name, text)),
        docstrings=docstring_lines_in(text),
        comments=comment_lines_in(text),
    )


def entries_in(folder: Path) -> int:
    """Return how many things `ls` shows that a reader has to choose from.

    A folder that was moved away leaves one of compiled modules behind: it counts for nothing.
    """
    return sum(
        not one.name.startswith(("__", ".")) and (one.is_file() or any(_shown_in(one)))
        for one in folder.iterdir()
    )


def _shown_in(folder: Path) -> Iterator[Path]:
    return (one for one in folder.iterdir() if one.name != "__pycache__")


def functions_in(name: str, text: str) -> Iterator[Function]:
    """Yield every function of a module, those within others too."""
    for node in _nodes_of(text):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(place=f"{name}:{node.lineno} {node.name}", lines=lines)


def docstring_lines_in(text: str) -> int:
    """Return how many lines are within strings that stand alone, as docstrings do."""
    return sum(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in _nodes_of(text)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def comment_lines_in(text: str) -> int:
    """Return how many lines have a comment that is for people, not for a tool."""
    if "#" not in text:
        return 0
    return sum(
        token.type == tokenize.COMMENT
        and not token.string.startswith(("# noqa", "# type:", "# pragma"))
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
    )


def count_of_tests(text: str) -> int:
    """Return how many functions pytest runs, each once whatever its parameters."""
    return sum(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        for node in _nodes_of(text)
    )


def patches_in(name: str, text: str) -> Iterator[str]:
    """Yield the calls that replace something of the code for a while.

    What belongs to the process is not the code's: the environment, and `sys.stdin`.
    """
    if not any(start.partition(".")[0] in text for start in _PATCHES):
        return
    for node in _nodes_of(text):
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).startswith(_PATCHES):
            continue
        if "'sys." not in ast.unparse(node):
            yield f"{name}:{node.lineno} {ast.unparse(node.func)}"


# Each text is looked at for several things, one after the other.
@lru_cache(maxsize=1)
def _nodes_of(text: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(text)))


def _files(pattern: str, tops: tuple[str, ...]) -> list[Path]:
    return [path for top in tops for path in sorted((ROOT / top).rglob(pattern))]


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _entries() -> Iterator[tuple[str, int]]:
    for top in PACKAGES:
        for folder in [ROOT / top, *sorted((ROOT / top).rglob("*"))]:
            if folder.is_dir() and not folder.name.startswith("__"):
                yield _named(folder), entries_in(folder)


def _pairs_of_packages() -> list[str]:
    sources = sources_of_the_project()
    return _pairs(edges_of(imports_in(sources)), room_among(packages_in(sources)))


def _pairs_of_scripts() -> list[str]:
    return _pairs(edges_between(scripts_in()), folder_of)


def _pairs(edges: set[Edge], room: Room) -> list[str]:
    return both_ways_in(between_rooms(edges, room=room))


def lines_about(found: Measures) -> Iterator[str]:
    """Yield what is measured, in words."""
    fullest = sorted(found.entries.items(), key=lambda one: -one[1])[:5]
    yield "entries a folder: " + ", ".join(f"{name} {count}" for name, count in fullest)
    yield f"packages that import each other: {', '.join(found.pairs) or 'none'}"
    lengths = [one.lines for one in found.functions]
    yield f"functions: {len(lengths)}, median {median(lengths):.0f} lines"
    yield from _over("functions", LONG_FUNCTION, {f.place: f.lines for f in found.functions})
    yield f"modules: {len(found.modules)}, median {median(found.modules.values()):.0f} lines"
    yield from _over("modules", LONG_MODULE, found.modules)
    yield f"docstrings: {found.docstrings:.1%} of all lines"
    yield f"comments: {found.comments:.1%} of all lines"
    yield f"patches: {len(found.patches)} in {found.tests} tests"


def _over(what: str, bound: int, lengths: dict[str, int]) -> Iterator[str]:
    over = [(name, length) for name, length in lengths.items() if length > bound]
    yield f"{what} over {bound} lines: {len(over) or 'none'}"
    yield from (f"  {length} {name}" for name, length in over)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lines_about(measured()))
