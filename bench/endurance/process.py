"""A process seen from outside: what it holds of the machine, again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import psutil

MOST_GROWTH = 0.10
"""Of the memory after the warm-up."""
SPARE = 2
"""Threads and files more than after the warm-up that are no trend."""
WARM_UP = 0.25
"""The share of all commands that nothing is concluded from: caches fill."""
_MEGABYTE = 1_000_000
_WINDOW = 0.25
"""The share of the samples after the warm-up that its beginning and its end are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a process held after so many commands; memory (resident) is in bytes."""

    commands: int
    memory: int
    threads: int
    files: int


def sample(process: psutil.Process, *, commands: int) -> Sample:
    """Look at a process that has answered so many commands."""
    with process.oneshot():
        return Sample(
            commands=commands,
            memory=process.memory_info().rss,
            threads=process.num_threads(),
            files=process.num_fds(),
        )


def cpu_seconds(process: psutil.Process) -> float:
    """Return how much of a processor's time a process has had."""
    times = process.cpu_times()
    return float(times.user + times.system)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What came of the samples: memory in megabytes, slope in megabytes per 10,000 commands."""

    memory_before: float
    memory_after: float
    slope: float
    threads_before: int
    threads_after: int
    files_before: int
    files_after: int

    @property
    def growth(self) -> float:
        """By which share of itself memory has grown since the warm-up."""
        return self.memory_after / self.memory_before - 1

    @property
    def is_flat(self) -> bool:
        """Whether every bar is met."""
        return (
            self.growth <= MOST_GROWTH
            and self.threads_after <= self.threads_before + SPARE
            and self.files_after <= self.files_before + SPARE
        )


def trend(samples: Sequence[Sample]) -> Trend:
    """Compare the time after the warm-up with the end.

    There must be 8 samples or more, evenly spread.
    """
    last = samples[-1].commands
    counted = [one for one in samples if one.commands >= WARM_UP * last]
    window = max(2, int(_WINDOW * len(counted)))
    first, end = counted[:window], counted[-window:]
    return Trend(
        memory_before=median(one.memory for one in first) / _MEGABYTE,
        memory_after=median(one.memory for one in end) / _MEGABYTE,
        slope=_slope([(one.commands / 10_000, one.memory / _MEGABYTE) for one in counted]),
        threads_before=max(one.threads for one in first),
        threads_after=max(one.threads for one in end),
        files_before=max(one.files for one in first),
        files_after=max(one.files for one in end),
    )


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Of the straight line that lies nearest to the points (least squares)."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
