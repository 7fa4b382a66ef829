"""Whoever follows the store hears, after each commit, whom it concerns."""

from collections.abc import Callable

import pytest
from store_builders import TEN, booked, candidate, interviewer

from scheduling.model import Availability, AvailabilityWindow, Interview, Person, WallHours
from scheduling.store import Session, Store, availability, interviews, people
from scheduling.timespan import HOUR

pytestmark = pytest.mark.both_databases

Change = Callable[[Session, Interview, Person], object]


def test_whoever_is_registered_is_told_of(store: Store) -> None:
    heard: list[frozenset[int]] = []
    store.when_written(heard.append)

    with store.writing() as session:
        ines, carl = interviewer(session), candidate(session)

    assert heard == [{ines.id, carl.id}]


def test_hours_concern_the_person_who_has_them(store: Store) -> None:
    with store.writing() as session:
        ines = interviewer(session)
        candidate(session)
    heard: list[frozenset[int]] = []
    store.when_written(heard.append)
    window = AvailabilityWindow(day=TEN.date(), hours=WallHours(start=600, end=660))

    with store.writing() as session:
        given = Availability(person_id=ines.id, windows=(window,))
        availability.save(session, given, expected_version=0)

    assert heard == [{ines.id}]


@pytest.mark.parametrize(
    "change",
    [
        lambda session, it, _: interviews.cancel(session, it, expected_revision=1),
        lambda session, it, _: interviews.move(
            session, it, start=TEN + HOUR, expected_revision=1, outside_availability=False
        ),
        lambda session, it, ines: interviews.decline(session, it, person=ines, expected_revision=1),
    ],
    ids=["cancelled", "moved", "declined"],
)
def test_an_interview_concerns_everybody_in_it(store: Store, change: Change) -> None:
    heard: list[frozenset[int]] = []
    store.when_written(heard.append)
    with store.writing() as session:
        ines, carl = interviewer(session), candidate(session)
    with store.writing() as session:
        interview = booked(session, candidate=carl, interviewers=(ines,))

    with store.writing() as session:
        change(session, interview, ines)

    assert heard == [{ines.id, carl.id}] * 3


def test_a_panel_concerns_those_who_leave_and_those_who_come(store: Store) -> None:
    with store.writing() as session:
        ines, ivo = interviewer(session), interviewer(session, "Ivo")
        carl = candidate(session)
        interview = booked(session, candidate=carl, interviewers=(ines,))
    heard: list[frozenset[int]] = []
    store.when_written(heard.append)

    with store.writing() as session:
        interviews.replace_panel(session, interview, interviewers=(ivo,), expected_revision=1)

    assert heard == [{ines.id, ivo.id, carl.id}]


def test_nobody_is_told_of_what_was_undone_or_only_read(store: Store) -> None:
    heard: list[frozenset[int]] = []
    store.when_written(heard.append)

    def fail_halfway() -> None:
        with store.writing() as session:
            interviewer(session)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_halfway()
    with store.reading() as session:
        people.count(session)
    with store.writing() as session:
        people.count(session)

    assert heard == []
