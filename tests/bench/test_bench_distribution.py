"""The bench of the distribution runs and gives figures; whether they are good is not asked here."""

import pytest

from bench.distribution.__main__ import lines
from bench.distribution.plain import plainly_solved
from bench.distribution.rounds import drawn_round, greedily_served
from bench.engine.targets import table
from scheduling.distribution import distribute


def test_a_small_run_gives_a_line_for_every_size() -> None:
    found = list(lines(runs=1, largest=30))

    assert [line.target for line in found] == [5, 5]
    assert all("20 × 30 × 40" in line.what for line in found)
    assert table(found).count("\n") == 3


@pytest.mark.parametrize("is_thin", [False, True])
def test_greed_serves_no_more_than_a_plan(is_thin: bool) -> None:
    round = drawn_round(candidates=20, interviewers=12, hours=24, is_thin=is_thin, seed=4)

    assert 0 < greedily_served(round) <= len(distribute(round).seatings)


@pytest.mark.parametrize("is_thin", [False, True])
def test_plain_highs_finds_the_same_on_every_level(is_thin: bool) -> None:
    round = drawn_round(candidates=12, interviewers=16, hours=24, is_thin=is_thin, seed=7)

    best = plainly_solved(round, seconds=60)

    assert best == {each.level: each.value for each in distribute(round).standings}
