"""A calendar that somebody has twice, as they were registered twice: one of it remains."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from databases import new_database
from places import ADDRESS, DAY, MINUTE, NINE, TEN, Place, busy, place_in
from time_builders import weekly, window

from scheduling.errors import CalendarGone
from scheduling.store import Store, interviews
from scheduling.store.availability import accepted_blocks
from scheduling.usecases.interviews import keep_interview
from scheduling.usecases.people.merging import merge_people

pytestmark = pytest.mark.both_databases
OTHER = f"{ADDRESS}?other"
FAR = datetime.fromisoformat("2026-12-15T10:00+00:00")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        place = place_in(store, url=url)
        place.town.interviewer("Inés", weekly("Tue 09:00-17:00"))
        yield place


def are_made_one(place: Place) -> None:
    """It turns out that Inés is Ines."""
    double = place.town.leaves_the_workspace("Inés")
    ines = place.town.people["Ines"].id
    merge_people(place.town.store, place.context(), double_id=double.id, into_id=ines)


def reads(place: Place) -> list[str]:
    """The addresses that a round reads."""
    before = len(place.diaries.read_for)
    place.round(11 * MINUTE)
    return sorted(address for address, _, _ in place.diaries.read_for[before:])


def test_what_both_had_connected_is_read_and_shown_once(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    # As another program copies it.
    place.connect("Inés", busy(TEN), address=ADDRESS.replace("https:", "webcal:"))

    are_made_one(place)

    assert reads(place) == [ADDRESS]
    assert place.calendar("Ines").read_at == place.clock.now
    assert place.starts("Ines") == [9, 11]


def test_what_either_had_stays(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.connect("Inés", busy(NINE), address=OTHER)

    are_made_one(place)

    assert reads(place) == [ADDRESS, OTHER]
    assert reads(place) == [ADDRESS, OTHER]
    assert place.starts("Ines") == [11]


def test_that_which_can_be_read_stays(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    place.round(11 * MINUTE)
    secure = ADDRESS.replace("https:", "webcal:")
    place.connect("Inés", busy(TEN), address=secure)

    are_made_one(place)

    assert reads(place) == [secure]
    assert place.calendar("Ines").failing_since is None


def test_what_was_kept_over_the_one_that_ends_is_not_asked_again(place: Place) -> None:
    place.town.candidate("Dora", window("2026-12-15 09:00-17:00"))
    interview = place.town.books("Dora", "Inés", start=FAR)
    place.connect("Ines", busy(FAR))
    place.connect("Inés", busy(FAR))
    keep_interview(place.town.store, place.context("Inés"), interview_id=interview.id)

    are_made_one(place)
    reads(place)
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    for _ in range(16):
        place.round(DAY)
    place.diaries.by_address[ADDRESS] = [busy(FAR)]
    place.round(DAY)

    with place.town.store.reading() as session:
        found = interviews.get(session, interview.id)
        accepted = accepted_blocks.of(session, place.town.people["Ines"].id)
    assert found is not None
    assert found.in_conflict == frozenset()
    assert [each.calendar_id for each in accepted] == [place.calendar("Ines").id]


def test_where_no_key_opens_them_both_stay_as_they_are(place: Place) -> None:
    place.connect("Ines", busy(TEN))
    place.connect("Inés", busy(TEN))
    are_made_one(place)

    place.keys = f"2:{'x' * 40}"
    place.round(11 * MINUTE)
    assert len(place.shown("Ines")) == 2
    place.keys = f"1:{'k' * 40}"
    place.round(11 * MINUTE)

    assert len(place.shown("Ines")) == 1
