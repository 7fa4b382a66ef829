"""The background rounds of a bot: which there are, and how often each is made."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.changed_settings import comparing
from bot.delivery.clock_follower import ClockFollower
from bot.delivery.scheduler import RoundScheduler
from bot.delivery.worker import Delivery
from bot.process.clock import Clock, say_what_is_next
from bot.process.config import Settings
from bot.slack.directory.members import Members
from bot.slack.requests.middleware import Middleware
from scheduling.model import Rules
from scheduling.store import Store
from scheduling.usecases.audit import end_old_entries
from scheduling.usecases.delivery import next_due
from scheduling.usecases.upkeep.end_history import KeptFor, end_history
from scheduling.usecases.upkeep.erase_candidates import erase_candidates
from scheduling.usecases.upkeep.keep_everybodys_hours import keep_everybodys_hours
from scheduling.usecases.upkeep.keep_names_sorted import keep_names_sorted
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache
from scheduling.usecases.upkeep.remind_by_hand import remind_by_hand

_SEND, _SEND_EVERY = "send", timedelta(seconds=1)
_LOOK, _LOOK_EVERY = "look", timedelta(seconds=1)
_TIDY, _TIDY_EVERY = "tidy", 1 / 12
"""Of the lease: what lost workers held is taken back soon after it has run out."""
_CLOCK, _CLOCK_EVERY = "follow the clock", timedelta(seconds=5)
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


def all_rounds(
    settings: Settings,
    deliveries: Sequence[Delivery],
    *,
    middleware: Middleware,
    client: AsyncWebClient,
) -> RoundScheduler:
    """Return every round of a bot, ready to be started."""
    store, clock = middleware.store, middleware.clock
    jobs = rounds_of(deliveries, store=store, clock_file=settings.clock_file)
    members = Members(
        client=client,
        profiles=middleware.profiles,
        store=store,
        rules=middleware.rules,
        clock=clock,
    )
    jobs.add(_MEMBERS, members.follow, every=_MEMBERS_EVERY)
    if middleware.calendars is not None:
        _add_calendars(jobs, middleware.calendars)
    jobs.add(_SETTINGS, comparing(settings, store=store), every=_SETTINGS_EVERY)
    add_hours(jobs, store, time_zone=settings.time_zone, clock=clock)
    _add_names(jobs, store)
    _add_reminding_by_hand(jobs, store, rules=middleware.rules, clock=clock)
    _add_ending(jobs, settings, store=store, clock=clock)
    return jobs


def rounds_of(
    deliveries: Sequence[Delivery], *, store: Store, clock_file: Path | None = None
) -> RoundScheduler:
    """Return the rounds of a delivery by each channel, hurried along by every change in the store.

    With a clock's file, one more says beside it when the next message is due.
    """
    jobs = RoundScheduler()
    for delivery in deliveries:
        _add_rounds_of(delivery, jobs, store=store)
    # What is of no channel alone, one of them does for all.
    first = deliveries[0]
    jobs.add(_TIDY, first.tidy, every=first.policy.lease * _TIDY_EVERY)
    follower = ClockFollower(store=store, clock=first.clock, follow=first.follow)
    jobs.add(_CLOCK, follower.look, every=_CLOCK_EVERY)
    if clock_file is not None:
        jobs.add(
            _NEXT,
            lambda: _said(store, clock_file=clock_file, now=first.clock()),
            every=_NEXT_EVERY,
        )
    return jobs


def add_hours(
    jobs: RoundScheduler,
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


def _add_rounds_of(delivery: Delivery, jobs: RoundScheduler, *, store: Store) -> None:
    """Each channel has rounds of its own, so that none waits for another that is slow."""
    name = delivery.channel.channel.value
    send, look = f"{_SEND} by {name}", f"{_LOOK} by {name}"
    jobs.add(send, delivery.send_due, every=_SEND_EVERY)
    jobs.add(look, delivery.look, every=_LOOK_EVERY)
    store.when_written(lambda _: jobs.hurry(send))


async def _said(store: Store, *, clock_file: Path, now: datetime) -> None:
    moment = await asyncio.to_thread(next_due, store, now=now)
    await asyncio.to_thread(say_what_is_next, clock_file, moment)


def _add_calendars(jobs: RoundScheduler, keeper: CalendarKeeper) -> None:
    """Whoever has come to a company has their calendar read at once, and all others in turn."""
    jobs.add(_CALENDARS, keeper.read_due, every=_CALENDARS_EVERY)

    async def followed() -> None:
        await keeper.follow_companies()
        jobs.hurry(_CALENDARS)

    if keeper.companies:
        jobs.add(_COMPANIES, followed, every=_COMPANIES_EVERY)


def _add_names(jobs: RoundScheduler, store: Store) -> None:
    async def kept() -> None:
        await asyncio.to_thread(keep_names_sorted, store)

    jobs.add(_NAMES, kept, every=_NAMES_EVERY, after=_NAMES_AFTER)


def _add_reminding_by_hand(
    jobs: RoundScheduler, store: Store, *, rules: Rules, clock: Clock
) -> None:
    async def asked() -> None:
        await asyncio.to_thread(remind_by_hand, store, rules=rules, now=clock())

    jobs.add(_BY_HAND, asked, every=_BY_HAND_EVERY)


def _add_ending(jobs: RoundScheduler, settings: Settings, *, store: Store, clock: Clock) -> None:
    """The rounds that take away what was kept for as long as the settings say."""
    history = KeptFor(messages=settings.keep_messages, past_hours=settings.keep_past_hours)
    candidates = settings.keep_candidates

    async def audit_ended() -> None:
        await asyncio.to_thread(end_old_entries, store, kept_for=settings.keep_audit, now=clock())

    async def history_ended() -> None:
        await _in_steps(jobs, end_history(store, kept_for=history, now=clock()))

    jobs.add(_AUDIT, audit_ended, every=_AUDIT_EVERY)
    jobs.add(_HISTORY, history_ended, every=_HISTORY_EVERY)
    if candidates is not None:

        async def candidates_erased() -> None:
            await _in_steps(jobs, erase_candidates(store, kept_for=candidates, now=clock()))

        jobs.add(_ERASING, candidates_erased, every=_ERASING_EVERY)


async def _in_steps(jobs: RoundScheduler, steps: Iterator[int]) -> None:
    """One step at a time: a bot that is told to end does not end a million messages first."""
    while not jobs.is_ending and await asyncio.to_thread(next, steps, None) is not None:
        pass
