"""A plan that stands changes as little as it can when somebody drops out or joins."""

from dataclasses import replace
from random import Random

from distribution_builders import candidate, interviewer, larger_round, round_of

from scheduling.distribution import (
    Level,
    PlanChange,
    Promise,
    Proof,
    Round,
    Seating,
    changes_between,
    distribute,
    faults_in,
    rebalance,
)


def seating(candidate: int, hour: int, *panel: int) -> Seating:
    return Seating(candidate=candidate, hour=hour, panel=panel)


def test_where_nothing_has_changed_nothing_does() -> None:
    round = larger_round(Random(1), candidates=8, interviewers=10, hours=12)
    present = distribute(round).seatings

    after = rebalance(round, present=present)

    assert after.changes == ()
    assert after.plan.seatings == present
    assert after.plan.standing(Level.MOVES).proof is Proof.CERTIFIED


def test_who_drops_out_is_replaced_and_nobody_else_moves() -> None:
    round = round_of(
        [candidate(1, 9, 10), candidate(2, 9, 10)],
        [interviewer(1, 9, 10), interviewer(2, 9, 10), interviewer(3, 9, 10)],
        max_panel=1,
        off=frozenset({1}),
    )
    present = (seating(1, 9, 1), seating(2, 9, 2))

    after = rebalance(round, present=present)

    assert after.changes == (
        PlanChange(candidate=1, before=seating(1, 9, 1), after=seating(1, 9, 3)),
    )
    assert (after.changes[0].joined, after.changes[0].left) == ((3,), (1,))
    assert not after.changes[0].is_moved


def test_staying_weighs_more_than_being_early_even_or_fair() -> None:
    round = round_of(
        [candidate(1, 9, 10), candidate(2, 9, 10)],
        [
            interviewer(1, 9, 10),
            interviewer(2, 9, 10),
            interviewer(3, 9, 10),
            interviewer(4, 9, 10, past=9),
        ],
    )
    present = (seating(1, 10, 1, 2, 3), seating(2, 9, 4))

    after = rebalance(round, present=present)

    assert after.changes == ()
    assert distribute(round).sizes == (2, 2)


def test_who_joins_is_served_even_if_another_has_to_move() -> None:
    round = round_of(
        [candidate(1, 9, 10), candidate(2, 9)], [interviewer(1, 9, 10), interviewer(2, 14)]
    )
    present = (seating(1, 9, 1),)

    after = rebalance(round, present=present)

    assert after.changes == (
        PlanChange(candidate=1, before=seating(1, 9, 1), after=seating(1, 10, 1)),
        PlanChange(candidate=2, before=None, after=seating(2, 9, 1)),
    )
    assert after.changes[0].is_moved
    assert after.changes[0].stayed == (1,)


def test_an_hour_promised_to_one_candidate_is_no_other_s() -> None:
    round = round_of(
        [candidate(1, 9, 10), candidate(2, 9)],
        [interviewer(1, 9, 10), interviewer(2, 14)],
        promised=frozenset({Promise(candidate=1, interviewer=1, hour=9)}),
    )

    after = rebalance(round, present=(seating(1, 9, 1),))

    assert after.changes == ()
    assert [each.candidate for each in after.plan.waiting] == [2]
    wrong = replace(after.plan, seatings=(seating(2, 9, 1),))
    assert "candidate 2 at 9 can't come" in faults_in(wrong, round=round)


def test_who_has_promised_the_hour_may_be_joined_by_others() -> None:
    round = round_of(
        [candidate(1, 9)],
        [interviewer(1, 9), interviewer(2, 9)],
        promised=frozenset({Promise(candidate=1, interviewer=1, hour=9)}),
    )

    assert distribute(round).seatings == (seating(1, 9, 1, 2),)


def test_an_interview_without_its_candidate_is_gone() -> None:
    round = round_of([candidate(2, 9)], [interviewer(2, 9)])
    present = (seating(1, 9, 1), seating(2, 9, 2))

    after = rebalance(round, present=present)

    assert after.changes == (PlanChange(candidate=1, before=seating(1, 9, 1), after=None),)
    assert after.plan.standing(Level.MOVES).value == 2


def test_a_spare_joins_a_panel_without_moving_anybody() -> None:
    round = round_of([candidate(1, 9, 10)], [interviewer(1, 9, 10), interviewer(2, 10)])
    present = (seating(1, 10, 1),)

    after = rebalance(round, present=present)

    assert after.changes[0].joined == (2,)
    assert after.plan.standing(Level.MOVES).value == 1


def test_of_a_larger_round_few_move_when_somebody_drops_out() -> None:
    round = larger_round(Random(4), candidates=25, interviewers=30, hours=24)
    plan = distribute(round)
    busiest = max(each for seating in plan.seatings for each in seating.panel)
    without = replace(round, off=frozenset({busiest}))

    after = rebalance(without, present=plan.seatings)

    assert faults_in(after.plan, round=without, present=plan.seatings) == ()
    assert _levels(after.plan.standings[:3]) == _levels(distribute(without).standings[:3])
    assert len(after.changes) <= 3


def test_the_same_change_in_another_order_is_the_same() -> None:
    round = larger_round(Random(6), candidates=10, interviewers=10, hours=12)
    present = distribute(round).seatings
    without = replace(round, off=frozenset({1}))
    turned: Round = replace(
        without, candidates=without.candidates[::-1], interviewers=without.interviewers[::-1]
    )

    assert rebalance(turned, present=present[::-1]) == rebalance(without, present=present)


def test_changes_are_told_by_candidate() -> None:
    before = (seating(1, 9, 1), seating(2, 9, 2), seating(3, 9, 3))
    after = (seating(3, 10, 3), seating(2, 9, 2), seating(1, 9, 1, 4))

    changes = changes_between(before, after)

    assert [each.candidate for each in changes] == [1, 3]


def _levels(standings: object) -> object:
    return [(each.level, each.value) for each in standings]  # type: ignore[attr-defined]
