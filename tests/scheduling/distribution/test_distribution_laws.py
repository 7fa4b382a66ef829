"""What must hold for any round, whatever its best plan is."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest
from distribution_builders import larger_round, renamed, shuffled

from scheduling.distribution import Level, Plan, Round, distribute, faults_in

ROUNDS = range(12)


def drawn(number: int, *, min_panel: int = 1) -> Round:
    draw = Random(number)
    size = draw.randint(4, 14)
    round = larger_round(
        draw, candidates=size, interviewers=draw.randint(3, 14), hours=draw.choice([12, 24])
    )
    apart = frozenset((draw.randint(1, size), draw.randint(1, 14)) for _ in range(size // 2))
    return replace(round, apart=apart, min_panel=min_panel)


def values(plan: Plan) -> dict[Level, int]:
    return {standing.level: standing.value for standing in plan.standings}


def served(round: Round) -> int:
    return len(distribute(round).seatings)


@pytest.mark.parametrize("number", ROUNDS)
def test_a_plan_of_a_larger_round_passes_its_check(number: int) -> None:
    round = drawn(number, min_panel=1 + number % 3)

    plan = distribute(round)

    assert faults_in(plan, round=round) == ()
    assert all(standing.is_proven for standing in plan.standings)


@pytest.mark.parametrize("number", ROUNDS)
def test_the_same_round_in_another_order_gives_the_same_plan(number: int) -> None:
    round = drawn(number)

    plan = distribute(shuffled(round, Random(number)))

    assert plan == distribute(round)


@pytest.mark.parametrize("number", ROUNDS)
def test_names_change_nothing(number: int) -> None:
    round = drawn(number)

    plan = distribute(renamed(round, Random(number)))

    assert values(plan) == values(distribute(round))


@pytest.mark.parametrize("number", ROUNDS)
def test_one_interviewer_more_never_serves_fewer(number: int) -> None:
    round = drawn(number)
    fewer = replace(round, interviewers=round.interviewers[1:])

    assert served(fewer) <= served(round)


@pytest.mark.parametrize("number", ROUNDS)
def test_one_free_hour_less_never_serves_more(number: int) -> None:
    round = drawn(number)
    first = round.candidates[0]
    shorter = replace(first, free=frozenset(sorted(first.free)[1:]))

    assert served(replace(round, candidates=(shorter, *round.candidates[1:]))) <= served(round)


@pytest.mark.parametrize("number", ROUNDS)
def test_an_hour_at_which_nobody_else_is_free_changes_nothing(number: int) -> None:
    round = drawn(number)
    first = round.candidates[0]
    longer = replace(first, free=first.free | {1000})

    plan = distribute(replace(round, candidates=(longer, *round.candidates[1:])))

    assert plan.seatings == distribute(round).seatings


@pytest.mark.parametrize("number", ROUNDS)
def test_later_hours_are_only_later(number: int) -> None:
    round = drawn(number)
    moved = replace(
        round,
        candidates=tuple(
            replace(each, free=frozenset(hour + 100 for hour in each.free))
            for each in round.candidates
        ),
        interviewers=tuple(
            replace(
                each,
                free=frozenset(hour + 100 for hour in each.free),
                caps=tuple(
                    replace(cap, hours=frozenset(hour + 100 for hour in cap.hours))
                    for cap in each.caps
                ),
            )
            for each in round.interviewers
        ),
    )

    plan = distribute(round)

    assert distribute(moved).seatings == tuple(
        replace(each, hour=each.hour + 100) for each in plan.seatings
    )


@pytest.mark.parametrize("number", ROUNDS)
def test_as_many_are_served_as_the_simplest_search_can_seat(number: int) -> None:
    round = replace(
        drawn(number),
        interviewers=tuple(replace(each, caps=()) for each in drawn(number).interviewers),
    )

    assert served(round) == _seated_one_by_one(round)


def test_the_solver_is_loaded_only_when_there_is_something_to_solve() -> None:
    code = (
        "import sys, scheduling, scheduling.distribution;"
        "print(sorted({'numpy', 'highspy'} & set(sys.modules)))"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"


def test_without_time_there_is_a_plan_that_says_how_far_it_may_be_from_the_best() -> None:
    round = larger_round(Random(3), candidates=20, interviewers=30, hours=24)

    plan = distribute(round, seconds=0)

    assert faults_in(plan, round=round) == ()
    assert plan.standing(Level.SERVED).is_proven
    assert plan.was_hurried
    assert plan.standing(Level.EARLY).gap > 0


def test_progress_is_told_level_by_level() -> None:
    told: list[Level] = []

    distribute(
        larger_round(Random(3), candidates=5, interviewers=4, hours=12), progress=told.append
    )

    assert told[-6:] == [
        Level.SERVED,
        Level.REPEATS,
        Level.PLACED,
        Level.EVEN,
        Level.FAIR,
        Level.EARLY,
    ]


def _seated_one_by_one(round: Round) -> int:
    """Kuhn's search for a matching of candidates and seats, where there are no caps."""
    seats = {
        candidate.id: [
            (interviewer.id, hour)
            for interviewer in round.interviewers
            for hour in candidate.free & interviewer.free
            if (candidate.id, interviewer.id) not in round.apart
        ]
        for candidate in round.candidates
    }
    sitter: dict[tuple[int, int], int] = {}

    def seat(candidate: int, asked: set[tuple[int, int]]) -> bool:
        for each in seats[candidate]:
            if each not in asked:
                asked.add(each)
                if each not in sitter or seat(sitter[each], asked):
                    sitter[each] = candidate
                    return True
        return False

    return sum(seat(candidate, set()) for candidate in seats)
