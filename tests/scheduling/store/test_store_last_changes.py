"""Whoever is changed is told of by the next question, whatever was changed, and by whom."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa
from databases import Kind, new_database, running_on
from store_builders import HALF_HOUR, NOW, TEN, booked, candidate, connected, interviewer
from time_builders import off, weekly, window

from scheduling.model import Availability, Interview, Outcome, Person, Role
from scheduling.model.details import Details
from scheduling.store import Session, Store, availability, interviews, people
from scheduling.store.interviews import declines, move_requests
from scheduling.store.people import departures, last_changes, outcomes, removals, rights
from scheduling.store.people.last_changes import Mark
from scheduling.store.schema import tables
from scheduling.timespan import HOUR

Change = Callable[[Session, Person, Interview], object]


def gives(**entries: object) -> Change:
    def change(session: Session, ines: Person, _: Interview) -> None:
        said = replace(Availability(person_id=ines.id), **entries)
        availability.save(session, said, expected_version=0)

    return change


def becomes(**facts: object) -> Change:
    return lambda session, ines, _: people.save(session, replace(ines, **facts))


# All that an answer is made of, and somebody's way to change it.
FACTS: dict[str, Change] = {
    "a calendar": lambda session, ines, _: connected(session, ines),
    "something in a calendar": lambda session, ines, _: connected(session, ines, (TEN, TEN + HOUR)),
    "hours on a day": gives(windows=(window("2026-11-10 09:00-17:00"),)),
    "weekly hours": gives(weekly=(weekly("Mon 09:00-17:00"),)),
    "time off": gives(time_off=(off("2026-11-10 00:00-24:00"),)),
    "a name": becomes(name="Ines Alves"),
    "a time zone": becomes(time_zone="Asia/Kolkata"),
    "a role": becomes(role=Role.CANDIDATE),
    "an address": becomes(email="ines@example.com"),
    "an account that ends": lambda session, ines, _: departures.note(session, ines.id, now=NOW),
    "an account that may end": lambda session, ines, _: departures.hold(session, ines.id),
    "an account that is back": lambda session, ines, _: departures.undo(session, ines.id),
    "a removal": lambda session, ines, _: removals.note(session, ines.id, now=NOW),
    "an outcome": lambda session, ines, _: outcomes.note(
        session, ines.id, Outcome.HIRED, before=None, now=NOW
    ),
    "a right": lambda session, ines, _: rights.grant(
        session, ines.id, by=None, through="a program", now=NOW
    ),
    "an interview that is moved": lambda session, _, interview: interviews.move(
        session,
        interview,
        start=TEN + HALF_HOUR,
        expected_revision=1,
        outside_availability=False,
    ),
    "an interview that is cancelled": lambda session, _, interview: interviews.cancel(
        session, interview, expected_revision=1
    ),
    "a seat that is given up": lambda session, _, interview: interviews.replace_panel(
        session, interview, interviewers=[interviewer(session, "Ivo")], expected_revision=1
    ),
    "an hour that is declined": lambda session, ines, interview: interviews.decline(
        session, interview, person=ines, expected_revision=1
    ),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_of_an_answer_tells_whom_it_changed(store: Store, fact: str) -> None:
    with store.writing() as session:
        ines, isla = interviewer(session), interviewer(session, "Isla")
        interview = booked(session, candidate=candidate(session), interviewers=(ines,))
    before = mark_in(store)

    with store.writing() as session:
        FACTS[fact](session, ines, interview)

    assert ines.id in changed_since(store, before)
    assert isla.id not in changed_since(store, before)


OF_CANDIDATES: dict[str, Callable[[Session, Interview], object]] = {
    "what is said of an interview": lambda session, interview: interviews.describe(
        session, interview, details=Details(title="First talk"), expected_revision=1
    ),
    "another panel": lambda session, interview: interviews.replace_panel(
        session, interview, interviewers=[interviewer(session, "Ivo")], expected_revision=1
    ),
    "a wish": lambda session, interview: move_requests.put(
        session, interview, wanted=TEN + HOUR, now=NOW
    ),
    "an interview that is gone with all that is asked for it": lambda session, interview: (
        move_requests.put(session, interview, wanted=TEN + HOUR, now=NOW),
        session.execute(sa.delete(tables.interview).where(tables.interview.c.id == interview.id)),
    ),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("fact", OF_CANDIDATES)
def test_each_fact_of_an_interview_tells_of_its_candidate_in_other_words(
    store: Store, fact: str
) -> None:
    with store.writing() as session:
        carl, cy = candidate(session, "Carl"), candidate(session, "Cy")
        interview = booked(session, candidate=carl, interviewers=(interviewer(session),))
    mark, before = mark_in(store), words_in(store)

    with store.writing() as session:
        OF_CANDIDATES[fact](session, interview)

    after = words_in(store)
    assert carl.id in changed_since(store, mark)
    assert after[carl.id] != before[carl.id]
    assert after[cy.id] == before[cy.id]


@pytest.mark.both_databases
def test_an_hour_offered_again_and_somebody_taken_out_are_told_of_as_well(store: Store) -> None:
    with store.writing() as session:
        ines, ivo = interviewer(session), interviewer(session, "Ivo")
        interview = booked(session, candidate=candidate(session), interviewers=(ines,))
        interviews.decline(session, interview, person=ines, expected_revision=1)
    before = mark_in(store)

    with store.writing() as session:
        declines.remove(session, person_id=ines.id, start=TEN)
        people.remove(session, ivo.id)

    assert changed_since(store, before) == {ines.id, ivo.id}


@pytest.mark.both_databases
def test_whoever_is_new_is_told_of_and_who_was_there_is_not(store: Store) -> None:
    with store.writing() as session:
        interviewer(session)
    before = mark_in(store)

    with store.writing() as session:
        ivo = interviewer(session, "Ivo")

    assert changed_since(store, before) == {ivo.id}
    assert changed_since(store, mark_in(store)) == frozenset()


@pytest.mark.both_databases
def test_what_is_undone_changed_nobody(store: Store) -> None:
    before = mark_in(store)

    with store.writing() as session:
        interviewer(session)
        session.rollback()

    assert changed_since(store, before) == frozenset()


@pytest.mark.both_databases
def test_a_change_made_at_a_prompt_is_told_of_as_well(store: Store) -> None:
    with store.writing() as session:
        ines = interviewer(session)
    before = mark_in(store)

    with store.writing() as session:
        run = session.connection().exec_driver_sql
        run(f"UPDATE person SET name = 'Ines Alves' WHERE id = {ines.id}")

    assert changed_since(store, before) == {ines.id}


def mark_in(store: Store) -> Mark:
    with store.reading() as session:
        return last_changes.mark(session)


def words_in(store: Store) -> dict[int, str]:
    """In which words the database has each person's last change."""
    person = tables.person
    with store.reading() as session:
        asked = sa.select(person.c.id, last_changes.words_of(person.c.id).label("words"))
        return {row.id: row.words for row in session.execute(asked)}


def changed_since(store: Store, before: Mark) -> frozenset[int]:
    with store.reading() as session:
        changed = last_changes.since(session, before)
    assert changed is not None
    return changed


# -- several writers at once, as on PostgreSQL ---------------------------------------------------


@pytest.fixture
def server(servers: None) -> Iterator[sa.Engine]:
    """A database without the rule that one writes at a time."""
    with running_on(Kind.POSTGRESQL):
        engine = sa.create_engine(new_database())
        yield engine
        engine.dispose()


def add(connection: sa.Connection, name: str) -> int:
    row = {
        "name": name,
        "name_key": name.lower(),
        "time_zone": "UTC",
        "is_coordinator": False,
        "availability_version": 0,
        "created_at": NOW,
    }
    added = sa.insert(tables.person).values(row).returning(tables.person.c.id)
    return connection.execute(added).scalar_one()


def test_a_writer_who_began_before_the_mark_and_ended_after_it_is_told_of(
    server: sa.Engine,
) -> None:
    with server.connect() as slow, server.connect() as quick:
        first = add(slow, "Ines")
        second = add(quick, "Ivo")
        quick.commit()
        with Session(server) as session:
            mark = last_changes.mark(session)
        slow.commit()

        with Session(server) as session:
            assert last_changes.since(session, mark) == {first}
        with Session(server) as session:
            assert second not in (last_changes.since(session, last_changes.mark(session)) or ())


def test_another_server_in_the_place_of_the_one_that_was_asked_can_tell_nothing(
    server: sa.Engine,
) -> None:
    with Session(server) as session:
        _, _, snapshot = last_changes.mark(session).words.partition("|")

        elsewhere = Mark(f"2026-11-09 08:00:00+00|{snapshot}")

        assert last_changes.since(session, elsewhere) is None


def test_what_a_restored_database_brings_along_from_another_server_is_no_change(
    server: sa.Engine,
) -> None:
    with server.begin() as connection:
        brought = {"person_id": 99, "number": 2**40}
        connection.execute(sa.insert(tables.last_change).values(brought))
    with Session(server) as session:
        mark = last_changes.mark(session)

    with server.begin() as connection:
        ines = add(connection, "Ines")

    with Session(server) as session:
        assert last_changes.since(session, mark) == {ines}


def test_of_two_who_write_among_others_each_is_told_of_once_they_have_ended(servers: None) -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database()
    with closing(Store.open(url)) as bot, closing(Store.open(url)) as other:
        with bot.writing() as session:
            carl, cy = candidate(session, "Carl"), candidate(session, "Cy")
            ines, ivo = interviewer(session), interviewer(session, "Ivo")
        before = mark_in(bot)
        with bot.writing_about([carl.id, ines.id]) as slow:
            booked(slow, candidate=carl, interviewers=(ines,))
            with other.writing_about([cy.id, ivo.id]) as quick:
                booked(quick, candidate=cy, interviewers=(ivo,))
            meanwhile, first = mark_in(bot), changed_since(bot, before)

        assert first >= {ivo.id}
        assert changed_since(bot, meanwhile) >= {ines.id}
        assert changed_since(bot, mark_in(bot)) == frozenset()
