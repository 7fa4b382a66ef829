"""Hours taken away by what is typed: for a while, some of them, or all, and put back."""

from datetime import date

import pytest

from journeys.office import Office

NINE_TO_TWELVE = "9:00 AM – 12:00 PM"


def listed(office: Office) -> str:
    return office.ines.asks("/availability list").text


@pytest.mark.parametrize(
    ("button", "off"),
    [("One week", "Sun 15 Nov 2026"), ("Two weeks", "Sun 22 Nov 2026")],
)
def test_a_pause_is_asked_for_with_its_lengths_and_saved_with_one_press(
    office: Office, button: str, off: str
) -> None:
    office.ines.asks("/availability weekdays 9-12")
    asked = office.ines.asks("/availability pause", sees="For how long should nobody book you")

    office.ines.presses(button, in_=asked)

    office.ines.sees(f"• Off Mon 9 Nov 2026 – {off}")
    office.ines.presses("Undo")
    office.ines.sees("Undone.")
    assert "Off" not in listed(office)


def test_a_pause_ends_on_the_day_that_is_picked(office: Office) -> None:
    asked = office.ines.asks("/availability pause", sees="For how long")

    office.ines.chooses("Last day off", date(2027, 1, 5), in_=asked)

    office.ines.sees("• Off Mon 9 Nov 2026 – Tue 5 Jan 2027")


@pytest.mark.parametrize("typed", ["pause until Thursday", "off until Thursday"])
def test_whether_who_is_off_until_a_day_is_back_on_it_is_asked(office: Office, typed: str) -> None:
    asked = office.ines.asks(f"/availability {typed}")
    office.ines.presses("Last day off: Wed 11 Nov 2026", in_=asked)

    assert "Is Thu 12 Nov 2026 the last day off, or the first day back?" in asked.text
    assert "Nothing is saved yet." in asked.text
    office.ines.sees("• Off Mon 9 Nov 2026 – Wed 11 Nov 2026")


@pytest.mark.parametrize(
    ("typed", "last"), [("through 5 Jan", "Tue 5 Jan 2027"), ("two weeks", "Sun 22 Nov 2026")]
)
def test_a_pause_can_be_typed_with_its_end(office: Office, typed: str, last: str) -> None:
    told = office.ines.asks(f"/availability pause {typed}")

    assert f"• Off Mon 9 Nov 2026 – {last}" in told.text


def test_weekly_hours_rest_until_a_day_and_hold_again_after_it(office: Office) -> None:
    office.ines.asks("/availability Tuesdays and Fridays 9-12")

    told = office.ines.asks("/availability remove Tuesdays until 20 Dec")
    rests = listed(office)
    office.ines.presses("Undo", in_=told)
    office.ines.sees("Undone.")

    assert f"• Every Tue, {NINE_TO_TWELVE}, from Tue 22 Dec 2026" in told.text
    assert f"• Every Fri, {NINE_TO_TWELVE}" in rests
    assert f"• Every Tue and Fri, {NINE_TO_TWELVE}" in listed(office)


def test_of_every_other_week_each_way_says_what_it_leaves(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")
    asked = office.ines.asks("/availability remove every other Tuesday", sees="Which of these")

    office.ines.presses(asked.labels[0], in_=asked)

    weeks = f"every 2 weeks on Tue, {NINE_TO_TWELVE}, from Tue"
    assert sorted(asked.labels) == [f"Leave {weeks} 17 Nov 2026", f"Leave {weeks} 24 Nov 2026"]
    office.ines.sees("Instead of:")
    assert asked.labels[0].removeprefix("Leave e") in listed(office)


def test_what_is_offered_to_be_removed_instead_is_said_without_hours(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")

    told = office.ines.asks("/availability remove Tuesdays until Christmas").text

    assert "Did you mean Tuesdays until 24 Dec?" in told


def test_a_coordinator_pauses_somebody_else(office: Office) -> None:
    office.ines.asks("/availability weekdays 9-12")
    asked = office.carla.asks("/availability for Ines Iversen: pause", sees="should nobody book")

    office.carla.presses("One week", in_=asked)

    office.carla.sees("Off Mon 9 Nov 2026 – Sun 15 Nov 2026")
    assert "Sun 15 Nov 2026" in listed(office)


def test_hours_of_a_weekday_are_removed_and_put_back(office: Office) -> None:
    office.ines.asks("/availability Tuesdays and Fridays 9-12")

    told = office.ines.asks("/availability remove Tuesdays")
    left = listed(office)
    office.ines.presses("Undo", in_=told)
    office.ines.sees("Undone.")

    assert f"Removed (Europe/Berlin time):\n• Every Tue, {NINE_TO_TWELVE}" in told.text
    assert f"Every Fri, {NINE_TO_TWELVE}" in left
    assert f"Every Tue and Fri, {NINE_TO_TWELVE}" in listed(office)


def test_a_part_of_the_hours_is_removed(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-17")

    told = office.ines.asks("/availability remove Tue 12-13")

    assert "• Every Tue, 9:00 AM – 12:00 PM\n• Every Tue, 1:00 PM – 5:00 PM" in told.text


def test_a_weekday_that_may_be_every_week_or_one_day_is_asked_about(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12; 10 Nov 14-16")

    asked = office.ines.asks("/availability remove Tuesday", sees="Which of these do you mean?")
    office.ines.presses("Remove Tue 10 Nov 2026, 2:00 PM – 4:00 PM", in_=asked)

    office.ines.sees("Removed (Europe/Berlin time):\n• Tue 10 Nov 2026")
    assert f"Every Tue, {NINE_TO_TWELVE}" in listed(office)


def test_hours_that_are_not_there_are_not_removed(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")

    told = office.ines.asks("/availability remove Friday")

    assert "I found no hours on “Friday”, so nothing was removed." in told.text
    assert f"Every Tue, {NINE_TO_TWELVE}" in listed(office)


def test_all_hours_are_removed_once_that_is_confirmed_and_put_back(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12; off 24 Dec")
    asked = office.ines.asks("/availability clear", sees="Remove all of your hours")

    kept = listed(office)
    office.ines.presses("Remove all hours", in_=asked)
    office.ines.sees("Removed (Europe/Berlin time):")
    office.ines.presses("Undo")
    office.ines.sees("Undone.")

    assert f"• Every Tue, {NINE_TO_TWELVE}" in asked.text
    assert kept == listed(office)


def test_hours_that_changed_since_the_question_are_not_removed(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")
    asked = office.ines.asks("/availability clear", sees="Remove all of your hours")
    office.ines.asks("/availability Fridays 9-12")

    office.ines.presses("Remove all hours", in_=asked)

    office.ines.sees("have changed since I asked, so nothing was removed")
    assert f"Every Tue and Fri, {NINE_TO_TWELVE}" in listed(office)
