"""The background rounds: what is due is sent, and what was lost on the way is taken back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery.worker import Delivery
from bot.process.clock import Clock, machine_now, say_what_is_next
from bot.process.metrics import note_round
from scheduling.errors import SchedulingError
from scheduling.store import Store
from scheduling.usecases.audit import end_old_entries
from scheduling.usecases.deliver import next_due
from scheduling.usecases.upkeep.erase_candidates import erase_candidates
from scheduling.usecases.upkeep.keep_everybodys_hours import keep_everybodys_hours
from scheduling.usecases.upkeep.keep_names_sorted import keep_names_sorted
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache

_SEND, _SEND_EVERY = "send", timedelta(seconds=1)
_LOOK, _LOOK_EVERY = "look", timedelta(seconds=1)
_TIDY, _TIDY_EVERY = "tidy", 1 / 12
"""Of the lease: what lost workers held is taken back soon after it has run out."""
_KEEP_HOURS, _KEEP_HOURS_EVERY = "keep hours", timedelta(minutes=10)
_REMEMBER, _REMEMBER_EVERY = "keep hours in memory", timedelta(minutes=10)
_REMEMBER_AFTER = timedelta(seconds=5)
"""Whoever has waited for the bot to be back is answered first, and NumPy is loaded then."""
_NAMES, _NAMES_EVERY = "keep names sorted", timedelta(hours=6)
_NAMES_AFTER = timedelta(seconds=20)
_AUDIT, _AUDIT_EVERY = "end old audit", timedelta(hours=1)
_HISTORY, _HISTORY_EVERY = "end history", timedelta(hours=1)
_ERASING, _ERASING_EVERY = "erase candidates", timedelta(hours=1)
_MEMBERS, _MEMBERS_EVERY = "follow members", timedelta(hours=1)
"""Slack tells of changes at once; this finds what it told while nobody listened."""
_CALENDARS, _CALENDARS_EVERY = "read calendars", timedelta(seconds=15)
_COMPANIES, _COMPANIES_EVERY = "follow companies' calendars", timedelta(minutes=1)
_SETTINGS, _SETTINGS_EVERY = "compare settings", timedelta(minutes=10)
_BY_HAND, _BY_HAND_EVERY = "have people reminded by hand", timedelta(minutes=1)
_NEXT, _NEXT_EVERY = "say what is next", timedelta(seconds=1)
_CLOCK_STEP = timedelta(seconds=5)
_DRAIN_SECONDS = 5.0

Round = Callable[[], Awaitable[None]]

log = logging.getLogger(__name__)

# That a round is left out while the last one goes on is as it should be, and no warning.
_quiet = logging.getLogger("bot.delivery.scheduler.scheduler")
_quiet.setLevel(logging.ERROR)


def rounds_of(
    deliveries: Sequence[Delivery], *, store: Store, clock_file: Path | None = None
) -> "RoundScheduler":
    """Return the rounds of a delivery by each channel, hurried along by every change in the store.

    With a clock's file, one more says beside it when the next message is due.
    """
    jobs = RoundScheduler()
    for delivery in deliveries:
        _add_rounds_of(delivery, jobs, store=store)
    # What is of no channel alone, one of them does for all.
    first = deliveries[0]
    jobs.add(_TIDY, first.tidy, every=first.policy.lease * _TIDY_EVERY)
    if clock_file is not None:
        jobs.add(
            _NEXT,
            lambda: _said(store, clock_file=clock_file, now=first.clock()),
            every=_NEXT_EVERY,
        )
    return jobs


def add_members(jobs: "RoundScheduler", follow: Round) -> None:
    """Add the round that reads who is in the workspace."""
    jobs.add(_MEMBERS, follow, every=_MEMBERS_EVERY)


def add_calendars(jobs: "RoundScheduler", read_due: Round) -> None:
    """Add the round that reads people's calendars, each in its turn."""
    jobs.add(_CALENDARS, read_due, every=_CALENDARS_EVERY)


def add_companies(jobs: "RoundScheduler", follow: Round) -> None:
    """Add the round that has the calendars of whoever has come to a company be read, at once."""

    async def followed() -> None:
        await follow()
        jobs.hurry(_CALENDARS)

    jobs.add(_COMPANIES, followed, every=_COMPANIES_EVERY)


def add_settings(jobs: "RoundScheduler", compare: Round) -> None:
    """Add the round that asks whether another bot was started with other settings."""
    jobs.add(_SETTINGS, compare, every=_SETTINGS_EVERY)


def add_reminding_by_hand(
    jobs: "RoundScheduler", remind: Callable[[datetime], int], *, clock: Clock
) -> None:
    """Add the round that has coordinators remind whom no channel reaches."""

    async def asked() -> None:
        await asyncio.to_thread(remind, clock())

    jobs.add(_BY_HAND, asked, every=_BY_HAND_EVERY)


def add_hours(
    jobs: "RoundScheduler",
    store: Store,
    *,
    time_zone: str,
    clock: Clock,
    after: timedelta = _REMEMBER_AFTER,
) -> None:
    """Add the rounds that keep everybody's hours worked out, in the database and in memory.

    `time_zone` is the workspace's, on whose hours interviews begin; `after` is when, from the
    start on, memory is filled.
    """

    async def kept() -> None:
        await asyncio.to_thread(refresh_cache, store, now=clock())

    async def remembered() -> None:
        await asyncio.to_thread(keep_everybodys_hours, store, time_zone=time_zone, now=clock())

    jobs.add(_KEEP_HOURS, kept, every=_KEEP_HOURS_EVERY)
    jobs.add(_REMEMBER, remembered, every=_REMEMBER_EVERY, after=after)


def add_names(jobs: "RoundScheduler", store: Store) -> None:
    """Add the round that keeps where each name stands among all."""

    async def kept() -> None:
        await asyncio.to_thread(keep_names_sorted, store)

    jobs.add(_NAMES, kept, every=_NAMES_EVERY, after=_NAMES_AFTER)


def add_audit(jobs: "RoundScheduler", store: Store, *, kept_for: timedelta, clock: Clock) -> None:
    """Add the round that ends what is on record for longer than that."""

    async def ended() -> None:
        await asyncio.to_thread(end_old_entries, store, kept_for=kept_for, now=clock())

    jobs.add(_AUDIT, ended, every=_AUDIT_EVERY)


def add_history(
    jobs: "RoundScheduler", end: Callable[[datetime], Iterator[int]], *, clock: Clock
) -> None:
    """Add the round that takes away what has long been over, by the steps of `end`."""
    jobs.add(_HISTORY, partial(_in_steps, jobs, end, clock), every=_HISTORY_EVERY)


def add_erasing(
    jobs: "RoundScheduler", store: Store, *, kept_for: timedelta | None, clock: Clock
) -> None:
    """Add the round that erases candidates of whom nothing has been for so long; None: never."""
    if kept_for is not None:
        erase = partial(erase_candidates, store, kept_for=kept_for)
        jobs.add(
            _ERASING,
            partial(_in_steps, jobs, lambda now: erase(now=now), clock),
            every=_ERASING_EVERY,
        )


async def _in_steps(
    jobs: "RoundScheduler", end: Callable[[datetime], Iterator[int]], clock: Clock
) -> None:
    """One step at a time: a bot that is told to end does not end a million messages first."""
    steps = end(clock())
    while not jobs.is_ending and await asyncio.to_thread(next, steps, None) is not None:
        pass


def _add_rounds_of(delivery: Delivery, jobs: "RoundScheduler", *, store: Store) -> None:
    """Each channel has rounds of its own, so that none waits for another that is slow."""
    name = delivery.channel.channel.value
    send, look = f"{_SEND} by {name}", f"{_LOOK} by {name}"
    jobs.add(send, delivery.send_due, every=_SEND_EVERY)
    jobs.add(look, delivery.look, every=_LOOK_EVERY)
    store.when_written(lambda _: jobs.hurry(send))


async def _said(store: Store, *, clock_file: Path, now: datetime) -> None:
    moment = await asyncio.to_thread(next_due, store, now=now)
    await asyncio.to_thread(say_what_is_next, clock_file, moment)


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
    by the other.
    """

    wall: Clock = machine_now
    steady: Callable[[], float] = monotonic
    look_every: float = 1.0
    _running: dict[str, asyncio.Task[Any]] = field(default_factory=dict)
    _failing: dict[str, str] = field(default_factory=dict)
    """Of the rounds that ended badly last time: why, by name."""

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
        except Exception as error:
            self._note_failure(name, error)
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
