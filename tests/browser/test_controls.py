"""The controls that browsers lack, and what asks before it acts."""

import re

from journeys.office import Office
from playwright.sync_api import expect

from browser.scenes import asks_for_slots, booked, gives_hours, opens_availability, ready_to_book
from browser.windows import Opener


def test_the_composer_completes_commands_with_their_hints_and_people(
    office: Office, window: Opener
) -> None:
    carla = window(office.carla).opens()
    offers = carla.page.get_by_role("listbox", name="Suggestions")

    carla.composer.press_sequentially("/fi")
    expect(offers.get_by_role("option")).to_have_count(1)
    expect(offers.get_by_role("option")).to_contain_text("/find-slots")
    expect(carla.composer).to_have_attribute("aria-activedescendant", re.compile("."))
    carla.page.keyboard.press("Tab")
    carla.page.keyboard.type("Carl with @ine")
    expect(offers.get_by_role("option")).to_contain_text("Ines Iversen")
    expect(carla.page.locator("#composer-hint")).to_contain_text("/find-slots")
    carla.page.keyboard.press("Enter")

    expect(carla.composer).to_have_value("/find-slots Carl with @ines ")
    expect(carla.composer).to_be_focused()


def test_a_select_is_searched_and_says_when_nothing_fits(office: Office, window: Opener) -> None:
    ready_to_book(office)
    carla = window(office.carla).opens()
    form = asks_for_slots(carla)
    menu = form.get_by_role("combobox", name="Interviewers")

    menu.press_sequentially("zzz")
    expect(form.get_by_text("Nothing fits")).to_be_visible()
    menu.fill("")
    menu.press_sequentially("i")
    expect(form.get_by_role("option")).to_have_count(3)
    for name in ("Ivo Ito", "Ingrid Ek"):
        form.get_by_role("option", name=name).click()
        expect(form.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    carla.page.keyboard.press("Backspace")

    expect(form.get_by_role("button", name="Remove Ivo Ito")).to_be_visible()
    expect(form.get_by_role("button", name="Remove Ingrid Ek")).to_have_count(0)


def test_a_dangerous_button_asks_first_and_can_be_thought_better_of(
    office: Office, window: Opener
) -> None:
    booked(office)
    carla = window(office.carla).opens()
    carla.types("/interviews")
    cancel = carla.sees("Carl Chen with Ivo Ito").get_by_role("button", name="Cancel interview")

    cancel.click()
    expect(carla.question).to_have_accessible_name("Cancel this interview?")
    expect(carla.question.get_by_role("button", name="Keep it")).to_be_focused()
    carla.page.keyboard.press("Escape")
    expect(carla.question).to_have_count(0)
    expect(cancel).to_be_focused()
    expect(carla.log).not_to_contain_text("Cancelled")

    carla.page.keyboard.press("Enter")
    carla.page.keyboard.press("Tab")
    expect(carla.question.get_by_role("button", name="Cancel interview")).to_be_focused()
    carla.page.keyboard.press("Enter")
    carla.sees("Cancelled")


def test_an_overflow_menu_is_used_by_keyboard(office: Office, window: Opener) -> None:
    gives_hours(office.ines, "tomorrow 9-12")
    ines = window(office.ines).opens()
    listed = opens_availability(ines)
    more = listed.get_by_role("button", name="More actions")

    ines.presses_key_on(more)
    expect(ines.page.get_by_role("menuitem", name="Change")).to_be_focused()
    ines.page.keyboard.press("Escape")
    expect(more).to_be_focused()
    ines.page.keyboard.press("ArrowUp")
    expect(ines.page.get_by_role("menuitem", name="Remove")).to_be_focused()
    ines.page.keyboard.press("Enter")

    expect(listed).to_contain_text("Removed")
    expect(listed.get_by_role("button", name="More actions")).to_have_count(0)
    ines.presses_key_on(listed.get_by_role("button", name="Undo"))
    expect(listed.get_by_role("button", name="More actions")).to_have_count(1)


def test_things_to_try_tick_themselves_off(office: Office, window: Opener) -> None:
    office.slack.tries(
        [
            {"text": "As Ines, type /availability help", "done_when": {"command": "/availability"}},
            {"text": "Move the clock", "done_when": {"clock_moved": True}},
        ]
    )
    carla = window(office.carla).opens()
    guide = carla.page.get_by_role("complementary", name="Try this")
    expect(guide).to_contain_text("0 of 2")

    guide.get_by_role("button", name="/availability help").click()
    expect(carla.page).to_have_url(re.compile(office.ines.id))
    carla.page.keyboard.press("Enter")
    expect(guide).to_contain_text("1 of 2")
    expect(guide.get_by_role("listitem").first).to_contain_text("Done:")
    guide.get_by_role("button", name="away").click()

    expect(guide).to_be_hidden()
    carla.page.reload()
    expect(carla.composer).to_be_visible()
    expect(guide).to_be_hidden()


def test_the_traffic_shows_each_envelope_its_ack_and_the_calls_that_followed(
    office: Office, window: Opener
) -> None:
    ines = window(office.ines, permissions=["clipboard-read", "clipboard-write"]).opens()
    ines.types("/availability tomorrow 9-12")
    ines.sees("Saved")

    traffic = ines.shows_traffic()
    entry = traffic.get_by_role("listitem").filter(has_text="slash command").first
    expect(entry).to_contain_text(re.compile(r"acknowledged.*\d ms"))
    traffic.get_by_label("Find in the traffic").fill("tomorrow 9-12")
    expect(traffic.get_by_role("listitem")).to_have_count(1)
    traffic.get_by_role("button", name="Copy as JSON").click()

    expect(traffic.get_by_role("button", name="Copied")).to_be_visible()
    copied = ines.page.evaluate("navigator.clipboard.readText().then(JSON.parse)")
    assert copied[0]["kind"] == "slash_commands"
    assert copied[0]["request"]["text"] == "tomorrow 9-12"
    assert office.slack.bot_token not in str(copied)


def test_the_traffic_shows_what_went_before_and_after_it_was_opened(
    office: Office, window: Opener
) -> None:
    gives_hours(office.ines, "tomorrow 9-12")
    ines = window(office.ines).opens()
    ines.types("/availability tomorrow 13-15")
    ines.sees("1:00 PM – 3:00 PM")

    traffic = ines.shows_traffic()
    ines.types("/availability tomorrow 16-18")
    commands = traffic.get_by_role("listitem").filter(has_text="slash command")
    expect(commands).to_have_count(3)
    traffic.get_by_role("button", name="Clear").click()
    expect(commands).to_have_count(0)
    ines.page.get_by_role("button", name="Traffic", exact=True).click()
    ines.types("/availability list")
    ines.sees("Change hours")
    ines.page.get_by_role("button", name="Traffic", exact=True).click()

    expect(commands).to_have_count(1)
