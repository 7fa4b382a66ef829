"""`make release`: what is committed, as a wheel and, where a builder is, an image.

It refuses what is not ready: changes that are not committed, a version without an entry in the
changelog, a schema that is not kept for the tests, images that are not pinned though a builder is
here.
"""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from released_schemas import REVISIONS

from deployment.build_image import builder, command_of
from deployment.pin_images import FILES, images_in
from scheduling.store.schema.migrating import newest_revision
from scheduling.version import VERSION

ROOT = Path(__file__).parents[2]


def not_ready(
    *, changelog: str, uncommitted: str, unpinned: list[str], kept: list[str]
) -> list[str]:
    """Return what is missing before this version can be released, a sentence each."""
    missing = []
    if uncommitted.strip():
        missing.append("There are changes that are not committed.")
    if not re.search(
        rf"^## \[{re.escape(VERSION)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE
    ):
        missing.append(f"CHANGELOG.md has no entry “## [{VERSION}] - YYYY-MM-DD”.")
    if newest_revision() not in kept:
        missing.append("The schema is not kept for the tests: make keep-schema.")
    if unpinned:
        missing.append(f"{', '.join(unpinned)}: by tag only. make pin-images writes the digests.")
    return missing


def _unpinned() -> list[str]:
    found = [images_in(file.read_text("utf-8")) for file in FILES]
    return sorted({image for images in found for image, digest in images.items() if not digest})


def _run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Build all there is to build; 1 where something is missing."""
    name = builder()
    missing = not_ready(
        changelog=(ROOT / "CHANGELOG.md").read_text("utf-8"),
        uncommitted=_run("git", "status", "--porcelain", "--untracked-files=no"),
        unpinned=_unpinned() if name else [],
        kept=REVISIONS,
    )
    if missing:
        print("Not ready:", *missing, sep="\n  ", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        # From a copy, for a build leaves folders of its own beside the sources.
        _run("git", "clone", "--quiet", str(ROOT), f"{folder}/source")
        _run(
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "-w",
            "dist",
            f"{folder}/source",
        )
    print(f"dist/on_the_hour-{VERSION}-py3-none-any.whl")
    if name is None:
        print("No image: there is no builder here.")
        return 0
    return subprocess.run(command_of(name), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
