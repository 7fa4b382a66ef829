"""Clocks that are set, or that differ, under messages on their way."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import Kind, new_database, running_on

from bench.soak import crowd
from bench.soak.judge import judge
from bot.delivery.worker import Delivery, Point
from bot.process.clock import DatabaseClock
from campaign.crashes import Trial, ours, trial_of
from campaign.outside import BY_EACH_CHANNEL, MANIFEST, Workspace
from campaign.test_short_storm import engine_of
from sandbox.testing.driver import Sandbox
from scheduling.model import Channel
from scheduling.store import Store
from scheduling.usecases.delivery import now_of

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class Hands:
    """A machine's clock, set by so much when a message first comes to a point of its way."""

    def __init__(self, trial: Trial, *, by: timedelta, at: Point) -> None:
        self._trial, self._by, self._point = trial, by, at
        self.set_by = timedelta(0)

    def clock(self) -> datetime:
        return self._trial.clock.now() + self.set_by

    def at(self, point: str) -> None:
        if point == self._point:
            self.set_by = self._by


@pytest.mark.both_databases
@BY_EACH_CHANNEL
@pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forward"])
@pytest.mark.parametrize("point", [Point.CLAIMED, Point.BEGUN, Point.CALLED])
def test_a_clock_that_is_set_on_the_way_leaves_nobody_out_and_tells_nobody_twice(
    tmp_path: Path, point: Point, step: timedelta, by: Channel
) -> None:
    with trial_of(4, url=new_database(tmp_path), by=by) as trial:
        hands = Hands(trial, by=step, at=point)
        worker = replace(ours(trial, hands.at), clock=hands.clock)

        trial.run(lambda *_: worker, at=hands.at, rounds=4)
        trial.clock.forward(hours=1)
        verdict = trial.run(lambda *_: worker, at=hands.at)

    assert hands.set_by == step
    assert verdict.is_well, verdict
    assert verdict.due == 4


def test_replicas_whose_clocks_are_wrong_are_neither_early_nor_late(tmp_path: Path) -> None:
    with running_on(Kind.POSTGRESQL):
        url = new_database(tmp_path)
    with six_due_and_six_to_come(url) as trial:
        early, late = Machine(trial, wrong_by=10 * MINUTE), Machine(trial, wrong_by=-10 * MINUTE)
        replicas = [early.replica(), late.replica()]

        async def both() -> None:
            for _ in range(2):
                await asyncio.gather(*(one.send_due() for one in replicas))
                await asyncio.gather(*(one.tidy() for one in replicas))
                await asyncio.gather(*(one.look() for one in replicas))

        asyncio.run(both())
        verdict = judge(engine_of(url), trial.slack.control.log(), now=datetime.now(UTC))

    assert verdict.is_well, verdict
    assert verdict.due == verdict.accepted == 6


class Machine:
    """One with a clock of its own, which is wrong, and set by an hour more with each claim."""

    def __init__(self, trial: Trial, *, wrong_by: timedelta) -> None:
        self._trial, self._wrong_by = trial, wrong_by

    def replica(self) -> Delivery:
        shared = DatabaseClock(lambda: now_of(self._trial.store), wall=self._wall)
        return replace(ours(self._trial, self._set), clock=shared, follow=shared.follow)

    def _wall(self) -> datetime:
        return datetime.now(UTC) + self._wrong_by

    def _set(self, point: str) -> None:
        if point == Point.CLAIMED:
            self._wrong_by += HOUR


@contextmanager
def six_due_and_six_to_come(url: str) -> Iterator[Trial]:
    """People with reminders that are due by the real clock, and others five minutes later."""
    members, now = crowd.members(12), datetime.now(UTC)
    store = Store.open(url)
    with Sandbox.running(manifest=MANIFEST, people=members) as slack, closing(store):
        first = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=9)
        diary = crowd.Diary(crowd.settle(store, members, now=now), first=first)
        diary.remind(store, [now, now, now + 5 * MINUTE, now + 5 * MINUTE])
        outside = Workspace(slack=slack, clock=slack.clock)
        yield Trial(outside=outside, store=store, url=url, number=12)
