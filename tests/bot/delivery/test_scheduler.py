"""The rounds: made regularly, at once when something is new, and when the clock was set."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import monotonic

import pytest
from databases import new_store

from bot.delivery.scheduler import ClockSteps, RoundScheduler
from bot.process.clock import machine_now
from bot.rounds import add_hours
from scheduling.errors import DatabaseBusy
from scheduling.steps.questions.everybodys_hours import kept_hours

NOON = datetime(2026, 11, 9, 12, tzinfo=UTC)
SELDOM = timedelta(hours=1)
PATIENCE = 60.0


class Hands:
    """A wall clock and a steady one, both moved by hand."""

    def __init__(self) -> None:
        self.passed, self.set_by = timedelta(0), timedelta(0)

    def wall(self) -> datetime:
        return NOON + self.passed + self.set_by

    def steady(self) -> float:
        return self.passed.total_seconds()


class Counted:
    """A round that counts how often it was made, and lets one wait for that."""

    def __init__(self) -> None:
        self.times = 0
        self._made = asyncio.Condition()

    async def make(self) -> None:
        async with self._made:
            self.times += 1
            self._made.notify_all()

    async def made(self, times: int) -> None:
        async with self._made:
            await asyncio.wait_for(
                self._made.wait_for(lambda: self.times >= times), timeout=PATIENCE
            )


def steps_seen(changes: Iterable[float]) -> list[bool]:
    """Whether each change of the clock, a second apart, is seen as a step."""
    hands = Hands()
    steps = ClockSteps(wall=hands.wall, steady=hands.steady)
    seen = []
    for seconds in changes:
        hands.passed += timedelta(seconds=1)
        hands.set_by += timedelta(seconds=seconds)
        seen.append(steps.look())
    return seen


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ([0, 0, 0], [False, False, False]),
        ([0, -3600, 0], [False, True, False]),
        ([0, 3600, 0], [False, True, False]),
        ([5, -5], [True, True]),
        ([4.9, -4.9, 0.1], [False, False, False]),  # a clock that is kept in time by a server
        ([0.5] * 20, [False] * 20),
    ],
)
def test_a_clock_that_is_set_is_noticed_once(changes: list[float], seen: list[bool]) -> None:
    assert steps_seen(changes) == seen


def test_a_sleep_of_the_machine_is_noticed_where_the_steady_clock_sleeps_too() -> None:
    hands = Hands()
    steps = ClockSteps(wall=hands.wall, steady=hands.steady)

    hands.set_by += timedelta(hours=8)

    assert steps.look()


def test_a_round_is_made_at_the_start_and_then_regularly() -> None:
    async def live() -> int:
        jobs, counted = RoundScheduler(), Counted()
        jobs.add("count", counted.make, every=timedelta(seconds=0.05))
        jobs.start()
        await counted.made(3)
        await jobs.stop()
        return counted.times

    assert asyncio.run(live()) >= 3


def test_a_round_is_made_at_once_when_it_is_hurried_from_any_thread() -> None:
    async def live() -> int:
        jobs, counted = RoundScheduler(), Counted()
        jobs.add("count", counted.make, every=SELDOM)
        jobs.start()
        await counted.made(1)
        await asyncio.to_thread(jobs.hurry, "count")
        await counted.made(2)
        await jobs.stop()
        jobs.hurry("count")
        return counted.times

    assert asyncio.run(live()) == 2


def test_a_round_that_is_still_being_made_is_not_made_a_second_time_beside_itself() -> None:
    async def live() -> tuple[int, int]:
        jobs, at_once, most = RoundScheduler(), 0, 0
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            begun.set()
            await go_on.wait()
            at_once -= 1

        beside = Counted()
        jobs.add("slow", slow, every=SELDOM)
        jobs.add("beside", beside.make, every=timedelta(seconds=0.05))
        jobs.start()
        await begun.wait()
        jobs.hurry("slow")
        await beside.made(3)
        go_on.set()
        await jobs.stop()
        return most, at_once

    assert asyncio.run(live()) == (1, 0)


def test_after_the_clock_was_set_back_no_round_waits_for_the_old_hour_to_come_again() -> None:
    async def live() -> int:
        hands, counted = Hands(), Counted()
        jobs = RoundScheduler(wall=lambda: machine_now() + hands.set_by, look_every=0.02)
        jobs.add("count", counted.make, every=SELDOM)
        jobs.start()
        await counted.made(1)
        hands.set_by -= timedelta(hours=1)
        await counted.made(2)
        await jobs.stop()
        return counted.times

    assert asyncio.run(live()) == 2


def test_stopping_waits_for_a_round_that_is_being_made() -> None:
    async def live() -> bool:
        jobs, begun, finished = RoundScheduler(), asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            begun.set()
            for _ in range(20):
                await asyncio.sleep(0)
            finished.set()

        jobs.add("slow", slow, every=SELDOM)
        jobs.start()
        await begun.wait()
        await jobs.stop()
        return finished.is_set()

    assert asyncio.run(live())


def test_a_round_that_fails_is_made_again_soon_though_it_is_one_of_every_hour() -> None:
    async def live() -> dict[str, str]:
        jobs, counted = RoundScheduler(again_after=timedelta(seconds=0.01)), Counted()

        async def back_the_third_time() -> None:
            await counted.make()
            if counted.times < 3:
                raise DatabaseBusy()

        jobs.add("seldom", back_the_third_time, every=SELDOM)
        jobs.start()
        await counted.made(3)
        await jobs.stop()
        return jobs.failing

    assert asyncio.run(live()) == {}


def test_a_round_that_fails_is_made_again_though_its_time_comes_before_it_has_ended() -> None:
    async def live() -> int:
        jobs, counted = RoundScheduler(again_after=timedelta(0)), Counted()

        async def failing() -> None:
            await counted.make()
            raise DatabaseBusy()

        jobs.add("seldom", failing, every=SELDOM)
        jobs.start()
        await counted.made(3)
        await jobs.stop()
        return counted.times

    assert asyncio.run(live()) >= 3


def test_a_round_that_goes_on_failing_is_made_again_less_and_less_often() -> None:
    async def live() -> list[float]:
        jobs, counted = RoundScheduler(again_after=timedelta(seconds=0.02)), Counted()
        begun: list[float] = []

        async def failing() -> None:
            begun.append(monotonic())
            await counted.make()
            raise DatabaseBusy()

        jobs.add("seldom", failing, every=SELDOM)
        jobs.start()
        await counted.made(5)
        await jobs.stop()
        return [after - before for before, after in pairwise(begun)]

    pauses = asyncio.run(live())

    # A machine under load makes pauses longer, and clocks differ by a hair.
    least = (0.02, 0.04, 0.08, 0.16)
    assert all(pause >= so_long * 0.9 for pause, so_long in zip(pauses, least, strict=True))


def test_a_round_that_fails_is_made_again() -> None:
    async def live() -> int:
        jobs, counted = RoundScheduler(), Counted()

        async def failing() -> None:
            await counted.make()
            raise OSError("the disk is gone")

        jobs.add("failing", failing, every=timedelta(seconds=0.05))
        jobs.start()
        await counted.made(2)
        await jobs.stop()
        return counted.times

    assert asyncio.run(live()) >= 2


def test_a_round_that_ends_badly_is_said_once_and_forgotten_when_it_ends_well(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ends: list[Exception | None] = [DatabaseBusy(), DatabaseBusy(), ValueError("odd"), None]

    async def live() -> list[dict[str, str]]:
        jobs, seen, over = RoundScheduler(), [], asyncio.Event()

        async def end() -> None:
            seen.append(jobs.failing)
            if not ends:
                over.set()
            elif (error := ends.pop(0)) is not None:
                raise error

        jobs.add("send", end, every=timedelta(seconds=0.02))
        jobs.start()
        await asyncio.wait_for(over.wait(), timeout=PATIENCE)
        await jobs.stop()
        return seen

    _, once, twice, odd, well, *_ = asyncio.run(live())

    assert once == twice == {"send": DatabaseBusy().sentence(zone=UTC)}
    assert odd == {"send": "something unexpected (ValueError)"}
    assert well == {}
    assert [record.getMessage()[:26] for record in caplog.records] == [
        "The round “send” failed: T",
        "The round “send” failed: s",
    ]


def test_the_hours_of_everybody_are_in_memory_after_the_first_round() -> None:
    store = new_store()

    async def live() -> None:
        jobs, under_way = RoundScheduler(), asyncio.Event()
        asked: list[datetime] = []

        def clock() -> datetime:
            asked.append(NOON)
            # Each of the two rounds asks once.
            if len(asked) == 2:
                under_way.set()
            return NOON

        no_time = timedelta(0)
        add_hours(jobs, store, time_zone="Europe/Berlin", clock=clock, after=no_time)
        jobs.start()
        await asyncio.wait_for(under_way.wait(), timeout=PATIENCE)
        await jobs.stop()

    before = kept_hours(store)
    asyncio.run(live())
    after = kept_hours(store)
    store.close()

    assert before is None
    assert after is not None
    assert after.matrix.workspace_zone == "Europe/Berlin"
