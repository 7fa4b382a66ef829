"""From connecting a calendar to an interview that somebody else takes over, in the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.arranged import books, gives, is_candidate
from journeys.office import Office, office_with_calendars
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import MONDAY
from browser.windows import Opener, Window, windows_on


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    with office_with_calendars(tmp_path, now=MONDAY) as office:
        yield office


@pytest.fixture(name="window")
def _window(office: Office, browser: Browser) -> Iterator[Opener]:
    with windows_on(office.slack.url, browser) as open_window:
        yield open_window


def is_clean(page: Page) -> None:
    report = Axe().run(page, options={"resultTypes": ["violations"]})
    assert report.violations_count == 0, report.generate_report()


def connects(ines: Window, address: str) -> None:
    """By the page that her Home tab leads to."""
    ines.page.get_by_role("tab", name="Home").click()
    ines.page.get_by_role("button", name="Connect my calendar").click()
    with ines.page.expect_popup() as opened:
        ines.modal.get_by_role("link", name="Open my page").click()
    page = opened.value
    is_clean(page)
    page.get_by_label("Address").fill("http://calendar.example.com/basic.ics")
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("alert")).to_contain_text("must be one over “https://”")
    is_clean(page)
    page.get_by_label("Address").fill(address)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("status")).to_contain_text("is connected: 1 event")
    is_clean(page)
    page.close()
    ines.modal.get_by_role("button", name="Show calendars").click()
    expect(ines.sees_modal("Your calendars")).to_contain_text("you are busy Tue 10 Nov")
    ines.closes_modals()


def drags(event: Locator, *, hours: int) -> None:
    event.scroll_into_view_if_needed()
    at, column = event.bounding_box(), event.locator("xpath=ancestor::ol").bounding_box()
    assert at is not None
    assert column is not None
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    mouse = event.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y + column["height"] * hours / 24, steps=4)
    mouse.up()


def test_an_event_that_is_dragged_over_an_interview_leads_to_somebody_else_taking_over(
    office: Office, window: Opener
) -> None:
    gives(office.ines, "Tue 9-17")
    gives(office.ingrid, "Tue 9-17")
    is_candidate(office.carl, "Tue 9-12")
    office.ines.calendar.enters("Dentist", day="Tue", start="13:00", end="14:00")
    ines = window(office.ines).opens()

    connects(ines, office.ines.calendar.ways["secret_address"])
    books(office.carla, "Carl with @ines tomorrow", hour="10:00 AM WET")
    ines.page.get_by_role("button", name="Calendar", exact=True).click()
    is_clean(ines.page)
    drags(ines.page.get_by_role("button", name="Dentist, 1:00 PM – 2:00 PM"), hours=-2)
    expect(ines.page.get_by_role("button", name="Dentist, 11:00 AM – 12:00 PM")).to_be_visible()
    ines.page.get_by_role("button", name="My calendars").click()
    ines.modal.get_by_role("button", name="Read now").click()
    expect(ines.modal).to_contain_text("Read just now.")
    ines.closes_modals()

    ines.page.get_by_role("tab", name="Messages").click()
    asked = ines.sees("Something new is in your calendar")
    asked.get_by_role("button", name="Can't make it").click()
    ines.sees_modal("You can't make it?").get_by_role("button", name="I can't make it").click()
    ines.sees_no_modal()
    office.carla.presses("Replace with Ingrid Ek", in_=office.carla.sees("can't make it"))
    office.ingrid.sees("has put you on the panel of an interview: Tue 10 Nov, 11:00 AM")
    ines.sees("has taken you off the interview with Carl Chen")
