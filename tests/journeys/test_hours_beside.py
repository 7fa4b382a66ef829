"""Weekly hours with an end or an interval, said beside longer ones that stand."""

from datetime import date, time

import pytest

from journeys.office import Office


@pytest.mark.parametrize(
    ("typed", "as_well", "instead"),
    [
        (
            "Tuesdays 9-12 until 20 December",
            "• Every Tue, 9:00 AM – 12:00 PM",
            "• Every Tue, 9:00 AM – 12:00 PM, until Sun 20 Dec 2026",
        ),
        (
            "every other Tuesday 9-12 from 1 Dec",
            "• Every Tue, 9:00 AM – 12:00 PM",
            "• Every Tue, 9:00 AM – 12:00 PM, until Mon 30 Nov 2026\n"
            "• Every 2 weeks on Tue, 9:00 AM – 12:00 PM, from Tue 1 Dec 2026",
        ),
        (
            "Tuesdays 9-10 until 20 December",
            "• Every Tue, 9:00 AM – 12:00 PM",
            "• Every Tue, 9:00 AM – 10:00 AM, until Sun 20 Dec 2026\n"
            "• Every Tue, 9:00 AM – 12:00 PM, from Tue 22 Dec 2026",
        ),
    ],
)
def test_hours_with_an_end_beside_the_same_without_are_asked_and_saved_by_the_press_alone(
    office: Office, typed: str, as_well: str, instead: str
) -> None:
    office.ines.asks("/availability Tuesdays 9-12")

    asked = office.ines.asks(f"/availability {typed}", sees="as well, or instead?")
    still = office.ines.asks("/availability list").text
    office.ines.presses("Instead", in_=asked)
    after = office.ines.sees("Instead of:")
    office.ines.presses("Undo", in_=after)
    office.ines.sees("Undone.")

    assert asked.labels == ["As well", "Instead"]
    assert f"As well\n{as_well}\nInstead\n{instead}" in asked.text
    assert instead.splitlines()[0] in after.text
    assert "There already" not in after.text
    assert as_well in still
    assert as_well in office.ines.asks("/availability list").text


def test_hours_as_well_as_others_leave_these_as_they_are(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")
    asked = office.ines.asks(
        "/availability Tuesdays 9-12 until 20 December; Fri 9-10", sees="as well, or instead?"
    )

    office.ines.presses("As well", in_=asked)

    office.ines.sees("Fri 13 Nov 2026, 9:00 AM – 10:00 AM")
    listed = office.ines.asks("/availability list").text
    assert "• Every Tue, 9:00 AM – 12:00 PM\n" in listed
    assert "until" not in listed


def test_a_start_said_of_hours_that_hold_already_changes_nothing(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")

    told = office.ines.asks("/availability Tuesdays 9-12 from 5 January").text

    assert "There already (" in told
    assert "• Every Tue, 9:00 AM – 12:00 PM, from Tue 5 Jan 2027\nNothing was changed." in told


def test_the_form_asks_the_same_and_shows_what_was_saved_in_the_list(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")
    office.ines.types("/availability")
    office.ines.presses("Add weekly hours")
    office.ines.sees_in_modal("Times are")
    office.ines.fills(
        {"Days": ["Tuesday"], "From": time(9), "To": time(12), "Last day": date(2026, 12, 20)}
    )
    office.ines.submits()
    office.ines.sees_in_modal("as well, or instead?")

    office.ines.presses("Instead")

    shown = office.ines.sees_in_modal("Saved (Europe/Berlin time):").text
    assert "Every Tue, 9:00 AM – 12:00 PM, until Sun 20 Dec 2026" in shown


def test_what_is_asked_of_plain_words_is_asked_where_they_were_saved(office: Office) -> None:
    office.ines.asks("/availability Tuesdays 9-12")
    office.ines.types("I can do Tuesdays 9-12 until 20 December")
    office.ines.presses("Save every Tue, 9:00 AM – 12:00 PM, until Sun 20 Dec 2026")

    office.ines.presses("As well", in_=office.ines.sees("as well, or instead?"))

    assert "Nothing was changed" in office.ines.sees("There already").text
