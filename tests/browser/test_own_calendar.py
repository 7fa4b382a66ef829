"""People's own calendars beside the workspace: put into, dragged, moved by keys, taken out of."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.office import Office
from playwright.sync_api import Locator, expect

from browser.windows import Opener, Window

TEN_IN_BERLIN = datetime(2026, 11, 10, 9, tzinfo=UTC)


@pytest.fixture(name="ines")
def _ines(office: Office, window: Opener, tmp_path: Path) -> Iterator[Window]:
    """Ines, before her calendar; there is a dentist in it on Tuesday at ten."""
    with office.slack.with_calendars(tmp_path / "calendars"):
        office.ines.calendar.enters("Dentist", day="Tue", start="10:00", end="11:00")
        ines = window(office.ines).opens()
        ines.page.get_by_role("button", name="Calendar", exact=True).click()
        yield ines


def event(ines: Window, named: str) -> Locator:
    return ines.page.get_by_role("button", name=named)


def test_an_event_is_dragged_to_another_day_and_hour_and_moved_on_by_keys(
    ines: Window, office: Office
) -> None:
    dentist = event(ines, "Dentist, 10:00 AM – 11:00 AM, Tuesday, November 10")
    dentist.scroll_into_view_if_needed()
    at = dentist.bounding_box()
    wide = ines.page.get_by_label("Wednesday, November 11").bounding_box()
    assert at is not None
    assert wide is not None
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2

    ines.page.mouse.move(x, y)
    ines.page.mouse.down()
    ines.page.mouse.move(x + wide["width"], y + wide["height"] * 2 / 24, steps=4)
    ines.page.mouse.up()
    event(ines, "Dentist, 12:00 PM – 1:00 PM, Wednesday, November 11").focus()
    for key in ("ArrowUp", "ArrowLeft", "Shift+ArrowDown"):
        ines.page.keyboard.press(key)
    expect(event(ines, "Dentist, 11:30 AM – 1:00 PM, Tuesday, November 10")).to_be_focused()

    (shown,) = office.ines.calendar.events
    assert shown.event.start == TEN_IN_BERLIN.replace(hour=10, minute=30)
    assert shown.event.end == TEN_IN_BERLIN.replace(hour=12)


def test_what_is_moved_by_keys_stays_in_sight_and_the_hours_where_they_were(
    ines: Window, office: Office
) -> None:
    dentist = event(ines, "Dentist, 10:00 AM – 11:00 AM, Tuesday, November 10")
    expect(dentist).to_be_in_viewport()
    hours = ines.page.locator(".week-hours")
    looked = hours.evaluate("each => each.scrollTop")

    office.ines.calendar.puts(
        "Team", TEN_IN_BERLIN.replace(day=12), TEN_IN_BERLIN.replace(day=12, hour=10)
    )
    expect(event(ines, "Team")).to_be_visible()
    assert hours.evaluate("each => each.scrollTop") == looked > 0

    dentist.focus()
    for _ in range(20):
        ines.page.keyboard.press("ArrowDown")
    moved = event(ines, "Dentist, 8:00 PM – 9:00 PM, Tuesday, November 10")
    expect(moved).to_be_focused()
    expect(moved).to_be_in_viewport()


def test_the_form_adds_changes_and_removes_whatever_an_event_can_be(
    ines: Window, office: Office
) -> None:
    form = ines.page.get_by_role("form", name="Event")

    form.get_by_label("Title").fill("Holiday")
    form.get_by_label("Day", exact=True).fill("2026-11-12")
    form.get_by_label("All day").check()
    form.get_by_label("Shown as").select_option("Free")
    form.get_by_role("button", name="Add").click()
    event(ines, "Holiday, all day, Thursday, November 12, free").click()
    form.get_by_label("All day").uncheck()
    form.get_by_label("From").fill("23:00")
    form.get_by_label("To").fill("01:00")
    form.get_by_label("Shown as").select_option("Tentative")
    form.get_by_role("button", name="Save").click()
    report = Axe().run(ines.page, options={"resultTypes": ["violations"]})
    event(ines, "Holiday, 11:00 PM – 1:00 AM, Friday, November 13, tentative").press("Delete")
    expect(event(ines, "Holiday")).to_have_count(0)

    assert report.violations_count == 0, report.generate_report()
    assert [one.event.title for one in office.ines.calendar.events] == ["Dentist"]


def test_what_another_program_puts_in_is_seen_at_once_and_one_that_comes_back_stays(
    ines: Window, office: Office
) -> None:
    start = TEN_IN_BERLIN.replace(day=11)

    office.ines.calendar.puts("Team", start, start.replace(hour=10), every_week=True)
    team = event(ines, "Team, 10:00 AM – 11:00 AM, Wednesday, November 11, comes back")
    team.press("ArrowDown")
    team.click()
    form = ines.page.get_by_role("form", name="Event")
    expect(form.get_by_role("button", name="Save")).to_be_hidden()
    form.get_by_role("button", name="Remove").click()

    expect(event(ines, "Team")).to_have_count(0)


def test_on_a_weekend_the_week_that_comes_is_shown_and_the_one_that_ends_is_one_press_away(
    ines: Window, office: Office
) -> None:
    title = ines.page.locator(".week-title")
    expect(title).to_have_text("Nov 9 – Nov 15")

    office.slack.clock.forward(days=5)
    expect(title).to_have_text("Nov 16 – Nov 22")
    for _ in range(2):
        ines.page.get_by_role("button", name="Calendar", exact=True).click()
    expect(ines.page.get_by_label("Day", exact=True)).to_have_value("2026-11-16")
    ines.page.get_by_role("button", name="This week").click()

    expect(title).to_have_text("Nov 9 – Nov 15")
