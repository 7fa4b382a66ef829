"""The background rounds: what is due is sent, and what was lost on the way is taken back."""

import asyncio
import logging
import secrets
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from time import monotonic

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock, machine_now
from bot.profiles import Profiles
from bot.sending import Answer, Outcome, send
from bot.views import notices
from scheduling.answers import Letter
from scheduling.model import ClaimedMessage
from scheduling.store import Store
from scheduling.usecases import deliver

_SEND_EVERY = timedelta(seconds=1)
_TIDY_EVERY = timedelta(seconds=15)
_BATCH = 20
_AT_ONCE = 4
_BROKEN_PAUSE = timedelta(minutes=1)
_CLOCK_STEP = 5.0
"""Seconds by which the wall clock must differ from the steady one to count as a step."""

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Jobs:
    """The rounds of one process; `owner` names it in the leases that it takes."""

    store: Store
    client: AsyncWebClient
    profiles: Profiles
    clock: Clock
    owner: str = field(default_factory=lambda: secrets.token_hex(4))

    def __post_init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._steps: asyncio.Task[None] | None = None

    def start(self) -> None:
        """This will start the rounds on the running event loop."""
        for round_, every in ((self.send_due, _SEND_EVERY), (self.tidy, _TIDY_EVERY)):
            self._scheduler.add_job(
                round_, "interval", seconds=every.total_seconds(), next_run_time=machine_now()
            )
        self._scheduler.start()
        self._steps = asyncio.create_task(self._follow_clock_steps())

    async def stop(self) -> None:
        """This will start no more rounds."""
        if self._steps is not None:
            self._steps.cancel()
        self._scheduler.shutdown(wait=False)

    async def send_due(self) -> None:
        """This will send everything that is due, a batch at a time."""
        while True:
            claimed = await asyncio.to_thread(
                deliver.claim_due, self.store, owner=self.owner, limit=_BATCH, now=self.clock()
            )
            if not claimed:
                return
            some = asyncio.Semaphore(_AT_ONCE)
            await asyncio.gather(*(self._deliver(each, some) for each in claimed))

    async def tidy(self) -> None:
        """This will take back what lost workers hold and let lapse what is too late."""
        await asyncio.to_thread(deliver.tidy, self.store, now=self.clock())

    async def _deliver(self, claimed: ClaimedMessage, some: asyncio.Semaphore) -> None:
        async with some:
            try:
                letter = await asyncio.to_thread(deliver.letter_of, self.store, claimed=claimed)
                await self._send(letter)
            except Exception:
                # The lease runs out and the message is taken back: nothing is lost by going on.
                log.exception("could not deliver message %s", claimed.id)

    async def _send(self, letter: Letter) -> None:
        claimed, user_id = letter.claimed, letter.recipient.slack_user_id
        now = self.clock()
        if letter.interview is None or user_id is None:
            await self._give_up(claimed, "it is about an interview or person that is gone")
            return
        if await self._is_deactivated(user_id):
            await self._give_up(claimed, "their Slack account is deactivated")
            return
        text, blocks = notices.message(letter, letter.interview, now=now)
        if not await asyncio.to_thread(deliver.begin, self.store, claimed=claimed, now=now):
            return
        answer = await send(
            self.client, slack_user_id=user_id, uid=claimed.uid, text=text, blocks=blocks
        )
        await asyncio.to_thread(self._mark, claimed, answer)

    def _mark(self, claimed: ClaimedMessage, answer: Answer) -> None:
        now, detail = self.clock(), answer.detail
        match answer.outcome:
            case Outcome.SENT:
                deliver.mark_sent(
                    self.store, claimed=claimed, channel=answer.channel, ts=answer.ts, now=now
                )
            case Outcome.LATER:
                until = now + answer.retry_after
                deliver.mark_paused(
                    self.store, claimed=claimed, until=until, reason=detail, now=now
                )
            case Outcome.UNSENT:
                deliver.mark_unsent(self.store, claimed=claimed, reason=detail, now=now)
            case Outcome.UNKNOWN:
                deliver.mark_unknown(self.store, claimed=claimed, reason=detail, now=now)
            case Outcome.NEVER:
                deliver.mark_dead(self.store, claimed=claimed, reason=detail, now=now)
            case Outcome.BROKEN:
                log.error("Slack refuses to talk to us (%s): sending is paused", detail)
                until = now + _BROKEN_PAUSE
                deliver.mark_paused(
                    self.store, claimed=claimed, until=until, reason=detail, now=now
                )

    async def _is_deactivated(self, user_id: str) -> bool:
        """Slack answers ok to messages for people who never get them, so it is asked first."""
        try:
            return (await self.profiles.of(user_id)).is_deactivated
        except SlackApiError:
            return False  # then the message itself tells what is wrong

    async def _give_up(self, claimed: ClaimedMessage, reason: str) -> None:
        await asyncio.to_thread(
            deliver.mark_dead, self.store, claimed=claimed, reason=reason, now=self.clock()
        )

    async def _follow_clock_steps(self) -> None:
        """Wakes the scheduler when the machine's clock is set: it sleeps by that clock, and a
        step back of an hour would put off the next round by an hour.
        """
        ahead = machine_now().timestamp() - monotonic()
        while True:
            await asyncio.sleep(1)
            was, ahead = ahead, machine_now().timestamp() - monotonic()
            if abs(ahead - was) > _CLOCK_STEP:
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=machine_now())
