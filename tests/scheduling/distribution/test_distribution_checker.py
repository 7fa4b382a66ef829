"""The checker finds what is wrong with a plan, whoever made it."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from distribution_builders import candidate, interviewer, larger_round, round_of

from scheduling.distribution import (
    Cap,
    Certificate,
    Checker,
    Interviewer,
    Level,
    Pin,
    Plan,
    Proof,
    Seating,
    distribute,
    faults_in,
    rebalance,
)

ROUND = round_of(
    [candidate(1, 9, 10), candidate(2, 9, 11), candidate(3, 10), candidate(4, 15)],
    [
        interviewer(1, 9, 10, 11, most=2),
        interviewer(2, 9, tags=["python"]),
        interviewer(3, 10, 11, past=2),
        interviewer(4, 14),
    ],
    max_panel=2,
    apart=frozenset({(1, 3)}),
)


def first_seating(plan: Plan, **other: object) -> Plan:
    first, *rest = plan.seatings
    return replace(plan, seatings=(replace(first, **other), *rest))  # type: ignore[arg-type]


def with_standing(plan: Plan, level: Level, **other: object) -> Plan:
    return replace(
        plan,
        standings=tuple(
            replace(each, **other) if each.level is level else each  # type: ignore[arg-type]
            for each in plan.standings
        ),
    )


def without_certificates(plan: Plan) -> Plan:
    return replace(plan, certificates=())


def with_no_prices(plan: Plan) -> Plan:
    certificates = tuple(replace(each, prices=(), prices_of=()) for each in plan.certificates)
    return replace(plan, certificates=certificates)


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (lambda p: first_seating(p, hour=12), "can't come"),
        (lambda p: first_seating(p, candidate=9), "can't come"),
        (lambda p: first_seating(p, panel=()), "panel of 0"),
        (lambda p: first_seating(p, panel=(1, 2, 3)), "panel of 3"),
        (lambda p: first_seating(p, panel=(2, 2)), "somebody twice"),
        (lambda p: first_seating(p, panel=(4,)), "can't meet interviewer 4"),
        (lambda p: replace(p, seatings=p.seatings[1:]), "served or waiting"),
        (lambda p: replace(p, waiting=()), "served or waiting"),
        (lambda p: replace(p, waiting=p.waiting * 2), "served or waiting"),
        (lambda p: replace(p, unneeded=()), "placed or not needed"),
        (lambda p: replace(p, standings=p.standings[1:]), "levels are not"),
        (lambda p: with_standing(p, Level.EVEN, value=2, bound=2), "even is said to be 2"),
        (lambda p: with_standing(p, Level.FAIR, bound=0), "its bound is another"),
        (lambda p: with_standing(p, Level.SERVED, proof=Proof.OPEN, bound=2), "bounded by 2"),
        (without_certificates, "there is no certificate"),
        (with_no_prices, "the certificate says"),
    ],
)
def test_a_plan_that_was_tampered_with_is_caught(
    tamper: Callable[[Plan], Plan], fault: str
) -> None:
    plan = distribute(ROUND)

    faults = faults_in(tamper(plan), round=ROUND)

    assert faults_in(plan, round=ROUND) == ()
    assert any(fault in each for each in faults), faults


def test_the_same_interviewer_in_two_rooms_is_caught() -> None:
    round = round_of([candidate(1, 9), candidate(2, 9)], [interviewer(1, 9), interviewer(2, 9)])
    plan = distribute(round)
    both = tuple(replace(each, panel=(1, 2)) for each in plan.seatings)

    faults = faults_in(replace(plan, seatings=both), round=round)

    assert "interviewer 1 is in 2 interviews at 9" in faults


def test_a_cap_that_does_not_hold_is_caught() -> None:
    tired = Interviewer(
        id=1, free=frozenset({9, 10}), caps=(Cap(hours=frozenset({9, 10}), most=1),)
    )
    round = round_of([candidate(1, 9), candidate(2, 10)], [tired])
    both = tuple(Seating(candidate=n, hour=8 + n, panel=(1,)) for n in (1, 2))
    plan = replace(distribute(round), seatings=both, waiting=())

    assert faults_in(plan, round=round) == ("interviewer 1 has 2 interviews where 1 are allowed",)


@pytest.mark.parametrize(
    "rules",
    [
        {"pins": (Pin(candidate=1, hour=10),)},
        {"off": frozenset({1})},
        {"apart": frozenset({(1, 1)})},
        {"min_panel": 2, "max_panel": 3},
    ],
)
def test_a_plan_of_another_round_is_caught(rules: dict[str, object]) -> None:
    round = round_of([candidate(1, 9, 10)], [interviewer(1, 9, 10)])
    plan = distribute(round)

    assert faults_in(plan, round=round) == ()
    assert faults_in(plan, round=replace(round, **rules)) != ()  # type: ignore[arg-type]


def test_a_plan_that_is_worse_can_not_claim_to_be_the_best() -> None:
    round = round_of(
        [candidate(1, 9), candidate(2, 10)],
        [interviewer(1, 9), interviewer(2, 9), interviewer(3, 9, 10), interviewer(4, 10)],
    )
    plan = distribute(round)
    uneven = replace(
        with_standing(plan, Level.EVEN, value=10, bound=10),
        seatings=(
            Seating(candidate=1, hour=9, panel=(1, 2, 3)),
            Seating(candidate=2, hour=10, panel=(4,)),
        ),
    )

    faults = faults_in(uneven, round=round)

    assert faults == ("even is said to be bounded by 10; the certificate says 8",)


def test_no_certificate_however_made_says_more_than_is_true() -> None:
    draw = Random(5)
    for number in range(60):
        round = larger_round(Random(number), candidates=5, interviewers=5, hours=12)
        plan = distribute(round)
        values = {standing.level: standing.value for standing in plan.standings}
        checker = Checker(round)
        for level in (Level.SERVED, Level.PLACED, Level.EVEN, Level.FAIR, Level.EARLY):
            made_up = Certificate(
                level=level,
                weights=(
                    *((each, draw.randint(-9, 9)) for each in _before(level)),
                    (level, -1 if level.is_most else 1),
                ),
                prices=tuple((hour, draw.randint(-9, 9)) for hour in range(12)),
            )

            bound = checker.certified_bound(made_up, values=values)

            assert bound is not None
            assert bound >= values[level] if level.is_most else bound <= values[level]


def test_a_certificate_about_something_else_says_nothing() -> None:
    checker = Checker(ROUND)
    values = dict.fromkeys(Level, 0)

    for weights in (
        ((Level.EVEN, -1),),
        ((Level.EVEN, 1), (Level.EARLY, 1)),
        ((Level.SERVED, 1),),
    ):
        certificate = Certificate(level=Level.EVEN, weights=weights)
        assert checker.certified_bound(certificate, values=values) is None


def test_moves_that_are_not_counted_are_caught() -> None:
    present = distribute(ROUND).seatings
    changed = replace(ROUND, off=frozenset({2}))
    plan = rebalance(changed, present=present).plan

    assert faults_in(plan, round=changed, present=present) == ()
    assert faults_in(plan, round=changed) == ("the levels are not those of the objective",)
    fewer = with_standing(plan, Level.MOVES, value=0, bound=0)
    assert any(
        "moves is said to be 0" in each for each in faults_in(fewer, round=changed, present=present)
    )


def _before(level: Level) -> list[Level]:
    every = [each for each in Level if each is not Level.MOVES]
    return every[: every.index(level)]
