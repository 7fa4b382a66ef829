"""Keeping to a pace: some at once, and then one every so often."""

import asyncio

import pytest

from bot.process.pace import Pace


class Time:
    """A clock that goes on by what is slept, and by what a test says."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture(name="time")
def _time() -> Time:
    return Time()


def turns(pace: Pace, time: Time, count: int) -> list[float]:
    """When each of so many gets its turn, in seconds after the first."""

    async def taken() -> list[float]:
        at = []
        for _ in range(count):
            await pace.turn()
            at.append(time.seconds - 100)
        return at

    return asyncio.run(taken())


def test_some_go_at_once_and_the_others_one_by_one(time: Time) -> None:
    pace = Pace(at_once=3, every=2.0, steady=time.now, sleep=time.sleep)

    assert turns(pace, time, 6) == [0, 0, 0, 2, 4, 6]


def test_whoever_was_slow_may_be_fast_again_but_no_faster(time: Time) -> None:
    pace = Pace(at_once=3, every=2.0, steady=time.now, sleep=time.sleep)
    turns(pace, time, 3)

    time.seconds += 4
    after_four_seconds = turns(pace, time, 3)
    time.seconds += 600
    after_a_long_time = turns(pace, time, 4)

    assert after_four_seconds == [4, 4, 6]
    assert after_a_long_time == [606, 606, 606, 608]
