"""Links to candidates' pages: a coordinator asks for hours, and answers what is asked for there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ports import free_port
from web.programs import Program

from journeys.arranged import books, gives, has_candidate
from journeys.office import MONDAY, Office, office_in
from journeys.outside import LINK, first_hour_of, last_hour_of, link_in, opens, sends
from journeys.test_calendars import DENTIST, CalendarServer, serving
from sandbox.testing.user import User


@pytest.fixture(name="port")
def _port() -> int:
    return free_port()


@pytest.fixture(name="office")
def _office(tmp_path: Path, port: int) -> Iterator[Office]:
    """The usual workspace, within reach of candidates' browsers; Ines gives hours every day."""
    address = f"http://127.0.0.1:{port}"
    with office_in(tmp_path, now=MONDAY, http_port=port, public_url=address) as office:
        gives(office.ines, "weekdays 9-17")
        has_candidate(office, "Dora Diaz", "Europe/Lisbon")
        yield office


@pytest.fixture(name="browser")
def _browser(port: int) -> Program:
    return Program(f"http://127.0.0.1:{port}", token=None)


def test_a_coordinator_asks_gets_a_link_and_hears_when_hours_are_given(
    office: Office, browser: Program
) -> None:
    asked = office.carla.asks("/availability ask Dora")
    again = office.carla.asks("/availability ask Dora")

    page = opens(browser, link_in(asked.text))
    sends(browser, page.form("/words").fills(words="Friday 9-12"))

    assert "good to the end of Mon 16 Nov" in asked.text
    assert "Please send it to Dora Diaz yourself" in asked.text
    assert link_in(again.text) == link_in(asked.text)
    assert "the one that they may have already" in again.text
    office.carla.sees("Dora Diaz has given hours on their page")
    assert "Fri 13 Nov" in office.carla.asks("/find-slots Dora with @ines").text


def test_the_form_on_the_home_tab_makes_a_link_too(office: Office) -> None:
    carla = office.carla
    carla.opens_home()

    carla.presses("Ask a candidate")
    carla.fills({"Candidate": "Dora", "What for": "Show them their interviews"})
    carla.submits()

    assert "here you can see your interview" in carla.modal.text
    assert LINK.search(carla.modal.text)


def test_another_hour_that_is_asked_for_is_answered_with_one_press(
    office: Office, browser: Program
) -> None:
    gives_hours(office)
    books(office.carla, "Dora with @ines 13 Nov", hour="10:00 AM WET")
    path = link_in(office.carla.asks("/availability ask Dora").text)
    move = opens(browser, opens(browser, path).link("/move"))

    sends(browser, move.form("/ask").fills(wanted="2026-11-20T18:00"))
    office.carla.sees("Dora Diaz asks for another hour")
    office.carla.presses("Move it to Fri 20 Nov, 6:00 PM WET")

    office.carla.sees("Moved:")
    office.ines.sees("has moved your interview")
    assert "Friday 20 November 2026" in opens(browser, path).words


def test_a_wish_onto_what_stands_in_a_calendar_is_asked_about_before_it_is_granted(
    tmp_path: Path, port: int, browser: Program
) -> None:
    with an_office_over_a_calendar(tmp_path, port) as (office, calendar):
        gives_hours(office)
        books(office.carla, "Dora with @ines 13 Nov", hour="10:00 AM WET")
        path = link_in(office.carla.asks("/availability ask Dora").text)
        move = opens(browser, opens(browser, path).link("/move"))
        sends(browser, move.form("/ask").fills(wanted="2026-11-17T09:00"))
        office.carla.sees("Dora Diaz asks for another hour")
        office.slack.clock.forward(minutes=5)
        calendar.events = [DENTIST.replace("20261110", "20261117")]

        office.carla.presses("Move it to Tue 17 Nov, 9:00 AM WET")
        asked = office.carla.sees("Ines Iversen is busy on Tue 17 Nov, 9:00 AM WET")

        assert "Nothing was moved." in asked.text
        assert {"Move it all the same", "Choose another hour", "Leave it"} <= set(asked.labels)
        assert "Friday 13 November 2026" in opens(browser, path).words
        office.carla.presses("Choose another hour")
        office.carla.sees_in_modal("Move the interview")
        office.carla.closes()
        office.carla.presses("Move it all the same", in_=asked)
        moved = office.carla.sees("Moved:")
        assert "Ines Iversen is busy then, by their calendar." in moved.text
        assert "Tuesday 17 November 2026" in opens(browser, path).words


@contextmanager
def an_office_over_a_calendar(folder: Path, port: int) -> Iterator[tuple[Office, CalendarServer]]:
    """The same, where Ines has connected a calendar in which nothing stands yet."""
    calendar = CalendarServer()
    reached = {"http_port": port, "public_url": f"http://127.0.0.1:{port}"}
    with serving(calendar):
        hosts = f"127.0.0.1:{calendar.port}"
        with office_in(folder, now=MONDAY, calendar_private_hosts=hosts, **reached) as office:
            gives(office.ines, "weekdays 9-17")
            has_candidate(office, "Dora Diaz", "Europe/Lisbon")
            connects_on_their_page(office.ines, calendar)
            yield office, calendar


def connects_on_their_page(who: User, calendar: CalendarServer) -> None:
    who.opens_home()
    who.presses("Connect my calendar")
    page = who.opens_page("Open my page")
    page.fills({"Address": calendar.address})
    page.sends()
    page.sees("is connected")


def gives_hours(office: Office) -> None:
    office.carla.asks("/availability for Dora: 13 Nov 9-12", sees="Saved for")


def test_a_wish_can_be_left_and_an_old_button_says_so(office: Office, browser: Program) -> None:
    gives_hours(office)
    books(office.carla, "Dora with @ines 13 Nov", hour="10:00 AM WET")
    path = link_in(office.carla.asks("/availability ask Dora").text)
    move = opens(browser, opens(browser, path).link("/move"))
    sends(browser, move.form("/ask").fills(wanted="2026-11-20T18:00"))
    office.carla.sees("Dora Diaz asks for another hour")

    office.carla.presses("Leave it")

    office.carla.sees("It stays on Fri 13 Nov")
    assert "That can't be" in opens(browser, path).words


def test_an_hour_that_is_asked_for_no_more_is_not_moved_to_nor_is_the_newer_one(
    office: Office, browser: Program
) -> None:
    gives_hours(office)
    books(office.carla, "Dora with @ines 13 Nov", hour="10:00 AM WET")
    path = link_in(office.carla.asks("/availability ask Dora").text)
    move = opens(browser, opens(browser, path).link("/move"))
    sends(browser, move.form("/ask").fills(wanted="2026-11-20T18:00"))
    older = office.carla.sees("Dora Diaz asks for another hour")
    move = opens(browser, opens(browser, path).link("/move"))
    sends(browser, move.form("/ask").fills(wanted="2026-11-27T18:00"))

    office.carla.presses("Move it to Fri 20 Nov, 6:00 PM WET", in_=older)

    office.carla.sees("Nobody asks for that other hour of the interview any more")
    assert "Friday 13 November 2026" in opens(browser, path).words


def test_the_reason_for_a_cancellation_reaches_whoever_was_to_be_there(
    office: Office, browser: Program
) -> None:
    gives_hours(office)
    books(office.carla, "Dora with @ines 13 Nov", hour="10:00 AM WET")
    path = link_in(office.carla.asks("/availability ask Dora").text)
    cancel = opens(browser, opens(browser, path).link("/cancel")).form("/cancel")

    sends(browser, cancel.fills(why="I took <another> job"))

    office.ines.sees("Dora Diaz has cancelled your interview")
    office.ines.sees("They say: “I took <another> job”")
    office.carla.sees("They say: “I took <another> job”")


def test_a_link_that_is_ended_opens_nothing(office: Office, browser: Program) -> None:
    path = link_in(office.carla.asks("/availability ask Dora").text)

    office.carla.presses("End the link")

    office.carla.sees("no link opens the page of Dora Diaz any more")
    assert browser.sends("GET", path).status == 404


def test_a_candidate_in_slack_is_asked_there(office: Office) -> None:
    office.carl.asks("/register candidate", sees="registered as a candidate")

    asked = office.carla.asks("/availability ask @carl")

    assert "is told of it in Slack as well" in asked.text
    office.carl.sees("Carla Costa asks when you could be interviewed")


def test_whoever_asks_several_at_once_is_told_to_ask_one(office: Office) -> None:
    has_candidate(office, "Lea Lund", "Europe/Paris")

    refused = office.carla.asks("/availability ask Dora and Lea")

    assert "Ask whom for hours? Name one person, and nothing else" in refused.text
    assert not LINK.search(refused.text)


def test_whoever_may_not_ask_is_told_so(office: Office) -> None:
    refused = office.ines.asks("/availability ask Dora")

    assert "Only a coordinator may send candidates a link" in refused.text
    assert not LINK.search(refused.text)


def test_without_an_address_the_answer_says_what_is_missing(tmp_path: Path) -> None:
    with office_in(tmp_path, now=MONDAY) as office:
        has_candidate(office, "Dora Diaz", "Europe/Lisbon")

        asked = office.carla.asks("/availability ask Dora")

    assert "Whoever runs me sets PUBLIC_URL" in asked.text


def test_a_candidate_picks_an_hour_and_everybody_hears_of_it(
    office: Office, browser: Program
) -> None:
    carla = office.carla
    carla.opens_home()
    carla.presses("Ask a candidate")
    carla.fills({"Candidate": "Dora", "What for": "Let them pick an hour"})
    carla.fills({"Whose hours may be picked": ["Ines"]})
    carla.submits()
    page = opens(browser, link_in(carla.modal.text))

    after = sends(browser, first_hour_of(page, "/pick"))

    assert "Your interview is booked" in after.words
    # Here the settings let candidates know whom they meet.
    assert "with Ines Iversen" in after.words
    office.ines.sees("Dora Diaz has picked an hour for their interview with you")
    carla.sees("Dora Diaz has picked an hour: their interview with Ines Iversen")


def test_where_a_calendar_can_t_be_read_the_coordinator_hears_it_and_the_candidate_does_not(
    tmp_path: Path, port: int, browser: Program
) -> None:
    with an_office_over_a_calendar(tmp_path, port) as (office, calendar):
        carla = office.carla
        carla.opens_home()
        carla.presses("Ask a candidate")
        carla.fills({"Candidate": "Dora", "What for": "Let them pick an hour"})
        carla.fills({"Whose hours may be picked": ["Ines"]})
        carla.submits()
        path = link_in(carla.modal.text)
        calendar.status = 503
        office.slack.clock.forward(minutes=40)

        picked = sends(browser, last_hour_of(opens(browser, path), "/pick"))
        told = carla.sees("Dora Diaz has picked an hour")
        moved = sends(browser, first_hour_of(opens(browser, picked.link("/move")), "/move"))
        told_later = carla.sees("Dora Diaz has moved")

        for coordinators in (told, told_later):
            assert "Calendar last read 40 min ago (Ines Iversen)." in coordinators.text
        news = office.ines.sees("Dora Diaz has moved")
        for others in (picked.words, moved.words, news.text):
            assert "alendar last read" not in others
