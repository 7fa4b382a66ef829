"""Many at once: nobody is booked twice, and the check of that can tell."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
import sqlalchemy as sa
from overlaps import overlaps
from store_builders import HALF_HOUR, NOW, TEN, booked, candidate, interviewer

from scheduling.errors import SlotTaken
from scheduling.model import Person
from scheduling.store import Session, Store, interviews
from scheduling.store.schema import tables
from scheduling.timespan import HOUR

pytestmark = pytest.mark.both_databases

T = TypeVar("T")
AT_ONCE = 20


def at_once(jobs: list[Callable[[], T]]) -> list[T]:
    """Runs each job in a thread of its own, all set off together."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T:
        start.wait()
        return job()

    with ThreadPoolExecutor(max_workers=len(jobs)) as threads:
        return list(threads.map(run, jobs))


def people_for(store: Store, *, candidates: int, interviewers: int) -> tuple[list[Person], ...]:
    with store.writing() as session:
        return (
            [candidate(session, f"Candidate {number}") for number in range(candidates)],
            [interviewer(session, f"Interviewer {number}") for number in range(interviewers)],
        )


def test_of_twenty_who_book_one_interviewers_hour_one_succeeds(file_store: Store) -> None:
    candidates, (ines,) = people_for(file_store, candidates=AT_ONCE, interviewers=1)

    def attempt(carl: Person) -> tuple[str, ...]:
        try:
            with file_store.writing() as session:
                booked(session, candidate=carl, interviewers=(ines,))
        except SlotTaken as refused:
            return refused.taken
        return ()

    outcomes = at_once([lambda carl=carl: attempt(carl) for carl in candidates])

    assert sorted(outcomes) == [()] + [(ines.name,)] * (AT_ONCE - 1)
    with file_store.reading() as session:
        assert interviews.count_upcoming(session, ending_after=NOW) == 1
        assert overlaps(session) == []


def test_panels_over_mixed_half_hours_never_overlap(file_store: Store) -> None:
    candidates, panel = people_for(file_store, candidates=AT_ONCE, interviewers=4)

    def attempt(number: int) -> bool:
        two = (panel[number % 4], panel[(number + 1) % 4])
        try:
            with file_store.writing() as session:
                booked(
                    session,
                    candidate=candidates[number],
                    interviewers=two,
                    start=TEN + number % 5 * HALF_HOUR,
                )
        except SlotTaken:
            return False
        return True

    outcomes = at_once([lambda number=number: attempt(number) for number in range(AT_ONCE)])

    with file_store.reading() as session:
        assert interviews.count_upcoming(session, ending_after=NOW) == sum(outcomes) > 0
        assert overlaps(session) == []


def test_interviews_that_swap_their_hours_at_once_lose_neither(file_store: Store) -> None:
    (ana, ben), (ines, ivo) = people_for(file_store, candidates=2, interviewers=2)
    with file_store.writing() as session:
        first = booked(session, candidate=ana, interviewers=(ines, ivo))
        second = booked(session, candidate=ben, interviewers=(ines, ivo), start=TEN + HOUR)

    def attempt(which: int) -> bool:
        interview, start = ((first, TEN + HOUR), (second, TEN))[which]
        try:
            with file_store.writing() as session:
                interviews.move(
                    session,
                    interview,
                    start=start,
                    expected_revision=1,
                    outside_availability=False,
                )
        except SlotTaken:
            return False
        return True

    outcomes = at_once([lambda: attempt(0), lambda: attempt(1)])

    assert outcomes == [False, False]
    with file_store.reading() as session:
        assert interviews.upcoming(session, ending_after=NOW, limit=9) == (first, second)


def test_readers_see_all_of_a_change_or_nothing(file_store: Store) -> None:
    (carl,), (ines,) = people_for(file_store, candidates=1, interviewers=1)
    with file_store.reading() as view:
        before = interviews.count_upcoming(view, ending_after=NOW)

        with file_store.writing() as session:
            booked(session, candidate=carl, interviewers=(ines,))

        assert interviews.count_upcoming(view, ending_after=NOW) == before == 0
    with file_store.reading() as view:
        assert interviews.count_upcoming(view, ending_after=NOW) == 1


# -- negative controls: designs that are known to be wrong, which the check must catch ---------


def insert_unguarded(session: Session, carl: Person, ines: Person, *, start: object) -> None:
    row = {
        "candidate_id": carl.id,
        "start": start,
        "state": "booked",
        "revision": 1,
        "outside_availability": False,
        "booked_by": "",
        "created_at": NOW,
    }
    returned = tables.interview.c.id
    interview_id = session.scalar(sa.insert(tables.interview).values(row).returning(returned))
    seat = {"interview_id": interview_id, "person_id": ines.id, "has_declined": False}
    session.execute(sa.insert(tables.panel).values(seat))


def test_to_check_and_then_insert_is_caught_double_booking(file_store: Store) -> None:
    candidates, (ines,) = people_for(file_store, candidates=2, interviewers=1)
    all_have_checked = threading.Barrier(2)

    def attempt(carl: Person) -> None:
        with file_store.reading() as session:
            assert not interviews.count_upcoming(session, ending_after=NOW)
        all_have_checked.wait()
        with file_store.writing() as session:
            insert_unguarded(session, carl, ines, start=TEN)

    at_once([lambda carl=carl: attempt(carl) for carl in candidates])

    with file_store.reading() as session:
        assert overlaps(session) == [(ines.id, 1, 2)]


def test_one_unique_row_for_each_starting_hour_is_caught_double_booking(store: Store) -> None:
    candidates, (ines,) = people_for(store, candidates=3, interviewers=1)
    hours_taken: set[object] = set()

    with store.writing() as session:
        for carl, start in zip(candidates, (TEN, TEN + HALF_HOUR, TEN), strict=True):
            if start not in hours_taken:
                hours_taken.add(start)
                insert_unguarded(session, carl, ines, start=start)

    with store.reading() as session:
        assert overlaps(session) == [(ines.id, 1, 2)]
