"""Giving hours: `/availability`."""

from journeys.office import Office


def test_typed_hours_are_said_back_in_words_with_the_zone(office: Office) -> None:
    office.ines.types("/availability tomorrow 10:00 AM - 2:00 PM")

    said = office.ines.sees("Tue 10 Nov 2026, 10:00 AM – 2:00 PM")
    assert "Europe/Berlin" in said.text
