"""How many people a round may have, and that all of them are named in its plan."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import RoundTooLarge
from scheduling.model import Availability, Role
from scheduling.model.rounds import RoundAsked
from scheduling.store import availability, people
from scheduling.usecases.distribute import draft_first, prepare_round, search_for

NOW = at("2026-11-09 08:00")
TUESDAY = at("2026-11-10 00:00")


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(NOW, hand_notice=None, distribution_time=timedelta(seconds=120)) as town:
        town.coordinator("Cora")
        yield town


def many(town: Town, count: int, role: Role, *hours: str) -> tuple[int, ...]:
    """So many people with the same hours, by id."""
    ids = []
    with town.store.writing() as session:
        for number in range(count):
            who = people.add(session, name=f"{role} {number}", role=role, time_zone="UTC", now=NOW)
            if hours:
                given = Availability(person_id=who.id, windows=tuple(map(window, hours)))
                availability.save(session, given, expected_version=0)
            ids.append(who.id)
    return tuple(ids)


def asked(candidates: tuple[int, ...], interviewers: tuple[int, ...]) -> RoundAsked:
    return RoundAsked(
        start=TUESDAY,
        end=TUESDAY + timedelta(days=1),
        candidate_ids=candidates,
        interviewer_ids=interviewers,
    )


def test_every_one_of_a_thousand_named_interviewers_is_on_a_panel_or_told_why(town: Town) -> None:
    candidates = many(town, 20, Role.CANDIDATE, "2026-11-10 09:00-12:00")
    interviewers = many(town, 1000, Role.INTERVIEWER, "2026-11-10 09:00-11:00")
    context = town.context("Cora")

    prepared = prepare_round(town.store, context=context, asked=asked(candidates, interviewers))
    search = search_for(prepared, context=context, patience=0)
    plan = draft_first(town.store, context, prepared=prepared, search=search).outcome.plan

    assert plan.sizes == (50,) * 20
    assert {id for seat in plan.seatings for id in seat.panel} == set(interviewers)


def test_a_round_of_more_than_three_thousand_people_is_refused_with_both_figures(
    town: Town,
) -> None:
    candidates = many(town, 3000, Role.CANDIDATE)
    interviewers = many(town, 1, Role.INTERVIEWER, "2026-11-10 09:00-11:00")
    context = town.context("Cora")

    with pytest.raises(RoundTooLarge) as refused:
        prepare_round(town.store, context=context, asked=asked(candidates, interviewers))

    sentence = refused.value.sentence(zone=context.actor.zone)
    assert "at most 3000 people, and these are 3001" in sentence
