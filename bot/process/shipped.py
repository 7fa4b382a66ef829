"""The files that come with the bot, in a checkout and where it was installed from a wheel."""

import sysconfig
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]
_INSTALLED = Path(sysconfig.get_path("data")) / "share" / "on-the-hour"


def shipped(name: str) -> Path:
    """Return where a file is, such as `manifest.json` or `practice/people.toml`."""
    here = _CHECKOUT / name
    return here if here.exists() else _INSTALLED / name
