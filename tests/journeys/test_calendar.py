"""`/interviews calendar`: one's interviews in one's own calendar."""

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from journeys.arranged import books, gives, usual_people
from journeys.office import MONDAY, Office, office_in

ONCE = "I can't show it again"


def address_in(text: str) -> str:
    found = re.search(r"http://\S+/api/interviews\.ics\?token=feed_[\w-]+", text)
    assert found, text
    return found.group()


def calendar_at(address: str) -> str:
    """What a calendar finds there; the status where it finds nothing."""
    try:
        with urlopen(address, timeout=60) as answer:
            return str(answer.read().decode())
    except HTTPError as refused:
        return str(refused.code)


def test_the_address_shows_ones_own_interviews_to_a_calendar(open_office: Office) -> None:
    usual_people(open_office)
    books(open_office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")

    given = open_office.ines.asks("/interviews calendar")

    assert given.ephemeral
    for words in ("Google", "Outlook", "Apple", "Keep it to yourself", ONCE):
        assert words in given.text
    calendar = calendar_at(address_in(given.text))
    assert "SUMMARY:Interview: Carl Chen" in calendar
    assert "DTSTART:20261110T090000Z" in calendar


def test_it_is_told_once_and_asking_again_ends_nothing(open_office: Office) -> None:
    gives(open_office.ines, "Tue 10:00-13:00")
    first = address_in(open_office.ines.asks("/interviews calendar").text)

    again = open_office.ines.asks("/interviews calendar")

    assert "You have an address already, and it still works." in again.text
    assert "token=" not in again.text
    assert calendar_at(first).startswith("BEGIN:VCALENDAR")


def test_a_new_address_takes_the_place_of_the_old_one_and_ends_it(open_office: Office) -> None:
    gives(open_office.ines, "Tue 10:00-13:00")
    given = open_office.ines.asks("/interviews calendar")
    first = address_in(given.text)

    open_office.ines.presses("New address", in_=given)

    def second() -> str:
        shown = [one.text for one in open_office.ines.messages if "token=" in one.text]
        return address_in(shown[-1])

    open_office.slack.waits_until(lambda: second() != first)
    assert open_office.ines.confirmed is not None
    assert "The one that you have now ends" in open_office.ines.confirmed.text
    assert not [one for one in open_office.ines.messages if first in one.text]
    assert calendar_at(second()).startswith("BEGIN:VCALENDAR")
    assert calendar_at(first) == "404"


def test_who_is_not_registered_is_told_how_to_be(open_office: Office) -> None:
    answer = open_office.ingrid.asks("/interviews calendar")

    assert "You are not registered yet" in answer.text
    assert "/register" in answer.text


def test_without_a_public_address_it_is_said_who_can_help(office: Office) -> None:
    gives(office.ines, "Tue 10:00-13:00")

    answer = office.ines.asks("/interviews calendar")

    assert "Please ask whoever runs me to set PUBLIC_URL" in answer.text
    assert "token=" not in answer.text


def test_those_who_practise_get_the_address_on_their_own_machine(tmp_path: Path) -> None:
    with office_in(tmp_path, now=MONDAY, clock_file=tmp_path / "clock") as office:
        gives(office.ines, "Tue 10:00-13:00")

        given = office.ines.asks("/interviews calendar")

        assert calendar_at(address_in(given.text)).startswith("BEGIN:VCALENDAR")


def test_the_help_tells_of_it(office: Office) -> None:
    assert "/interviews calendar" in office.ines.asks("/interviews help").text
