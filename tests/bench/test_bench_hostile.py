"""A sample of each kind of hostile calendar reaches nothing, stops nothing, and is told of."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bench.calendars.hostile.__main__ import lines
from bench.calendars.hostile.cases import Case, all_cases, sample
from bench.calendars.hostile.trial import run

KINDS = 17


def one_of_each(cases: list[Case]) -> Sequence[Case]:
    return sample(cases, each=1)


def test_a_sample_of_all_that_is_hostile_reaches_and_stops_nothing(tmp_path: Path) -> None:
    report = asyncio.run(run(tmp_path, choose=one_of_each, seconds=0.5))

    assert len(report.cases) == KINDS
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
