"""Availability in the store."""

from dataclasses import replace
from datetime import date

import pytest
from statements import statements
from store_builders import NOW, candidate, interviewer

from scheduling.errors import AvailabilityChanged
from scheduling.model import (
    Availability,
    AvailabilityWindow,
    Person,
    Recurrence,
    TimeOff,
    WallHours,
    Weekday,
    WeeklyHours,
)
from scheduling.store import Session, availability, people

pytestmark = pytest.mark.both_databases

MORNING = WallHours(start=9 * 60, end=12 * 60)
LATE = WallHours(start=22 * 60, end=26 * 60)
MONDAYS = WeeklyHours(weekday=Weekday.MONDAY, hours=MORNING)
FRIDAYS = WeeklyHours(weekday=Weekday.FRIDAY, hours=LATE)
A_DAY = AvailabilityWindow(day=date(2026, 11, 10), hours=MORNING)
CHRISTMAS = TimeOff(day=date(2026, 12, 24), hours=WallHours(start=0, end=9 * 1440))


def given(person: Person, **parts: object) -> Availability:
    return Availability(person_id=person.id, **parts)


def stored(session: Session, person: Person) -> Availability:
    return availability.of(session, [person.id])[person.id]


def without_ids(said: Availability) -> Availability:
    return replace(
        said,
        weekly=tuple(replace(entry, id=0) for entry in said.weekly),
        windows=tuple(replace(entry, id=0) for entry in said.windows),
        time_off=tuple(replace(entry, id=0) for entry in said.time_off),
    )


def test_whoever_has_given_nothing_has_an_empty_availability(session: Session) -> None:
    ines = interviewer(session)

    found = availability.of(session, [ines.id, 99])

    assert found == {ines.id: given(ines), 99: Availability(person_id=99)}


def test_what_is_saved_is_what_is_found_sorted_with_ids_and_a_version(session: Session) -> None:
    ines = interviewer(session)
    said = given(ines, weekly=(FRIDAYS, MONDAYS), windows=(A_DAY,), time_off=(CHRISTMAS,))

    saved = availability.save(session, said, expected_version=0)

    assert saved == stored(session, ines)
    assert without_ids(saved) == replace(said, version=1, weekly=(MONDAYS, FRIDAYS))
    assert all(e.id for e in (*saved.weekly, *saved.windows, *saved.time_off))


def test_ends_and_intervals_and_what_is_instead_are_kept_and_put_back(session: Session) -> None:
    ines = interviewer(session)
    in_some_weeks = Recurrence(first=date(2026, 12, 8), last=date(2027, 2, 2), weeks=2)
    said = given(
        ines,
        weekly=(MONDAYS, replace(MONDAYS, recurrence=in_some_weeks)),
        windows=(A_DAY, replace(A_DAY, hours=LATE, replaces=True)),
    )
    saved = availability.save(session, said, expected_version=0)
    later = availability.save(session, given(ines), expected_version=1)
    token = availability.remember(session, before=saved, version=later.version, now=NOW)

    back = availability.recall(session, token)

    assert without_ids(saved) == replace(said, version=1)
    assert back == replace(saved, version=2)


def test_saving_keeps_the_ids_of_what_stays(session: Session) -> None:
    ines = interviewer(session)
    first = availability.save(session, given(ines, weekly=(MONDAYS, FRIDAYS)), expected_version=0)
    mondays, _ = first.weekly
    longer = replace(mondays, hours=LATE)

    second = availability.save(
        session, replace(first, weekly=(longer,), windows=(A_DAY,)), expected_version=1
    )

    assert second.weekly == (longer,)
    assert without_ids(second).windows == (A_DAY,)
    assert second.version == 2


def test_an_id_is_never_given_out_again(session: Session) -> None:
    ines = interviewer(session)
    first = availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)

    availability.save(session, given(ines), expected_version=1)
    third = availability.save(session, given(ines, weekly=(FRIDAYS,)), expected_version=2)

    assert third.weekly[0].id > first.weekly[0].id


def test_somebody_elses_entry_is_not_touched_by_its_id(session: Session) -> None:
    ines, ivo = interviewer(session, "Ines"), interviewer(session, "Ivo")
    hers = availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)
    stolen = replace(hers.weekly[0], hours=LATE)

    his = availability.save(session, given(ivo, weekly=(stolen,)), expected_version=0)

    assert stored(session, ines) == hers
    assert his.weekly[0].id != hers.weekly[0].id


def test_a_version_that_has_moved_is_refused_and_nothing_is_written(session: Session) -> None:
    ines = interviewer(session)
    saved = availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)

    with pytest.raises(AvailabilityChanged):
        availability.save(session, given(ines), expected_version=0)

    assert stored(session, ines) == saved


def test_changing_a_person_leaves_their_availability_as_it_is(session: Session) -> None:
    ines = interviewer(session)
    saved = availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)

    people.save(session, replace(ines, time_zone="Asia/Kolkata"))

    assert stored(session, ines) == saved


def test_what_stood_before_is_recalled_once(session: Session) -> None:
    ines = interviewer(session)
    parts = {"weekly": (MONDAYS, FRIDAYS), "windows": (A_DAY,), "time_off": (CHRISTMAS,)}
    before = availability.save(session, given(ines, **parts), expected_version=0)
    availability.save(session, given(ines), expected_version=1)
    token = availability.remember(session, before=before, version=2, now=NOW)

    recalled = availability.recall(session, token)

    assert recalled == replace(before, version=2)
    assert availability.recall(session, token) is None


def test_what_is_recalled_can_be_saved_as_it_is(session: Session) -> None:
    ines = interviewer(session)
    before = availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)
    availability.save(session, given(ines, weekly=(FRIDAYS,)), expected_version=1)
    token = availability.remember(session, before=before, version=2, now=NOW)
    recalled = availability.recall(session, token)
    assert recalled is not None

    undone = availability.save(session, recalled, expected_version=recalled.version)

    assert without_ids(undone) == replace(without_ids(before), version=3)


def test_a_change_that_another_followed_is_not_recalled(session: Session) -> None:
    ines = interviewer(session)
    availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)
    token = availability.remember(session, before=given(ines), version=1, now=NOW)
    availability.save(session, given(ines, weekly=(FRIDAYS,)), expected_version=1)

    assert availability.recall(session, token) is None


def test_tokens_are_one_persons_only_and_not_to_be_guessed(session: Session) -> None:
    ines, ivo = interviewer(session, "Ines"), interviewer(session, "Ivo")
    availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)
    availability.save(session, given(ivo, weekly=(FRIDAYS,)), expected_version=0)

    hers = availability.remember(session, before=given(ines), version=1, now=NOW)
    his = availability.remember(session, before=given(ivo), version=1, now=NOW)

    assert hers != his
    assert len(hers) >= 20
    recalled = availability.recall(session, his)
    assert recalled is not None
    assert recalled.person_id == ivo.id
    assert availability.recall(session, "unknown") is None


def test_only_the_latest_change_is_remembered(session: Session) -> None:
    ines = interviewer(session)
    availability.save(session, given(ines, weekly=(MONDAYS,)), expected_version=0)
    availability.remember(session, before=given(ines), version=1, now=NOW)
    availability.save(session, given(ines), expected_version=1)

    availability.remember(session, before=given(ines), version=2, now=NOW)

    kept = session.connection().exec_driver_sql("SELECT version FROM availability_change")
    assert [row.version for row in kept] == [2]


def test_however_many_people_it_takes_four_queries(session: Session) -> None:
    everyone = [candidate(session, f"Candidate {number}") for number in range(30)]
    for person in everyone:
        availability.save(session, given(person, weekly=(MONDAYS,)), expected_version=0)

    with statements(session) as seen:
        found = availability.of(session, [person.id for person in everyone])

    assert len(seen) == 4
    assert [found[person.id].weekly[0].weekday for person in everyone] == [Weekday.MONDAY] * 30
