"""Somebody connects their calendar, and no interview lands on what stands in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from ports import free_port

from bot.process.logs import WithoutSecrets
from journeys.arranged import books, gives, is_candidate, usual_people
from journeys.office import MONDAY, Office, office_in
from sandbox.testing.user import User
from sandbox.testing.views import SeenView

PATH = "/private-8f3a5c/basic.ics"
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//Y//EN\r\n{}END:VCALENDAR\r\n"
DENTIST = """BEGIN:VEVENT\r
UID:dentist@example.com\r
DTSTAMP:20261101T000000Z\r
DTSTART:20261110T090000Z\r
DTEND:20261110T100000Z\r
SUMMARY:The dentist, a secret\r
END:VEVENT\r
"""
HOLIDAY = """BEGIN:VEVENT\r
UID:away@example.com\r
DTSTAMP:20261101T000000Z\r
DTSTART;VALUE=DATE:20261111\r
DTEND;VALUE=DATE:20261112\r
TRANSP:TRANSPARENT\r
SUMMARY:Away\r
END:VEVENT\r
"""


@dataclass
class CalendarServer:
    """A server on this machine that gives one calendar away."""

    events: list[str] = field(default_factory=list)
    status: int = 200
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{PATH}"


@contextmanager
def serving(calendar: CalendarServer) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = CALENDAR.format("".join(calendar.events)).encode()
            self.send_response(calendar.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    calendar.port = server.server_address[1]
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(name="calendar")
def _calendar() -> Iterator[CalendarServer]:
    calendar = CalendarServer(events=[DENTIST, HOLIDAY])
    with serving(calendar):
        yield calendar


@pytest.fixture(name="office")
def _office(tmp_path: Path, calendar: CalendarServer) -> Iterator[Office]:
    hosts = f"127.0.0.1:{calendar.port}"
    with office_in(tmp_path, now=MONDAY, calendar_private_hosts=hosts) as office:
        yield office


def connects(who: User, address: str) -> SeenView:
    """Somebody connects a calendar from their Home tab."""
    who.opens_home()
    who.sees_in_home("Your hours")
    who.presses("Connect my calendar")
    who.sees_in_modal("Where to find the address")
    who.fills({"Address": address})
    who.submits()
    return who.sees_in_modal("is connected")


@pytest.fixture(name="open_office")
def _open_office(tmp_path: Path, calendar: CalendarServer) -> Iterator[Office]:
    """The same, with a bot that browsers reach."""
    port = free_port()
    reached = {"http_port": port, "public_url": f"http://127.0.0.1:{port}"}
    hosts = f"127.0.0.1:{calendar.port}"
    with office_in(tmp_path, now=MONDAY, calendar_private_hosts=hosts, **reached) as office:
        yield office


def test_where_browsers_reach_the_bot_slack_sees_nothing_of_an_address(
    open_office: Office, calendar: CalendarServer
) -> None:
    ines = open_office.ines
    ines.opens_home()
    ines.presses("Connect my calendar")

    assert "Address" not in ines.sees_in_modal("Slack does not see them").labels
    page = ines.opens_page("Open my page")
    page.fills({"Address": calendar.address, "User": "ines", "App password": "horse-battery"})
    page.sends()

    page.sees("Local calendar is connected: 2 events in the weeks ahead.")
    page.sees("you are busy Tue 10 Nov, 10:00 AM – 11:00 AM.")
    ines.sees_in_home("• Local calendar")
    ines.submits()
    assert "1 all-day event ahead" in ines.sees_in_modal("Your calendars").text
    traffic = str(open_office.slack.traffic)
    assert PATH not in traffic
    assert "horse-battery" not in traffic


def test_the_traffic_beside_the_workspace_hides_what_the_form_takes(
    office: Office, calendar: CalendarServer
) -> None:
    connects(office.ines, calendar.address)

    (sent,) = [one for one in office.slack.traffic if one["name"].startswith("view_submission")]
    assert sent["request"]["view"]["state"]["values"]["address"] == {"secret": "…"}
    assert PATH not in str(office.slack.traffic)


def test_so_does_the_log_down_to_its_last_detail(
    tmp_path: Path, calendar: CalendarServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hosts = f"127.0.0.1:{calendar.port}"
    with office_in(tmp_path, now=MONDAY, over="socket", calendar_private_hosts=hosts) as office:
        connects(office.ines, calendar.address)

    lines = [WithoutSecrets().format(record) for record in caplog.records]
    assert any("view_submission" in line for line in lines)
    assert not any(PATH in line for line in lines)


def test_what_stands_in_a_calendar_is_found_and_no_slot_touches_it(
    office: Office, calendar: CalendarServer
) -> None:
    gives(office.ines, "weekdays 9-17")
    is_candidate(office.carl, "tomorrow 9-12")

    modal = connects(office.ines, calendar.address)

    assert "Local calendar is connected: 2 events in the weeks ahead." in modal.text
    # By her clock, an hour ahead of UTC.
    assert "you are busy Tue 10 Nov, 10:00 AM – 11:00 AM." in modal.text
    assert "1 all-day event ahead is marked as free there, and left out." in modal.text
    assert "dentist" not in modal.text
    office.ines.sees_in_home("• Local calendar")
    slots = office.carla.asks("/find-slots carl with @ines tomorrow")
    assert "9:00 AM" not in slots.text


def test_all_day_events_count_with_one_press(office: Office, calendar: CalendarServer) -> None:
    gives(office.ines, "weekdays 9-17")
    connects(office.ines, calendar.address)

    office.ines.presses("Count all-day events")

    modal = office.ines.sees_in_modal("Saved.")
    assert "Wed 11 Nov all day" in modal.text
    assert "Leave free days out" in modal.labels


def test_all_day_events_can_be_left_out_altogether_and_counted_again(
    office: Office, calendar: CalendarServer
) -> None:
    calendar.events = [HOLIDAY.replace("TRANSP:TRANSPARENT\r\n", "")]
    connects(office.ines, calendar.address)
    assert "Wed 11 Nov all day" in office.ines.modal.text

    office.ines.presses("Leave all-day out")

    modal = office.ines.sees_in_modal("All-day events are left out.")
    assert "you are never busy" in modal.text
    office.ines.presses("Count all-day events")
    office.ines.sees_in_modal("Wed 11 Nov all day")


def test_several_calendars_of_one_server_are_told_apart(
    office: Office, calendar: CalendarServer
) -> None:
    for number in range(2):
        office.ines.types("/availability calendar")
        office.ines.sees_in_modal("Your calendars")
        office.ines.presses(("Connect my calendar", "Connect another calendar")[number])
        office.ines.fills({"Address": f"{calendar.address}?{number}"})
        office.ines.submits()
        office.ines.sees_in_modal("is connected")
        office.ines.closes()

    shown = office.ines.modal.text

    assert "Local calendar (1): read" in shown
    assert "Local calendar (2): read" in shown
    office.ines.presses("Disconnect: Local calendar (1)")
    assert "Local calendar (" not in office.ines.sees_in_modal("is disconnected").text


def test_who_has_no_hours_yet_gives_them_with_one_press(
    office: Office, calendar: CalendarServer
) -> None:
    modal = connects(office.ines, calendar.address)
    assert "You are registered as an interviewer with that." in modal.text

    office.ines.presses("Weekdays 9 to 5, minus calendar")

    office.ines.sees_in_modal("Every Mon to Fri, 9:00 AM – 5:00 PM")
    office.ines.sees_in_modal("a calendar that is connected is taken from hours by itself")


def test_an_address_typed_in_a_command_is_refused_and_the_form_offered(
    office: Office, calendar: CalendarServer
) -> None:
    for command in ("/availability calendar", "/availability"):
        refusal = office.ines.asks(f"{command} {calendar.address}")
        assert "The address of a calendar is a secret" in refusal.text
        assert refusal.labels == ["Connect my calendar"]

    assert calendar.address not in refusal.text


def test_what_can_t_be_read_is_said_beside_the_address_and_connects_nothing(
    office: Office, calendar: CalendarServer
) -> None:
    calendar.status = 404
    office.ines.types("/availability calendar")
    office.ines.sees_in_modal("No calendar is connected yet.")
    office.ines.presses("Connect my calendar")
    office.ines.fills({"Address": calendar.address})
    office.ines.submits()

    assert "there is no calendar at this address" in office.ines.modal.errors["Address"]
    assert not office.ines.modal.text.count("is connected")


def test_hours_are_given_minus_a_calendar_that_is_to_be_connected(office: Office) -> None:
    office.ines.types("/availability weekdays 9-17 unless my calendar says otherwise")

    office.ines.sees("Every Mon to Fri, 9:00 AM – 5:00 PM")
    said = office.ines.sees("Your calendar is not connected yet")
    assert "Connect my calendar" in said.labels


def test_who_has_both_gives_hours_with_one_press_wherever_they_are_without(
    open_office: Office, calendar: CalendarServer
) -> None:
    ines = open_office.ines
    ines.opens_home()
    ines.presses("Connect my calendar")
    page = ines.opens_page("Open my page")
    page.fills({"Address": calendar.address})
    page.sends()
    ines.submits()
    assert "You have given no hours yet" in ines.sees_in_modal("Your calendars").text

    ines.presses("Weekdays 9 to 5, minus calendar")

    ines.sees_in_modal("Every Mon, 9:00 AM – 5:00 PM")
    ines.presses("My calendars")
    shown = ines.sees_in_modal("What is in a calendar is taken out of your hours by itself.")
    assert "Weekdays 9 to 5, minus calendar" not in shown.labels


def test_in_the_form_hours_are_one_press_and_the_calendar_is_another(office: Office) -> None:
    office.ines.types("/availability")
    empty = office.ines.sees_in_modal("no hours yet")
    assert "a calendar that is connected is taken from hours by itself" in empty.text

    office.ines.presses("Weekdays 9 to 5")
    office.ines.sees_in_modal("Every Mon, 9:00 AM – 5:00 PM")
    office.ines.presses("My calendars")

    office.ines.sees_in_modal("No calendar is connected yet.")


def test_what_the_button_says_can_be_typed_as_well(office: Office) -> None:
    office.ines.types("/availability connect my calendar")
    office.ines.sees_in_modal("No calendar is connected yet.")

    asked = office.ines.asks("/availability unless my calendar says otherwise")

    assert "Of which hours? Say them together" in asked.text


def test_a_calendar_is_read_again_and_disconnected(
    office: Office, calendar: CalendarServer
) -> None:
    connects(office.ines, calendar.address)
    calendar.events = []

    office.ines.presses("Read now")
    modal = office.ines.sees_in_modal("Read just now.")
    assert "you are never busy." in modal.text

    office.ines.presses("Disconnect")
    office.ines.sees_in_modal("No calendar is connected yet.")


def test_what_goes_out_of_a_calendar_again_is_told_as_what_it_is(
    office: Office, calendar: CalendarServer
) -> None:
    calendar.events = []
    usual_people(office)
    connects(office.ines, calendar.address)
    office.ines.closes()
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    for events, told in (
        ([DENTIST], "Something new is in the calendar of Ines Iversen"),
        ([], "Ines Iversen is free again, by their hours and their calendar"),
    ):
        calendar.events = events
        office.slack.clock.forward(minutes=2)
        office.ines.types("/availability calendar")
        office.ines.sees_in_modal("Your calendars")
        office.ines.presses("Read now")
        office.ines.sees_in_modal("Read just now.")
        office.ines.closes()
        office.carla.sees(told)


def test_who_is_taken_out_and_back_is_said_to_be_without_their_calendar(
    office: Office, calendar: CalendarServer
) -> None:
    gives(office.ines, "weekdays 9-17")
    connects(office.ines, calendar.address)

    asked = office.carla.asks("/register remove @ines")
    assert "Their calendar is forgotten, and Undo does not bring it back." in asked.text
    office.carla.presses("Remove", in_=asked)
    office.carla.presses("Undo", in_=office.carla.sees("Removed: Ines Iversen"))

    back = office.carla.sees("Undone: Ines Iversen is registered again")
    assert "until they connect it again, they can be booked whatever stands in it" in back.text
    told = office.ines.sees("has registered you as an interviewer")
    assert "minus what stands in a calendar that you connect" in told.text


# -- once more before a booking ------------------------------------------------------------------


def begins_to_book_what_the_dentist_takes(office: Office, calendar: CalendarServer) -> None:
    """Carla has the form of an hour open, into which something comes in Ines's calendar."""
    calendar.events = []
    usual_people(office)
    connects(office.ines, calendar.address)
    found = office.carla.asks("/find-slots Carl with @ines")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.sees_in_modal("Book an interview")
    office.slack.clock.forward(minutes=5)
    calendar.events = [DENTIST]


def test_what_has_come_into_a_calendar_just_now_is_asked_about_before_it_is_booked_over(
    office: Office, calendar: CalendarServer
) -> None:
    begins_to_book_what_the_dentist_takes(office, calendar)

    office.carla.fills({"Tue 10 Nov": "9:00 AM WET", "Title": "System design"})
    office.carla.submits()

    asked = office.carla.sees_in_modal("Ines Iversen is busy on Tue 10 Nov, 9:00 AM WET")
    assert "by their calendar. Nothing was booked." in asked.text
    assert "Find another slot" in asked.labels
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.submits()
    done = office.carla.sees_in_modal("Booked: Tue 10 Nov, 9:00 AM WET")
    assert "Ines Iversen is busy then, by their calendar." in done.text
    # What was typed before is not lost.
    office.carl.sees("System design")


def test_whoever_joins_the_form_since_is_asked_about_as_well(
    office: Office, calendar: CalendarServer
) -> None:
    begins_to_book_what_the_dentist_takes(office, calendar)
    connects(office.ivo, calendar.address)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Ines Iversen is busy on Tue 10 Nov, 9:00 AM WET")

    office.carla.fills(
        {
            "Interviewers": ["Ines", "Ivo"],
            "Other hours": ["Allow an hour outside those they gave"],
        }
    )
    office.carla.submits()
    office.carla.sees_in_modal("are busy on Tue 10 Nov, 9:00 AM WET")
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.submits()

    office.carla.sees_in_modal("Booked: Tue 10 Nov, 9:00 AM WET")


def test_whoever_allows_any_hour_beforehand_is_asked_about_a_calendar_all_the_same(
    office: Office, calendar: CalendarServer
) -> None:
    calendar.events = []
    usual_people(office)
    connects(office.ines, calendar.address)
    books(office.carla, "Carl with @ines", hour="10:00 AM WET")
    office.slack.clock.forward(minutes=5)
    calendar.events = [DENTIST]

    office.carla.presses("Move", in_=office.carla.asks("/interviews", sees="Carl Chen"))
    office.carla.sees_in_modal("Move the interview")
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 9:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Ines Iversen is busy on Tue 10 Nov, 9:00 AM WET")
    # Another hour than the one of which it was said is asked about as well.
    calendar.events = [DENTIST.replace("T09", "T11").replace("T10", "T12")]
    office.slack.clock.forward(minutes=5)
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 11:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Ines Iversen is busy on Tue 10 Nov, 11:00 AM WET")
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.submits()

    moved = office.carla.sees_in_modal("Moved")
    assert "Ines Iversen is busy then, by their calendar." in moved.text


def test_from_what_is_asked_another_slot_is_one_press_away(
    office: Office, calendar: CalendarServer
) -> None:
    begins_to_book_what_the_dentist_takes(office, calendar)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Ines Iversen is busy")

    office.carla.presses("Find another slot")

    assert "9:00 AM" not in office.carla.sees_in_modal("2 slots for Carl Chen").text


def test_who_can_t_be_asked_is_booked_with_the_mark(
    office: Office, calendar: CalendarServer
) -> None:
    calendar.events = []
    usual_people(office)
    connects(office.ines, calendar.address)
    calendar.status = 503
    office.slack.clock.forward(minutes=40)

    booked = books(office.carla, "Carl with @ines", hour="9:00 AM WET")

    assert "Calendar last read 40 min ago (Ines Iversen)." in booked.text


def test_a_move_onto_something_new_in_a_calendar_is_asked_about(
    office: Office, calendar: CalendarServer
) -> None:
    calendar.events = []
    usual_people(office)
    connects(office.ines, calendar.address)
    books(office.carla, "Carl with @ines", hour="10:00 AM WET")
    office.carla.presses("Move", in_=office.carla.asks("/interviews", sees="Carl Chen"))
    office.carla.sees_in_modal("Move the interview")
    office.slack.clock.forward(minutes=5)
    calendar.events = [DENTIST]

    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 9:00 AM WET"})
    office.carla.submits()

    asked = office.carla.sees_in_modal("Ines Iversen is busy on Tue 10 Nov, 9:00 AM WET")
    assert "Nothing was moved. Allow it below to move it all the same" in asked.text
    office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.submits()
    moved = office.carla.sees_in_modal("Moved")
    assert "Ines Iversen is busy then, by their calendar." in moved.text


def test_behind_the_waiting_view_nothing_that_was_filled_in_is_lost(
    tmp_path: Path, calendar: CalendarServer
) -> None:
    calendar.events = []
    hosts = f"127.0.0.1:{calendar.port}"
    with office_in(tmp_path, now=MONDAY, calendar_private_hosts=hosts, form_seconds=0.0) as office:
        usual_people(office)
        connects(office.ines, calendar.address)
        found = office.carla.asks("/find-slots Carl with @ines")
        office.carla.presses("Book on Tue 10 Nov", in_=found)
        office.carla.sees_in_modal("Book an interview")
        office.slack.clock.forward(minutes=5)
        calendar.events = [DENTIST]
        office.carla.fills({"Tue 10 Nov": "9:00 AM WET", "Title": "System design"})
        office.carla.submits()

        office.carla.sees_in_modal("Ines Iversen is busy on Tue 10 Nov, 9:00 AM WET")
        office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
        office.carla.submits()
        office.carla.sees_in_modal("Booked: Tue 10 Nov, 9:00 AM WET")
        office.carl.sees("System design")


def test_coordinators_see_on_their_home_whose_calendar_can_t_be_read(
    office: Office, calendar: CalendarServer
) -> None:
    usual_people(office)
    connects(office.ines, calendar.address)
    calendar.status = 410
    office.ines.presses("Read now")
    office.ines.sees_in_modal("no calendar at this address")
    office.slack.clock.forward(hours=26)

    office.carla.opens_home()

    office.carla.sees_in_home("Calendars that can't be read: last read 26 h ago (Ines Iversen).")
