"""`make try-types`: what the bot sends to Slack in the journeys, checked by Slack's own types.

It needs Node, and the network once, for the packages typescript and @slack/types; so it is no part
of the tests. Payloads are written as literals, so that a field that the types do not know is an
error (`tsc --strict`).
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
_PACKAGES = ("typescript@5", "@slack/types@2")
_TYPES = {"modal": "ModalView", "home": "HomeView", None: "KnownBlock[]"}
_STRICT = ("--strict", "--noEmit", "--skipLibCheck", "--module", "nodenext")


def source_of(payloads: Iterable[dict[str, Any]]) -> str:
    """Return a TypeScript file in which each payload is declared to be what Slack calls it."""
    names = ", ".join(kind.removesuffix("[]") for kind in _TYPES.values())
    lines = [f"import type {{ {names} }} from '@slack/types';"]
    lines += [
        f"export const p{number}: {kind} = {json.dumps(value)};"
        for number, (kind, value) in enumerate(_typed(payloads))
    ]
    return "\n".join([*lines, ""])


def _typed(payloads: Iterable[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    for one in payloads:
        kind = one.get("type") if one.get("type") in _TYPES else None
        blocks = one["blocks"]
        told = json.loads(blocks) if isinstance(blocks, str) else blocks
        yield _TYPES[kind], one if kind else told


def _payloads(folder: Path, arguments: list[str]) -> list[dict[str, Any]]:
    tests = arguments or ["tests/journeys"]
    environment = os.environ | {"JOURNEYS_PAYLOADS": str(folder)}
    command = [sys.executable, "-m", "pytest", "--quiet", "-n", "2", *tests]
    # A journey that fails for another reason has its own test; what was sent is looked at anyway.
    subprocess.run(command, cwd=ROOT, env=environment, check=False)
    each = (json.loads(file.read_text("utf-8")) for file in folder.glob("*.json"))
    return list({json.dumps(one, sort_keys=True): one for some in each for one in some}.values())


def main(arguments: list[str]) -> int:
    """Run the journeys, or some that are named, and check what they sent; 1 where it won't do."""
    if not shutil.which("npm"):
        print("There is no Node here.", file=sys.stderr)
        return 1
    with TemporaryDirectory(prefix="on-the-hour-") as name:
        folder = Path(name)
        payloads = _payloads(folder, arguments)
        (folder / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
        npm = ["npm", "install", "--silent", "--no-fund", "--no-audit", *_PACKAGES]
        subprocess.run(npm, cwd=folder, check=True)
        (folder / "payloads.ts").write_text(source_of(payloads), "utf-8")
        tsc = [str(folder / "node_modules" / ".bin" / "tsc"), *_STRICT, "payloads.ts"]
        status = subprocess.run(tsc, cwd=folder, check=False).returncode
    verdict = "not all are" if status else "all of them are"
    print(f"{len(payloads)} payloads: {verdict} as Slack types them.")
    return min(status, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
