"""Every plan of many tiny rounds is tried, and none is better than the one that was found.

DISTRIBUTION_CASES says how many rounds are drawn; each is known by its number.
"""

import os
from dataclasses import replace
from random import Random

import pytest
from distribution_builders import candidate, drawn_round
from distribution_oracle import best_worth, plans_of

from scheduling.distribution import (
    REBALANCING,
    REBALANCING_EVENLY,
    Round,
    distribute,
    faults_in,
    rebalance,
)

CASES = int(os.environ.get("DISTRIBUTION_CASES", "1000"))
MOST_PLANS = 60_000
"""Rounds with more plans than this are left out: they take too long to try."""


def test_no_plan_of_a_drawn_round_is_better() -> None:
    tried = 0
    for number in range(CASES):
        round = drawn_round(Random(number))
        if plans_of(round) > MOST_PLANS:
            continue

        plan = distribute(round)

        found = {standing.level: standing.value for standing in plan.standings}
        assert found == best_worth(round), f"round {number}"
        assert all(standing.is_proven for standing in plan.standings), f"round {number}"
        assert faults_in(plan, round=round) == (), f"round {number}"
        tried += 1
    assert tried > CASES * 0.9


@pytest.mark.parametrize("evenly", [False, True])
def test_no_plan_of_a_changed_round_serves_as_many_with_fewer_moves(evenly: bool) -> None:
    """Or with fewer moves among the most even, if that is asked for."""
    order = REBALANCING_EVENLY if evenly else REBALANCING
    tried = moved = 0
    for number in range(CASES // 4):
        draw = Random(number)
        round = drawn_round(draw)
        if plans_of(round) > MOST_PLANS:
            continue
        present = distribute(round).seatings
        changed = _changed(round, draw)
        if plans_of(changed) > MOST_PLANS:
            continue

        after = rebalance(changed, present=present, evenly=evenly)

        found = {standing.level: standing.value for standing in after.plan.standings}
        assert found == best_worth(changed, present=present, order=order), f"round {number}"
        assert all(standing.is_proven for standing in after.plan.standings), f"round {number}"
        assert faults_in(after.plan, round=changed, present=present) == (), f"round {number}"
        tried += 1
        moved += bool(after.changes)
    assert tried > CASES // 4 * 0.7
    assert moved > tried * 0.3


def _changed(round: Round, draw: Random) -> Round:
    what = draw.choice(["somebody drops out", "somebody joins", "somebody leaves"])
    if what == "somebody drops out" and round.interviewers:
        return replace(round, off=round.off | {draw.choice(round.interviewers).id})
    if what == "somebody leaves" and round.candidates:
        gone = draw.choice(round.candidates)
        left = tuple(each for each in round.candidates if each != gone)
        return replace(
            round,
            candidates=left,
            pins=tuple(pin for pin in round.pins if pin.candidate != gone.id),
        )
    joins = candidate(77, *draw.sample(range(4), 2))
    return replace(round, candidates=(*round.candidates, joins))
