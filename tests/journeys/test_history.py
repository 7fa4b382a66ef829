"""Who did what, as coordinators read it."""

from journeys.arranged import books, declines, gives, is_candidate
from journeys.office import Office


def test_a_coordinator_reads_what_was_done_to_an_interview_and_by_whom(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")
    office.ines.sees("has booked an interview for you")
    declines(office.ines)
    office.ines.sees("you can't make it on")
    listed = office.carla.asks("/interviews")

    office.carla.presses("History", in_=listed)

    shown = office.carla.sees_in_modal("Who did what").text
    booked = "Carla Costa: booked the interview with Carl Chen, Tue 10 Nov, 9:00 AM"
    declined = "Ines Iversen: the interview with Carl Chen, Tue 10 Nov, 9:00 AM WET: an"
    assert booked in shown
    assert declined in shown
    assert shown.index(declined) < shown.index(booked)
    assert "changed the hours" not in shown


def test_everything_is_on_record_refusals_too_and_others_may_not_read_it(office: Office) -> None:
    office.ivo.asks("/register candidate Ana Alves", sees="Only a coordinator")
    office.carla.asks("/register coordinator @ines", sees="is a coordinator now")

    shown = office.carla.asks("/interviews history").text
    refused = office.ivo.asks("/interviews history").text

    assert "Carla Costa: made Ines Iversen a coordinator" in shown
    assert "somebody who is not registered: was refused: register candidates" in shown
    assert "Ana" not in shown
    assert "Only a coordinator may read what everybody has done." in refused


def test_an_admin_is_told_of_changes_from_the_first_thing_that_they_arrange(
    office: Office,
) -> None:
    office.carla.asks("/register coordinator @ivo", sees="is a coordinator now")
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    office.ines.asks("/availability off tomorrow", sees="Saved")

    office.carla.sees("The hours of Ines Iversen have changed")
    office.ivo.sees("The hours of Ines Iversen have changed")


def test_when_something_was_done_is_said_to_the_minute(office: Office) -> None:
    office.slack.clock.forward(seconds=12.345678)
    office.carla.asks("/register coordinator @ines", sees="is a coordinator now")

    shown = office.carla.asks("/interviews history").text

    assert "Mon 9 Nov, 8:00 AM WET – Carla Costa: made Ines Iversen a coordinator" in shown


def test_whoever_registers_themselves_is_named_although_nobody_knew_them_before(
    office: Office,
) -> None:
    gives(office.ines, "tomorrow 10-13")

    shown = office.carla.asks("/interviews history").text

    assert "Ines Iversen: registered Ines Iversen" in shown
    assert "not registered" not in shown
