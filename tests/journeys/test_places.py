"""An interview has a place: from the settings, by the form, and changed afterwards."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.arranged import (
    all_is_told,
    book_labels,
    has_candidate,
    told,
    usual_people,
)
from journeys.office import MONDAY, Office, office_in

PLACE = "https://meet.example.org/{id}"
ROOM = re.compile(r"https://meet\.example\.org/[a-z2-9]{20}\b")
SECRET = "Ask why they left"


@pytest.fixture(name="placed")
def _placed(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, now=MONDAY, place=PLACE) as office:
        usual_people(office)
        yield office


def books(office: Office, **fields: str) -> str:
    """Carla books Carl and Ines by the form; what she reads then."""
    found = office.carla.asks("/find-slots Carl with @ines", sees="Times are yours")
    office.carla.presses(book_labels(found)[0], in_=found)
    if fields:
        office.carla.fills(fields)
    office.carla.submits()
    words = office.carla.sees_in_modal("Booked:").text
    office.carla.closes()
    all_is_told(office)
    return words


def opens_form(office: Office) -> None:
    office.carla.presses("Place and notes", in_=office.carla.asks("/interviews"))


def room_in(text: str) -> str:
    (room,) = set(ROOM.findall(text))
    return room


def test_everybody_reads_the_same_room_of_which_nobody_has_said_a_word(placed: Office) -> None:
    booked = books(placed)

    room = room_in(booked)
    for person in (placed.carl, placed.ines):
        (message,) = told(person, "booked an interview for you")
        assert f"Where: {room}" in message
        assert f"Where: {room}" in person.asks("/interviews").text


def test_what_is_filled_in_is_said_and_each_reads_their_own_note(placed: Office) -> None:
    books(
        placed,
        **{
            "Place": "Room 4",
            "Title": "System design",
            "Note for the candidate": "Bring a pen",
            "Note for the panel": SECRET,
        },
    )

    (to_carl,) = told(placed.carl, "booked an interview for you")
    (to_ines,) = told(placed.ines, "booked an interview for you")
    assert "System design\nWhere: Room 4\nNote: Bring a pen" in to_carl
    assert f"Note for Carl Chen: Bring a pen\nNote for the panel: {SECRET}" in to_ines


def test_the_candidate_reads_the_note_for_the_panel_on_no_surface(placed: Office) -> None:
    books(placed, **{"Note for the panel": SECRET, "Note for the candidate": "Bring a pen"})
    placed.slack.clock.forward(hours=24, minutes=30)
    all_is_told(placed)
    placed.carl.opens_home()
    placed.ines.opens_home()

    listed = placed.carl.asks("/interviews").text
    home = placed.carl.home

    for text in (*told(placed.carl), listed, home.text):
        assert SECRET not in text
    assert "Note: Bring a pen" in listed
    assert "Note: Bring a pen" in home.text
    assert SECRET in placed.ines.asks("/interviews").text
    assert SECRET in placed.ines.home.text


def test_a_link_that_is_not_https_is_refused_beside_its_field_and_nothing_is_booked(
    placed: Office,
) -> None:
    found = placed.carla.asks("/find-slots Carl with @ines", sees="Times are yours")
    placed.carla.presses(book_labels(found)[0], in_=found)
    placed.carla.fills({"Place": "http://meet.example.org"})
    placed.carla.submits()

    refusal = "a link starts with https:// and a host. Nothing was saved."
    assert placed.carla.modal.errors["Place"].endswith(refusal)
    assert told(placed.carl, "booked an interview") == []


def test_a_place_is_changed_and_everybody_hears_of_it(placed: Office) -> None:
    books(placed)
    opens_form(placed)

    placed.carla.fills({"Place": "Room 5", "Note for the panel": SECRET})
    placed.carla.submits()
    done = placed.carla.sees_in_modal("Place and notes saved:")
    all_is_told(placed)

    assert "Where: Room 5" in done.text
    assert "Carl Chen and Ines Iversen are told by direct message." in done.text
    (to_carl,) = told(placed.carl, "has changed")
    (to_ines,) = told(placed.ines, "has changed")
    assert "Carla Costa has changed the place of your interview with Ines Iversen" in to_carl
    assert "Where: Room 5" in to_carl
    assert SECRET not in to_carl
    assert "the place and the note for the panel of your interview with Carl Chen" in to_ines


def test_a_note_for_the_panel_is_told_to_the_panel_alone(placed: Office) -> None:
    books(placed)
    opens_form(placed)

    placed.carla.fills({"Note for the panel": SECRET})
    placed.carla.submits()
    done = placed.carla.sees_in_modal("Place and notes saved:")
    all_is_told(placed)

    assert "Ines Iversen is told by direct message." in done.text
    assert told(placed.carl, "has changed") == []


def test_an_id_typed_again_is_another_room(placed: Office) -> None:
    first = room_in(books(placed))
    opens_form(placed)

    placed.carla.fills({"Place": PLACE})
    placed.carla.submits()

    assert room_in(placed.carla.sees_in_modal("saved:").text) != first


def test_saved_without_a_change_nothing_is_changed(placed: Office) -> None:
    books(placed)
    opens_form(placed)

    placed.carla.submits()
    placed.carla.sees_in_modal("Nothing was different, so nothing was changed.")
    all_is_told(placed)

    assert told(placed.carl, "has changed") == []


def test_what_was_typed_outlasts_a_change_made_meanwhile_and_undoes_none(placed: Office) -> None:
    books(placed)
    opens_form(placed)
    placed.carla.fills({"Title": "System design"})
    placed.carl.presses("Move", in_=placed.carl.asks("/interviews"))
    placed.carl.fills({"Hours that suit everybody": "Tue 10 Nov, 11:00 AM GMT"})
    placed.carl.submits()
    placed.carl.sees_in_modal("Moved:")

    placed.carla.submits()
    again = placed.carla.sees_in_modal("has changed in the meantime")
    placed.carla.submits()
    done = placed.carla.sees_in_modal("Place and notes saved:")

    assert "Carl Chen has moved it" in again.text
    assert "Tue 10 Nov, 11:00 AM WET" in done.text
    assert "System design" in placed.carla.asks("/interviews").text


def test_only_coordinators_have_the_button(placed: Office) -> None:
    books(placed)

    for person in (placed.carl, placed.ines):
        assert "Place and notes" not in person.asks("/interviews").labels


def test_the_interviews_of_a_distribution_have_rooms_of_their_own(placed: Office) -> None:
    has_candidate(placed, "Ben Brook", "Europe/London", "Tue 9:00-11:00")
    placed.carla.types("/distribute Carl, Ben tomorrow")
    placed.carla.presses("Book all 2", in_=placed.carla.sees("can be interviewed"))
    done = placed.carla.sees("2 interviews booked")
    all_is_told(placed)

    (to_carl,) = told(placed.carl, "has booked an interview for you")
    rooms = {
        room
        for person in (placed.ines, placed.ivo)
        for text in told(person)
        for room in ROOM.findall(text)
    }
    assert room_in(to_carl) in rooms
    assert len(rooms) == 2
    # Ben is not in Slack: the words to pass on to him say where it is as well.
    assert room_in(done.text) in rooms - {room_in(to_carl)}


def test_place_title_and_notes_are_said_in_one_line_as_well(office: Office) -> None:
    usual_people(office)
    books(office)

    placed = office.carla.asks("/interviews place Carl: <https://meet.example.org/r?a=1&amp;b=2>")
    titled = office.carla.asks("/interviews title @ines tomorrow: System design: a queue")
    noted = office.carla.asks("/interviews note Carl: Bring a pen &amp; paper")
    secret = office.carla.asks(f"/interviews note for panel Carl: {SECRET}")
    gone = office.carla.asks("/interviews note Carl: none")

    assert "Place and notes saved:" in placed.text
    assert "Where: <https://meet.example.org/r?a=1&amp;b=2>" in placed.text
    assert "System design: a queue" in titled.text
    assert "Bring a pen &amp; paper" in noted.text
    assert SECRET in secret.text
    assert "Bring a pen" not in gone.text
    # Nobody is sent more than five messages in five seconds, and by this clock it is one moment.
    office.slack.clock.forward(minutes=1)
    all_is_told(office)
    assert SECRET not in office.carl.asks("/interviews").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("place", "`/interviews place Carl tomorrow: Room 4`"),
        ("place Carl", "Which interview, and what is to be said of it?"),
        ("place Carl:", "Which interview, and what is to be said of it?"),
        ("place Carl next week: Room 4", "There is no such interview"),
        ("title Bob: A", "I don't know anyone called"),
        ("place Carl: http://plain.example", "https"),
    ],
)
def test_what_is_not_clear_of_a_line_changes_nothing(office: Office, typed: str, said: str) -> None:
    usual_people(office)
    books(office)

    answer = office.carla.asks(f"/interviews {typed}")

    assert said.strip("`") in answer.text
    assert "Where" not in office.carla.asks("/interviews").text


def test_of_several_interviews_one_is_asked_for_and_others_than_coordinators_are_refused(
    office: Office,
) -> None:
    usual_people(office)
    books(office)
    office.carla.asks("/register candidate Bea Berg Europe/London")
    office.carla.asks("/availability for Bea Berg: tomorrow 9-12")
    found = office.carla.asks("/find-slots Bea Berg with @ines", sees="Times are yours")
    office.carla.presses(book_labels(found)[0], in_=found)
    office.carla.submits()
    office.carla.sees_in_modal("Booked:")
    office.carla.closes()

    several = office.carla.asks("/interviews place @ines: Room 4")
    refused = office.ines.asks("/interviews place Carl: Room 4")

    assert "These are 2 interviews, and one is needed" in several.text
    assert "Only a coordinator" in refused.text
