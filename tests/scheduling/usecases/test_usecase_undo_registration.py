"""Undoing how somebody is registered: by whoever may change it, and while nothing hangs on it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from databases import new_store
from store_builders import connected

from scheduling.errors import (
    LastCoordinator,
    NameTaken,
    NotAllowed,
    RegistrationChanged,
    RegistrationInUse,
    SchedulingError,
)
from scheduling.model import Actor, Person, Profile, RequestContext, Role, Rules
from scheduling.model.calendars import SourceKind
from scheduling.model.rounds import RoundAsked
from scheduling.results import RegistrationChange, RegistrationUndo
from scheduling.store import Store, interviews, people, rounds
from scheduling.store.schema.tables import calendar
from scheduling.usecases.people.coordinators import appoint_coordinator
from scheduling.usecases.register import (
    change_candidate,
    register_candidate,
    register_self,
    undo_registration,
)
from scheduling.wording.reading import ParsedAvailability

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
CORA = Actor(name="Cora", time_zone="UTC", slack_user_id="UCORA", is_coordinator=True)
INES = Actor(name="Ines", time_zone="UTC", slack_user_id="UINES")
CARL = Actor(name="Carl", time_zone="UTC", slack_user_id="UCARL")


@pytest.fixture(name="store")
def _store() -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


def by(actor: Actor) -> RequestContext:
    return RequestContext(actor=actor, now=NOW, rules=Rules())


def registers(store: Store, actor: Actor, role: Role) -> RegistrationChange:
    return register_self(store, by(actor), role=role, time_zone=None)


def candidate(store: Store, name: str) -> RegistrationChange:
    given = register_candidate(
        store, by(CORA), name=name, email=None, time_zone=None, said=ParsedAvailability()
    )
    return RegistrationChange(person=given.person, before=None)


def renamed(store: Store, person: Person, name: str) -> RegistrationChange:
    return change_candidate(
        store, by(CORA), person_id=person.id, name=name, email=None, time_zone="UTC"
    )


def undo_of(change: RegistrationChange) -> RegistrationUndo:
    assert change.undo is not None
    return change.undo


def refused(store: Store, change: RegistrationChange, actor: Actor) -> type[SchedulingError]:
    with store.reading() as session:
        before = people.get(session, change.person.id)
    with pytest.raises(SchedulingError) as refusal:
        undo_registration(store, by(actor), undo=undo_of(change))
    with store.reading() as session:
        assert people.get(session, change.person.id) == before
    return type(refusal.value)


def test_what_changed_nothing_has_no_undo(store: Store) -> None:
    registers(store, INES, Role.INTERVIEWER)

    again = registers(store, INES, Role.INTERVIEWER)

    assert again.undo is None


def test_an_undo_is_good_once(store: Store) -> None:
    registers(store, INES, Role.INTERVIEWER)
    change = registers(store, INES, Role.CANDIDATE)

    stood, person = undo_registration(store, by(INES), undo=undo_of(change))

    assert person is not None
    assert (stood.role, person.role) == (Role.CANDIDATE, Role.INTERVIEWER)
    assert refused(store, change, INES) is RegistrationChanged


def test_whoever_may_not_make_a_change_does_not_undo_it(store: Store) -> None:
    theirs, outside = registers(store, INES, Role.INTERVIEWER), candidate(store, "Ana")
    appointed = appoint_coordinator(
        store, by(CORA), profile=Profile(slack_user_id="UIVO", name="Ivo", time_zone="UTC")
    )

    assert refused(store, theirs, CARL) is NotAllowed
    assert refused(store, outside, CARL) is NotAllowed
    assert refused(store, appointed, INES) is NotAllowed


def test_the_last_coordinator_stays_one(store: Store) -> None:
    appointed = appoint_coordinator(
        store, by(CORA), profile=Profile(slack_user_id="UIVO", name="Ivo", time_zone="UTC")
    )

    assert refused(store, appointed, CORA) is LastCoordinator


def test_a_name_that_somebody_took_meanwhile_is_not_put_back(store: Store) -> None:
    change = renamed(store, candidate(store, "Ana").person, "Anna")
    candidate(store, "Ana")

    assert refused(store, change, CORA) is NameTaken


def test_an_interview_keeps_role_and_person(store: Store) -> None:
    ines = registers(store, INES, Role.INTERVIEWER)
    registers(store, CARL, Role.INTERVIEWER)
    carl = registers(store, CARL, Role.CANDIDATE)
    with store.writing() as session:
        interviews.book(
            session,
            candidate=carl.person,
            interviewers=[ines.person],
            start=NOW + timedelta(days=1),
            outside_availability=True,
            booked_by="Cora",
            now=NOW,
        )

    assert refused(store, ines, INES) is RegistrationInUse
    assert refused(store, carl, CARL) is RegistrationInUse


def test_a_calendar_that_was_connected_since_keeps_whoever_it_is(store: Store) -> None:
    ines = registers(store, INES, Role.INTERVIEWER)
    with store.writing() as session:
        connected(session, ines.person, now=NOW)

    assert refused(store, ines, INES) is RegistrationInUse


def test_a_calendar_of_the_company_comes_by_itself_and_keeps_nobody(store: Store) -> None:
    ines = registers(store, INES, Role.INTERVIEWER)
    with store.writing() as session:
        kept = connected(session, ines.person, now=NOW)
        session.execute(
            sa.update(calendar).where(calendar.c.id == kept.id).values(source=SourceKind.GOOGLE)
        )

    assert undo_registration(store, by(INES), undo=undo_of(ines)) == (ines.person, None)


def test_a_plan_that_was_made_since_keeps_whoever_may_be_in_it(store: Store) -> None:
    ana = candidate(store, "Ana")
    asked = RoundAsked(start=NOW, end=NOW, candidate_ids=(), interviewer_ids=())
    with store.writing() as session:
        rounds.add(session, drafted_by="UCORA", asked=asked, outcome={}, now=NOW)

    assert refused(store, ana, CORA) is RegistrationInUse
