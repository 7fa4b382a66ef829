"""Each modal of the bot is opened, filled in, corrected and left with the keyboard alone."""

import re

from journeys.office import Office
from playwright.sync_api import expect

from browser.scenes import (
    adds,
    ana_waits,
    asks_for_slots,
    booked,
    books,
    books_another_hour,
    books_ivo,
    distributes,
    moves,
    opens_registration,
    ready_to_book,
    registers_candidate,
)
from browser.windows import Opener, Window, has_focus

EMPTY = "Please complete this required field."


def saves(window: Window, name: str) -> None:
    """Go to the button that sends the form, and press it."""
    window.presses_key_on(window.modal.get_by_role("button", name=name, exact=True))


def test_a_date_is_given(office: Office, window: Opener) -> None:
    ines = window(office.ines).opens()

    adds(ines, "a date")
    ines.fills("Date", "11102026")
    ines.fills("From", "0900A")
    ines.fills("To", "1230P")
    saves(ines, "Save")

    stands = ines.sees_modal("Your availability")
    expect(stands).to_contain_text(re.compile("Saved.*Tue 10 Nov.*9:00 AM – 12:30 PM", re.DOTALL))
    ines.page.keyboard.press("Escape")
    ines.sees_no_modal()
    expect(ines.composer).to_be_focused()


def test_weekly_hours_are_given(office: Office, window: Opener) -> None:
    ines = window(office.ines).opens()

    form = adds(ines, "weekly hours")
    for day in ("Tuesday", "Thursday"):
        ines.presses_key_on(form.get_by_label(day), "Space")
    ines.fills("From", "0200P")
    ines.fills("To", "0500P")
    saves(ines, "Save")

    expect(ines.sees_modal("Your availability")).to_contain_text(
        re.compile("Every Tue (and|,) Thu.*2:00 PM – 5:00 PM")
    )


def test_time_off_is_given(office: Office, window: Opener) -> None:
    ines = window(office.ines).opens()

    adds(ines, "time off")
    ines.fills("First day off", "12242026")
    ines.fills("Last day off", "01022027")
    saves(ines, "Save")

    expect(ines.sees_modal("Your availability")).to_contain_text(
        re.compile("off.*24 Dec.*2 Jan", re.IGNORECASE)
    )


def test_a_person_registers_in_another_zone(office: Office, window: Opener) -> None:
    ines = window(office.ines).opens()

    form = opens_registration(ines)
    ines.tabs_to(form.get_by_label("Interviewer"))
    ines.page.keyboard.press("ArrowDown")
    expect(form.get_by_label("Candidate")).to_be_checked()
    ines.picks("Time zone", "kolk", offered="Asia/Kolkata")
    saves(ines, "Save")

    expect(ines.sees_modal("Registered")).to_contain_text(re.compile("candidate.*Asia/Kolkata"))


def test_a_coordinator_registers_a_candidate_with_hours(office: Office, window: Opener) -> None:
    carla = window(office.carla).opens()

    registers_candidate(carla)
    carla.fills("Name", "Ana Alves")
    carla.fills("Email", "ana@example.com")
    carla.picks("Time zone", "Europe/Ber", offered="Europe/Berlin")
    carla.fills("Availability", "tomorrow 9-12")
    saves(carla, "Register")

    expect(carla.sees_modal("Registered")).to_contain_text("Ana Alves")


def test_a_coordinator_asks_for_slots(office: Office, window: Opener) -> None:
    ready_to_book(office)
    carla = window(office.carla).opens()

    form = asks_for_slots(carla)
    carla.picks("Candidate", "Car", offered="Carl Chen")
    carla.picks("Interviewers", "Iv", offered="Ivo Ito")
    carla.picks("Interviewers", "Ing", offered="Ingrid Ek")
    carla.fills("To", "11132026")
    carla.tabs_to(form.get_by_label("All the interviewers named"))
    carla.page.keyboard.press("ArrowDown")
    saves(carla, "Find slots")

    expect(carla.sees_modal("Slots")).to_contain_text(
        re.compile("Carl Chen with any of Ivo Ito and Ingrid Ek")
    )


def test_a_coordinator_books_a_slot(office: Office, window: Opener) -> None:
    ready_to_book(office)
    carla = window(office.carla).opens()

    books(carla)
    carla.picks("10 Nov", "2:00", offered="2:00 PM")
    saves(carla, "Book")

    expect(carla.sees_modal("Booked")).to_contain_text("2:00 PM WET")
    carla.page.keyboard.press("Escape")
    carla.sees_no_modal()
    carla.sees("Booked: Tue 10 Nov")


def test_a_coordinator_books_an_hour_that_nobody_has_given(office: Office, window: Opener) -> None:
    ready_to_book(office)
    carla = window(office.carla).opens()

    form = books_another_hour(carla)
    carla.fills("Date", "11102026")
    carla.fills("Start", "0600A")
    saves(carla, "Book")
    expect(form.get_by_label("Start")).to_have_attribute("aria-invalid", "true")
    carla.presses_key_on(form.get_by_role("checkbox"), "Space")
    saves(carla, "Book")

    expect(carla.sees_modal("Booked")).to_contain_text("6:00 AM WET")


def test_a_coordinator_moves_an_interview(office: Office, window: Opener) -> None:
    booked(office)
    carla = window(office.carla).opens()

    moves(carla)
    carla.picks("Hours that suit everybody", "Wed 11 Nov, 2:00")
    saves(carla, "Move")

    expect(carla.sees_modal("Moved")).to_contain_text(re.compile("to Wed 11 Nov.*2:00 PM"))


def test_a_coordinator_asks_for_a_plan_and_adjusts_it(office: Office, window: Opener) -> None:
    ready_to_book(office)
    ana_waits(office)
    carla = window(office.carla).opens()

    distributes(carla)
    carla.picks("Candidates", "Ana", offered="Ana Alves")
    carla.fills("From", "11102026")
    carla.fills("To", "11112026")
    carla.picks("Interviewers in a panel, at most", "1")
    saves(carla, "Make a plan")
    plan = carla.sees("Nothing is booked yet")
    carla.presses_key_on(plan.get_by_role("button", name="Adjust…"))
    carla.sees_modal("Adjust the plan")
    carla.picks("Candidates to leave out", "Ana", offered="Ana Alves")
    saves(carla, "Show the changes")

    carla.sees("Adjusted: Ana Alves left out")
    carla.sees_no_modal()


def test_what_the_page_itself_finds_wrong_stands_at_its_field_and_is_announced(
    office: Office, window: Opener
) -> None:
    ines = window(office.ines).opens()

    form = adds(ines, "a date")
    ines.fills("From", "0900A")
    saves(ines, "Save")

    expect(form.get_by_role("alert")).to_have_text("2 things need another look.")
    for label in ("Date", "To"):
        field = form.get_by_label(label, exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(EMPTY))
    expect(form.get_by_label("Date", exact=True)).to_be_focused()
    expect(form.get_by_label("From")).not_to_have_attribute("aria-invalid", "true")


def test_what_the_bot_finds_wrong_stands_at_its_field_until_it_is_mended(
    office: Office, window: Opener
) -> None:
    ines = window(office.ines).opens()

    form = adds(ines, "a date")
    ines.fills("Date", "11102026")
    ines.fills("From", "0200P")
    ines.fills("To", "0900A")
    saves(ines, "Save")

    end = form.get_by_label("To", exact=True)
    expect(end).to_have_attribute("aria-invalid", "true")
    expect(end).to_be_focused()
    expect(form.get_by_role("alert")).to_have_text("One thing needs another look.")
    expect(form.get_by_label("From")).to_have_value("14:00")
    ines.page.keyboard.type("0500P")
    expect(end).not_to_have_attribute("aria-invalid", "true")
    saves(ines, "Save")
    expect(ines.sees_modal("Your availability")).to_contain_text("2:00 PM – 5:00 PM")


def test_tab_goes_round_in_a_modal_both_ways(office: Office, window: Opener) -> None:
    carla = window(office.carla).opens()
    first = registers_candidate(carla).get_by_label("Name", exact=True)
    expect(first).to_be_focused()

    for back in (False, True):
        carla.step(back=back)
        assert not has_focus(first)
        carla.tabs_to(first, back=back)


def test_the_focus_comes_back_to_what_was_drawn_anew_behind_the_modal(
    office: Office, window: Opener
) -> None:
    ready_to_book(office)
    ivo = window(office.ivo).opens(tab="Home")
    home = ivo.page.get_by_role("tabpanel", name="Home", include_hidden=True)
    ivo.presses_key_on(home.get_by_role("button", name="My hours"))
    ivo.sees_modal("Your availability")
    books_ivo(office)
    expect(home).to_contain_text("Tue 10 Nov")

    ivo.page.keyboard.press("Escape")
    ivo.sees_no_modal()

    expect(home.get_by_role("button", name="My hours")).to_be_focused()


def test_escape_closes_what_is_on_top_and_only_that(office: Office, window: Opener) -> None:
    carla = window(office.carla).opens()

    form = adds(carla, "time off")
    carla.page.keyboard.press("Escape")
    listed = carla.sees_modal("Your availability")
    expect(listed.get_by_role("button", name="Add time off")).to_be_focused()
    carla.page.keyboard.press("Escape")
    carla.sees_no_modal()
    expect(carla.composer).to_be_focused()

    form = opens_registration(carla)
    zone = form.get_by_role("combobox", name="Time zone")
    carla.tabs_to(zone)
    carla.page.keyboard.press("ArrowDown")
    expect(form.get_by_role("option").first).to_be_visible()
    carla.page.keyboard.press("Escape")
    expect(zone).to_have_attribute("aria-expanded", "false")
    expect(carla.modal).to_be_visible()
