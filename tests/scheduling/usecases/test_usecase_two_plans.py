"""A round that is levelled again: the fewest moves, and the most even panels where they differ."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import RoundChanged, RoundGone
from scheduling.model.rounds import RoundAsked
from scheduling.results import Draft
from scheduling.store import availability, interviews
from scheduling.usecases.distribute import (
    book_even_round,
    book_round,
    draft_of,
    draft_round,
    prepare_rebalance,
    prepare_round,
    rebalance_round,
)

TUESDAY = RoundAsked(start=at("2026-11-10 00:00"), end=at("2026-11-11 00:00"))
NINE, TEN, ELEVEN = (window(f"2026-11-10 {hour}:00-{hour + 1}:00") for hour in (9, 10, 11))


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(at("2026-11-09 08:00")) as town:
        town.coordinator("Cora")
        yield town


def three_and_one(town: Town) -> Draft:
    """Ana at 9 with Ines, Ivo and Isla, and Ben at 10 with Imran; Ines is free at 10 as well.

    It is booked, and Cy joins at 11, when only Ida can.
    """
    town.candidate("Ana", NINE)
    town.candidate("Ben", TEN)
    for name in ("Ines", "Ivo", "Isla"):
        town.interviewer(name, NINE)
    town.interviewer("Imran", TEN)
    context = town.context("Cora")
    prepared = prepare_round(town.store, context=context, asked=TUESDAY)
    base = draft_round(town.store, context=context, prepared=prepared)
    book_round(town.store, context=context, **which(base))
    with town.store.writing() as session:
        given = availability.of(session, [town.people["Ines"].id])[town.people["Ines"].id]
        more = replace(given, windows=(*given.windows, TEN))
        availability.save(session, more, expected_version=given.version)
    town.candidate("Cy", ELEVEN)
    town.interviewer("Ida", ELEVEN)
    prepared = prepare_rebalance(
        town.store, context=context, round_id=base.round.id, joining=(town.people["Cy"].id,)
    )
    return rebalance_round(town.store, context=context, round_id=base.round.id, prepared=prepared)


def which(draft: Draft) -> dict[str, int]:
    return {"round_id": draft.round.id, "version": draft.round.version}


def panels(town: Town) -> dict[str, set[str]]:
    """Who is booked with whom."""
    with town.store.reading() as session:
        found = interviews.upcoming(session, ending_after=town.now, limit=10)
    return {each.candidate.name: {p.name for p in each.interviewers} for each in found}


def test_the_fewest_moves_are_booked_where_they_are_chosen(town: Town) -> None:
    both = three_and_one(town)

    book_round(town.store, context=town.context("Cora"), **which(both))

    assert panels(town) == {"Ana": {"Ines", "Ivo", "Isla"}, "Ben": {"Imran"}, "Cy": {"Ida"}}


def test_the_most_even_panels_are_booked_where_they_are_chosen(town: Town) -> None:
    both = three_and_one(town)

    done = book_even_round(town.store, context=town.context("Cora"), **which(both))

    assert panels(town) == {"Ana": {"Ivo", "Isla"}, "Ben": {"Imran", "Ines"}, "Cy": {"Ida"}}
    assert len(done.draft.changes) == 3


def test_both_are_as_they_were_when_they_are_read_back(town: Town) -> None:
    both = three_and_one(town)

    again = draft_of(town.store, context=town.context("Cora"), **which(both))

    assert (again.changes, again.even_changes) == (both.changes, both.even_changes)
    assert [len(each) for each in (again.changes, again.even_changes)] == [1, 3]


def test_an_older_message_books_neither(town: Town) -> None:
    both = three_and_one(town)
    book_even_round(town.store, context=town.context("Cora"), **which(both))

    for books in (book_round, book_even_round):
        with pytest.raises((RoundChanged, RoundGone)):
            books(town.store, context=town.context("Cora"), **which(both))
