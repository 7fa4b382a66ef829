"""A booked round is planned again over what has come into calendars: nobody new is put there."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from databases import new_database
from places import DAY, NINE, NOW, TEN, Place, busy
from time_builders import off, saying, weekly, window
from town import Town

from scheduling.model.rounds import RoundAsked
from scheduling.results import Draft, WhyNotBooked
from scheduling.store import Store
from scheduling.timespan import instant_of
from scheduling.usecases.availability import give_availability
from scheduling.usecases.distribute import (
    book_round,
    draft_round,
    prepare_rebalance,
    prepare_round,
    rebalance_round,
)
from scheduling.wording.reading import ParsedAvailability

pytestmark = pytest.mark.both_databases


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Carl, who can come at 9 and at 10, is booked at 9 with Ines; Eve can come at 9 alone."""
    with closing(Store.open(new_database(tmp_path))) as store:
        place = Place(town=Town(store=store, now=NOW))
        place.town.candidate("Carl", window("2026-11-10 09:00-11:00"))
        place.town.interviewer("Ines", weekly("Tue 09:00-17:00"))
        draft = _planned(place)
        assert _met(place, draft) == {"Carl": (NINE, ["Ines"])}
        book_round(store, place.context(), round_id=draft.round.id, version=draft.round.version)
        place.town.candidate("Eve", window("2026-11-10 09:00-10:00"))
        yield place


def _planned(place: Place) -> Draft:
    people, store = place.town.people, place.town.store
    asked = RoundAsked(
        start=NOW,
        end=NOW + 2 * DAY,
        candidate_ids=(people["Carl"].id,),
        interviewer_ids=(people["Ines"].id,),
    )
    prepared = prepare_round(store, place.context(), asked=asked)
    return draft_round(store, place.context(), prepared=prepared)


def _planned_again(place: Place, *, joining: str) -> Draft:
    store, id = place.town.store, 1
    who = (place.town.people[joining].id,)
    prepared = prepare_rebalance(store, place.context(), round_id=id, joining=who)
    return rebalance_round(store, place.context(), round_id=id, prepared=prepared)


def _met(place: Place, draft: Draft) -> dict[str, tuple[object, list[str]]]:
    named = {person.id: name for name, person in place.town.people.items()}
    return {
        named[each.candidate]: (instant_of(each.hour), [named[id] for id in each.panel])
        for each in draft.outcome.plan.seatings
    }


def test_whoever_offers_the_hour_still_meets_somebody_else_then(place: Place) -> None:
    again = _planned_again(place, joining="Eve")

    assert _met(place, again) == {"Eve": (NINE, ["Ines"]), "Carl": (TEN, ["Ines"])}


def test_at_an_hour_that_a_calendar_takes_by_now_the_interview_stays_and_nobody_comes_instead(
    place: Place,
) -> None:
    place.connect("Ines", busy(NINE))

    again = _planned_again(place, joining="Eve")

    assert _met(place, again) == {"Carl": (NINE, ["Ines"])}
    assert again.changes == ()


def test_nor_at_one_that_is_not_among_the_hours_given_any_more(place: Place) -> None:
    is_off = saying(off("2026-11-10 09:00-10:00")).time_off
    give_availability(
        place.town.store,
        place.context("Ines"),
        person_id=place.town.people["Ines"].id,
        said=ParsedAvailability(time_off=is_off),
    )

    again = _planned_again(place, joining="Eve")

    assert _met(place, again) == {"Carl": (NINE, ["Ines"])}


def test_what_comes_into_a_calendar_before_the_changes_are_made_is_in_their_way(
    place: Place,
) -> None:
    again = _planned_again(place, joining="Eve")
    place.connect("Ines", busy(NINE))

    booked = book_round(
        place.town.store,
        place.context(),
        round_id=again.round.id,
        version=again.round.version,
    )

    (conflict,) = booked.conflicts
    assert (conflict.person.name, conflict.start) == ("Ines", NINE)
    assert conflict.why is WhyNotBooked.BUSY
