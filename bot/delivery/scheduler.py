"""What makes rounds in the background, each regularly and never twice at once."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.process.clock import Clock, machine_now
from bot.process.metrics import note_round
from scheduling.errors import SchedulingError

_CLOCK_STEP = timedelta(seconds=5)
_DRAIN_SECONDS = 5.0
_MOST_DOUBLINGS = 16

Round = Callable[[], Awaitable[None]]

log = logging.getLogger(__name__)

# That a round is left out while the last one goes on is as it should be, and no warning.
_quiet = logging.getLogger("bot.delivery.scheduler.scheduler")
_quiet.setLevel(logging.ERROR)


class ClockSteps:
    """Notices when a clock has been set, by looking at another that can't be."""

    def __init__(self, *, wall: Clock, steady: Callable[[], float]) -> None:
        """`steady` gives seconds since some moment, which one does not matter."""
        self._wall, self._steady = wall, steady
        self._began = self._beginning()

    def look(self) -> bool:
        """Tell whether the clock has been set since the last look, by 5 s or more."""
        before, self._began = self._began, self._beginning()
        return abs(self._began - before) >= _CLOCK_STEP

    def _beginning(self) -> datetime:
        """What the wall clock would have shown when the steady one began."""
        return self._wall() - timedelta(seconds=self._steady())


@dataclass(kw_only=True)
class RoundScheduler:
    """The rounds of one process, each by itself: one that is late never runs twice at once.

    `wall` and `steady` are the machine's clocks; every `look_every` seconds the one is watched
    by the other. A round that ended badly is made again `again_after` that, twice as long after
    the next time, and so on, or at its usual time if that is earlier: what one stands on may be
    back in seconds, and a round of every hour would tell for that long that something is wrong.
    """

    wall: Clock = machine_now
    steady: Callable[[], float] = monotonic
    look_every: float = 1.0
    again_after: timedelta = timedelta(seconds=10)
    _running: dict[str, asyncio.Task[Any]] = field(default_factory=dict)
    _failing: dict[str, str] = field(default_factory=dict)
    """Of the rounds that ended badly last time: why, by name."""
    _in_a_row: Counter[str] = field(default_factory=Counter)
    """How often rounds have ended badly since they last ended well."""

    def __post_init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            logger=_quiet,
            # After a sleep of the machine a round is made once, not as often as it was missed,
            # and never dropped for being late.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._steps: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = self.steady()

    @property
    def silence(self) -> float:
        """For how many seconds no round has ended, well or badly."""
        return self.steady() - self._ended

    @property
    def is_ending(self) -> bool:
        """Whether no more rounds are started, and long ones had better end."""
        return self._loop is None

    @property
    def failing(self) -> dict[str, str]:
        """The rounds that ended badly last time, by name, each with a sentence that says why."""
        return dict(self._failing)

    def add(
        self, name: str, round_: Round, *, every: timedelta, after: timedelta = timedelta(0)
    ) -> None:
        """Have a round made at the start, or so long after it, and then regularly."""
        self._scheduler.add_job(
            self._make,
            "interval",
            args=(name, round_),
            id=name,
            seconds=every.total_seconds(),
            next_run_time=self.wall() + after,
        )

    def start(self) -> None:
        """Start the rounds on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._scheduler.start()
        self._steps = asyncio.create_task(self._follow_clock_steps())

    def hurry(self, name: str) -> None:
        """Have a round made at once; any thread may ask for it, at any time.

        Nothing happens while it is being made, nor before the start and after the stop.
        """
        if self._loop is not None:
            # The scheduler is not safe to touch from the threads of use cases.
            self._loop.call_soon_threadsafe(self._hurried, name)

    async def stop(self) -> None:
        """Start no more rounds, and wait a little for those that are being made."""
        self._loop = None
        if self._steps is not None:
            self._steps.cancel()
        # Not shut down yet: APScheduler would cancel the rounds that are being made.
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running.values(), timeout=_DRAIN_SECONDS)
        self._scheduler.shutdown(wait=False)

    def _hurried(self, name: str) -> None:
        if name not in self._running and self._loop is not None:
            self._scheduler.modify_job(name, next_run_time=self.wall())

    async def _make(self, name: str, round_: Round) -> None:
        task = asyncio.current_task()
        assert task is not None  # the scheduler runs coroutines in tasks
        self._running[name] = task
        try:
            await round_()
            self._failing.pop(name, None)
            self._in_a_row.pop(name, None)
        except Exception as error:
            self._note_failure(name, error)
            # Not before this one is over for APScheduler, which leaves out what comes earlier.
            task.add_done_callback(lambda _: self._make_again_soon(name))
        finally:
            del self._running[name]
            self._ended = self.steady()
            note_round(name, ended_well=name not in self._failing)

    def _note_failure(self, name: str, error: Exception) -> None:
        """Say it once a trouble, not at each round: a round comes every second."""
        known = error.sentence(zone=UTC) if isinstance(error, SchedulingError) else None
        words = known or f"something unexpected ({type(error).__name__})"
        if self._failing.get(name) != words:
            trace = error if known is None else None
            log.error("The round “%s” failed: %s", name, words, exc_info=trace)
        self._failing[name] = words

    def _make_again_soon(self, name: str) -> None:
        job = self._scheduler.get_job(name)
        if self.is_ending or job is None:
            return
        soon = self.wall() + self.again_after * 2 ** min(self._in_a_row[name], _MOST_DOUBLINGS)
        self._in_a_row[name] += 1
        if soon < job.next_run_time:
            job.modify(next_run_time=soon)

    async def _follow_clock_steps(self) -> None:
        """Wakes the scheduler when the machine's clock is set: it sleeps by that clock, and a
        step back of an hour would put off the next round by an hour.
        """
        steps = ClockSteps(wall=self.wall, steady=self.steady)
        while True:
            await asyncio.sleep(self.look_every)
            if steps.look():
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=self.wall())
