"""`make pin-images`: the images that ours stand on, by the digests that the registry gives today.

A tag may lead to another image tomorrow; a digest is one image for ever. It is asked for and
written when a version is released, never made up.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = (ROOT / "Dockerfile", ROOT / "compose.yaml")
_IMAGE = re.compile(r"^(FROM |\s+image: )([\w./-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?", re.MULTILINE)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_ASKING = {
    "docker": ("buildx", "imagetools", "inspect", "--format", "{{.Manifest.Digest}}", "{image}"),
    "crane": ("digest", "{image}"),
    "skopeo": ("inspect", "--format", "{{.Digest}}", "docker://docker.io/library/{image}"),
}


def images_in(text: str) -> dict[str, str | None]:
    """Return the images from elsewhere that a file names by tag, each with its digest or None."""
    return {found[2]: (found[3] or "@")[1:] or None for found in _IMAGE.finditer(text)}


def pinned(text: str, *, digest_of: Callable[[str], str]) -> str:
    """Return the text with every image by its digest; the tag stays, for people."""
    return _IMAGE.sub(lambda found: f"{found[1]}{found[2]}@{digest_of(found[2])}", text)


def _ask(image: str) -> str:
    for program, words in _ASKING.items():
        if shutil.which(program):
            command = [program, *(word.replace("{image}", image) for word in words)]
            said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            if found := _DIGEST.search(said.stdout):
                return found[0]
    raise LookupError(
        f"Nobody here can say the digest of {image}: neither docker, crane nor skopeo."
    )


def main() -> int:
    """Write the digests into both files; 1 where one can't be found, and then none is written."""
    texts = {file: file.read_text("utf-8") for file in FILES}
    try:
        after = {file: pinned(text, digest_of=_ask) for file, text in texts.items()}
    except (LookupError, subprocess.TimeoutExpired) as error:
        print(f"{error} Nothing was changed.", file=sys.stderr)
        return 1
    for file, text in after.items():
        file.write_text(text, "utf-8")
        print(
            *(f"{file.name}: {image}@{digest}" for image, digest in images_in(text).items()),
            sep="\n",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
