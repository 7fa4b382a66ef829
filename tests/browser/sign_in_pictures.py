"""The pictures of signing in for a calendar: the page, what was found, and what Slack asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from free_busy_fake import running_beside
from google_fake import Google, sign_in_settings
from journeys.arranged import gives
from journeys.office import Office, bot_in, seeing_addresses, workspace_of
from playwright.sync_api import Browser

from browser.cameras import LOW, MONDAY, PHONE, Camera, a_company, opened, picture_of
from browser.windows import windows_on
from sandbox.testing.user import User


def the_sign_in(browser: Browser) -> Iterator[tuple[str, bytes]]:
    """Give how one signs in for a calendar, what was found, and what is asked in Slack."""
    own, private = "ingrid@practice.example", "ivo@home.example"
    with google_beside_a_workspace(browser, own, private) as (office, camera, google):
        for person in (office.ingrid, office.ivo):
            gives(person, "weekdays 13-17")
        google.sign_ins.account = own
        signed_in = signs_in(browser, office.ingrid)
        yield "sign-in.png", next(signed_in)
        yield "signed-in.png", next(signed_in)
        google.sign_ins.account = private
        list(signs_in(browser, office.ivo))
        office.ivo.closes()
        here = camera(office.ivo, viewport=LOW)
        here.sees("Yes, use it")
        yield "confirm.png", picture_of(here)


@contextmanager
def google_beside_a_workspace(
    browser: Browser, *addresses: str
) -> Iterator[tuple[Office, Camera, Google]]:
    """A workspace in which people sign in with Google, where these have something on Tuesday."""
    ten = MONDAY.replace(day=10, hour=10)
    with (
        TemporaryDirectory(prefix="pictures-") as folder,
        running_beside(Google) as google,
        workspace_of(Path(folder), now=MONDAY, manifest=seeing_addresses()) as office,
        bot_in(office, **sign_in_settings(google), **a_company()),
        windows_on(office.slack.url, browser) as open_window,
    ):
        google.calendars = {each: [(ten, ten + timedelta(hours=2))] for each in addresses}
        yield office, lambda person, **looks: opened(open_window(person, **looks)), google


def signs_in(browser: Browser, person: User) -> Iterator[bytes]:
    """Give the page on which somebody presses the button, and that to which they come back."""
    person.opens_home()
    person.presses("Connect my calendar")
    address = person.opens_page("Open my page").address
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.5, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    page.mouse.move(0, 0)
    yield page.screenshot(animations="disabled")
    page.get_by_role("link", name="Sign in with Google").click()
    page.get_by_role("status").wait_for()
    page.mouse.move(0, 0)
    yield page.screenshot(animations="disabled")
    context.close()
