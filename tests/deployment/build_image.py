"""`make image`: the container image, built by whatever builder this machine has."""

import shutil
import subprocess
import sys
from pathlib import Path

from scheduling.version import VERSION

ROOT = Path(__file__).parents[2]
_BUILDERS = ("docker", "podman", "buildah")
_NONE = (
    "There is no builder here: neither docker with a daemon that answers, nor podman, nor buildah. "
    "`make try-image` runs what the Dockerfile holds without one."
)


def builder() -> str | None:
    """Return the first builder that works here, or None."""
    return next((name for name in _BUILDERS if shutil.which(name) and _works(name)), None)


def command_of(name: str) -> list[str]:
    """Return what builds the image with a builder, under its version and as the newest."""
    tags = (f"--tag=on-the-hour:{VERSION}", "--tag=on-the-hour")
    return [name, "build", "--pull", *tags, str(ROOT)]


def _works(name: str) -> bool:
    try:
        asked = subprocess.run([name, "info"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def main() -> int:
    """Build the image; 1 where there is no builder, or it fails."""
    name = builder()
    if name is None:
        print(_NONE, file=sys.stderr)
        return 1
    return subprocess.run(command_of(name), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
