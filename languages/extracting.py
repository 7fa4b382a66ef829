"""How `make messages` finds the sentences of errors, which are their docstrings."""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python


def docstrings(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, str],
) -> Iterator[tuple[Any, ...]]:
    """Yield what is inside gettext and its like, and the docstring of each class that is named.

    The option `classes` names them; the docstring is on one line, as it is said.
    """
    yield from extract_python(file, keywords, comment_tags, {})
    file.seek(0)
    wanted = options["classes"].split()
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.ClassDef) and node.name in wanted:
            sentence = " ".join((ast.get_docstring(node) or "").split())
            yield node.lineno, "gettext", sentence, []
