"""People are taken out with all that hangs on them, or stay with all of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import (
    AlreadyRegistered,
    CannotTakePart,
    InterviewsAheadChanged,
    LastCoordinator,
    NameTaken,
    NobodyWithId,
    NotAllowed,
    RegistrationChanged,
    SchedulingError,
    StillInInterviews,
)
from scheduling.model import InterviewState, MessageKind, MessageState, Person, Role
from scheduling.model.people import WithAhead
from scheduling.results.endings import Removal, RemovalPreview, RemovalUndo
from scheduling.store import interviews, people
from scheduling.store.messages import outbox
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import AllowedHours, book_interview
from scheduling.usecases.people.listing import list_people
from scheduling.usecases.people.removal import remove_person, undo_removal, what_removal_means
from scheduling.wording.reading import Mention

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 08:00-20:00")


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    with town_at(NOW) as town:
        for name in ("Cora", "Cleo"):
            town.coordinator(name)
        for name in ("Ines", "Ivo"):
            town.interviewer(name, TUESDAY)
        for name in ("Carl", "Dora"):
            town.candidate(name, TUESDAY)
        yield town


def removes(
    town: Town, name: str, *, with_ahead: WithAhead = WithAhead.CANCEL, by: str = "Cora"
) -> Removal:
    whose = town.people[name].id
    return remove_person(town.store, town.context(by), person_id=whose, with_ahead=with_ahead)


def back(town: Town, undo: RemovalUndo) -> Person:
    return undo_removal(town.store, town.context("Cora"), undo=undo)


def previewed(town: Town, whom: int | Mention) -> RemovalPreview:
    return what_removal_means(town.store, town.context("Cora"), whom=whom)


def listed(town: Town) -> set[str]:
    page = list_people(town.store, town.context("Cora"), skip=0, limit=100)
    return {person.name for person in page.people}


def as_kept(town: Town, name: str) -> Person:
    with town.store.reading() as session:
        return people.by_ids(session, [town.people[name].id])[town.people[name].id]


def test_interviews_without_anybody_left_are_off_and_the_others_go_on(town: Town) -> None:
    alone, both = (
        town.books("Carl", "Ines", start=NINE),
        town.books("Dora", "Ines", "Ivo", start=TEN),
    )

    removal = removes(town, "Ines")

    with town.store.reading() as session:
        off, on = interviews.get(session, alone.id), interviews.get(session, both.id)
    assert off is not None
    assert on is not None
    assert (off.state, on.state) == (InterviewState.CANCELLED, InterviewState.BOOKED)
    assert [person.name for person in on.interviewers] == ["Ivo"]
    assert [each.id for each in removal.ahead.cancelled] == [alone.id]
    assert [each.id for each in removal.ahead.left] == [both.id]
    assert off.interviewers[0].name == "Ines"
    assert "Ines" not in listed(town)


def test_everybody_concerned_hears_and_whoever_is_out_hears_nothing_else(town: Town) -> None:
    alone = town.books("Carl", "Ines", start=NINE)

    removes(town, "Ines")

    ines, carl = town.people["Ines"].id, town.people["Carl"].id
    waiting = [
        (message.person_id, message.kind)
        for message, state in town.messages(alone)
        if state is MessageState.PENDING
    ]
    assert sorted(waiting) == sorted([(ines, MessageKind.CANCELLED), (carl, MessageKind.CANCELLED)])
    assert town.told("Ines") == [MessageKind.CANCELLED, MessageKind.TAKEN_OUT]


def test_with_interviews_ahead_nobody_goes_unless_that_is_said(town: Town) -> None:
    town.books("Carl", "Ines", start=NINE)

    with pytest.raises(StillInInterviews, match="an interview"):
        removes(town, "Ines", with_ahead=WithAhead.REFUSE)

    assert "Ines" in listed(town)
    assert removes(town, "Ivo", with_ahead=WithAhead.REFUSE).ahead.count == 0


def test_what_was_not_seen_is_not_cancelled(town: Town) -> None:
    seen = previewed(town, town.people["Ines"].id)
    town.books("Carl", "Ines", start=NINE)

    with pytest.raises(InterviewsAheadChanged):
        remove_person(
            town.store,
            town.context("Cora"),
            person_id=seen.person.id,
            with_ahead=WithAhead.CANCEL,
            shown=seen.ahead.as_shown,
        )

    assert "Ines" in listed(town)


def test_the_past_stays_and_an_hour_that_has_begun_is_left_to_its_end(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)
    town.now = NINE + HOUR / 2

    removal = removes(town, "Ines", with_ahead=WithAhead.REFUSE)

    assert removal.ahead.count == 0
    with town.store.reading() as session:
        stands = interviews.get(session, interview.id)
    assert stands is not None
    assert stands.state is InterviewState.BOOKED


def test_nobody_finds_books_or_removes_whoever_is_out(town: Town) -> None:
    removes(town, "Ines")
    carl, ines = town.people["Carl"].id, town.people["Ines"].id

    refusals: list[type[SchedulingError]] = []
    for act in (
        lambda: previewed(town, Mention(name="Ines")),
        lambda: removes(town, "Ines"),
        lambda: book_interview(
            town.store,
            town.context("Cora"),
            candidate_id=carl,
            interviewer_ids=(ines,),
            start=NINE,
            allowed=AllowedHours.ANY,
        ),
    ):
        with pytest.raises(SchedulingError) as refused:
            act()
        refusals.append(type(refused.value))

    assert NobodyWithId in refusals[1:]
    assert CannotTakePart not in refusals[:1]
    with town.store.reading() as session:
        assert [each.name for each in people.interviewers(session)] == ["Ivo"]


def test_whoever_is_back_is_as_before_with_hours_and_rights(town: Town) -> None:
    before = as_kept(town, "Cleo"), as_kept(town, "Ines")
    undos = [removes(town, name).undo for name in ("Cleo", "Ines")]

    restored = tuple(back(town, undo) for undo in undos)

    assert [each.is_coordinator for each in restored] == [True, False]
    assert restored[1] == before[1]
    assert town.books("Carl", "Ines", start=NINE).id
    with pytest.raises(RegistrationChanged):
        back(town, undos[1])


def test_an_undo_is_of_one_removal_alone(town: Town) -> None:
    first = removes(town, "Ines").undo
    back(town, first)
    town.now += HOUR
    removes(town, "Ines")

    with pytest.raises(RegistrationChanged):
        back(town, first)

    assert back(town, RemovalUndo(person_id=town.people["Ines"].id)).name == "Ines"


def test_the_last_coordinator_stays(town: Town) -> None:
    removes(town, "Cleo")

    with pytest.raises(LastCoordinator):
        removes(town, "Cora")


@pytest.mark.parametrize("name", ["Ines", "Carl"])
def test_only_coordinators_take_people_out(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed):
        removes(town, "Dora", by=name)


def test_a_name_and_an_address_are_free_again_and_then_in_the_way(town: Town) -> None:
    outside = replace(town.people["Dora"], slack_user_id=None, email="dora@example.com")
    with town.store.writing() as session:
        people.save(session, outside)
    removal = removes(town, "Dora")

    with town.store.writing() as session:
        facts = {"role": Role.CANDIDATE, "time_zone": "UTC", "now": NOW}
        other = people.add(session, name="Else", email="Dora@example.com", **facts)
    with pytest.raises(AlreadyRegistered):
        back(town, removal.undo)
    with town.store.writing() as session:
        people.save(session, replace(other, email=None, name="Dora"))
    with pytest.raises(NameTaken):
        back(town, removal.undo)

    with town.store.writing() as session:
        people.save(session, replace(other, email=None, name="Else"))
    assert back(town, removal.undo).email == "dora@example.com"


def test_a_member_who_registers_again_begins_anew_in_the_same_row(town: Town) -> None:
    ines = town.people["Ines"]
    removes(town, "Ines")

    with town.store.writing() as session:
        again = people.add(
            session,
            name="Ines",
            role=Role.CANDIDATE,
            time_zone="Asia/Tokyo",
            slack_user_id=ines.slack_user_id,
            now=NOW,
        )

    assert (again.id, again.role, again.is_removed) == (ines.id, Role.CANDIDATE, False)
    assert "Ines" in listed(town)


def test_nothing_is_sent_that_waited_for_whoever_is_out(town: Town) -> None:
    interview = town.books("Carl", "Ines", "Ivo", start=NINE)

    removes(town, "Ines")

    with town.store.reading() as session:
        left = [
            (message.kind, state)
            for message, state in outbox.of_interview(session, interview.id)
            if message.person_id == town.people["Ines"].id
        ]
    pending = [kind for kind, state in left if state is MessageState.PENDING]
    assert pending == [MessageKind.REMOVED]
