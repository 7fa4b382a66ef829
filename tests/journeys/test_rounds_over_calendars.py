"""Plans are made, changed and booked over calendars that are read for that, press by press."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.arranged import declines, gives, is_candidate, usual_people
from journeys.office import MONDAY, Office, office_in
from journeys.test_calendars import DENTIST, CalendarServer, connects, serving
from journeys.test_distribute import booked_round, plans
from sandbox.testing.views import SeenMessage

FIRST, SECOND = "9:00 AM", "10:00 AM"
IS_BUSY = "Ines Iversen is busy then by their calendar"


@pytest.fixture(name="calendar")
def _calendar() -> Iterator[CalendarServer]:
    calendar = CalendarServer()
    with serving(calendar):
        yield calendar


@pytest.fixture(name="empty")
def _empty(tmp_path: Path, calendar: CalendarServer) -> Iterator[Office]:
    hosts = f"127.0.0.1:{calendar.port}"
    with office_in(tmp_path, now=MONDAY, calendar_private_hosts=hosts) as office:
        yield office


@pytest.fixture(name="office")
def _office(empty: Office, calendar: CalendarServer) -> Office:
    """Ines, in whose calendar nothing stands yet, and Ivo can meet Carl at 9, 10 and 11."""
    usual_people(empty)
    connects(empty.ines, calendar.address)
    empty.ines.closes()
    return empty


def something_comes(office: Office, calendar: CalendarServer) -> None:
    """At 9 on Tuesday, into the calendar of Ines, some minutes after it was read."""
    office.slack.clock.forward(minutes=5)
    calendar.events = [DENTIST]


def can_t_be_read(office: Office, calendar: CalendarServer) -> None:
    office.slack.clock.forward(minutes=40)
    calendar.status = 503


def with_ines(office: Office) -> SeenMessage:
    return plans(office.carla, "Carl with @ines tomorrow")


def test_a_plan_is_made_over_what_has_just_come(office: Office, calendar: CalendarServer) -> None:
    something_comes(office, calendar)

    assert f"{SECOND} – Carl Chen with Ines Iversen" in with_ines(office).text


def test_what_has_come_since_the_plan_is_said_and_the_plan_is_made_anew_and_booked(
    office: Office, calendar: CalendarServer
) -> None:
    plan = with_ines(office)
    assert f"{FIRST} – Carl Chen with Ines Iversen" in plan.text
    something_comes(office, calendar)

    office.carla.presses("Book it", in_=plan)

    again = office.carla.sees("Nothing was booked, as something has changed")
    assert again.ts == plan.ts
    assert IS_BUSY in again.text
    assert f"Carl Chen moves from Tue 10 Nov, {FIRST} to Tue 10 Nov, {SECOND}" in again.text
    office.carla.presses("Book it", in_=again)
    assert f"{SECOND} – Carl Chen" in office.carla.sees("1 interview booked").text


def test_an_adjusted_plan_keeps_out_of_what_has_just_come(
    office: Office, calendar: CalendarServer
) -> None:
    plan = plans(office.carla, "Carl with @ines @ivo tomorrow")
    something_comes(office, calendar)

    office.carla.presses("Adjust…", in_=plan)
    office.carla.fills({"Interviewers to take off": ["Ivo Ito"]})
    office.carla.submits()

    change = office.carla.sees("What changes:")
    assert f"Carl Chen moves from Tue 10 Nov, {FIRST} to Tue 10 Nov, {SECOND}" in change.text


def test_whoever_comes_into_a_plan_that_is_adjusted_is_read_as_well(
    empty: Office, calendar: CalendarServer
) -> None:
    """Ingrid, whom the plan did without: there is one seat, and Ines comes before her by name."""
    is_candidate(empty.carl, "Tue 9:00-11:00")
    gives(empty.ines, "Tue 10:00-11:00")
    gives(empty.ingrid, "Tue 10:00-12:00")
    connects(empty.ingrid, calendar.address)
    empty.ingrid.closes()
    empty.carla.types("/distribute")
    empty.carla.fills({"Candidates": ["Carl Chen"], "Interviewers in a panel, at most": "1"})
    empty.carla.submits()
    plan = empty.carla.sees("can be interviewed")
    assert f"{FIRST} – Carl Chen with Ines Iversen" in plan.text
    something_comes(empty, calendar)

    empty.carla.presses("Adjust…", in_=plan)
    empty.carla.fills({"Interviewers to take off": ["Ines Iversen"]})
    empty.carla.submits()

    change = empty.carla.sees("What changes:")
    assert f"to Tue 10 Nov, {SECOND}, with Ingrid Ek instead of Ines Iversen" in change.text


def test_of_a_calendar_that_can_t_be_read_the_plan_tells_and_so_does_what_is_booked(
    office: Office, calendar: CalendarServer
) -> None:
    can_t_be_read(office, calendar)

    plan = with_ines(office)
    office.carla.presses("Book it", in_=plan)

    mark = "Calendar last read 40 min ago (Ines Iversen)."
    assert mark in plan.text
    assert mark in office.carla.sees("1 interview booked").text


def test_what_is_booked_of_a_plan_is_marked_as_what_is_booked_alone_is(
    office: Office, calendar: CalendarServer
) -> None:
    """The calendar was read too lately for the plan to tell, and not just before it is booked."""
    plan = with_ines(office)
    office.slack.clock.forward(minutes=5)
    calendar.status = 503

    office.carla.presses("Book it", in_=plan)

    assert "Calendar last read" not in plan.text
    booked = office.carla.sees("1 interview booked")
    assert "Calendar last read 5 min ago (Ines Iversen)." in booked.text


def levelled(office: Office, calendar: CalendarServer) -> None:
    """Carl at 9 with Ines and Ben at 10 with Ivo are booked; Ines can't make it.

    Ingrid is free at both, and has connected a calendar in which nothing stands yet.
    """
    booked_round(office)
    gives(office.ingrid, "Tue 10:00-12:00")
    connects(office.ingrid, calendar.address)
    office.ingrid.closes()
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))


AGAIN = "Planned again, with the fewest moves. Nothing has changed yet."
ABOUT_INGRID = "Ingrid Ek is busy then by their calendar"


@pytest.mark.parametrize("way", ["typed", "pressed"])
def test_a_round_is_planned_again_around_what_has_just_come(
    empty: Office, calendar: CalendarServer, way: str
) -> None:
    levelled(empty, calendar)
    something_comes(empty, calendar)

    if way == "typed":
        empty.carla.types("/distribute rebalance")
    else:
        call = empty.carla.sees("Ines Iversen can't make it")
        empty.carla.presses("Plan again with the fewest moves", in_=call)

    offer = empty.carla.sees(AGAIN)
    assert f"to Tue 10 Nov, {SECOND}" in offer.text
    assert "Ingrid Ek in the place of" not in offer.text


def test_changes_of_a_round_are_not_made_over_what_has_come_since(
    empty: Office, calendar: CalendarServer
) -> None:
    levelled(empty, calendar)
    empty.carla.types("/distribute rebalance")
    offer = empty.carla.sees(AGAIN)
    assert "Ingrid Ek in the place of Ines Iversen" in offer.text
    something_comes(empty, calendar)

    empty.carla.presses("Make these changes", in_=offer)

    again = empty.carla.sees(ABOUT_INGRID)
    assert f"to Tue 10 Nov, {SECOND}" in again.text
    empty.carla.presses("Make these changes", in_=again)
    empty.carla.sees("The changes are booked.")


def test_a_round_over_a_calendar_that_can_t_be_read_says_so_when_it_is_planned_again(
    empty: Office, calendar: CalendarServer
) -> None:
    levelled(empty, calendar)
    can_t_be_read(empty, calendar)

    empty.carla.types("/distribute rebalance")

    assert "Calendar last read 40 min ago (Ingrid Ek)." in empty.carla.sees(AGAIN).text
