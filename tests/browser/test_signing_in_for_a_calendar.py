"""Signing in for a calendar in the browser, which holds our pages to what we tell it of them."""

from collections.abc import Iterator
from pathlib import Path

import google_fake
import pytest
from axe_playwright_python.sync_playwright import Axe
from free_busy_fake import running_beside
from google_fake import Google
from journeys.office import Office, bot_in, seeing_addresses, workspace_of
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
    with (
        workspace_of(tmp_path, now=MONDAY, manifest=seeing_addresses()) as office,
        bot_in(office, **chosen, **reached),
    ):
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


def test_who_signs_in_with_an_address_that_nobody_knows_says_in_slack_that_it_is_theirs(
    office: Office, google: Google, window: Opener
) -> None:
    google.sign_ins.account = "ines@home.example"
    google.calendars = {"ines@home.example": []}
    ines = window(office.ines).opens()
    ines.page.get_by_role("tab", name="Home").click()
    ines.page.get_by_role("button", name="Connect my calendar").click()
    with ines.page.expect_popup() as opened:
        ines.modal.get_by_role("link", name="Sign in with Google").click()
    page = opened.value
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for Ines Iversen")
    is_clean(page)
    ines.modal.get_by_role("button", name="Show calendars").click()

    ines.modal.get_by_role("button", name="Yes, use it: calendar.google.com").click()

    expect(ines.modal).to_contain_text("calendar.google.com is connected")
