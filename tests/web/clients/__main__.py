"""`make try-clients`: two clients made from the API's description, checked by their own languages.

One in Python, by openapi-python-client and mypy; one in TypeScript, by openapi-typescript and tsc,
which needs Node. They take the network once, for their packages, so this is no part of the tests.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from bot.web.app import web_app

_PACKAGES = ("openapi-typescript@7", "typescript@5")


def description() -> dict[str, Any]:
    """Return the description of all calls, as programs get it."""
    nothing = dict.fromkeys(
        ("api_token", "rules", "operators_port", "keys", "company", "framed_by", "calendars")
    )
    parts = SimpleNamespace(api_rate=600, address="", **nothing)
    app: Any = web_app(parts)  # type: ignore[arg-type]
    while not hasattr(app, "openapi"):
        app = getattr(app, "app", None) or app._app
    described: dict[str, Any] = app.openapi()
    return described


def main(tools: str) -> int:
    """Make both clients in a folder of their own; 1 where one of them is not sound."""
    with TemporaryDirectory(prefix="on-the-hour-") as name:
        folder = Path(name)
        (folder / "openapi.json").write_text(json.dumps(description()), "utf-8")
        statuses = [_python(folder, Path(tools).absolute()), _typescript(folder)]
    for language, status in zip(("Python", "TypeScript"), statuses, strict=True):
        print(f"{language}: {'sound' if status == 0 else 'not sound'}")
    return int(any(statuses))


def _python(folder: Path, tools: Path) -> int:
    made = [tools / "openapi-python-client", "generate", "--meta", "none"]
    # What it makes is looked at as it is: not tidied up first.
    (folder / "generator.yaml").write_text("post_hooks: []", "utf-8")
    made += ["--config", "generator.yaml"]
    made += ["--path", "openapi.json", "--output-path", "client", "--fail-on-warning"]
    if status := subprocess.run(made, cwd=folder, check=False).returncode:
        return status
    return subprocess.run(
        [tools / "mypy", "--strict", "client"], cwd=folder, check=False
    ).returncode


def _typescript(folder: Path) -> int:
    if not shutil.which("npm"):
        print("There is no Node here, so no client in TypeScript.", file=sys.stderr)
        return 0
    (folder / "package.json").write_text('{"private": true}', "utf-8")
    npm = ["npm", "install", "--silent", "--no-fund", "--no-audit", *_PACKAGES]
    subprocess.run(npm, cwd=folder, check=True)
    bin_ = folder / "node_modules" / ".bin"
    made = [bin_ / "openapi-typescript", "openapi.json", "--output", "client.ts"]
    if status := subprocess.run(made, cwd=folder, check=False).returncode:
        return status
    strict = [bin_ / "tsc", "--strict", "--noEmit", "client.ts"]
    return subprocess.run(strict, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
