"""A candidate is erased, on request or long after: nothing tells who it was, and all counts on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from time_builders import at, weekly
from town import Town, town_at

from scheduling.errors import (
    CannotBeErased,
    HasInterviewsAhead,
    NobodyWithId,
    NotAllowed,
    WasErased,
)
from scheduling.model import Actor, Channel, Interview, MessageState, Person, RequestContext, Role
from scheduling.model.api_access import LinkPurpose, Offer, RequestKey, StoredResponse
from scheduling.model.audit import Subject
from scheduling.model.interviews import InterviewFilter, Which
from scheduling.model.notices import Cancelled
from scheduling.model.people import WithAhead
from scheduling.results.candidates import Erasure, actor_of
from scheduling.store import api_requests, audit, interviews, people
from scheduling.store.interviews import history
from scheduling.store.people import erasing
from scheduling.store.schema import tables
from scheduling.usecases import delivery
from scheduling.usecases.audit import acting_by_token, acting_in_slack
from scheduling.usecases.availability import give_availability
from scheduling.usecases.candidate import (
    erase_candidate,
    erasure_of,
    issue_link,
    pick_hour,
)
from scheduling.usecases.interviews import AllowedHours, book_interview, cancel_interview
from scheduling.usecases.people.held import held_about
from scheduling.usecases.people.merging import merge_people
from scheduling.usecases.people.removal import remove_person, undo_removal
from scheduling.usecases.register import register_candidate
from scheduling.usecases.upkeep.erase_candidates import IN_A_ROUND, erase_candidates
from scheduling.wording.reading import ParsedAvailability, read_availability

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
TEN = at("2026-11-10 10:00")
DAY = timedelta(days=1)
AFTER = TEN + DAY
KEPT = 180 * DAY


@pytest.fixture(name="town")
def _town(tmp_path: Path) -> Iterator[Town]:
    with town_at(NOW, folder=tmp_path, hand_notice=None) as town:
        town.coordinator("Cora")
        town.candidate("Carl Chen")
        town.interviewer("Ines", weekly("Tue 9:00-12:00"))
        yield town


def is_interviewed(town: Town, name: str = "Carl Chen", *, start: datetime = TEN) -> Interview:
    return town.books(name, "Ines", start=start, allowed=AllowedHours.ANY, by="Cora")


def erases(town: Town, name: str = "Carl Chen", *, now: datetime = AFTER) -> Erasure:
    context = replace(town.context("Cora"), now=now)
    return erase_candidate(town.store, context, person_id=town.people[name].id)


def stands(town: Town, name: str = "Carl Chen") -> Person:
    with town.store.reading() as session:
        person = people.get(session, town.people[name].id)
    assert person is not None
    return person


def gives_hours(town: Town, name: str, *, now: datetime) -> None:
    person, context = town.people[name], replace(town.context("Cora"), now=now)
    said = read_availability("tomorrow 9-12", now=now, zone=person.zone)
    with acting_in_slack(context.actor, now=now):
        give_availability(town.store, context, person_id=person.id, said=said)


def past(town: Town) -> tuple[Interview, ...]:
    with town.store.reading() as session:
        wanted = InterviewFilter(which=Which.PAST)
        return interviews.upcoming(session, ending_after=AFTER, wanted=wanted, limit=10)


def count(town: Town, table: sa.Table) -> int:
    with town.store.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


# -- what goes, and what stays ---------------------------------------------------------------


def test_what_was_stays_and_counts_without_a_name(town: Town) -> None:
    booked = is_interviewed(town)

    erasure = erases(town)

    carl = town.people["Carl Chen"]
    nobody = Person(
        id=carl.id,
        name=f"Erased candidate {carl.id}",
        role=Role.CANDIDATE,
        time_zone="UTC",
        is_removed=True,
        is_erased=True,
    )
    assert (erasure.person, erasure.interviews) == (nobody, 1)
    assert stands(town) == nobody
    assert [(each.id, each.candidate) for each in past(town)] == [(booked.id, nobody)]
    with town.store.reading() as session:
        met = history.acquainted(session, candidate_ids=[carl.id])
    assert met == {(carl.id, town.people["Ines"].id)}


def test_their_hours_links_and_messages_go(town: Town) -> None:
    is_interviewed(town)
    carl = town.people["Carl Chen"]
    gives_hours(town, "Carl Chen", now=NOW)
    issue_link(town.store, town.context("Cora"), person_id=carl.id, purpose=LinkPurpose.HOURS)

    erasure = erases(town)

    assert erasure.unsent > 0
    with town.store.reading() as session:
        message = tables.message
        to_them = sa.select(sa.func.count()).where(message.c.person_id == carl.id)
        window = tables.availability_window
        hours = sa.select(sa.func.count()).where(window.c.person_id == carl.id)
        assert session.scalar(to_them) == session.scalar(hours) == 0
    assert count(town, tables.candidate_link) == 0
    assert count(town, tables.ended_messages) > 0


def test_others_are_still_told_what_concerns_them_but_not_why(town: Town) -> None:
    booked = is_interviewed(town)
    cancel_interview(
        town.store, town.context("Carl Chen"), interview_id=booked.id, words="I am ill: Carl"
    )

    erases(town, now=NOW)

    (told,) = [
        message
        for message, state in town.messages(booked)
        if isinstance(message.notice, Cancelled)
        and message.person_id == town.people["Ines"].id
        and state is MessageState.PENDING
    ]
    assert isinstance(told.notice, Cancelled)
    assert told.notice.words == ""
    assert told.notice.by.person_id == town.people["Carl Chen"].id


def test_an_hour_that_they_picked_themselves_is_booked_by_nobody(town: Town) -> None:
    town.leaves_the_workspace("Carl Chen")
    carl, ines = town.people["Carl Chen"], town.people["Ines"]
    program = Actor(name="Lever", time_zone="UTC", is_coordinator=True)
    asking = RequestContext(actor=program, now=NOW, rules=town.rules)
    offer = Offer(interviewer_ids=(ines.id,))
    link = issue_link(town.store, asking, person_id=carl.id, purpose=LinkPurpose.PICK, offer=offer)
    own = RequestContext(actor=actor_of(carl), now=NOW, rules=town.rules)
    picked = pick_hour(town.store, own, link=link.link, start=TEN)
    renamed = replace(stands(town), name="Carlo Chen")
    with town.store.writing() as session:
        people.save(session, renamed)

    erases(town)

    assert picked.booked_by == "Carl Chen"
    assert [each.booked_by for each in past(town)] == [f"Erased candidate {carl.id}"]


def test_what_a_program_or_a_member_has_booked_stays_theirs(town: Town) -> None:
    program = Actor(name="Lever", time_zone="UTC", is_coordinator=True)
    with acting_by_token("Lever", now=NOW):
        book_interview(
            town.store,
            context=RequestContext(actor=program, now=NOW, rules=town.rules),
            candidate_id=town.people["Carl Chen"].id,
            interviewer_ids=(town.people["Ines"].id,),
            start=TEN,
            allowed=AllowedHours.ANY,
        )
    is_interviewed(town, start=TEN + timedelta(hours=1))

    erases(town)

    assert {each.booked_by for each in past(town)} == {"Lever", "UCORA"}


def test_what_they_did_before_they_were_registered_is_on_record_by_number(town: Town) -> None:
    stranger = Actor(name="Carl Chen", time_zone="UTC", slack_user_id="UCARL CHEN")
    with acting_in_slack(stranger, now=NOW), town.store.writing() as session:
        audit.note(session, "refused", Subject.ACCESS, None)

    erases(town)

    with town.store.reading() as session:
        kept = audit.entries(session, limit=10)
    assert kept[0].action == "erased"
    (refused,) = [each for each in kept if each.action == "refused"]
    assert (refused.by.slack_user_id, refused.by.person_id) == (None, town.people["Carl Chen"].id)


def test_an_answer_that_may_be_asked_for_again_keeps_its_shape_and_loses_the_name(
    town: Town,
) -> None:
    key = RequestKey(sender="slack:UCORA", key="1", fingerprint="")
    body = '{"text": "*Carl Chen* is &lt;Carl Chen&gt;", "value": "{\\"name\\":\\"carl chen\\"}"}'
    with town.store.writing() as session:
        answer = StoredResponse(status=200, headers=(), body=body)
        api_requests.add(session, key, answer, now=NOW, since=NOW)

    erases(town)

    with town.store.reading() as session:
        found = api_requests.find(session, key, since=NOW)
    assert found is not None
    assert found[1].body == body.replace("Carl Chen", nameless(town)).replace(
        "carl chen", nameless(town)
    )


def nameless(town: Town) -> str:
    return f"Erased candidate {town.people['Carl Chen'].id}"


def test_somebody_else_of_the_same_name_is_left_alone(town: Town) -> None:
    with town.store.writing() as session:
        other = people.add(session, name="Carl Chen", role=Role.CANDIDATE, time_zone="UTC", now=NOW)

    erases(town)

    with town.store.reading() as session:
        assert people.get(session, other.id) == other


def test_whoever_was_registered_twice_and_merged_is_erased_under_both_names(town: Town) -> None:
    town.candidate("Karl Tschen")
    town.leaves_the_workspace("Karl Tschen")
    carl, double = (town.people[name].id for name in ("Carl Chen", "Karl Tschen"))
    is_interviewed(town, "Karl Tschen")
    merge_people(town.store, town.context("Cora"), double_id=double, into_id=carl)
    told = [each["by_themselves"] for each in held_of(town, carl)["history"]]

    erasure = erases(town)

    assert told
    assert erasure.interviews == 1
    with town.store.reading() as session:
        names = session.scalars(sa.select(tables.person.c.name)).all()
    assert not {"Carl Chen", "Karl Tschen"} & set(names)
    assert f"Erased candidate {double}" in names


def test_whoever_is_merged_into_them_while_it_is_looked_for_is_erased_as_well(town: Town) -> None:
    """It is looked for while others write, who may know them by another name by then."""
    town.candidate("Karl Tschen")
    town.leaves_the_workspace("Karl Tschen")
    is_interviewed(town)
    before = stands(town)
    with town.store.writing() as session:
        found = erasing.search(session, before)
        session.execute(sa.insert(tables.sending_pause).values(**pause_over("Karl Tschen")))
    double_id, into_id = (town.people[name].id for name in ("Karl Tschen", "Carl Chen"))
    merge_people(town.store, town.context("Cora"), double_id=double_id, into_id=into_id)

    with town.store.writing() as session:
        carl = people.get(session, into_id)
        assert carl is not None
        erasing.erase(session, carl, found=found, now=AFTER)

    with town.store.reading() as session:
        reason = session.scalar(sa.select(tables.sending_pause.c.reason))
    assert reason == f"about {nameless(town)}"


def pause_over(name: str) -> dict[str, Any]:
    """A row of whatever table, with a text that names somebody."""
    return {"channel": "email", "until": NOW, "reason": f"about {name}"}


def test_what_somebody_is_about_to_send_about_them_is_written_anew_first(town: Town) -> None:
    """It is read with their name, and kept for a second copy once the call begins."""
    booked = is_interviewed(town)
    cancel_interview(town.store, town.context("Cora"), interview_id=booked.id)
    claimed = delivery.claim_due(town.store, channel=Channel.SLACK, owner="a", limit=9, now=NOW)
    to_ines = [each for each in claimed if each.message.person_id == town.people["Ines"].id]
    assert to_ines

    erases(town, now=NOW)

    content = {"mail": "You interview Carl Chen"}
    for each in to_ines:
        assert not delivery.begin(town.store, claimed=each, now=NOW, content=content)
    again = delivery.claim_due(town.store, channel=Channel.SLACK, owner="b", limit=9, now=NOW)
    assert {each.id for each in to_ines} <= {each.id for each in again}


def held_of(town: Town, person_id: int) -> dict[str, Any]:
    return held_about(town.store, town.context("Cora"), whom=person_id).as_json


def test_the_name_is_free_again(town: Town) -> None:
    erases(town)

    given = register_candidate(
        town.store,
        town.context("Cora"),
        name="Carl Chen",
        email="carl@example.com",
        time_zone="UTC",
        said=ParsedAvailability(),
    )

    assert given.person.id != town.people["Carl Chen"].id


def test_nobody_gives_hours_to_whoever_is_erased_nor_books_them(town: Town) -> None:
    erases(town, now=NOW)

    with pytest.raises(WasErased):
        is_interviewed(town)
    with pytest.raises(WasErased):
        gives_hours(town, "Carl Chen", now=NOW)


# -- who is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Cora", "Ines"])
def test_only_candidates_can_be_erased(town: Town, name: str) -> None:
    before = stands(town, name)

    with pytest.raises(CannotBeErased):
        erases(town, name)

    assert stands(town, name) == before


def test_an_interview_ahead_or_under_way_is_cancelled_first(town: Town) -> None:
    booked = is_interviewed(town)

    with pytest.raises(HasInterviewsAhead) as ahead:
        erases(town, now=NOW)
    with pytest.raises(HasInterviewsAhead) as under_way:
        erases(town, now=TEN + timedelta(minutes=59))
    zone = stands(town).zone
    assert "Cancel first" in ahead.value.sentence(zone=zone)
    assert "It is under way: erase when it is over." in under_way.value.sentence(zone=zone)
    cancel_interview(town.store, town.context("Cora"), interview_id=booked.id)
    erasure = erases(town, now=NOW)

    assert (ahead.value.count, ahead.value.next) == (1, TEN)
    assert erasure.person.is_erased


def test_coordinators_alone_erase(town: Town) -> None:
    person_id = town.people["Carl Chen"].id
    for name in ("Ines", "Carl Chen"):
        with pytest.raises(NotAllowed):
            erase_candidate(town.store, town.context(name), person_id=person_id)
        with pytest.raises(NotAllowed):
            erasure_of(town.store, town.context(name), whom=person_id)

    assert not stands(town).is_erased


def test_nobody_is_erased_by_an_id_of_nobodys(town: Town) -> None:
    with pytest.raises(NobodyWithId):
        erase_candidate(town.store, town.context("Cora"), person_id=999)


def test_what_it_means_is_said_before_and_changes_nothing(town: Town) -> None:
    is_interviewed(town)
    before = stands(town)
    context = replace(town.context("Cora"), now=AFTER)

    said = erasure_of(town.store, context, whom=before.id)

    assert said.person == stands(town) == before
    done = erases(town)
    assert (said.interviews, said.unsent) == (done.interviews, done.unsent)


def test_erased_twice_is_erased_once(town: Town) -> None:
    first = erases(town)
    second = erases(town)

    assert second.person == first.person
    with town.store.reading() as session:
        entries = [each for each in audit.entries(session, limit=20) if each.action == "erased"]
    assert len(entries) == 1


# -- long after ------------------------------------------------------------------------------


def ends(town: Town, *, now: datetime) -> int:
    return sum(erase_candidates(town.store, kept_for=KEPT, now=now))


def test_a_candidate_is_erased_so_long_after_their_last_interview(town: Town) -> None:
    is_interviewed(town)

    early = ends(town, now=TEN + timedelta(hours=1) + KEPT - timedelta(minutes=1))
    late = ends(town, now=TEN + timedelta(hours=1) + KEPT + timedelta(minutes=1))

    assert (early, late) == (0, 1)
    assert stands(town).is_erased
    assert not stands(town, "Ines").is_erased


def test_whoever_was_never_interviewed_is_erased_so_long_after_they_were_registered(
    town: Town,
) -> None:
    assert ends(town, now=NOW + KEPT - DAY) == 0
    assert ends(town, now=NOW + KEPT + DAY) == 1


def test_whoever_has_given_hours_since_or_has_a_link_stays(town: Town) -> None:
    town.candidate("Bea Berg")
    later = replace(town.context("Cora"), now=NOW + 100 * DAY)
    gives_hours(town, "Carl Chen", now=later.now)
    issue_link(town.store, later, person_id=town.people["Bea Berg"].id, purpose=LinkPurpose.HOURS)

    assert ends(town, now=NOW + KEPT + 50 * DAY) == 0
    assert ends(town, now=NOW + KEPT + 150 * DAY) == 2


@pytest.mark.parametrize("hours_after", [None, 50 * DAY])
def test_merged_into_one_of_long_before_they_are_as_new_as_the_double(
    town: Town, hours_after: timedelta | None
) -> None:
    registered = NOW if hours_after else NOW + 50 * DAY
    town.now = registered
    town.candidate("Karl Tschen")
    town.leaves_the_workspace("Karl Tschen")
    if hours_after:
        gives_hours(town, "Karl Tschen", now=NOW + hours_after)
    later = replace(town.context("Cora"), now=NOW + 60 * DAY)
    with acting_in_slack(later.actor, now=later.now):
        double, carl = town.people["Karl Tschen"].id, town.people["Carl Chen"].id
        merge_people(town.store, later, double_id=double, into_id=carl)

    assert ends(town, now=NOW + 50 * DAY + KEPT - DAY) == 0
    assert ends(town, now=NOW + 50 * DAY + KEPT + DAY) == 1


def test_those_merged_into_somebody_who_stays_are_in_nobodys_way(town: Town) -> None:
    """Such rows are as old as they are for ever, and there may be more of them than in a round."""
    for number in range(IN_A_ROUND + 1):
        name = f"Karl Tschen {number}"
        town.candidate(name)
        town.leaves_the_workspace(name)
        double, carl = town.people[name].id, town.people["Carl Chen"].id
        merge_people(town.store, town.context("Cora"), double_id=double, into_id=carl)
    town.candidate("Bea Berg")
    is_interviewed(town, start=TEN + 100 * DAY)

    assert ends(town, now=NOW + KEPT + DAY) == 1

    assert [stands(town, name).is_erased for name in ("Carl Chen", "Bea Berg")] == [False, True]


@pytest.mark.parametrize("later", [timedelta(), timedelta(microseconds=1)])
def test_they_are_erased_once_so_much_time_has_passed_to_the_letter(
    town: Town, later: timedelta
) -> None:
    is_interviewed(town)
    end = TEN + timedelta(hours=1)

    assert ends(town, now=end + KEPT - timedelta(microseconds=1)) == 0
    assert ends(town, now=end + KEPT + later) == 1


def test_an_interview_that_is_booked_far_ahead_keeps_them(town: Town) -> None:
    is_interviewed(town, start=TEN + 300 * DAY)

    assert ends(town, now=NOW + KEPT + 50 * DAY) == 0
    assert ends(town, now=TEN + 300 * DAY + KEPT + DAY) == 1


def test_a_setting_that_has_become_shorter_holds_for_those_of_before(town: Town) -> None:
    is_interviewed(town)
    now = TEN + 40 * DAY

    assert ends(town, now=now) == 0
    assert sum(erase_candidates(town.store, kept_for=30 * DAY, now=now)) == 1


def test_whoever_was_taken_out_and_is_back_is_counted_from_there(town: Town) -> None:
    later = replace(town.context("Cora"), now=NOW + 170 * DAY)
    carl = town.people["Carl Chen"].id
    removed = remove_person(town.store, later, person_id=carl, with_ahead=WithAhead.REFUSE)
    with acting_in_slack(later.actor, now=later.now):
        undo_removal(town.store, later, undo=removed.undo)

    assert ends(town, now=NOW + KEPT + DAY) == 0
    assert ends(town, now=NOW + 170 * DAY + KEPT + DAY) == 1


def test_a_round_erases_some_and_the_next_goes_on(town: Town) -> None:
    for number in range(IN_A_ROUND + 3):
        town.candidate(f"Bea Berg {number}")

    rounds = [ends(town, now=NOW + KEPT + DAY) for _ in range(3)]

    assert rounds == [IN_A_ROUND, 4, 0]


def test_a_round_that_is_broken_off_leaves_whole_people(town: Town) -> None:
    town.candidate("Bea Berg")
    steps = erase_candidates(town.store, kept_for=KEPT, now=NOW + KEPT + DAY)
    next(steps)
    steps.close()

    assert [stands(town, name).is_erased for name in ("Carl Chen", "Bea Berg")] == [True, False]
    assert ends(town, now=NOW + KEPT + DAY) == 1


# -- on the disk -----------------------------------------------------------------------------


@pytest.mark.only_sqlite
def test_nothing_is_left_between_the_rows_of_the_file(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path, hand_notice=None) as town:
        town.coordinator("Cora")
        town.interviewer("Ines")
        town.candidate("Zebulon Quixote")
        is_interviewed(town, "Zebulon Quixote")
        before = bytes_in(tmp_path)
        erases(town, "Zebulon Quixote")
        town.store.close()
        after = bytes_in(tmp_path)

    assert b"Zebulon" in before
    assert b"zebulon" not in after.lower()


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
