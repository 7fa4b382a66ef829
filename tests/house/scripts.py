"""The imports of the page's scripts, read from their text."""

import posixpath
import re
from pathlib import Path

from house.circles import Edge
from house.imports import ROOT

SCRIPTS = ROOT / "sandbox" / "page" / "js"

_IMPORT = re.compile(
    r"""
    ^(?:import|export)\s+ (?:[\w*{}\s,]+?\s+from\s+)? ["'](?P<way>[^"']+)["']
    | \bimport\( \s*["'](?P<late>[^"']+)["']
    """,
    re.MULTILINE | re.VERBOSE,
)


def scripts_in(folder: Path = SCRIPTS) -> dict[str, str]:
    """Return the text of every script, by its path from the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.js"))
    }


def edges_between(scripts: dict[str, str]) -> set[Edge]:
    """Return which script imports which: at once, late, or to hand it on."""
    return {
        (by, posixpath.normpath(posixpath.join(posixpath.dirname(by), way)))
        for by, text in scripts.items()
        for found in _IMPORT.finditer(text)
        if (way := found["way"] or found["late"]).startswith(".")
    }


def folder_of(script: str) -> str:
    """Return the folder in which a script stands; "." for those that stand in none."""
    return posixpath.dirname(script) or "."
