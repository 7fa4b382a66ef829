"""The table of the hard cases: python -m readers ENVIRONMENT, where icalevents and ical.js are.

Each reader is asked for what it sees of a window. Where that is something else than what we see,
the case says why; a difference that is not explained, and an explanation without a difference, end
it with status 1.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from calendar_builders import read, reader
from hard_cases import CASES, Case, text_of

from readers.by_vobject import seen_by_vobject

_HERE = Path(__file__).parent
Times = set[tuple[datetime, datetime]]


class Failed(Exception):
    """The reader did not get through."""


def main(environment: Path) -> int:
    """Ask all readers that are there, print the table, and return the exit status."""
    readers = _readers(environment)
    seen = {
        (what, name): _compared(case, ask)
        for what, case in CASES.items()
        for name, ask in readers.items()
    }
    sys.stdout.write("\n".join(_table(seen, names=list(readers))) + "\n")
    unexplained = [
        f"{what}, {name}: {told}, and why: {CASES[what].why.get(name, '')}"
        for (what, name), told in seen.items()
        if (told == "same") is (name in CASES[what].why)
    ]
    for one in unexplained:
        sys.stdout.write(f"NOT EXPLAINED: {one}\n")
    return 1 if unexplained else 0


def _table(seen: Mapping[tuple[str, str], str], *, names: Sequence[str]) -> Iterator[str]:
    yield f"| | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for what in CASES:
        yield f"| {what} | {' | '.join(seen[what, name] for name in names)} |"
    yield ""
    for what, case in CASES.items():
        yield from (f"- {what}, {name}: {why}" for name, why in case.why.items() if name in names)


def _readers(environment: Path) -> dict[str, Callable[[Case], Times]]:
    python = environment / "bin" / "python"
    found: dict[str, Callable[[Case], Times]] = {
        "vobject": _by_vobject,
        "icalevents": lambda case: _asked([str(python), str(_HERE / "by_icalevents.py")], case),
    }
    node, script = shutil.which("node"), environment / "by_ical.mjs"
    if node and (environment / "node_modules" / "ical.js").is_dir():
        # Node looks for packages beside the script.
        shutil.copy(_HERE / "by_ical.mjs", script)
        found["ical.js"] = lambda case: _asked([node, str(script)], case)
    return found


def _compared(case: Case, ask: Callable[[Case], Times]) -> str:
    ours = {
        (block.span.start, block.span.end)
        for block in read(text_of(case), reader(window=case.window)).blocks
    }
    try:
        theirs = ask(case)
    except Failed:
        return "fails"
    if theirs == ours:
        return "same"
    if {start for start, _ in theirs} == {start for start, _ in ours}:
        return "other ends"
    counted = ((len(theirs - ours), "more"), (len(ours - theirs), "missing"))
    return ", ".join(f"{count} {word}" for count, word in counted if count)


def _by_vobject(case: Case) -> Times:
    try:
        return seen_by_vobject(text_of(case).decode(), case.window)
    except TypeError:
        raise Failed from None


def _asked(command: list[str], case: Case) -> Times:
    first, last = case.window.start, case.window.end
    asked = {
        "text": text_of(case).decode(),
        "window": [first.timestamp(), last.timestamp()],
    }
    done = subprocess.run(
        command,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        env={"TZ": "Europe/Berlin", "PATH": os.environ.get("PATH", "")},
        check=False,
    )
    if done.returncode:
        raise Failed
    times = [[datetime.fromtimestamp(one, UTC) for one in pair] for pair in json.loads(done.stdout)]
    return {
        (max(start, first), min(end, last))
        for start, end in times
        if start < last and (end > first or start >= first)
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
