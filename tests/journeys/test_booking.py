"""Booking an interview from the slots found: who is told, what is refused."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from journeys.arranged import (
    all_is_told,
    book_labels,
    books,
    gives,
    has_candidate,
    is_candidate,
    told,
    usual_people,
)
from journeys.office import Office, office_in

TUESDAY = date(2026, 11, 10)


# -- booked ----------------------------------------------------------------------------------


def test_a_booking_is_confirmed_where_the_list_stood(office: Office) -> None:
    usual_people(office)
    found = office.carla.asks("/find-slots Carl with @ines @ivo")

    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})
    office.carla.submits()

    done = office.carla.sees_in_modal("Booked: Tue 10 Nov, 9:00 AM WET")
    assert "Carl Chen with Ines Iversen and Ivo Ito" in done.text
    office.carla.closes()
    in_place = office.carla.sees("Booked: Tue 10 Nov, 9:00 AM WET")
    assert in_place.ts == found.ts
    assert in_place.labels == ["Find another slot"]
    assert "Ines Iversen: Tue 10 Nov, 10:00 AM CET · Ivo Ito: Tue 10 Nov, 4:00 AM EST" in (
        in_place.text
    )


def test_everybody_concerned_gets_one_message_by_their_own_clock(office: Office) -> None:
    usual_people(office)

    books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")
    office.ines.sees(
        "booked an interview for you: Tue 10 Nov, 10:00 AM CET, with Carl Chen (together"
    )
    office.ivo.sees(
        "booked an interview for you: Tue 10 Nov, 4:00 AM EST, with Carl Chen (together"
    )
    office.carl.sees(
        "booked an interview for you: Tue 10 Nov, 9:00 AM GMT, with Ines Iversen and Ivo"
    )
    all_is_told(office)

    assert [len(told(person)) for person in (office.ines, office.ivo, office.carl)] == [1, 1, 1]
    assert "Ivo Ito: Tue 10 Nov, 4:00 AM EST" in told(office.ines)[0]
    assert told(office.carla) == []


def test_nobody_elses_clock_is_shown_where_all_are_the_same(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    office.ivo.moves_to("Europe/London")
    gives(office.ivo, "Tue 9:00-12:00")

    books(office.carla, "Carl with @ivo", hour="9:00 AM WET")

    assert "Carl Chen:" not in office.ivo.sees("booked an interview for you").text


def test_a_candidate_outside_slack_is_for_the_coordinator_to_tell(office: Office) -> None:
    has_candidate(office, "Ana Alves", "America/New_York", "Tue 4:00 AM - 7:00 AM")
    gives(office.ines, "Tue 10:00-13:00")

    said = books(office.carla, "Ana with @ines", hour="9:00 AM WET").text

    tell = (
        "Ana Alves, who is not in Slack, is not told by me. Tell them yourself: “Carla Costa has "
        "booked an interview for you: Tue 10 Nov, 4:00 AM EST, with Ines Iversen.”"
    )
    assert tell in said
    assert "Ines Iversen is told by direct message." in said


def test_the_slot_is_gone_from_everyones_next_answer(office: Office) -> None:
    usual_people(office)

    books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")

    assert "10:00 AM, 11:00 AM –" in office.carla.asks("/find-slots Carl with @ines @ivo Tue").text
    assert "11:00 AM, 12:00 PM –" in office.ines.asks("/find-slots @ines Tue").text
    assert "5:00 AM, 6:00 AM –" in office.ivo.asks("/find-slots @ivo Tue").text


def test_from_a_candidate_alone_the_panel_is_chosen_in_the_form(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-11:00")
    gives(office.ingrid, "Tue 10:00-13:00")
    found = office.carla.asks("/find-slots Carl")

    office.carla.presses("Book on Tue 10 Nov", in_=found)
    suggested = office.carla.modal.text
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET", "Interviewers": ["Ines", "Ingrid"]})
    office.carla.submits()

    assert "Ingrid Ek" in suggested  # who is free most often
    assert "Ines Iversen" not in suggested
    office.carla.sees_in_modal("Carl Chen with Ines Iversen and Ingrid Ek")


def test_from_interviewers_alone_the_candidate_is_chosen_in_the_form(office: Office) -> None:
    usual_people(office)
    found = office.carla.asks("/find-slots @ines @ivo")

    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET", "Candidate": "Carl"})
    office.carla.submits()

    office.carla.sees_in_modal("Carl Chen with Ines Iversen and Ivo Ito")


def test_booked_from_the_form_the_list_below_it_has_the_slot_no_more(office: Office) -> None:
    usual_people(office)
    office.carla.types("/find-slots")
    office.carla.fills({"Candidate": "Carl", "Interviewers": ["Ines", "Ivo"]})
    office.carla.submits()
    office.carla.sees_in_modal("3 slots for Carl Chen")

    office.carla.presses("Book on Tue 10 Nov")
    office.carla.fills({"Tue 10 Nov": "10:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Booked: Tue 10 Nov, 10:00 AM WET")
    office.carla.closes()

    assert "9:00 AM, 11:00 AM –" in office.carla.sees_in_modal("2 slots for Carl Chen").text


def test_after_a_booking_another_slot_is_one_press_away(office: Office) -> None:
    usual_people(office)
    booked = books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")

    office.carla.presses("Find another slot", in_=booked)

    office.carla.sees("2 slots for Carl Chen with Ines Iversen and Ivo Ito")


def test_a_name_in_a_message_calls_nobody(office: Office) -> None:
    has_candidate(office, "<!channel> Bo", "Europe/Lisbon", "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-13:00")

    found = office.carla.asks("/find-slots @ines")
    office.carla.presses(book_labels(found)[0], in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET", "Candidate": "Bo"})
    office.carla.submits()

    office.ines.sees("with <!channel> Bo.")


# -- another hour ----------------------------------------------------------------------------


def another_hour(office: Office, day: date, start: time, *, anyway: bool = False) -> None:
    """Carla books Carl with Ines at an hour of her own choice."""
    answer = office.carla.asks("/find-slots Carl with @ines")
    office.carla.presses("Book another hour…", in_=answer)
    office.carla.fills({"Date": day, "Start": start})
    if anyway:
        office.carla.fills({"Other hours": ["Allow an hour outside those they gave"]})
    office.carla.submits()


def test_another_hour_within_their_hours_is_booked(office: Office) -> None:
    usual_people(office)

    another_hour(office, TUESDAY, time(10))

    assert "outside" not in office.carla.sees_in_modal("Booked: Tue 10 Nov, 10:00 AM WET").text


def test_an_hour_outside_theirs_is_booked_on_purpose_and_marked(office: Office) -> None:
    usual_people(office)

    another_hour(office, TUESDAY, time(15), anyway=True)

    done = office.carla.sees_in_modal("Booked: Tue 10 Nov, 3:00 PM WET")
    assert "It lies outside the hours that somebody has given." in done.text
    told = office.ines.sees("booked an interview for you")
    assert "It was booked although somebody is not free then, by their hours" in told.text
    listed = office.ines.asks("/interviews")
    assert "Booked although somebody was not free then, by their hours" in listed.text


@pytest.mark.parametrize(
    ("day", "start", "refusal"),
    [
        (
            TUESDAY,
            time(10, 30),
            "Interviews start on the hour, and Tue 10 Nov, 10:30 AM WET is not. Nothing was "
            "booked. Choose Tue 10 Nov, 10:00 AM WET or Tue 10 Nov, 11:00 AM WET.",
        ),
        (
            date(2026, 11, 9),
            time(7),
            "Mon 9 Nov, 7:00 AM WET has already passed. Nothing was changed.",
        ),
        (
            TUESDAY,
            time(15),
            "Tue 10 Nov, 3:00 PM WET is outside the hours of Carl Chen and Ines Iversen. "
            "Nothing was booked.",
        ),
    ],
)
def test_another_hour_is_refused_for_its_own_reason(
    office: Office, day: date, start: time, refusal: str
) -> None:
    usual_people(office)

    another_hour(office, day, start)

    assert office.carla.modal.errors == {"Start": refusal}
    all_is_told(office)
    assert told(office.ines) == []


def test_an_hour_nearer_than_the_notice_is_refused(tmp_path: Path) -> None:
    eight = datetime(2026, 11, 9, 8, 30, tzinfo=UTC)
    with office_in(tmp_path, now=eight) as office:
        usual_people(office)

        another_hour(office, date(2026, 11, 9), time(9), anyway=True)

        refusal = "Mon 9 Nov, 9:00 AM WET is too soon: an interview needs at least 1 hour of notice"
        assert office.carla.modal.errors["Start"].startswith(refusal)


@pytest.mark.failure_case(16)
def test_an_hour_that_the_clocks_skip_is_refused(tmp_path: Path) -> None:
    before = datetime(2027, 3, 26, 8, tzinfo=UTC)
    with office_in(tmp_path, now=before) as office:
        usual_people(office)

        another_hour(office, date(2027, 3, 28), time(1), anyway=True)

        refusal = "There is no 01:00 on Sun 28 Mar 2027: the clocks in Europe/Lisbon skip it."
        assert office.carla.modal.errors["Start"].startswith(refusal)


def test_nobody_is_booked_twice_even_on_purpose(office: Office) -> None:
    usual_people(office)
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")

    another_hour(office, TUESDAY, time(9), anyway=True)

    refusal = (
        "Already booked at Tue 10 Nov, 9:00 AM WET: Carl Chen and Ines Iversen. Nothing was "
        "booked. Next free: Tue 10 Nov, 10:00 AM WET; Tue 10 Nov, 11:00 AM WET."
    )
    assert office.carla.modal.errors == {"Start": refusal}


@pytest.mark.failure_case(15)
def test_an_interview_needs_a_candidate_and_an_interviewer(office: Office) -> None:
    usual_people(office)
    answer = office.carla.asks("/find-slots Carl")
    office.carla.presses("Book another hour…", in_=answer)

    office.carla.fills({"Date": TUESDAY, "Start": time(9), "Candidate": None})
    office.carla.submits()

    assert set(office.carla.modal.errors) == {"Candidate", "Interviewers"}


# -- in the meantime -------------------------------------------------------------------------


def test_a_form_left_open_while_the_slot_is_taken_names_who_and_the_next_hours(
    office: Office,
) -> None:
    usual_people(office)
    office.carla.asks("/register coordinator @ingrid", sees="coordinator")
    found = office.carla.asks("/find-slots Carl with @ines @ivo")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})

    books(office.ingrid, "Carl with @ines", hour="10:00 AM CET")
    office.carla.submits()

    assert office.carla.modal.errors == {
        "Tue 10 Nov": "Already booked at Tue 10 Nov, 9:00 AM WET: Carl Chen and Ines Iversen. "
        "Nothing was booked. Next free: Tue 10 Nov, 10:00 AM WET; Tue 10 Nov, 11:00 AM WET."
    }
    all_is_told(office)
    assert told(office.ivo) == []


def test_the_same_form_sent_twice_books_once_and_tells_once(office: Office) -> None:
    usual_people(office)

    books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")
    office.slack.delivers_again("interactive")
    all_is_told(office)

    assert len(told(office.ines)) == 1
    assert "All interviews ahead (1)" in office.carla.asks("/interviews").text


def test_an_hour_that_has_passed_in_the_meantime_is_refused(office: Office) -> None:
    usual_people(office)
    found = office.carla.asks("/find-slots Carl with @ines @ivo")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})

    office.slack.clock.forward(hours=26)
    office.carla.submits()

    passed = "Tue 10 Nov, 9:00 AM WET has already passed. Nothing was changed."
    assert office.carla.modal.errors == {"Tue 10 Nov": passed}


def test_a_button_pressed_a_month_later_says_that_the_day_is_over(office: Office) -> None:
    usual_people(office)
    found = office.carla.asks("/find-slots Carl with @ines @ivo")

    office.slack.clock.forward(days=30)
    office.carla.presses("Book on Tue 10 Nov", in_=found)

    office.carla.sees("No slot is left on that day. /find-slots shows what is free now.")


@pytest.mark.failure_case(25)
@pytest.mark.parametrize("button", ["Book on Tue 10 Nov", "Book another hour…"])
def test_an_old_button_does_nothing_for_who_is_no_coordinator_any_more(
    office: Office, button: str
) -> None:
    usual_people(office)
    office.carla.asks("/register coordinator @ingrid", sees="coordinator")
    found = office.ingrid.asks("/find-slots Carl with @ines @ivo")
    office.carla.asks("/register not coordinator @ingrid", sees="coordinator")

    office.ingrid.presses(button, in_=found)

    office.ingrid.sees("Only a coordinator may book interviews. Nothing was changed.")
    assert not office.ingrid.has_modal


def test_a_form_sent_by_who_is_no_coordinator_any_more_books_nothing(office: Office) -> None:
    usual_people(office)
    office.carla.asks("/register coordinator @ingrid", sees="coordinator")
    found = office.ingrid.asks("/find-slots Carl with @ines @ivo")
    office.ingrid.presses("Book on Tue 10 Nov", in_=found)
    office.ingrid.fills({"Tue 10 Nov": "10:00 AM CET"})

    office.carla.asks("/register not coordinator @ingrid", sees="coordinator")
    office.ingrid.submits()

    assert "Only a coordinator may book" in office.ingrid.modal.errors["Tue 10 Nov"]
    assert "No interviews ahead." in office.carla.asks("/interviews").text


# -- a workspace half an hour away -----------------------------------------------------------


def test_a_workspace_in_kolkata_books_on_its_own_hour(tmp_path: Path) -> None:
    monday = datetime(2026, 11, 9, 8, tzinfo=UTC)
    with office_in(tmp_path, now=monday, time_zone="Asia/Kolkata") as office:
        is_candidate(office.carl, "Tue 9:00-12:00")
        gives(office.imran, "Tue 14:00-18:00")

        said = books(office.carla, "Carl with @imran", hour="9:30 AM WET").text
        all_is_told(office)
        office.slack.clock.forward(hours=24, minutes=31)

        assert "Booked: Tue 10 Nov, 9:30 AM WET" in said
        assert "Imran Iqbal: Tue 10 Nov, 3:00 PM IST" in said
        assert ", 3:00 PM " in office.imran.sees("Reminder, 59 minutes ahead").text


def test_in_kolkata_the_form_says_where_the_hours_start(tmp_path: Path) -> None:
    monday = datetime(2026, 11, 9, 8, tzinfo=UTC)
    with office_in(tmp_path, now=monday, time_zone="Asia/Kolkata") as office:
        usual_people(office)

        another_hour(office, TUESDAY, time(10), anyway=True)

        form = office.carla.modal
        assert "At half past, in your time zone: Europe/Lisbon." in form.text
        assert form.errors["Start"] == (
            "Interviews start on the hour in Asia/Kolkata, and Tue 10 Nov, 10:00 AM WET is not. "
            "Nothing was booked. Choose Tue 10 Nov, 9:30 AM WET or Tue 10 Nov, 10:30 AM WET."
        )
