"""A window of the practice workspace's page, and the person in front of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Error,
    Locator,
    Page,
    Response,
    expect,
)

from sandbox.testing.user import User

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1440, "height": 900}
FAR_AWAY = "Pacific/Honolulu"
"""The zone of the browser, in which nobody lives: dates must come from the person's own."""
USUAL_LOOKS = {
    "viewport": DESK,
    "locale": "en-US",
    "timezone_id": FAR_AWAY,
    "reduced_motion": "reduce",  # the less moves, the less there is to wait for
}
MOST_STEPS = 120
PATIENCE = 45_000
"""Milliseconds that anything may take on a busy machine."""


@dataclass(kw_only=True)
class Window:
    """One window, and what went wrong or out of it.

    `requests` are the addresses that were asked for; `troubles` what the page threw or logged.
    """

    page: Page
    person: User
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("dialog", self._refuse)
        self.page.on("response", self._see)

    def opens(self, *, tab: str | None = None) -> "Window":
        """Open the workspace as the person, at the app's messages or another tab of it."""
        self.page.goto(f"/?as={self.person.id}")
        expect(self.log).not_to_have_attribute("aria-busy", "true")
        if tab:
            self.page.get_by_role("tab", name=tab).click()
        return self

    def becomes(self, person: User, *, called: str) -> None:
        """Be somebody else, by one click on their face."""
        self.page.get_by_label("Who you are").get_by_role("button", name=called).click()
        self.person = person
        expect(self.page).to_have_url(re.compile(rf"as={person.id}"))

    def goes_to(self, name: str) -> "Window":
        """Open the conversation of this name."""
        conversations = self.page.get_by_role("navigation", name="Conversations")
        conversations.get_by_role("link", name=name).click()
        expect(self.page.get_by_role("heading", level=2, name=name)).to_be_visible()
        return self

    @property
    def composer(self) -> Locator:
        """The box in which messages and commands are written."""
        return self.page.get_by_role("textbox", name="Message", exact=True)

    @property
    def log(self) -> Locator:
        """The messages of the conversation that is open."""
        return self.page.get_by_role("log")

    @property
    def modal(self) -> Locator:
        """The app's modal; a confirm dialog is none."""
        return self.page.locator("dialog[data-modal]")

    @property
    def question(self) -> Locator:
        """The confirm dialog."""
        return self.page.get_by_role("alertdialog")

    @property
    def notes(self) -> Locator:
        """The notes in the corner: what Slack itself has to say."""
        return self.page.get_by_label("Notes")

    @property
    def app_in_sidebar(self) -> Locator:
        """The line of the talk with the app in the list of conversations."""
        return self.page.get_by_role("navigation", name="Conversations").get_by_role(
            "link", name="On the Hour"
        )

    def message(self, text: str | re.Pattern[str]) -> Locator:
        """The newest message that holds this text."""
        return self.log.get_by_role("article").filter(has_text=text).last

    def types(self, text: str) -> None:
        """Type a message or a command and send it."""
        self.composer.focus()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        expect(self.composer).to_have_value("")

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Wait for a message with this text, and give it."""
        expect(self.message(text)).to_be_visible()
        return self.message(text)

    def sees_modal(self, title: str) -> Locator:
        """Wait for the modal with this title, and give it."""
        expect(self.modal.get_by_role("heading", level=2)).to_have_text(title)
        return self.modal

    def sees_no_modal(self) -> None:
        """Wait until no modal is open."""
        expect(self.modal).to_have_count(0)

    def closes_modals(self) -> None:
        """Press Escape until no modal is open any more, and whatever was open in one."""
        for _ in range(MOST_STEPS):
            if not self.modal.count():
                # The page takes it away at once, and tells the workspace of it.
                return self.person.sees_no_modal()
            self.page.keyboard.press("Escape")
        raise AssertionError("Escape does not close the modal")

    def put_away_guide(self) -> None:
        """Put the list of things to try away."""
        guide = self.page.get_by_role("complementary", name="Try this")
        guide.get_by_role("button", name="away").click()
        expect(guide).to_be_hidden()

    def dismisses_notes(self) -> None:
        """Dismiss every note in the corner."""
        for button in reversed(self.notes.get_by_role("button", name="Dismiss").all()):
            button.click()
        expect(self.notes.get_by_role("button")).to_have_count(0)

    def shows_traffic(self) -> Locator:
        """Show what goes to and from the app, and give the place where that stands."""
        self.page.get_by_role("button", name="Traffic").click()
        traffic = self.page.get_by_role("complementary", name="Traffic")
        expect(traffic.get_by_role("listitem").first).to_be_visible()
        return traffic

    def tabs_to(self, wanted: Locator, *, back: bool = False) -> None:
        """Press Tab, or Shift and Tab, until the focus has come to this element."""
        expect(wanted).to_be_visible()
        for _ in range(MOST_STEPS):
            if has_focus(wanted):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def focused(self) -> dict[str, bool]:
        """Tell whether the focus is inside the modal, and whether nothing has it at all."""
        return self.page.evaluate(
            """() => ({
                in_modal: Boolean(document.activeElement?.closest("dialog[data-modal]")),
                lost: !document.activeElement || document.activeElement === document.body,
            })"""
        )

    def step(self, *, back: bool = False) -> dict[str, bool]:
        """Press Tab, or Shift and Tab, and tell where the focus is then."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        return self.focused()

    def fills(self, label: str, keys: str) -> None:
        """Go to the field of this label by keyboard and type."""
        self.tabs_to(self.modal.get_by_label(label, exact=True))
        self.page.keyboard.type(keys)

    def picks(self, label: str, typed: str, *, offered: str | None = None) -> None:
        """Go to the select of this label by keyboard, search, and take the only one that fits."""
        field_ = self.modal.get_by_role("combobox", name=label)
        self.tabs_to(field_)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(typed)
        expect(self.modal.get_by_role("option")).to_have_count(1)
        expect(self.modal.locator(".option.active")).to_contain_text(offered or typed)
        self.page.keyboard.press("Enter")

    def presses_key_on(self, wanted: Locator, key: str = "Enter") -> None:
        """Go to an element by keyboard and press a key on it."""
        self.tabs_to(wanted)
        self.page.keyboard.press(key)

    def forward_an_hour(self) -> None:
        """Move the workspace's clock forward by the page's own button."""
        self.page.get_by_role("button", name=re.compile("forward an hour", re.I)).first.click()

    def goes_on_for_a_frame(self) -> None:
        """Let the browser do what it has to do until it has drawn once more."""
        self.page.evaluate("() => new Promise(requestAnimationFrame)")

    def goes_on_until(self, holds: Callable[[], bool]) -> None:
        """Let the browser draw until something holds."""
        while not holds():
            self.goes_on_for_a_frame()

    def is_still(self) -> None:
        """Wait until nothing moves any more."""
        self.page.evaluate(
            "Promise.all(document.getAnimations()"
            ".filter((each) => each.effect.getTiming().iterations !== Infinity)"
            ".map((each) => each.finished.catch(() => {})))"
        )

    def _hear(self, told: Any) -> None:
        if told.type in ("error", "warning"):
            self.troubles.append(told.text)

    def _see(self, response: Response) -> None:
        if response.status >= 400:
            told = response.request.post_data
            self.troubles.append(f"{response.status} from {response.url}, asked with {told}")

    def _refuse(self, dialog: Dialog) -> None:
        self.troubles.append(f"the browser asked: {dialog.message}")
        dialog.dismiss()


Opener = Callable[..., Window]


@contextmanager
def windows_on(url: str, browser: Browser) -> Iterator[Opener]:
    """Give a function that opens windows of a workspace, each in a browser context of its own.

    When the block ends, every window must have asked nothing but the workspace, or what it was
    opened `beside`, and thrown nothing, unless it was opened with `troubled`.
    """
    opened: list[tuple[BrowserContext, Window, bool, str]] = []

    def open_window(
        person: User, *, troubled: bool = False, beside: str = "", **looks: Any
    ) -> Window:
        settings = USUAL_LOOKS | looks
        context = browser.new_context(base_url=url, **settings)
        context.set_default_timeout(PATIENCE)
        window = Window(page=context.new_page(), person=person)
        opened.append((context, window, troubled, beside or url))
        return window

    try:
        yield open_window
        for _, window, troubled, beside in opened:
            strange = [each for each in window.requests if not is_here(each, url)]
            left = [each for each in strange if not is_here(each, beside)]
            assert not left, f"this was asked of others: {left}"
            assert troubled or not window.troubles, f"the page complained: {window.troubles}"
    finally:
        for context, _, _, _ in opened:
            context.close()


def is_here(address: str, url: str) -> bool:
    """Tell whether an address is the workspace's own, or none at all."""
    return address.startswith((f"{url}/", "data:", "blob:"))


def has_focus(wanted: Locator) -> bool:
    """Tell whether an element has the focus now."""
    try:
        return bool(wanted.evaluate("(element) => element === document.activeElement"))
    except Error:  # it was drawn anew while we looked
        return False
