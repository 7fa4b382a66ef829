"""Rounds of a size, and how long something takes with them."""

from collections.abc import Callable
from statistics import median
from time import process_time
from typing import TypeVar

from bench.distribution.rounds import drawn_round
from scheduling.distribution import Round

Size = tuple[int, int, int]
"""Candidates, interviewers and hours."""
T = TypeVar("T")


class Broken(Exception):
    """A plan did not pass its check, so that its figures mean nothing."""


def drawn(size: Size, *, is_thin: bool, seed: int) -> Round:
    """Draw a round of a size; the same seed gives the same."""
    candidates, interviewers, hours = size
    return drawn_round(
        candidates=candidates,
        interviewers=interviewers,
        hours=hours,
        is_thin=is_thin,
        seed=seed,
    )


def timed(
    work: Callable[[], T], *, runs: int, clock: Callable[[], float] = process_time
) -> tuple[float, T]:
    """Return how long some work takes, in seconds, the median of `runs`, and its last result."""
    took = []
    for _ in range(runs):
        start = clock()
        done = work()
        took.append(clock() - start)
    return median(took), done


def words(size: Size, is_thin: bool) -> str:
    """Say a size."""
    return f"{size[0]:,} × {size[1]:,} × {size[2]}{', thin' if is_thin else ''}"


def time_words(seconds: float) -> str:
    """Say how long, as people do."""
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"
