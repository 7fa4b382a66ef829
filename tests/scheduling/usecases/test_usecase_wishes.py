"""A candidate asks for an hour; it is theirs with one press, unless a calendar takes it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from time_builders import weekly, window
from town import Town, town_at

from scheduling.errors import OutsideAvailability
from scheduling.model import Interview, Seen
from scheduling.results import InterviewChange
from scheduling.store import interviews
from scheduling.timespan import HOUR
from scheduling.usecases.candidate import ask_to_move, move_wanted

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
TEN = datetime(2026, 11, 10, 10, tzinfo=UTC)
EVENING = datetime(2026, 11, 11, 18, tzinfo=UTC)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_at(NOW, folder=tmp_path) as town:
        town.candidate("Carl", window("2026-11-10 09:00-12:00"))
        for name in ("Ines", "Ivo"):
            town.interviewer(name, weekly("Tue 09:00-17:00"))
        yield town


def wishes(town: Town, wanted: datetime) -> Interview:
    """An interview at ten whose candidate would rather have it then."""
    interview = town.books("Carl", "Ines", "Ivo", start=TEN)
    ask_to_move(
        town.store, town.context("Carl"), interview_id=interview.id, wanted=wanted, seen=Seen()
    )
    return interview


def grants(town: Town, interview: Interview, *, told_busy: tuple[int, ...] = ()) -> InterviewChange:
    return move_wanted(town.store, town.context(), interview_id=interview.id, told_busy=told_busy)


def stands(town: Town, interview: Interview) -> datetime:
    with town.store.reading() as session:
        found = interviews.get(session, interview.id)
    assert found is not None
    return found.start


def test_an_hour_that_nobody_has_given_is_granted_at_once(town: Town) -> None:
    interview = wishes(town, EVENING)

    assert grants(town, interview).interview.start == EVENING


def test_one_that_a_calendar_takes_is_asked_about_first_and_the_wish_stays(town: Town) -> None:
    interview = wishes(town, EVENING)
    town.connects("Ivo", (EVENING, EVENING + HOUR))

    with pytest.raises(OutsideAvailability) as refused:
        grants(town, interview)

    words = refused.value.sentence(zone=town.context().actor.zone)
    assert words == (
        "Ivo is busy on Wed 11 Nov, 6:00 PM UTC, by their calendar. Nothing was moved."
    )
    assert stands(town, interview) == TEN
    moved = grants(town, interview, told_busy=refused.value.busy_ids)
    assert (moved.interview.start, [each.name for each in moved.busy]) == (EVENING, ["Ivo"])


def test_one_that_another_calendar_takes_meanwhile_is_asked_about_again(town: Town) -> None:
    interview = wishes(town, EVENING)
    town.connects("Ivo", (EVENING, EVENING + HOUR))
    town.connects("Ines", (EVENING, EVENING + HOUR))

    with pytest.raises(OutsideAvailability) as refused:
        grants(town, interview, told_busy=(town.people["Ivo"].id,))

    assert refused.value.busy == ("Ines", "Ivo")
    assert stands(town, interview) == TEN


def test_what_a_calendar_takes_beside_the_hour_is_in_nobody_s_way(town: Town) -> None:
    interview = wishes(town, EVENING)
    town.connects("Ivo", (EVENING - HOUR, EVENING), (EVENING + HOUR, EVENING + 2 * HOUR))

    assert grants(town, interview).busy == ()


def test_the_calendar_of_whoever_wishes_is_their_own_to_look_at(town: Town) -> None:
    interview = wishes(town, EVENING)
    town.connects("Carl", (EVENING, EVENING + HOUR))

    assert grants(town, interview).interview.start == EVENING
