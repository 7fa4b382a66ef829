"""Candidates are not shown who interviews them, unless the settings say so."""

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from ports import free_port

from journeys.arranged import all_is_answered, books, gives, usual_people
from journeys.office import MONDAY, Office, office_in
from journeys.test_calendar import address_in

NAMES = ("Ines", "Ivo", "Ingrid")


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    """Carl, who is in Slack, is to meet Ines and Ivo on Tuesday at nine."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with office_in(
        tmp_path, now=MONDAY, http_port=port, public_url=address, candidates_see_panel=False
    ) as office:
        usual_people(office)
        books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")
        yield office


def named_to_carl(office: Office) -> list[str]:
    """All that Carl has before him in which one of the panel is named."""
    office.carl.opens_home()
    all_is_answered(office)
    seen = [*(message.text for message in office.carl.messages), office.carl.home.text]
    return [text for text in seen if any(name in text for name in NAMES)]


def test_neither_messages_nor_home_nor_lists_nor_calendars_name_them(office: Office) -> None:
    office.carl.sees("has booked an interview for you: Tue 10 Nov, 9:00 AM GMT, with the panel")

    listed = office.carl.asks("/interviews")
    feed = address_in(office.carl.asks("/interviews calendar").text)

    assert "Carl Chen with the panel" in listed.text
    with urlopen(feed, timeout=60) as answer:
        calendar = answer.read().decode()
    assert "Interview with the panel" in calendar
    assert not [name for name in NAMES if name in calendar]
    assert named_to_carl(office) == []


def test_what_an_interviewer_does_is_done_by_somebody_and_a_change_of_panel_is_not_told(
    office: Office,
) -> None:
    office.carla.asks("/register coordinator @ines", sees="a coordinator now")
    gives(office.ingrid, "Tue 10:00-13:00")
    office.ivo.sees("has booked an interview for you")
    office.ivo.presses("Can't make it")
    office.ivo.submits()
    office.carla.sees("Ivo Ito can't make it")
    office.carla.presses("Replace with Ingrid Ek")
    office.ingrid.sees("on the panel")

    office.ines.asks("/interviews")
    office.ines.presses("Cancel interview")

    office.carl.sees("Somebody has cancelled your interview with the panel")
    assert named_to_carl(office) == []


def test_moving_it_names_nobody_in_its_answer_nor_in_a_refusal(office: Office) -> None:
    office.carl.asks("/interviews")
    office.carl.presses("Move")
    form = office.carl.modal.text
    office.carl.fills({"Hours that suit everybody": "10:00 AM"})
    gives(office.ines, "off 10 Nov")
    office.carl.submits()
    refused = str(office.carl.modal.errors or office.carl.modal.text)

    assert "the panel" in form
    assert "somebody in it" in refused
    assert not [name for name in NAMES if name in form + refused]


def test_interviewers_and_coordinators_see_everybody(office: Office) -> None:
    assert "Carl Chen with Ines Iversen and Ivo Ito" in office.ines.asks("/interviews").text
    assert "Carl Chen with Ines Iversen and Ivo Ito" in office.carla.asks("/interviews").text
