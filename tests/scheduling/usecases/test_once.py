"""What is carried out once: with the locks of what it writes, and its answer in one transaction."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import RequestDiffers, SlotTaken
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store import Store, interviews
from scheduling.usecases.access.once import answer_on_record, carry_out_once
from scheduling.usecases.interviews import cancel_interview
from scheduling.usecases.interviews.book import AllowedHours, book_interview

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 09:00-12:00")
Change = Callable[[Store], object]


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(NOW) as town:
        for name in ("Carl", "Cy"):
            town.candidate(name, TUESDAY)
        for name in ("Ines", "Ivo"):
            town.interviewer(name, TUESDAY)
        yield town


def books(town: Town, candidate: str, interviewer: str) -> Change:
    return lambda store: book_interview(
        store,
        town.context(),
        candidate_id=town.people[candidate].id,
        interviewer_ids=(town.people[interviewer].id,),
        start=NINE,
        allowed=AllowedHours.OFFERED,
    )


def once(town: Town, *changes: Change, key: str = "k", content: str = "") -> tuple[str, bool]:
    """What is answered to these changes together, and whether it was on record."""

    def carried_out(store: Store) -> StoredResponse:
        for change in changes:
            change(store)
        return StoredResponse(status=200, headers=(), body=f"answer to {key} {content}")

    request = RequestKey(sender="slack:U1", key=key, fingerprint=content)
    answer, was_on_record = carry_out_once(
        town.store, key=request, now=town.now, change=carried_out
    )
    return answer.body, was_on_record


def booked(town: Town) -> list[list[str]]:
    with town.store.reading() as session:
        found = interviews.upcoming(session, ending_after=NOW, limit=10)
    return [sorted(person.name for person in each.people) for each in found]


def is_on_record(town: Town, key: str = "k", content: str = "") -> bool:
    request = RequestKey(sender="slack:U1", key=key, fingerprint=content)
    return answer_on_record(town.store, key=request, now=town.now) is not None


def test_whoever_asks_again_is_answered_and_not_refused_for_what_they_have_done(
    town: Town,
) -> None:
    first = once(town, books(town, "Carl", "Ines"))
    again = once(town, books(town, "Carl", "Ines"))

    assert first == ("answer to k ", False)
    assert again == ("answer to k ", True)
    assert booked(town) == [["Carl", "Ines"]]


def test_what_comes_after_the_first_write_is_undone_with_it(town: Town) -> None:
    with pytest.raises(SlotTaken):
        once(town, books(town, "Carl", "Ines"), books(town, "Cy", "Ines"))

    assert booked(town) == []
    assert not is_on_record(town)


def test_what_writes_about_more_people_than_it_began_with_is_carried_out_all_the_same(
    town: Town,
) -> None:
    answer, _ = once(town, books(town, "Carl", "Ines"), books(town, "Cy", "Ivo"))
    again = once(town, books(town, "Carl", "Ines"), books(town, "Cy", "Ivo"))

    assert again == (answer, True)
    assert booked(town) == [["Carl", "Ines"], ["Cy", "Ivo"]]


def test_two_changes_of_one_interview_are_one_transaction(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)
    context = town.context()

    def cancels(store: Store) -> object:
        return cancel_interview(store, context, interview_id=interview.id)

    def crashes(_: Store) -> object:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        once(town, cancels, crashes)
    assert booked(town) == [["Carl", "Ines"]]
    once(town, cancels)

    assert booked(town) == []


def test_what_only_reads_is_put_on_record(town: Town) -> None:
    def reads(store: Store) -> object:
        with store.reading() as session:
            return interviews.upcoming(session, ending_after=NOW, limit=1)

    assert once(town, reads) == ("answer to k ", False)
    assert is_on_record(town)


def test_a_refusal_that_is_caught_leaves_what_is_done_in_its_place(town: Town) -> None:
    town.books("Cy", "Ines", start=NINE)

    def books_somebody(store: Store) -> object:
        try:
            return books(town, "Carl", "Ines")(store)
        except SlotTaken:
            return books(town, "Carl", "Ivo")(store)

    once(town, books_somebody)

    assert sorted(booked(town)) == [["Carl", "Ivo"], ["Cy", "Ines"]]
    assert is_on_record(town)


def test_a_key_that_comes_with_something_else_is_refused_and_changes_nothing(town: Town) -> None:
    once(town, books(town, "Carl", "Ines"), content="Carl")

    with pytest.raises(RequestDiffers):
        once(town, books(town, "Cy", "Ivo"), content="Cy")

    assert booked(town) == [["Carl", "Ines"]]


def test_after_a_day_it_is_another_request(town: Town) -> None:
    once(town, books(town, "Carl", "Ines"))
    town.now += timedelta(hours=24, seconds=1)

    answer = once(town)

    assert answer == ("answer to k ", False)
    assert is_on_record(town)
