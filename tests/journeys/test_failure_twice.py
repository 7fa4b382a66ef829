"""Slack brings the same thing more than once: it is done once."""

import threading
from collections.abc import Callable
from datetime import date, time

import pytest

from journeys.arranged import all_is_told, gives, told, usual_people
from journeys.office import Office
from sandbox.events.faults import RETRIED, TWICE
from sandbox.testing.user import User


def comes_twice(office: Office, kind: str, act: Callable[[], None]) -> None:
    """What somebody does next reaches the bot twice at the same moment."""
    office.slack.control.meets(kind, TWICE, times=1)
    act()
    office.slack.waits_until(lambda: office.slack.control.met(kind, "twice"))


def plans_of(who: User) -> list[str]:
    """The plans that somebody has been shown."""
    return [one.text for one in who.messages if "can be interviewed" in one.text]


def dates_of(who: User) -> list[str]:
    """The lines of a person's list, up to where their time zone is named."""
    listed = who.asks("/availability list", sees="Your time zone").text
    return listed.partition("\nYour time zone")[0].splitlines()[1:]


@pytest.mark.failure_case(1)
def test_the_same_event_four_times_leaves_one_home_tab_as_things_stand(office: Office) -> None:
    office.slack.control.meets("events_api", TWICE, times=1)
    office.slack.control.meets("events_api", RETRIED, times=1)
    office.ines.opens_home()
    again = [
        threading.Thread(target=office.slack.delivers_again, args=("events_api",)) for _ in range(3)
    ]
    for one in again:
        one.start()
    for one in again:
        one.join()
    gives(office.ines, "Tue 9-12")

    office.ines.sees_in_home("Tue 10 Nov 2026, 9:00 AM – 12:00 PM")
    assert office.ines.messages_from_app == [office.ines.sees("Saved (").text]
    assert office.carla.asks("/register list").text.count("Ines Iversen") == 1


@pytest.mark.failure_case(2)
def test_the_same_command_twice_gives_the_hours_once(office: Office) -> None:
    comes_twice(office, "slash_commands", lambda: office.ines.types("/availability Tue 9-12"))
    office.slack.waits_until(lambda: len(office.ines.messages_from_app) == 2)

    saved = sum("Saved (" in one for one in office.ines.messages_from_app)

    assert saved == 1
    assert dates_of(office.ines) == ["• Tue 10 Nov 2026, 9:00 AM – 12:00 PM"]


@pytest.mark.failure_case(2)
def test_the_same_command_twice_registers_a_candidate_once(office: Office) -> None:
    office.carla.asks("/register list")
    comes_twice(
        office, "slash_commands", lambda: office.carla.types("/register candidate Ana Europe/Rome")
    )
    office.slack.waits_until(lambda: len(office.carla.messages_from_app) == 3)

    assert office.carla.asks("/register list").text.count("Ana") == 1


@pytest.mark.failure_case(3)
def test_one_form_that_arrives_twice_books_once_and_shows_no_trouble(office: Office) -> None:
    usual_people(office)
    found = office.carla.asks("/find-slots Carl with @ines")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})

    comes_twice(office, "interactive", office.carla.submits)
    office.ines.sees("booked an interview for you")
    all_is_told(office)

    assert len(told(office.ines)) == len(told(office.carl)) == 1
    assert "All interviews ahead (1)" in office.carla.asks("/interviews").text
    assert office.carla.toasts == []


@pytest.mark.failure_case(3)
def test_one_form_of_a_plan_that_arrives_twice_makes_one_plan(office: Office) -> None:
    usual_people(office)
    office.carla.types("/distribute")
    office.carla.sees_in_modal("You get a plan to look at first")

    comes_twice(office, "interactive", office.carla.submits)
    office.carla.sees("can be interviewed")
    office.carla.types("/distribute all tomorrow")

    office.slack.waits_until(lambda: len(plans_of(office.carla)) > 1)
    assert len(plans_of(office.carla)) == 2
    assert office.carla.toasts == []


@pytest.mark.failure_case(3)
def test_one_form_of_hours_that_arrives_twice_saves_them_once(office: Office) -> None:
    office.ines.types("/availability")
    office.ines.presses("Add a date")
    office.ines.sees_in_modal("Times are")
    office.ines.fills({"Date": date(2026, 11, 10), "From": time(10), "To": time(14)})

    comes_twice(office, "interactive", office.ines.submits)

    assert dates_of(office.ines) == ["• Tue 10 Nov 2026, 10:00 AM – 2:00 PM"]
