"""The socket ends, is refused or falls silent, and people hardly notice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.arranged import gives
from journeys.office import MONDAY, Office, office_in
from sandbox.events.faults import SocketFault

pytestmark = pytest.mark.failure_case(21)

LONG = 60
"""Seconds of real time, less than the client would need without the line's help."""


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Iterator[Office]:
    """However the other journeys go, these go by socket."""
    with office_in(tmp_path, now=MONDAY, over="socket") as office:
        yield office


def is_back(office: Office, *, hellos: int) -> None:
    office.slack.waits_until(
        lambda: office.slack.hellos >= hellos and office.slack.connections == 1, within=LONG
    )


def test_asked_to_reconnect_or_warned_of_the_end_the_bot_loses_nothing(office: Office) -> None:
    gives(office.ines, "Tue 9-10")
    office.slack.control.refresh()
    gives(office.ines, "Wed 9-10")
    is_back(office, hellos=2)
    office.slack.control.warn()
    gives(office.ines, "Thu 9-10")
    is_back(office, hellos=3)
    gives(office.ines, "Fri 9-10")

    listed = office.ines.asks("/availability list").text
    assert all(day in listed for day in ("10 Nov", "11 Nov", "12 Nov", "13 Nov"))
    assert office.ines.toasts == []


def test_cut_off_and_refused_the_bot_is_back_as_soon_as_it_is_let_in(office: Office) -> None:
    office.slack.control.door(SocketFault.REFUSED)
    before = len(office.slack.calls("apps.connections.open"))
    office.slack.control.drop()
    office.slack.waits_until(
        lambda: len(office.slack.calls("apps.connections.open")) > before, within=LONG
    )
    office.slack.control.door(SocketFault.OPEN)
    is_back(office, hellos=2)

    gives(office.ines, "Tue 9-10")


def test_on_a_socket_without_a_word_and_without_an_end_the_bot_hangs_up_and_is_back(
    office: Office,
) -> None:
    office.slack.control.half_open()
    office.ines.types("/availability Tue 9-10")
    is_back(office, hellos=2)

    gives(office.ines, "Wed 9-10")

    assert "10 Nov" not in office.ines.asks("/availability list").text
