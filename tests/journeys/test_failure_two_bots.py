"""Two bots on one database, each with a socket of its own: things are done once, by either."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Kind

from journeys.arranged import all_is_told, books, gives, told, usual_people
from journeys.office import Office, bot_in, workspace_of
from journeys.test_failure_twice import comes_twice, dates_of

pytestmark = pytest.mark.parametrize("database", [Kind.POSTGRESQL], indirect=True, scope="module")


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    with (
        workspace_of(tmp_path) as office,
        bot_in(office, over="socket"),
        bot_in(office, over="socket"),
    ):
        office.slack.waits_until(lambda: office.slack.connections == 2)
        yield office


@pytest.mark.failure_case(3)
def test_one_form_over_two_sockets_at_once_books_once(office: Office) -> None:
    usual_people(office)
    found = office.carla.asks("/find-slots Carl with @ines")
    office.carla.presses("Book on Tue 10 Nov", in_=found)
    office.carla.fills({"Tue 10 Nov": "9:00 AM WET"})

    comes_twice(office, "interactive", office.carla.submits)
    office.ines.sees("booked an interview for you")
    all_is_told(office)

    assert "All interviews ahead (1)" in office.carla.asks("/interviews").text
    assert len(told(office.ines)) == len(told(office.carl)) == 1
    assert len({one.uid for one in office.slack.control.log() if one.uid}) == 2
    assert office.carla.toasts == []


@pytest.mark.failure_case(2)
def test_one_command_over_two_sockets_at_once_gives_the_hours_once(office: Office) -> None:
    comes_twice(office, "slash_commands", lambda: office.ines.types("/availability Tue 9-12"))
    office.slack.waits_until(lambda: len(office.ines.messages_from_app) == 2)

    assert dates_of(office.ines) == ["• Tue 10 Nov 2026, 9:00 AM – 12:00 PM"]


@pytest.mark.failure_case(23)
def test_when_one_of_them_ends_the_other_goes_on(office: Office) -> None:
    with bot_in(office, over="socket"):
        office.slack.waits_until(lambda: office.slack.connections == 3)
        usual_people(office)
        books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    office.slack.waits_until(lambda: office.slack.connections == 2)

    gives(office.ines, "Fri 9-12")
    office.slack.clock.forward(hours=24)
    office.ines.sees("Reminder, 1 hour ahead")
    all_is_told(office)

    assert len(told(office.ines, "Reminder, 1 hour ahead")) == 1
