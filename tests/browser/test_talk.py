"""What stands in a conversation, for whom, and what the windows do when something happens."""

import re

from journeys.office import Office
from playwright.sync_api import APIResponse, Route, expect

from browser.scenes import booked, books_ivo, gives_hours, ready_to_book
from browser.windows import Opener


def test_what_the_bot_says_to_one_person_is_marked_and_in_no_other_window(
    office: Office, window: Opener
) -> None:
    ines, carla = window(office.ines).opens(), window(office.carla).opens()
    for each in (ines, carla):
        each.goes_to("general")

    ines.types("/availability tomorrow 9-12")
    answer = ines.sees("Saved")
    ines.types("Hello, everybody")
    carla.sees("Hello, everybody")

    expect(answer.get_by_text("Only visible to you")).to_be_visible()
    expect(answer).to_have_attribute("data-ephemeral", "true")
    expect(carla.log.get_by_role("article")).to_have_count(1)
    expect(carla.log).not_to_contain_text("/availability")


def test_a_message_is_unread_until_its_conversation_is_opened(
    office: Office, window: Opener
) -> None:
    ready_to_book(office)
    ivo = window(office.ivo).opens().goes_to("general")

    books_ivo(office)
    expect(ivo.app_in_sidebar).to_have_accessible_name(re.compile("1 unread"))
    expect(ivo.page).to_have_title(re.compile(r"\(1\) Ivo Ito"))
    ivo.app_in_sidebar.click()

    ivo.sees("Can't make it")
    expect(ivo.log.get_by_role("separator").last).to_have_text(re.compile("New"))
    expect(ivo.app_in_sidebar).not_to_have_accessible_name(re.compile("unread"))
    expect(ivo.page).to_have_title(re.compile("^Ivo Ito"))
    office.slack.waits_until(lambda: office.ivo.unread() == 0)


def test_a_reminder_comes_when_the_clock_is_moved_forward_to_a_time(
    office: Office, window: Opener
) -> None:
    booked(office)
    ivo = window(office.ivo).opens()

    ivo.page.get_by_role("button", name="Clock:").click()
    clock = ivo.page.get_by_role("group", name="Move the clock")
    clock.get_by_role("textbox", name="Forward to").fill("2026-11-10T07:00")
    clock.get_by_role("button", name="Go").click()

    expect(ivo.notes).to_contain_text("7:00 AM for Ivo Ito")
    expect(ivo.page.get_by_role("button", name="Clock:")).to_have_accessible_name(
        re.compile("Tue, Nov 10 7:00 AM")
    )
    expect(ivo.sees(re.compile("1 hour|an hour"))).to_contain_text("Tue 10 Nov, 8:00 AM")
    assert office.slack.clock.offset == 28 * 3600


def test_the_home_tab_follows_what_happens_while_it_is_open(office: Office, window: Opener) -> None:
    ivo = window(office.ivo).opens(tab="Home")
    home = ivo.page.get_by_role("tabpanel", name="Home")
    expect(home.get_by_role("button", name="My hours")).to_be_visible()

    booked(office)

    expect(home).to_contain_text(re.compile("Tue 10 Nov.*8:00 AM EST"))
    expect(home.get_by_role("button", name="Can't make it")).to_be_visible()


def test_a_person_is_changed_with_one_click_and_every_date_with_them(
    office: Office, window: Opener
) -> None:
    booked(office)
    here = window(office.ivo).opens()
    expect(here.sees("Can't make it")).to_contain_text("Tue 10 Nov, 8:00 AM")

    here.becomes(office.carl, called="Carl Chen")

    expect(here.sees("Ivo Ito")).to_contain_text("Tue 10 Nov, 1:00 PM")
    expect(here.page.get_by_role("complementary", name="Workspace")).to_contain_text(
        "Europe/London"
    )
    expect(here.page).to_have_title(re.compile("^Carl Chen"))


def test_a_second_window_opens_as_somebody_else_and_both_live(
    office: Office, window: Opener
) -> None:
    carla = window(office.carla).opens()

    carla.page.get_by_role("button", name="People", exact=True).click()
    with carla.page.expect_popup() as opened:
        carla.page.get_by_role("link", name="second window as Ines Iversen").click()
    ines = opened.value
    gives_hours(office.ines, "tomorrow 9-12")

    expect(ines.get_by_role("log")).to_contain_text("Saved")
    expect(carla.log).not_to_contain_text("Saved")


def test_a_draft_waits_in_its_conversation(office: Office, window: Opener) -> None:
    ines = window(office.ines).opens()

    ines.composer.fill("/availability tomorr")
    ines.goes_to("general")
    expect(ines.composer).to_have_value("")
    ines.app_in_sidebar.click()

    expect(ines.composer).to_have_value("/availability tomorr")


COUNTING = """
const Stream = EventSource;
window.came = 0;
window.EventSource = class extends Stream {
  constructor(...address) {
    super(...address);
    this.addEventListener("message", () => (window.came += 1));
  }
};"""


def test_a_message_that_comes_while_the_talk_is_read_stays(office: Office, window: Opener) -> None:
    ines = window(office.ines)
    read: list[tuple[Route, APIResponse]] = []

    def hold_the_second(route: Route) -> None:
        read.append((route, route.fetch()))
        if len(read) == 1:
            route.fulfill(response=read[0][1])

    ines.page.route("**/sandbox/messages*", hold_the_second)
    ines.opens()
    ines.goes_on_until(lambda: len(read) == 2)
    office.ines.asks("/availability tomorrow 9-12")
    ines.sees("Saved")
    held, old = read[1]
    with ines.page.expect_event("requestfinished"):
        held.fulfill(response=old)

    ines.goes_on_for_a_frame()
    assert "Saved" in ines.log.inner_text()


def test_what_happens_while_the_page_reads_how_things_stand_is_not_undone(
    office: Office, window: Opener
) -> None:
    office.slack.tries([{"text": "Move the clock", "done_when": {"clock_moved": True}}])
    ines = window(office.ines)
    page, read = ines.page, []
    page.add_init_script(COUNTING)

    def hold_the_second(route: Route) -> None:
        read.append((route, route.fetch()))
        if len(read) == 1:
            route.fulfill(response=read[0][1])

    page.route("**/sandbox/state*", hold_the_second)
    ines.opens()
    ines.goes_on_until(lambda: len(read) == 2)
    office.slack.clock.forward(hours=1)
    page.wait_for_function("() => window.came >= 2")
    held, old = read[1]
    with page.expect_event("requestfinished"):
        held.fulfill(response=old)

    guide = page.get_by_role("complementary", name="Try this")
    expect(guide).to_contain_text("1 of 1")
    ines.goes_on_for_a_frame()
    assert "1 of 1" in guide.inner_text()
