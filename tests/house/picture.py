"""The map of who stands on whom, drawn from the imports, and of all folders, from their docstrings.

Call: make architecture. It puts both into docs/architecture.md; the picture is in Mermaid's words,
which code hosts draw. An arrow that follows from others is left out, or there would be hundreds.
"""

import ast
import re
from collections.abc import Iterator

from house.circles import Edge, edges_of
from house.imports import ROOT, imports_in, is_under, packages_in, sources_of_the_project

PAGE = ROOT / "docs" / "architecture.md"
DRAWN = ("bot", "scheduling")
"""The sandbox and the benches stand apart: they know of the bot what starts it, or all of it."""
APART = ("scheduling.wording.reading", "scheduling.wording.saying")
"""Parts that are drawn though they are no direct child: one is for the core, the other is not."""
WHOLE = ("languages",)
"""What is drawn as one."""
LEFT_OUT = ("scheduling.wording", "bot.__main__")
"""A room with nothing of its own in it, and the door."""

_PICTURE = re.compile(r"```mermaid\n.*?```\n", re.DOTALL)
_FOLDERS = re.compile(r"```text\n.*?```\n", re.DOTALL)


def picture() -> str:
    """Return the picture of the code as it stands, as a block of Markdown."""
    sources = sources_of_the_project()
    edges = edges_of(imports_in(sources))
    known = set(sources) | packages_in(sources)
    parts = sorted({part for module in known if (part := part_of(module))})
    ways = {
        (by, of)
        for one, other in edges
        if (by := part_of(one)) and (of := part_of(other)) and by != of
    }
    return drawn(parts, reduced(ways))


def part_of(module: str) -> str | None:
    """Return the part of the picture in which a module stands, if it stands in one."""
    for part in APART:
        if is_under(module, part):
            return part
    top, _, rest = module.partition(".")
    if top in WHOLE:
        return top
    part = f"{top}.{rest.partition('.')[0]}"
    return part if top in DRAWN and rest and part not in LEFT_OUT else None


def reduced(edges: set[Edge]) -> set[Edge]:
    """Return the edges without those that follow from others; they must have no circle."""
    onward: dict[str, set[str]] = {}
    for by, of in edges:
        onward.setdefault(by, set()).add(of)

    def reaches(start: str, goal: str) -> bool:
        return any(of == goal or reaches(of, goal) for of in onward.get(start, ()))

    return {
        (by, of)
        for by, of in edges
        if not any(reaches(between, of) for between in onward[by] - {of})
    }


def drawn(parts: list[str], edges: set[Edge]) -> str:
    """Return parts and edges in Mermaid's words: a frame for each top folder, arrows downwards."""
    return "\n".join(["```mermaid", "flowchart TD", *_lines(parts, edges), "```", ""])


def _lines(parts: list[str], edges: set[Edge]) -> Iterator[str]:
    for top in DRAWN:
        yield f"    subgraph {top}"
        for part in parts:
            if is_under(part, top):
                yield f'        {_key(part)}["{part.removeprefix(f"{top}.")}"]'
        yield "    end"
    for by, of in sorted(edges):
        yield f"    {_key(by)} --> {_key(of)}"


def _key(part: str) -> str:
    return part.replace(".", "_")


def folders() -> str:
    """Return every folder of the code with the first sentence of its docstring."""
    sources = sources_of_the_project()
    lines = [
        f"{module.replace('.', '/') + '/':34} {_first_words(sources[module])}"
        for module in sorted(packages_in(sources))
    ]
    return "\n".join(["```text", *lines, "```", ""])


def _first_words(source: str) -> str:
    words = " ".join((ast.get_docstring(ast.parse(source)) or "").split())
    return re.split(r"(?<=\.) ", words)[0]


def brought_up_to_date(page: str) -> str:
    """Return the page with its picture and its list of folders as the code stands."""
    for pattern, block in ((_PICTURE, picture()), (_FOLDERS, folders())):
        page, count = pattern.subn(lambda _, block=block: block, page)
        assert count == 1, f"the page has no place for {block[:10]}"
    return page


if __name__ == "__main__":
    PAGE.write_text(brought_up_to_date(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
