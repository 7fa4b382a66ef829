"""The system's own Chromium, for whoever drives it: the bench, the tests, the pictures."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""So that it runs as any user and asks nobody anything of its own accord."""


class NoBrowser(Exception):
    """There is no browser here to drive: install Chromium (Debian, Ubuntu: apt install chromium)"""


@contextmanager
def chromium(
    *, flags: Sequence[str] = (), settings: Mapping[str, str] | None = None
) -> Iterator[Browser]:
    """Run the browser for as long as the `with` block lasts.

    `flags` are given to it besides QUIET, `settings` stand in its environment besides ours.

    Raises NoBrowser when none of NAMES is on the path.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise NoBrowser(NoBrowser.__doc__)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[*QUIET, *flags],
            env={**os.environ, **(settings or {})},
        )
        yield browser
        browser.close()
