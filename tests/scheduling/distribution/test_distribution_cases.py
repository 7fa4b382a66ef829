"""Rounds whose best plan is known: who interviews whom and when."""

from dataclasses import replace
from random import Random

import pytest
from distribution_builders import at_one_hour, candidate, interviewer, round_of, shuffled

from scheduling.distribution import (
    Cap,
    Interviewer,
    Level,
    Pin,
    Plan,
    Proof,
    Round,
    Seating,
    WhyUnneeded,
    WhyWaiting,
    distribute,
    faults_in,
)

ANA, BEN, CY = 1, 2, 3


def plan_of(round: Round) -> Plan:
    """The plan, once it has been checked and once the order of people has been changed."""
    plan = distribute(round)
    assert faults_in(plan, round=round) == ()
    assert distribute(shuffled(round, Random(7))) == plan
    return plan


def meeting(plan: Plan) -> dict[int, tuple[int, tuple[int, ...]]]:
    return {seating.candidate: (seating.hour, seating.panel) for seating in plan.seatings}


@pytest.mark.parametrize(
    ("interviewers", "candidates", "sizes"),
    [
        (4, 1, (4,)),
        (3, 3, (1, 1, 1)),
        (5, 2, (3, 2)),
        (7, 3, (3, 2, 2)),
        (10, 4, (3, 3, 2, 2)),
        (8, 5, (2, 2, 2, 1, 1)),
        (2, 3, (1, 1)),
        (0, 2, ()),
        (3, 0, ()),
        (0, 0, ()),
    ],
)
def test_at_one_hour_panels_are_as_even_as_can_be(
    interviewers: int, candidates: int, sizes: tuple[int, ...]
) -> None:
    plan = plan_of(at_one_hour(interviewers, candidates))

    assert plan.sizes == sizes
    assert all(standing.proof is Proof.CERTIFIED for standing in plan.standings)


def test_who_finds_no_interviewer_is_named_as_waiting() -> None:
    plan = plan_of(at_one_hour(2, 3))

    assert [(each.candidate, each.reason) for each in plan.waiting] == [(CY, WhyWaiting.SHORTAGE)]


def test_with_panels_of_two_at_most_the_fifth_interviewer_is_not_needed() -> None:
    plan = plan_of(at_one_hour(5, 2, max_panel=2))

    assert plan.sizes == (2, 2)
    assert [each.reason for each in plan.unneeded] == [WhyUnneeded.PANELS_FULL]


def test_spares_go_where_panels_become_even() -> None:
    round = round_of(
        [candidate(ANA, 9), candidate(BEN, 10)],
        [interviewer(1, 9), interviewer(2, 9), interviewer(3, 9, 10), interviewer(4, 10)],
    )

    plan = plan_of(round)

    assert meeting(plan) == {ANA: (9, (1, 2)), BEN: (10, (3, 4))}


def test_who_can_come_at_two_hours_leaves_the_only_one_to_another() -> None:
    round = round_of([candidate(ANA, 9, 10), candidate(BEN, 9)], [interviewer(1, 9, 10)])

    plan = plan_of(round)

    assert meeting(plan) == {BEN: (9, (1,)), ANA: (10, (1,))}


def test_two_candidates_at_the_same_hours_share_four_interviewers_evenly() -> None:
    round = round_of(
        [candidate(ANA, 9, 10), candidate(BEN, 9, 10)],
        [interviewer(n, 9, 10) for n in (1, 2, 3, 4)],
    )

    plan = plan_of(round)

    assert plan.sizes == (2, 2)
    assert {seating.hour for seating in plan.seatings} == {9}


def test_nobody_interviews_twice_where_another_can_step_in() -> None:
    round = round_of(
        [candidate(ANA, 10), candidate(BEN, 11)],
        [interviewer(1, 10, 11, most=1), interviewer(2, 10)],
    )

    plan = plan_of(round)

    assert meeting(plan) == {ANA: (10, (2,)), BEN: (11, (1,))}


def test_panels_of_two_that_share_everybody_serve_one_and_prove_it() -> None:
    round = round_of(
        [candidate(1, 9), candidate(2, 10), candidate(3, 11)],
        [
            interviewer(1, 9, 11, most=1),
            interviewer(2, 9, 10, most=1),
            interviewer(3, 10, 11, most=1),
        ],
        min_panel=2,
    )

    served = plan_of(round).standing(Level.SERVED)

    assert (served.value, served.bound, served.proof) == (1, 1, Proof.CERTIFIED)


def test_who_has_interviewed_less_lately_comes_first() -> None:
    round = round_of(
        [candidate(ANA, 10, 11)], [interviewer(1, 10, past=5), interviewer(2, 11)], max_panel=1
    )

    plan = plan_of(round)

    assert meeting(plan) == {ANA: (11, (2,))}


def test_nobody_twice_weighs_more_than_past_load() -> None:
    round = round_of(
        [candidate(ANA, 9), candidate(BEN, 10)],
        [interviewer(1, 9, 10, past=0), interviewer(2, 10, past=30)],
    )

    plan = plan_of(round)

    assert meeting(plan) == {ANA: (9, (1,)), BEN: (10, (2,))}


def test_a_cap_for_a_week_holds_across_its_days() -> None:
    busy = Interviewer(
        id=1,
        free=frozenset(range(6)),
        caps=(
            Cap(hours=frozenset({0, 1, 2}), most=2),
            Cap(hours=frozenset({3, 4, 5}), most=2),
            Cap(hours=frozenset(range(6)), most=3),
        ),
    )
    round = round_of([candidate(n, *range(6)) for n in range(1, 6)], [busy])

    plan = plan_of(round)

    assert [seating.hour for seating in plan.seatings] == [0, 1, 3]
    assert len(plan.waiting) == 2


def test_people_who_have_met_are_kept_apart() -> None:
    round = at_one_hour(2, 2, apart=frozenset({(ANA, 1), (BEN, 2)}))

    plan = plan_of(round)

    assert meeting(plan) == {ANA: (9, (2,)), BEN: (9, (1,))}


def test_everybody_on_a_panel_has_all_the_tags_that_the_candidate_needs() -> None:
    round = round_of(
        [candidate(ANA, 9, needs=["python", "design"]), candidate(BEN, 9)],
        [
            interviewer(1, 9, tags=["python", "design"]),
            interviewer(2, 9, tags=["python"]),
            interviewer(3, 9),
        ],
    )

    plan = plan_of(round)

    assert meeting(plan) == {ANA: (9, (1,)), BEN: (9, (2, 3))}


def test_a_pin_holds_the_hour_and_others_make_way() -> None:
    round = round_of(
        [candidate(ANA, 9, 10), candidate(BEN, 9, 10)],
        [interviewer(1, 9, 10)],
        pins=(Pin(candidate=BEN, hour=9),),
    )

    plan = plan_of(round)

    assert meeting(plan) == {BEN: (9, (1,)), ANA: (10, (1,))}


def test_a_pin_at_an_hour_at_which_the_candidate_is_not_free_lets_them_wait() -> None:
    plan = plan_of(at_one_hour(1, 1, pins=(Pin(candidate=ANA, hour=11),)))

    assert [each.reason for each in plan.waiting] == [WhyWaiting.NO_HOURS]


def test_an_interviewer_taken_off_is_on_no_panel() -> None:
    plan = plan_of(at_one_hour(2, 1, off=frozenset({1})))

    assert meeting(plan) == {ANA: (9, (2,))}
    assert [(each.interviewer, each.reason) for each in plan.unneeded] == [
        (1, WhyUnneeded.TAKEN_OFF)
    ]


def test_hours_may_be_ticks_far_from_zero() -> None:
    tick = 1_980_000
    round = round_of(
        [candidate(ANA, tick, tick + 4), candidate(BEN, tick)],
        [interviewer(1, tick, tick + 4), interviewer(2, tick + 4)],
    )

    plan = plan_of(round)

    assert meeting(plan) == {BEN: (tick, (1,)), ANA: (tick + 4, (2,))}
    assert all(standing.proof is Proof.CERTIFIED for standing in plan.standings)


def test_interviews_come_by_hour_and_then_by_candidate() -> None:
    plan = plan_of(at_one_hour(5, 2))

    assert plan.seatings == (
        Seating(candidate=1, hour=9, panel=(1, 2, 3)),
        Seating(candidate=2, hour=9, panel=(4, 5)),
    )


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ({"min_panel": 0}, "at least 1"),
        ({"min_panel": 2, "max_panel": 1}, "2 to 1"),
        ({"pins": (Pin(candidate=1, hour=9), Pin(candidate=1, hour=10))}, "named twice"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(rules: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        at_one_hour(1, 1, **rules)


def test_nobody_is_in_a_round_twice() -> None:
    round = at_one_hour(1, 1)

    with pytest.raises(ValueError, match="candidate 1 is named twice"):
        replace(round, candidates=round.candidates * 2)
    with pytest.raises(ValueError, match="interviewer 1 is named twice"):
        replace(round, interviewers=round.interviewers * 2)


def test_caps_that_overlap_in_part_are_refused() -> None:
    caps = Cap(hours=frozenset({9, 10}), most=1), Cap(hours=frozenset({10, 11}), most=1)

    with pytest.raises(ValueError, match="overlap in part"):
        Interviewer(id=1, free=frozenset({9}), caps=caps)


def test_what_can_not_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 0"):
        Cap(hours=frozenset({9}), most=-1)
    with pytest.raises(ValueError, match="fewer than 0"):
        interviewer(1, 9, past=-1)
