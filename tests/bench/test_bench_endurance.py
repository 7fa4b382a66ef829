"""The bench of endurance tells a process that grows from one that does not."""

from pathlib import Path

import pytest
from databases import new_database

from bench.endurance.__main__ import run
from bench.endurance.process import Sample, trend

MEGABYTE = 1_000_000


def samples(
    *, memory: float = 0.0, threads: float = 0.0, files: float = 0.0, warming: float = 0.0
) -> list[Sample]:
    """Of a process that grows by so much (megabytes) with each sample, or only at the start."""
    return [
        Sample(
            commands=100 * n,
            memory=int((100 + memory * n + warming * min(n, 10)) * MEGABYTE),
            threads=int(10 + threads * n),
            files=int(20 + files * n) + n % 3,
        )
        for n in range(41)
    ]


def test_what_grows_in_the_warm_up_alone_is_flat() -> None:
    told = trend(samples(warming=3))

    assert told.is_flat
    assert told.growth == 0
    assert told.slope == pytest.approx(0)


def test_the_slope_is_that_of_memory_after_the_warm_up() -> None:
    told = trend(samples(memory=0.1, warming=3))

    assert told.slope == pytest.approx(10)
    assert told.is_flat


@pytest.mark.parametrize("grows", [{"memory": 1}, {"threads": 0.2}, {"files": 0.2}])
def test_what_grows_on_and_on_is_not(grows: dict[str, float]) -> None:
    assert not trend(samples(**grows)).is_flat


def test_a_short_run_has_everybody_do_everything_and_finds_the_idle_bot_silent(
    tmp_path: Path,
) -> None:
    report = run(
        new_database(tmp_path), folder=tmp_path, commands=20, people=2, reconnects=1, idle=0.5
    )

    assert report.commands >= 20
    assert report.trend.memory_after > 0
    assert report.sockets.is_well
    assert not report.idle.has_written
