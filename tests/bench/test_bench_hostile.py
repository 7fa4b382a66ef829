"""A sample of each kind of hostile calendar reaches nothing, stops nothing, and is told of."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bench.calendars.hostile.__main__ import lines
from bench.calendars.hostile.cases import SLOW, Case, all_cases, sample
from bench.calendars.hostile.trial import run

KINDS = 17


def one_of_each(cases: list[Case]) -> Sequence[Case]:
    """One of each kind, but of those that are slow: these have a test of their own."""
    return [case for case in sample(cases, each=1) if case.kind != SLOW]


def test_a_sample_of_all_that_is_hostile_reaches_and_stops_nothing(tmp_path: Path) -> None:
    # Longer than anything here takes on a machine that has much else to do.
    report = asyncio.run(run(tmp_path, choose=one_of_each, seconds=60))

    assert len(report.cases) == KINDS - 1
    assert report.trespasses == []
    assert report.missed == []
    assert report.otherwise == []
    assert report.untold == []
    assert report.is_well
    assert "- an inner address was reached: 0 times" in [*lines(report)]


def test_there_are_three_hundred_of_seventeen_kinds() -> None:
    cases = all_cases(inner_port=1)

    assert len(cases) >= 300
    assert len({case.kind for case in cases}) == KINDS
    assert len({(case.kind, case.what) for case in cases}) == len(cases)
