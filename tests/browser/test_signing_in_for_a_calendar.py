"""Signing in for a calendar in the browser, which holds our pages to what we tell it of them."""

from collections.abc import Iterator
from pathlib import Path

import google_fake
import pytest
from axe_playwright_python.sync_playwright import Axe
from free_busy_fake import running_beside
from google_fake import Google
from journeys.office import Office, office_in
from playwright.sync_api import ConsoleMessage, Page, expect
from ports import free_port

from browser.conftest import MONDAY
from browser.windows import Opener

INES = "ines@practice.example"


@pytest.fixture(name="google")
def _google() -> Iterator[Google]:
    with running_beside(Google) as google:
        google.sign_ins.account = INES
        google.calendars = {INES: []}
        yield google


@pytest.fixture(name="office")
def _office(tmp_path: Path, google: Google) -> Iterator[Office]:
    port = free_port()
    reached = {"http_port": port, "public_url": f"http://127.0.0.1:{port}"}
    chosen = google_fake.sign_in_settings(google)
    with office_in(tmp_path, now=MONDAY, **chosen, **reached) as office:
        yield office


def is_clean(page: Page) -> None:
    report = Axe().run(page, options={"resultTypes": ["violations"]})
    assert report.violations_count == 0, report.generate_report()


def test_a_refusal_and_a_sign_in_lead_there_and_back_and_leave_no_cookie(
    office: Office, google: Google, window: Opener
) -> None:
    ines = window(office.ines).opens()
    ines.page.get_by_role("tab", name="Home").click()
    ines.page.get_by_role("button", name="Connect my calendar").click()
    google.sign_ins.allows = False
    with ines.page.expect_popup() as opened:
        ines.modal.get_by_role("link", name="Sign in with Google").click()
    page, complaints = opened.value, list[str]()

    def hears(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("console", hears)

    expect(page.get_by_role("alert")).to_contain_text("You did not allow Google")
    is_clean(page)
    google.sign_ins.allows = True
    page.get_by_role("link", name="Sign in with Google").click()

    expect(page.get_by_role("status")).to_contain_text("calendar.google.com is connected")
    is_clean(page)
    here = page.url.partition("?")[0]
    assert [each for each in page.context.cookies(here) if "sign-in" in each.get("name", "")] == []
    # It says so itself of a page that was refused.
    assert [each for each in complaints if "422" not in each] == []
