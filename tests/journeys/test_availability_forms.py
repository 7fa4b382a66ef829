"""Giving, changing and undoing hours in the modal of `/availability`."""

import contextlib
import threading
from datetime import date, time

import pytest

from journeys.office import Office
from sandbox.state.errors import NotPossible
from sandbox.state.types import Json
from sandbox.testing.user import User
from sandbox.testing.views import SeenView

TUESDAY = date(2026, 11, 10)
TEN_TO_TWO = "Tue 10 Nov 2026, 10:00 AM – 2:00 PM"
EVERY_FRIDAY = {"Days": ["Friday"], "From": time(9), "To": time(12)}
NO_HOURS = "You have given no hours yet."


def saves(who: User, button: str, fields: Json) -> SeenView:
    """Somebody opens a form from the list of their hours, fills it in and submits it."""
    who.presses(button)
    who.sees_in_modal("Times are")
    who.fills(fields)
    who.submits()
    return who.modal


def saves_date(who: User, day: date, start: time, end: time) -> SeenView:
    return saves(who, "Add a date", {"Date": day, "From": start, "To": end})


# -- the forms -------------------------------------------------------------------------------


def test_the_empty_list_names_the_zone_and_says_what_to_do(office: Office) -> None:
    office.ines.types("/availability")

    modal = office.ines.sees_in_modal("Your availability")
    assert "Your time zone: Europe/Berlin (CET)." in modal.text
    assert f"{NO_HOURS} Giving some registers you as an interviewer." in modal.text
    adds = ["Add a date", "Add weekly hours", "Add time off"]
    assert modal.labels == [*adds, "My calendars", "Weekdays 9 to 5"]


@pytest.mark.parametrize(("who", "zone"), [("ines", "Europe/Berlin"), ("ivo", "America/New_York")])
def test_a_date_is_given_by_form_in_ones_own_zone(office: Office, who: str, zone: str) -> None:
    person = getattr(office, who)
    person.types("/availability")

    person.presses("Add a date")
    person.sees_in_modal(f"Times are in your time zone, {zone}.")
    person.fills({"Date": TUESDAY, "From": time(10), "To": time(14)})
    person.submits()

    modal = person.sees_in_modal("Your availability")
    assert f"Saved ({zone} time):\n• {TEN_TO_TWO}" in modal.text
    assert "Undo" in modal.labels
    assert TEN_TO_TWO in person.asks("/availability list").text


def test_weekly_hours_are_given_for_several_days_at_once(office: Office) -> None:
    office.ines.types("/availability")

    modal = saves(
        office.ines,
        "Add weekly hours",
        {"Days": ["Tuesday", "Thursday"], "From": time(9), "To": time(12)},
    )

    assert "Saved (Europe/Berlin time):\n• Every Tue and Thu, 9:00 AM – 12:00 PM" in modal.text
    assert "\nEvery Tue, 9:00 AM – 12:00 PM\n" in modal.text
    assert "\nEvery Thu, 9:00 AM – 12:00 PM\n" in modal.text


def test_hours_up_to_midnight_and_past_it_are_given_by_form(office: Office) -> None:
    office.ines.types("/availability")

    saves_date(office.ines, TUESDAY, time(20), time(0))
    late = {"Date": date(2026, 11, 12), "From": time(22), "To": time(2)}
    modal = saves(office.ines, "Add a date", late | {"Ends on another day": date(2026, 11, 13)})

    assert "Tue 10 Nov 2026, 8:00 PM – midnight" in modal.text
    assert "Thu 12 Nov 2026, 10:00 PM – Fri 13 Nov, 2:00 AM" in modal.text


def test_time_off_is_given_by_form(office: Office) -> None:
    office.ines.types("/availability")

    modal = saves(
        office.ines,
        "Add time off",
        {"First day off": date(2026, 12, 24), "Last day off": date(2027, 1, 2)},
    )

    assert "Saved (Europe/Berlin time):\n• Off Thu 24 Dec 2026 – Sat 2 Jan 2027" in modal.text


def test_weekly_hours_with_an_end_and_an_interval_are_given_by_form(office: Office) -> None:
    office.ines.types("/availability")

    modal = saves(
        office.ines,
        "Add weekly hours",
        {
            "Days": ["Tuesday", "Thursday"],
            "From": time(9),
            "To": time(12),
            "How often": "Every 2 weeks",
            "First day": date(2026, 12, 9),
            "Last day": date(2027, 2, 2),
        },
    )

    assert (
        "• Every 2 weeks on Tue and Thu, 9:00 AM – 12:00 PM, from Thu 10 Dec 2026 until "
        "Tue 2 Feb 2027" in modal.text
    )


def test_some_hours_of_a_day_are_taken_off_by_form(office: Office) -> None:
    office.ines.types("/availability")

    modal = saves(
        office.ines,
        "Add time off",
        {
            "First day off": TUESDAY,
            "Off from": time(14),
            "Last day off": TUESDAY,
            "Off until": time(16),
        },
    )

    assert "• Off Tue 10 Nov 2026, 2:00 PM – 4:00 PM" in modal.text


def test_other_hours_than_the_weekly_ones_are_given_by_form(office: Office) -> None:
    office.ines.types("/availability")

    modal = saves(
        office.ines,
        "Add a date",
        {
            "Date": TUESDAY,
            "From": time(14),
            "To": time(16),
            "Weekly hours": ["Instead of the weekly hours of that day"],
        },
    )

    assert "• Tue 10 Nov 2026, 2:00 PM – 4:00 PM, instead of weekly hours" in modal.text


def test_an_entry_is_changed_in_a_form_that_shows_what_it_was(office: Office) -> None:
    office.ines.asks("/availability tomorrow 10-14")
    office.ines.types("/availability")

    office.ines.presses("Change")
    form = office.ines.sees_in_modal("Change a date")
    assert "2026-11-10\nFrom\n10:00\nTo\n14:00" in form.text
    office.ines.fills({"To": time(15)})
    office.ines.submits()

    modal = office.ines.sees_in_modal("Your availability")
    assert f"• Tue 10 Nov 2026, 10:00 AM – 3:00 PM\nInstead of:\n• {TEN_TO_TWO}" in modal.text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("every Thu 9:00 - 24:00", "☑ Thursday"),
        ("off 24 Dec - 2 Jan", "2026-12-24"),
        ("off 24 Dec 14:00 - 2 Jan 10:00", "14:00"),
        ("every other Thu from 19 Nov until 20 Jan 9-12", "Every 2 weeks"),
        ("Thu 14-16 instead", "☑ Instead of the weekly hours of that day"),
        ("Thu 10pm - Fri 2am", "2026-11-12\nFrom\n22:00\nTo\n02:00"),
    ],
)
def test_saving_a_form_as_it_was_opened_changes_nothing(
    office: Office, given: str, shown: str
) -> None:
    before = office.ines.asks(f"/availability {given}").text
    office.ines.types("/availability")

    office.ines.presses("Change")
    opened = office.ines.sees_in_modal("Change")
    office.ines.submits()

    modal = office.ines.sees_in_modal("Your availability")
    assert f"There already (Europe/Berlin time):\n{before.splitlines()[1]}\n" in modal.text
    assert "Nothing was changed." in modal.text
    assert "Undo" not in modal.labels
    assert shown.removeprefix("☑ ") in opened.text


def test_hours_that_no_form_can_hold_can_still_be_removed(office: Office) -> None:
    office.ines.asks("/availability every Fri 10pm - Sat 2am")
    office.ines.types("/availability")

    office.ines.presses("Remove")

    modal = office.ines.sees_in_modal("Removed (Europe/Berlin time):")
    assert "• Every Fri, 10:00 PM – Sat, 2:00 AM" in modal.text
    assert "You have no hours ahead" in modal.text


def test_a_removed_entry_is_back_after_undo_in_the_modal(office: Office) -> None:
    office.ines.asks("/availability tomorrow 10-14")
    office.ines.types("/availability")
    office.ines.presses("Remove")
    office.ines.sees_in_modal("You have no hours ahead")

    office.ines.presses("Undo")

    modal = office.ines.sees_in_modal("Undone. Your hours are as they were before")
    assert TEN_TO_TWO in modal.text
    assert "Undo" not in modal.labels


# -- what the forms refuse -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "fields", "field", "sentence"),
    [
        (
            "Add a date",
            {"Date": TUESDAY, "From": time(14), "To": time(10)},
            "To",
            "The end, 10:00 AM, is not after the start, 2:00 PM. For hours past midnight, fill in "
            "“Ends on another day” as well. Nothing was saved.",
        ),
        (
            "Add weekly hours",
            {"Days": ["Friday"], "From": time(22), "To": time(2)},
            "To",
            "For hours past midnight, type /availability every Fri 10:00 PM - Sat 2:00 AM.",
        ),
        (
            "Add time off",
            {"First day off": date(2026, 12, 24), "Last day off": date(2026, 12, 20)},
            "Last day off",
            "The end, Sun 20 Dec 2026, is not after the start, Thu 24 Dec 2026.",
        ),
        (
            "Add weekly hours",
            {**EVERY_FRIDAY, "How often": "Every 3 weeks"},
            "First day",
            "From which day on? Every few weeks are counted from the week of the first day.",
        ),
        (
            "Add weekly hours",
            {**EVERY_FRIDAY, "First day": date(2026, 12, 24), "Last day": date(2026, 12, 20)},
            "Last day",
            "2026-12-20",
        ),
        (
            "Add weekly hours",
            {**EVERY_FRIDAY, "Last day": date(2026, 11, 8)},
            "Last day",
            "Sun 8 Nov 2026",
        ),
        (
            "Add a date",
            {"Date": date(2026, 11, 8), "From": time(10), "To": time(14)},
            "Date",
            "Sun 8 Nov 2026, 10:00 AM – 2:00 PM has already passed (Europe/Berlin).",
        ),
        (
            "Add a date",
            {"Date": date(2028, 11, 10), "From": time(10), "To": time(14)},
            "Date",
            "is too far away: I keep hours up to 366 days ahead. Nothing was saved.",
        ),
        (
            "Add a date",
            {"Date": date(2027, 3, 28), "From": time(2), "To": time(2, 45)},
            "From",
            "does not exist: the clocks in Europe/Berlin skip it that day. Nothing was saved.",
        ),
    ],
)
def test_a_form_says_beside_the_field_what_is_wrong_and_saves_nothing(
    office: Office, button: str, fields: Json, field: str, sentence: str
) -> None:
    office.ines.types("/availability")

    form = saves(office.ines, button, fields)

    assert sentence in form.errors[field]
    assert list(form.errors) == [field]
    office.ines.closes()
    assert NO_HOURS in office.ines.modal.text


@pytest.mark.failure_case(13)
def test_an_empty_form_is_not_sent(office: Office) -> None:
    office.ines.types("/availability")

    form = saves(office.ines, "Add weekly hours", {})

    assert set(form.errors) == {"Days", "From", "To"}


# -- undo, and lists that are older than the hours -------------------------------------------


def test_what_was_typed_is_undone_by_the_button_of_its_answer(office: Office) -> None:
    office.ines.asks("/availability tomorrow 9-12")
    said = office.ines.asks("/availability Fri 9-12")

    office.ines.presses("Undo", in_=said)

    undone = office.ines.sees("Undone. Your hours are as they were before (Europe/Berlin time).")
    assert undone.ts == said.ts
    assert "Tue 10 Nov 2026, 9:00 AM – 12:00 PM" in undone.text
    assert "Fri 13 Nov" not in undone.text
    assert undone.labels == []


def test_two_presses_of_undo_at_once_take_back_one_change(office: Office) -> None:
    office.ines.asks("/availability tomorrow 9-12")
    said = office.ines.asks("/availability Fri 9-12")

    def press() -> None:
        # Whoever is second may find the button gone.
        with contextlib.suppress(AssertionError, NotPossible):
            office.ines.presses("Undo", in_=said, within=0.5)

    presses = [threading.Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    office.ines.sees("Undone.")
    listed = office.ines.asks("/availability list", sees="Tue 10 Nov 2026, 9:00 AM – 12:00 PM").text
    assert "Fri 13 Nov" not in listed


def test_a_change_that_another_has_followed_is_not_undone(office: Office) -> None:
    said = office.ines.asks("/availability tomorrow 9-12")
    office.ines.asks("/availability Fri 9-12")

    office.ines.presses("Undo", in_=said)

    office.ines.sees("Nothing was undone.")
    listed = office.ines.asks("/availability list").text
    assert "Tue 10 Nov" in listed
    assert "Fri 13 Nov" in listed


def test_a_change_can_still_be_undone_after_one_that_made_no_difference(office: Office) -> None:
    said = office.ines.asks("/availability tomorrow 9-12")
    again = office.ines.asks("/availability tomorrow 9-11")

    office.ines.presses("Undo", in_=said)

    there = "There already (Europe/Berlin time):\n• Tue 10 Nov 2026, 9:00 AM – 11:00 AM"
    assert f"{there}\nNothing was changed." in again.text
    assert "Undo" not in again.labels
    office.ines.sees("Undone.")


@pytest.mark.failure_case(11)
def test_a_modal_older_than_the_hours_undoes_nothing_and_catches_up(office: Office) -> None:
    office.ines.types("/availability")
    saves_date(office.ines, TUESDAY, time(10), time(14))
    office.ines.sees_in_modal("Saved")
    office.ines.asks("/availability Fri 9-12")

    office.ines.presses("Undo")

    modal = office.ines.sees_in_modal("Nothing was undone.")
    assert TEN_TO_TWO in modal.text
    assert "Fri 13 Nov 2026, 9:00 AM – 12:00 PM" in modal.text
    assert "Undo" not in modal.labels


@pytest.mark.parametrize("choice", ["Remove", "Change"])
def test_an_entry_that_is_gone_is_not_touched_and_the_modal_catches_up(
    office: Office, choice: str
) -> None:
    office.ines.asks("/availability tomorrow 10-14")
    office.ines.types("/availability")
    office.ines.sees_in_modal(TEN_TO_TWO)
    office.ines.asks("/availability tomorrow 13-16")  # joined: another entry now

    office.ines.presses(choice)

    modal = office.ines.sees_in_modal("That entry is gone already. Nothing was changed.")
    assert "Tue 10 Nov 2026, 10:00 AM – 4:00 PM" in modal.text


def test_a_form_left_open_while_its_entry_goes_saves_nothing(office: Office) -> None:
    office.ines.asks("/availability tomorrow 10-14")
    office.ines.types("/availability")
    office.ines.presses("Change")
    office.ines.sees_in_modal("Change a date")
    office.ines.asks("/availability tomorrow 13-16")

    office.ines.fills({"To": time(11)})
    office.ines.submits()

    assert office.ines.modal.errors == {"From": "That entry is gone already. Nothing was changed."}
    listed = office.ines.asks("/availability list").text
    assert "Tue 10 Nov 2026, 10:00 AM – 4:00 PM" in listed


# -- somebody else's, and very many ----------------------------------------------------------------


def test_a_coordinator_changes_somebodys_hours_in_the_modal(office: Office) -> None:
    office.carl.asks("/register candidate", sees="You are registered")
    office.carla.types("/availability for Carl")
    office.carla.sees_in_modal("Carl Chen, in their time zone: Europe/London (GMT).")

    modal = saves_date(office.carla, TUESDAY, time(10), time(14))

    assert f"Saved for Carl Chen (Europe/London time):\n• {TEN_TO_TWO}" in modal.text
    office.carla.presses("Remove")
    modal = office.carla.sees_in_modal("Removed for Carl Chen (Europe/London time)")
    assert "Carl Chen has no hours ahead" in modal.text


def test_three_hundred_entries_are_turned_page_by_page(office: Office) -> None:
    hours = ", ".join(f"{hour}:00-{hour}:45" for hour in range(8, 18))
    office.ines.asks(f"/availability 16 Nov - 15 Dec {hours}", sees="and 285 more")

    office.ines.types("/availability")

    modal = office.ines.sees_in_modal("1–40 of 300")
    assert modal.labels.count("Show more") == 1
    office.ines.presses("Show more")
    modal = office.ines.sees_in_modal("41–80 of 300")
    assert "Fri 20 Nov 2026, 8:00 AM – 8:45 AM" in modal.text
    office.ines.presses("Remove")
    modal = office.ines.sees_in_modal("Removed (Europe/Berlin time)")
    assert "41–80 of 299" in modal.text
    office.ines.presses("Show earlier")
    office.ines.sees_in_modal("1–40 of 299")
