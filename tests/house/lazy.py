"""Imports that stand inside functions, where they wait until somebody needs them."""

import ast
import re
from collections.abc import Iterator

_INDENTED = re.compile(r"^\s+(import|from)\s", re.MULTILINE)


def lazy_imports_in(sources: dict[str, str]) -> set[tuple[str, str]]:
    """Return (by, of) for each import inside a function: the module it stands in, and its own."""
    return {
        (by, of)
        for by, source in sources.items()
        # Most have none: an import that stands indented is a sign of one.
        if _INDENTED.search(source)
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        for of in _imported(node)
    }


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
