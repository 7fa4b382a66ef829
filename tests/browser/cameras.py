"""How pictures are taken: of windows of what size, by which clock, and of which company."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ports import free_port

from browser.windows import Window

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
NO_CARET = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { caret-color: transparent !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
"""So that it does not matter whether the cursor was just blinking."""
PAGE = {"width": 1200, "height": 750}
LOW = {"width": 1200, "height": 520}
PHONE = {"width": 390, "height": 760}

Camera = Callable[..., Window]


def opened(window: Window) -> Window:
    """Open a window whose own clock stands still, as the workspace's does."""
    window.page.clock.set_fixed_time(MONDAY)
    window.opens()
    window.page.evaluate(NO_CARET)
    return window


def picture_of(window: Window) -> bytes:
    """Take what the window shows, once nothing moves any more."""
    is_ready(window)
    return window.page.screenshot(animations="disabled")


def is_ready(window: Window) -> None:
    """Wait until the window can be taken, with the mouse out of the way."""
    window.page.mouse.move(0, 0)
    window.is_still()


def a_company() -> dict[str, Any]:
    """The settings of a company that writes to candidates."""
    port = free_port()
    return {
        "http_port": port,
        "public_url": f"http://127.0.0.1:{port}",
        # The clock stands still, and so would the pace of mail.
        "mail_a_minute": "6000",
        "mail_from": "Acme Interviews <interviews@acme.example>",
        "company_name": "Acme",
        "company_contact": "people@acme.example",
        "place": "https://meet.acme.example/interviews",
        "candidates_see_panel": False,
    }
