"""A plan at once and a better one later: both keep the rules, and only hours get earlier."""

from random import Random

import pytest
from distribution_builders import candidate, interviewer, larger_round, round_of, shuffled

from scheduling.distribution import (
    OBJECTIVE,
    Level,
    Plan,
    PlanSearch,
    Round,
    distribute,
    faults_in,
)

ROUNDS = range(12)
AT_ONCE, AT_THE_END = 0.0, 300.0


def drawn(number: int) -> Round:
    draw = Random(number)
    many = draw.randint(6, 14)
    return larger_round(draw, candidates=many, interviewers=draw.randint(6, 16), hours=24)


def hard_round() -> Round:
    """One of which the earliest hours take seconds to find."""
    draw = Random(3)
    return larger_round(draw, candidates=60, interviewers=90, hours=80)


def values(plan: Plan) -> dict[Level, int]:
    return {standing.level: standing.value for standing in plan.standings}


def weightier(plan: Plan) -> list[tuple[int, bool]]:
    """What a plan comes to on all levels but the last, and whether that is proven."""
    standings = [plan.standing(level) for level in OBJECTIVE[:-1]]
    return [(standing.value, standing.is_proven) for standing in standings]


@pytest.mark.parametrize("number", ROUNDS)
def test_the_first_plan_is_the_best_on_all_levels_but_the_last(number: int) -> None:
    round = drawn(number)
    search = PlanSearch(round, seconds=60, patience=AT_ONCE)

    first = search.first()

    best = distribute(round, seconds=60)
    assert faults_in(first, round=round) == ()
    assert weightier(first) == weightier(best)
    assert values(first)[Level.EARLY] >= values(best)[Level.EARLY]
    assert not first.was_hurried


@pytest.mark.parametrize("number", ROUNDS)
def test_the_rest_of_the_search_comes_to_the_best_plan(number: int) -> None:
    round = drawn(number)
    search = PlanSearch(round, seconds=60, patience=AT_ONCE)
    search.first()

    last = search.rest()

    assert faults_in(last, round=round) == ()
    assert values(last) == values(distribute(round, seconds=60))
    assert all(standing.is_proven for standing in last.standings)
    assert search.is_over


def test_some_first_plans_have_later_hours_than_need_be() -> None:
    searches = [PlanSearch(drawn(number), seconds=60, patience=AT_ONCE) for number in ROUNDS]

    later = [
        values(search.first())[Level.EARLY] > values(search.rest())[Level.EARLY]
        for search in searches
    ]

    assert any(later)


@pytest.mark.parametrize("number", ROUNDS)
def test_the_first_plan_is_the_same_in_whatever_order_people_come(number: int) -> None:
    round = drawn(number)

    first = PlanSearch(shuffled(round, Random(number)), seconds=60, patience=AT_ONCE).first()

    assert first == PlanSearch(round, seconds=60, patience=AT_ONCE).first()


@pytest.mark.parametrize("number", ROUNDS)
def test_with_patience_the_first_plan_is_the_last(number: int) -> None:
    round = drawn(number)
    search = PlanSearch(round, seconds=60, patience=AT_THE_END)

    first = search.first()

    assert first == distribute(round, seconds=60)
    assert search.is_over


def test_a_search_that_nobody_wants_any_more_leaves_the_first_plan_as_it_was() -> None:
    search = PlanSearch(drawn(1), seconds=60, patience=AT_ONCE)
    first = search.first()

    last = search.rest(is_wanted=lambda: False)

    assert last.seatings == first.seatings
    assert not search.is_over


def test_a_search_ends_while_it_is_at_work_when_nobody_wants_it_any_more() -> None:
    round, asked = hard_round(), list[None]()
    search = PlanSearch(round, seconds=300, patience=AT_ONCE)
    search.first()

    def is_wanted() -> bool:
        asked.append(None)
        return len(asked) < 4

    last = search.rest(is_wanted=is_wanted)

    assert len(asked) >= 4
    assert faults_in(last, round=round) == ()
    assert not last.standing(Level.EARLY).is_proven


def test_a_plan_that_can_be_no_better_is_over_at_once() -> None:
    round = round_of([candidate(1, 9)], [interviewer(1, 9)])
    search = PlanSearch(round, seconds=60, patience=AT_THE_END)

    search.first()

    assert search.is_over
    assert search.rest() == distribute(round)
