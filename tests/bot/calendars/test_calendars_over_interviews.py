"""A calendar that takes the hour of a booked interview: until when that is in somebody's way."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from databases import new_database
from places import ADDRESS, DAY, MINUTE, NOW, TEN, Place, busy, place_in
from time_builders import off, saying, weekly, window

from scheduling.errors import CalendarGone
from scheduling.model import Entry, Interview, MessageKind, entry_key
from scheduling.store import Store, availability, interviews
from scheduling.timespan import HOUR
from scheduling.usecases.availability import give_availability, remove_availability
from scheduling.usecases.interviews import decline_interview
from scheduling.wording.reading import ParsedAvailability

pytestmark = pytest.mark.both_databases
OTHER = f"{ADDRESS}?other"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        place = place_in(store, url=url)
        place.town.coordinator("Cora")
        yield place


def in_conflict(place: Place, interview: Interview) -> bool:
    with place.town.store.reading() as session:
        found = interviews.get(session, interview.id)
    assert found is not None
    return place.town.people["Ines"].id in found.in_conflict


def gives(place: Place, *said: Entry) -> None:
    """Ines gives more hours."""
    hours = saying(*said)
    give_availability(
        place.town.store,
        context=place.context("Ines"),
        person_id=place.town.people["Ines"].id,
        said=ParsedAvailability(
            windows=hours.windows, weekly=hours.weekly, time_off=hours.time_off
        ),
    )


def takes_nothing_off(place: Place) -> None:
    ines = place.town.people["Ines"].id
    with place.town.store.reading() as session:
        (only,) = availability.of(session, [ines])[ines].time_off
    remove_availability(
        place.town.store, context=place.context("Ines"), person_id=ines, key=entry_key(only)
    )


def in_five_weeks(place: Place) -> Interview:
    """An interview that is still ahead when a calendar has been silent for a fortnight."""
    start = TEN + 35 * DAY
    place.town.candidate("Dora", window(f"{start:%Y-%m-%d} 09:00-12:00"))
    return place.town.books("Dora", "Ines", start=start)


def test_other_hours_given_leave_in_the_way_what_a_calendar_takes(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines", busy(TEN))

    gives(place, weekly("Fri 09:00-17:00"))

    assert in_conflict(place, interview)
    assert place.town.told("Cora") == [MessageKind.CONFLICT]


def test_hours_given_back_are_not_all_where_a_calendar_takes_them_as_well(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines", busy(TEN))
    gives(place, off("2026-11-10 00:00-24:00"))
    assert in_conflict(place, interview)

    takes_nothing_off(place)
    assert in_conflict(place, interview)
    place.diaries.by_address[ADDRESS] = []
    place.round(11 * MINUTE)

    assert not in_conflict(place, interview)


def test_what_a_calendar_took_before_it_was_silent_for_long_ends_when_it_is_read_again(
    place: Place,
) -> None:
    interview = in_five_weeks(place)
    place.connect("Ines", busy(interview.start))
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    for _ in range(16):
        place.round(DAY)
    assert in_conflict(place, interview)

    place.diaries.by_address[ADDRESS] = []
    place.round(DAY)

    assert not in_conflict(place, interview)


def test_nobody_is_called_free_again_by_what_another_calendar_of_theirs_says(place: Place) -> None:
    interview = in_five_weeks(place)
    place.connect("Ines", busy(interview.start))
    place.connect("Ines", address=OTHER)
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    for _ in range(16):
        place.round(DAY)

    place.diaries.by_address[OTHER] = [busy(interview.start + DAY)]
    place.round(DAY)
    gives(place, weekly("Fri 09:00-17:00"))
    assert in_conflict(place, interview)
    place.diaries.by_address[ADDRESS] = []
    place.round(DAY)

    assert not in_conflict(place, interview)


def test_whoever_has_said_that_they_can_t_make_it_is_not_asked_again_for_other_hours(
    place: Place,
) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    decline_interview(place.town.store, place.context("Ines"), interview_id=interview.id)

    gives(place, off("2026-11-10 00:00-24:00"))

    assert not in_conflict(place, interview)
    assert place.town.told("Cora") == [MessageKind.CANNOT_MAKE_IT]


def test_of_an_interview_that_has_begun_nobody_is_asked(place: Place) -> None:
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines")
    place.diaries.by_address[ADDRESS] = [busy(TEN)]

    place.round(TEN + HOUR / 2 - NOW)
    gives(place, off("2026-11-10 00:00-24:00"))

    assert not in_conflict(place, interview)
    assert place.town.told("Cora") == []
