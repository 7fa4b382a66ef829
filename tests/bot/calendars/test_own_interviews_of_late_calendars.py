"""An interview of ours stays ours in a calendar that has not heard yet what has become of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from databases import new_database
from places import DAY, MINUTE, NOW, TEN, Place, busy, place_in
from time_builders import window

from scheduling.model import Interview
from scheduling.store import Store
from scheduling.timespan import HOUR, Span, hour_from
from scheduling.usecases.audit import acting_in_slack
from scheduling.usecases.interviews import AllowedHours, move_interview, replace_interviewer

pytestmark = pytest.mark.both_databases
# Further ahead than any calendar is read.
FAR = TEN + timedelta(weeks=19)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = new_database(tmp_path)
    with closing(Store.open(url)) as store:
        yield place_in(store, url=url)


def books(place: Place) -> Interview:
    """An interview that Ines has in her calendar at ten."""
    interview = place.town.books("Carl", "Ines", start=TEN)
    place.connect("Ines", busy(TEN, uid=interview.uid))
    return interview


def moves(place: Place, interview: Interview, start: datetime) -> None:
    with acting_in_slack(place.context().actor, now=place.clock.now):
        move_interview(
            place.town.store,
            place.context(),
            interview_id=interview.id,
            start=start,
            allowed=AllowedHours.ANY,
        )


def replaces(place: Place, interview: Interview, leaving: str, coming: str) -> None:
    with acting_in_slack(place.context().actor, now=place.clock.now):
        replace_interviewer(
            place.town.store,
            place.context(),
            interview_id=interview.id,
            leaving_id=place.town.people[leaving].id,
            coming_id=place.town.people[coming].id,
        )


def our_hours(place: Place) -> tuple[Span, ...]:
    """What counts as ours where a calendar has no names."""
    return place.diaries.read_for[-1][1].our_hours


def test_one_moved_further_ahead_than_calendars_are_read_takes_its_old_hour_no_more(
    place: Place,
) -> None:
    interview = books(place)

    moves(place, interview, FAR)
    place.round(11 * MINUTE)

    assert place.starts("Ines") == [9, 10, 11]
    assert our_hours(place) == (hour_from(TEN),)


def test_whoever_was_replaced_is_free_again_before_their_calendar_has_heard_of_it(
    place: Place,
) -> None:
    interview = books(place)
    place.town.candidate("Dora", window("2026-11-10 09:00-12:00"))

    replaces(place, interview, "Ines", "Ivo")
    place.round(11 * MINUTE)

    assert our_hours(place) == (hour_from(TEN),)
    assert place.town.books("Dora", "Ines", start=TEN).start == TEN


def test_the_hour_of_who_was_replaced_is_the_one_of_then(place: Place) -> None:
    interview = books(place)

    replaces(place, interview, "Ines", "Ivo")
    moves(place, interview, TEN + HOUR)
    place.round(11 * MINUTE)

    assert our_hours(place) == (hour_from(TEN),)


def test_whoever_was_replaced_after_a_move_may_have_it_at_either_hour(place: Place) -> None:
    interview = books(place)

    moves(place, interview, TEN + HOUR)
    replaces(place, interview, "Ines", "Ivo")
    moves(place, interview, TEN + 3 * HOUR)
    place.round(11 * MINUTE)

    assert our_hours(place) == (hour_from(TEN), hour_from(TEN + HOUR))


def test_two_days_later_a_replaced_one_s_hour_counts_again(place: Place) -> None:
    interview = books(place)
    replaces(place, interview, "Ines", "Ivo")

    place.round(2 * DAY + MINUTE)

    assert our_hours(place) == ()
    assert NOW + 2 * DAY > TEN


def test_whoever_is_back_in_it_has_it_once(place: Place) -> None:
    interview = books(place)

    replaces(place, interview, "Ines", "Ivo")
    replaces(place, interview, "Ivo", "Ines")
    place.round(11 * MINUTE)

    assert our_hours(place) == (hour_from(TEN),)
    assert place.starts("Ines") == [9, 11]
