"""The whole story, lived by hand: two people work in two windows at the same time."""

import re

from journeys.office import Office
from playwright.sync_api import expect

from browser.scenes import ready_to_book
from browser.windows import Opener


def test_two_people_live_the_whole_story_in_two_windows(office: Office, window: Opener) -> None:
    ready_to_book(office)
    moving = {"reduced_motion": "no-preference"}
    here, there = window(office.ines, **moving).opens(), window(office.carla, **moving).opens()

    here.types("/availability")
    here.sees_modal("Your availability").get_by_role("button", name="Add weekly hours").click()
    form = here.sees_modal("Add weekly hours")
    form.get_by_label("Tuesday").click()
    form.get_by_label("From").fill("14:00")
    form.get_by_label("To").fill("17:00")
    form.get_by_role("button", name="Save").click()
    expect(here.sees_modal("Your availability")).to_contain_text("Saved")
    here.modal.get_by_role("button", name="Done").click()
    here.sees_no_modal()

    there.types("/find-slots Carl with @ines @ivo")
    answer = there.sees("slots for Carl Chen with Ines Iversen and Ivo Ito")
    answer.get_by_role("button", name=re.compile("Book.* 10 Nov")).click()
    booking = there.sees_modal("Book an interview")
    booking.get_by_role("combobox", name="10 Nov").click()
    booking.get_by_role("option").first.click()
    booking.get_by_role("button", name="Book", exact=True).click()
    expect(there.sees_modal("Booked")).to_contain_text(re.compile(r"Tue 10 Nov.*1:00 PM WET"))
    there.modal.get_by_role("button", name="Close").last.click()

    here.becomes(office.ivo, called="Ivo Ito")
    told = here.sees(re.compile("Carl Chen.*Can't make it", re.DOTALL))
    expect(told).to_contain_text("Tue 10 Nov, 8:00 AM")
    told.get_by_role("button", name="Can't make it").click()
    here.sees_modal("You can't make it?")
    here.modal.get_by_role("button", name="I can't make it").click()
    here.sees("you can't make it")

    plea = there.sees("Ivo Ito can't make it")
    plea.get_by_role("button", name="Replace with Ingrid Ek").click()
    there.sees("Panel changed")

    here.sees("hour is yours")
    here.becomes(office.ingrid, called="Ingrid Ek")
    here.sees(re.compile("Carl Chen.*Can't make it", re.DOTALL))
    for _ in range(5):
        here.forward_an_hour()
    reminder = here.sees("24 hours")
    expect(reminder).to_contain_text("Tue 10 Nov, 2:00 PM")
