"""Of several calendars that a silent server takes with it, each owner is told once."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from databases import new_database
from places import ADDRESS, DAY, HOUR, MINUTE, Place, place_in

from scheduling.errors import CalendarGone, CalendarNotRead, CalendarUnreachable
from scheduling.model import MessageKind
from scheduling.store import Store

pytestmark = pytest.mark.both_databases
HOST = "calendar.example.com"
OTHER = f"{ADDRESS}?other"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Ines has two calendars at one server."""
    with closing(Store.open(new_database(tmp_path))) as store:
        place = place_in(store)
        for address in (ADDRESS, OTHER):
            place.connect("Ines", address=address)
        yield place


def fails(place: Place, *addresses: str, by: CalendarNotRead) -> None:
    for address in addresses:
        place.diaries.fails(address, by)


def told(place: Place, name: str) -> int:
    return place.town.told(name).count(MessageKind.CALENDAR_SILENT)


def days_pass(place: Place, days: int) -> None:
    for _ in range(4 * days):
        place.round(6 * HOUR + MINUTE)


def test_what_is_the_same_of_both_is_said_once_each_time(place: Place) -> None:
    fails(place, ADDRESS, OTHER, by=CalendarUnreachable(host=HOST))
    place.round(11 * MINUTE)

    days_pass(place, 15)

    assert told(place, "Ines") == 4


def test_each_owner_is_told(place: Place) -> None:
    place.connect("Ivo", address=f"{ADDRESS}?ivo")
    fails(place, *place.diaries.by_address, by=CalendarUnreachable(host=HOST))
    place.round(11 * MINUTE)

    days_pass(place, 2)

    assert (told(place, "Ines"), told(place, "Ivo")) == (1, 1)


def test_of_two_that_are_silent_for_different_reasons_both_are_told_of(place: Place) -> None:
    fails(place, ADDRESS, by=CalendarUnreachable(host=HOST))
    fails(place, OTHER, by=CalendarGone(host=HOST))
    place.round(11 * MINUTE)

    days_pass(place, 2)

    assert told(place, "Ines") == 2


def test_one_that_has_fallen_silent_later_is_told_of_by_itself(place: Place) -> None:
    fails(place, ADDRESS, by=CalendarGone(host=HOST))
    place.round(11 * MINUTE)
    place.round(5 * HOUR)
    fails(place, OTHER, by=CalendarGone(host=HOST))
    place.round(11 * MINUTE)

    place.round(DAY + 7 * HOUR)

    assert told(place, "Ines") == 2
