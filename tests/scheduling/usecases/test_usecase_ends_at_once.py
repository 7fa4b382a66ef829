"""Somebody ends while something else is done with them: the second sees what the first has done."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from overlaps import overlaps
from time_builders import at, window
from town import Town
from two_bots import Deed, Pair, TwoBots, meet, two_bots

from scheduling.model import Channel, ClaimedMessage, Outcome, Rules
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.model.people import WithAhead
from scheduling.store import Store, interviews, people
from scheduling.store.people import candidate_links
from scheduling.store.schema.tables import message
from scheduling.usecases import delivery
from scheduling.usecases.availability import give_availability
from scheduling.usecases.candidate import erase_candidate, issue_link, pick_hour
from scheduling.usecases.interviews import AllowedHours, book_interview, cancel_interview
from scheduling.usecases.people.merging import merge_people
from scheduling.usecases.people.outcomes import set_outcome
from scheduling.usecases.people.removal import remove_person
from scheduling.wording.reading import read_availability

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 09:00-12:00")


@pytest.fixture
def town(servers: None) -> Iterator[TwoBots]:
    """Dee is Carl under another name, from outside the workspace."""
    with two_bots(now=NOW, rules=Rules()) as town:
        town.coordinator("Cora")
        for name in ("Carl", "Dee"):
            town.candidate(name, TUESDAY)
        for name in ("Ines", "Ivo"):
            town.interviewer(name, TUESDAY)
        town.leaves_the_workspace("Dee")
        yield town


def books(candidate: str) -> Deed:
    return lambda town, store: book_interview(
        store,
        town.context(),
        candidate_id=town.people[candidate].id,
        interviewer_ids=(town.people["Ines"].id,),
        start=NINE,
        allowed=AllowedHours.ANY,
    )


def removes(name: str) -> Deed:
    return lambda town, store: remove_person(
        store, town.context(), person_id=town.people[name].id, with_ahead=WithAhead.REFUSE
    )


def hires(name: str) -> Deed:
    return lambda town, store: set_outcome(
        store,
        town.context(),
        person_id=town.people[name].id,
        outcome=Outcome.HIRED,
        with_ahead=WithAhead.REFUSE,
    )


def erases(name: str) -> Deed:
    return lambda town, store: erase_candidate(
        store, town.context(), person_id=town.people[name].id
    )


def merges(double: str, into: str) -> Deed:
    return lambda town, store: merge_people(
        store,
        town.context(),
        double_id=town.people[double].id,
        into_id=town.people[into].id,
    )


def gives(name: str) -> Deed:
    def give(town: Town, store: Store) -> object:
        person = town.people[name]
        said = read_availability("Friday 9-12", now=NOW, zone=person.zone)
        return give_availability(store, town.context(), person_id=person.id, said=said)

    return give


def has_link(town: Town) -> object:
    """Carl may pick an hour of Ines."""
    offer = Offer(interviewer_ids=(town.people["Ines"].id,))
    return issue_link(
        town.store,
        town.context("Cora"),
        person_id=town.people["Carl"].id,
        purpose=LinkPurpose.PICK,
        offer=offer,
    )


def picks(town: Town, store: Store) -> object:
    carl = town.people["Carl"]
    with store.reading() as session:
        (link,) = candidate_links.open_of(session, carl.id, now=NOW)
    return pick_hour(store, town.context("Carl"), link=link, start=NINE)


PAIRS = (
    Pair(name="removed, booked", first=removes("Carl"), second=books("Carl"), hears="NobodyWithId"),
    Pair(
        name="booked, removed",
        first=books("Carl"),
        second=removes("Carl"),
        hears="StillInInterviews",
        stands=("Carl",),
    ),
    Pair(name="hired, booked", first=hires("Carl"), second=books("Carl"), hears="CannotTakePart"),
    Pair(
        name="booked, hired",
        first=books("Carl"),
        second=hires("Carl"),
        hears="StillInInterviews",
        stands=("Carl",),
    ),
    Pair(
        name="hired, picks",
        before=has_link,
        first=hires("Carl"),
        second=picks,
        hears="LinkOver",
    ),
    Pair(
        name="picks, hired",
        before=has_link,
        first=picks,
        second=hires("Carl"),
        hears="StillInInterviews",
        stands=("Carl",),
    ),
    Pair(name="erased, booked", first=erases("Carl"), second=books("Carl"), hears="WasErased"),
    Pair(
        name="booked, erased",
        first=books("Carl"),
        second=erases("Carl"),
        hears="HasInterviewsAhead",
        stands=("Carl",),
    ),
    Pair(name="erased, gives hours", first=erases("Carl"), second=gives("Carl"), hears="WasErased"),
    Pair(
        name="erased, merged", first=erases("Dee"), second=merges("Dee", "Carl"), hears="WasErased"
    ),
    Pair(name="merged, erased", first=merges("Dee", "Carl"), second=erases("Dee")),
    Pair(name="merged, booked", first=merges("Dee", "Carl"), second=books("Dee"), stands=("Carl",)),
    Pair(name="booked, merged", first=books("Dee"), second=merges("Dee", "Carl"), stands=("Carl",)),
    Pair(name="merged, removed", first=merges("Dee", "Carl"), second=removes("Dee")),
    Pair(
        name="removed, merged",
        first=removes("Dee"),
        second=merges("Dee", "Carl"),
        hears="NobodyWithId",
    ),
    Pair(
        name="merged both ways",
        first=merges("Dee", "Carl"),
        second=merges("Carl", "Dee"),
        hears="SamePersonTwice",
    ),
    Pair(name="erased twice", first=erases("Carl"), second=erases("Carl")),
    Pair(name="merged, gives hours", first=merges("Dee", "Carl"), second=gives("Dee")),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_of_two_who_meet_over_somebody_who_ends_the_second_sees_what_the_first_has_done(
    town: TwoBots, pair: Pair
) -> None:
    pair.before(town)

    has_waited, outcomes = meet(town, pair.first, pair.second)

    assert has_waited
    assert outcomes == [None, pair.hears]
    with town.store.reading() as session:
        found = interviews.upcoming(session, ending_after=NOW, limit=10)
        assert overlaps(session) == []
        assert people.get(session, town.people["Dee"].id) is not None
    assert tuple(each.candidate.name for each in found) == pair.stands


# -- messages are claimed and begun by their rows alone --------------------------------------------


def cancelled(town: Town) -> None:
    """Ines is to hear that her interview with Carl is off."""
    booked = town.books("Carl", "Ines", start=NINE)
    cancel_interview(town.store, town.context("Cora"), interview_id=booked.id)


def begins(town: Town, store: Store) -> object:
    """Ines's message is read with all that is known, and its call begins."""
    claimed = delivery.claim_due(store, channel=Channel.SLACK, owner="bot", limit=9, now=NOW)
    for each in claimed:
        if each.message.person_id == town.people["Ines"].id:
            begun(store, each)
    return claimed


def begun(store: Store, claimed: ClaimedMessage) -> bool:
    context = delivery.message_context(store, claimed=claimed)
    assert context.interview is not None
    content = {"mail": f"You interview {context.interview.candidate.name}"}
    return delivery.begin(store, claimed=claimed, now=NOW, content=content)


def kept(town: Town) -> list[object]:
    with town.store.reading() as session:
        asked = sa.select(message.c.content).where(message.c.person_id == town.people["Ines"].id)
        return [*session.scalars(asked)]


def test_a_call_that_begins_while_somebody_is_erased_keeps_no_word_of_them(town: TwoBots) -> None:
    cancelled(town)

    _, outcomes = meet(town, erases("Carl"), begins)

    assert outcomes == [None, None]
    assert "Carl" not in repr(kept(town))


def test_somebody_is_erased_while_a_call_begins_and_no_word_of_them_is_kept(town: TwoBots) -> None:
    cancelled(town)
    claimed = delivery.claim_due(town.store, channel=Channel.SLACK, owner="a", limit=9, now=NOW)
    (to_ines,) = [each for each in claimed if each.message.person_id == town.people["Ines"].id]

    has_waited, outcomes = meet(town, lambda _, store: begun(store, to_ines), erases("Carl"))

    assert has_waited
    assert outcomes == [None, None]
    assert set(kept(town)) == {None}
