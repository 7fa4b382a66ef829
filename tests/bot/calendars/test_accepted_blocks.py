"""What somebody has said to come in spite of: it is remembered for as long as it is there."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from databases import new_database
from diaries import Event
from places import ADDRESS, DAY, MINUTE, Place, busy, place_in
from time_builders import weekly, window

from scheduling.availability.calendars import BusyKind
from scheduling.errors import CalendarGone
from scheduling.model import Interview
from scheduling.model.calendars import USUALLY_COUNTED, AllDayEvents, CountedEvents
from scheduling.model.notices import Conflict
from scheduling.store import Store, interviews
from scheduling.timespan import HOUR
from scheduling.usecases.availability.calendars import choose_counted
from scheduling.usecases.interviews import (
    AllowedHours,
    decline_interview,
    keep_interview,
    move_interview,
    undo_decline,
)
from scheduling.usecases.people.merging import merge_people

pytestmark = pytest.mark.both_databases
OTHER = f"{ADDRESS}?other"
# Still ahead when a calendar has been silent for a fortnight, within what is read of one.
START = datetime.fromisoformat("2026-12-15T10:00+00:00")
LATER = START + 2 * HOUR


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        place = place_in(store, url=url)
        place.town.candidate("Dora", window("2026-12-15 09:00-17:00"))
        yield place


@pytest.fixture
def interview(place: Place) -> Interview:
    return place.town.books("Dora", "Ines", start=START)


def asked(place: Place, interview: Interview) -> int:
    """How often Ines was asked whether she comes."""
    ines = place.town.people["Ines"].id
    return sum(
        message.person_id == ines and isinstance(message.notice, Conflict)
        for message, _ in place.town.messages(interview)
    )


def in_conflict(place: Place, interview: Interview) -> bool:
    with place.town.store.reading() as session:
        found = interviews.get(session, interview.id)
    assert found is not None
    return place.town.people["Ines"].id in found.in_conflict


def keeps(place: Place, interview: Interview) -> None:
    keep_interview(place.town.store, place.context("Ines"), interview_id=interview.id)


def is_silent_for_long(place: Place) -> None:
    place.diaries.fails(ADDRESS, CalendarGone(host="calendar.example.com"))
    for _ in range(16):
        place.round(DAY)


def comes_back(place: Place, *events: Event) -> None:
    place.diaries.by_address[ADDRESS] = list(events)
    place.round(DAY)


def counts(place: Place, counted: CountedEvents) -> None:
    choose_counted(
        place.town.store,
        place.context("Ines"),
        calendar_id=place.calendar("Ines").id,
        counted=counted,
    )


def test_what_was_kept_is_not_asked_again_when_a_calendar_was_silent_and_comes_back(
    place: Place, interview: Interview
) -> None:
    place.connect("Ines", busy(START))
    keeps(place, interview)

    is_silent_for_long(place)
    comes_back(place, busy(START), busy(START + DAY))

    assert asked(place, interview) == 1
    assert not in_conflict(place, interview)


def test_nor_when_it_was_kept_while_the_calendar_was_silent(
    place: Place, interview: Interview
) -> None:
    place.connect("Ines", busy(START))
    is_silent_for_long(place)
    assert in_conflict(place, interview)

    keeps(place, interview)
    comes_back(place, busy(START))

    assert asked(place, interview) == 1
    assert not in_conflict(place, interview)


def test_nor_when_what_is_tentative_does_not_count_for_a_while(
    place: Place, interview: Interview
) -> None:
    place.connect("Ines", busy(START, kind=BusyKind.TENTATIVE))
    keeps(place, interview)

    counts(place, replace(USUALLY_COUNTED, tentative=False))
    place.round(11 * MINUTE)
    counts(place, USUALLY_COUNTED)

    assert asked(place, interview) == 1
    assert not in_conflict(place, interview)


def test_nor_when_it_is_certain_by_then(place: Place, interview: Interview) -> None:
    place.connect("Ines", busy(START, kind=BusyKind.TENTATIVE))
    keeps(place, interview)
    counts(place, replace(USUALLY_COUNTED, tentative=False))

    place.diaries.by_address[ADDRESS] = [busy(START)]
    place.round(11 * MINUTE)

    assert asked(place, interview) == 1
    assert not in_conflict(place, interview)


def test_nor_when_it_was_declined_before(place: Place, interview: Interview) -> None:
    place.connect("Ines", busy(START))
    decline_interview(place.town.store, place.context("Ines"), interview_id=interview.id)
    undo_decline(
        place.town.store, place.context("Ines"), interview_id=interview.id, start=interview.start
    )

    is_silent_for_long(place)
    comes_back(place, busy(START))

    assert asked(place, interview) == 1
    assert not in_conflict(place, interview)


def test_what_was_gone_and_is_back_is_something_new(place: Place, interview: Interview) -> None:
    place.connect("Ines", busy(START))
    keeps(place, interview)

    comes_back(place)
    comes_back(place, busy(START))

    assert asked(place, interview) == 2
    assert in_conflict(place, interview)


def test_so_is_what_takes_more_of_the_hour_than_was_known(
    place: Place, interview: Interview
) -> None:
    place.connect("Ines", busy(START - HOUR, START + 15 * MINUTE))
    keeps(place, interview)

    is_silent_for_long(place)
    comes_back(place, busy(START - HOUR, START + 30 * MINUTE))

    assert asked(place, interview) == 2


def test_so_is_what_stands_in_another_calendar(place: Place, interview: Interview) -> None:
    place.connect("Ines", busy(START))
    keeps(place, interview)
    place.connect("Ines", address=OTHER)
    is_silent_for_long(place)

    place.diaries.by_address[OTHER] = [busy(START)]
    place.round(DAY)
    comes_back(place, busy(START))

    assert asked(place, interview) == 2


def test_so_is_what_comes_where_only_what_did_not_count_has_stayed(
    place: Place, interview: Interview
) -> None:
    whole_day = busy(START - 10 * HOUR, START + 14 * HOUR, kind=BusyKind.FREE_ALL_DAY)
    place.connect("Ines", whole_day, busy(START))
    keeps(place, interview)

    comes_back(place, whole_day)
    comes_back(place, whole_day, busy(START))

    assert asked(place, interview) == 2


def test_what_was_kept_at_one_hour_is_asked_at_another(place: Place, interview: Interview) -> None:
    place.connect("Ines", busy(START), busy(LATER))
    keeps(place, interview)
    is_silent_for_long(place)
    move_interview(
        place.town.store,
        context=place.context(),
        interview_id=interview.id,
        start=LATER,
        allowed=AllowedHours.ANY,
    )

    comes_back(place, busy(START), busy(LATER))

    assert asked(place, interview) == 2


def test_whole_days_that_come_to_count_over_what_was_kept_are_asked_about_once(
    place: Place, interview: Interview
) -> None:
    whole_day = busy(START - 10 * HOUR, START + 14 * HOUR, kind=BusyKind.FREE_ALL_DAY)
    place.connect("Ines", whole_day)
    everything = replace(USUALLY_COUNTED, all_day=AllDayEvents.ALL)

    counts(place, everything)
    keeps(place, interview)
    counts(place, USUALLY_COUNTED)
    counts(place, everything)

    assert asked(place, interview) == 1
    assert not in_conflict(place, interview)


def test_of_two_who_are_made_one_it_is_remembered_what_either_has_kept(place: Place) -> None:
    place.town.interviewer("Inés", weekly("Tue 09:00-17:00"))
    interview = place.town.books("Dora", "Inés", start=START)
    place.connect("Inés", busy(START))
    keep_interview(place.town.store, place.context("Inés"), interview_id=interview.id)
    double = place.town.leaves_the_workspace("Inés")

    ines = place.town.people["Ines"].id
    merge_people(place.town.store, place.context(), double_id=double.id, into_id=ines)
    is_silent_for_long(place)
    comes_back(place, busy(START))

    assert asked(place, interview) == 1
    assert not in_conflict(place, interview)
