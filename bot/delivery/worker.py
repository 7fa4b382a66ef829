"""Delivering planned messages: to each person in the order in which they were planned."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.slack import Answer, Outcome, Seen, Sight, look_for, send
from bot.process.clock import Clock
from bot.process.metrics import note_look, note_sent
from bot.slack.client import OUT_OF_REACH
from bot.slack.profiles import Profiles
from bot.views import notices
from scheduling.messages.notices import DEACTIVATED, GONE, UNWRITTEN
from scheduling.model import USUAL, Channel, ClaimedMessage, DeliveryPolicy
from scheduling.results import MessageContext
from scheduling.store import Store
from scheduling.usecases import deliver, reconcile

_BATCH = 20
_AT_ONCE = 4
_ENOUGH_IN_VAIN = 20
"""The oldest messages come first: when none of so many was there, the later ones are not either."""

log = logging.getLogger(__name__)


class Point(StrEnum):
    """The points between two commits on a message's way, where a crash must do no harm."""

    CLAIMED = "claimed"
    BEGUN = "begun"
    CALLED = "called"
    MARKED = "marked"
    LOOKING = "looking"
    SEEN = "seen"
    SETTLED = "settled"


@dataclass(kw_only=True)
class Delivery:
    """Delivers for one process; `owner` names it in the leases that it takes.

    `follow` brings the clock up to date before each round; `at` is called at each point.
    """

    store: Store
    client: AsyncWebClient
    profiles: Profiles
    clock: Clock
    follow: Callable[[], None] = lambda: None
    policy: DeliveryPolicy = USUAL
    at: Callable[[Point], None] = lambda point: None
    owner: str = field(default_factory=lambda: secrets.token_hex(4))
    _is_ending: bool = False
    _in_vain: int = 0

    async def send_due(self) -> None:
        """Send everything that is due, a batch at a time, until told to end."""
        self._in_vain = 0
        await self._each_batch(deliver.claim_due, self._deliver, then=Point.CLAIMED)

    async def look(self) -> None:
        """Find out what became of messages of which nobody knows."""
        await self._each_batch(reconcile.claim_unknown, self._look, then=Point.LOOKING)

    async def tidy(self) -> None:
        """Take back what lost workers hold and let lapse what is too late."""
        await asyncio.to_thread(self.follow)
        await asyncio.to_thread(deliver.tidy, self.store, now=self.clock())

    def end(self) -> None:
        """Claim no more, give back what no call was made for, and end what was begun."""
        self._is_ending = True

    async def _each_batch(
        self,
        claim: Callable[..., tuple[ClaimedMessage, ...]],
        deal_with: Callable[[ClaimedMessage], Awaitable[None]],
        *,
        then: Point,
    ) -> None:
        while not self._is_ending:
            await asyncio.to_thread(self.follow)
            claimed = await asyncio.to_thread(
                claim,
                self.store,
                channel=Channel.SLACK,
                owner=self.owner,
                limit=_BATCH,
                now=self.clock(),
                policy=self.policy,
            )
            if not claimed:
                return
            self.at(then)
            some = asyncio.Semaphore(_AT_ONCE)
            await asyncio.gather(*(self._dealt_with(each, deal_with, some) for each in claimed))

    async def _dealt_with(
        self,
        claimed: ClaimedMessage,
        deal_with: Callable[[ClaimedMessage], Awaitable[None]],
        some: asyncio.Semaphore,
    ) -> None:
        async with some:
            try:
                await deal_with(claimed)
            except Exception:
                # The lease runs out and the message is taken back: nothing is lost.
                log.exception("could not deal with message %s", claimed.id)

    # -- sending -----------------------------------------------------------------------------

    async def _deliver(self, claimed: ClaimedMessage) -> None:
        if self._is_ending:
            await asyncio.to_thread(
                deliver.give_back, self.store, claimed=claimed, now=self.clock()
            )
            return
        try:
            letter = await asyncio.to_thread(deliver.message_context, self.store, claimed=claimed)
            refusal = await self._refusal(letter)
            text, blocks = ("", []) if refusal else notices.message(letter, now=self.clock())
            ready = [block.to_dict() for block in blocks]
        except Exception:
            log.exception("could not write message %s", claimed.id)
            await self._mark(claimed, Answer(outcome=Outcome.UNSENT, detail=UNWRITTEN))
            return
        if refusal:
            await self._mark(claimed, Answer(outcome=Outcome.NEVER, detail=refusal))
        elif await self._begun(claimed):
            to = letter.recipient.slack_user_id or ""
            answer = await self._sent(claimed, to=to, text=text, blocks=ready)
            self.at(Point.CALLED)
            await self._mark(claimed, answer)
            self.at(Point.MARKED)

    async def _begun(self, claimed: ClaimedMessage) -> bool:
        begun = await asyncio.to_thread(
            deliver.begin,
            self.store,
            claimed=claimed,
            now=self.clock(),
            policy=self.policy,
        )
        if begun and not deliver.is_in_time(claimed, now=self.clock(), policy=self.policy):
            # The commit itself has taken too long.
            await asyncio.to_thread(
                deliver.give_back, self.store, claimed=claimed, now=self.clock()
            )
            return False
        if begun:
            self.at(Point.BEGUN)
        return begun

    async def _sent(
        self, claimed: ClaimedMessage, *, to: str, text: str, blocks: list[dict[str, object]]
    ) -> Answer:
        try:
            async with asyncio.timeout(self.policy.longest_call.total_seconds()):
                return await self._come_before(claimed, to=to) or await send(
                    self.client, slack_user_id=to, uid=claimed.uid, text=text, blocks=blocks
                )
        except TimeoutError:
            return Answer(outcome=Outcome.UNKNOWN, detail="no answer in time")

    async def _come_before(self, claimed: ClaimedMessage, *, to: str) -> Answer | None:
        """That it is there already, as may be when the database is an old copy of itself.

        Later when nobody can tell just now. None when it is to be sent.
        """
        now, due_at = self.clock(), claimed.message.due_at
        if now - due_at < self.policy.overdue or self._in_vain >= _ENOUGH_IN_VAIN:
            return None
        seen = await look_for(
            self.client,
            slack_user_id=to,
            channel=claimed.conversation,
            uid=claimed.uid,
            due_at=due_at,
        )
        match seen.sight:
            case Sight.FOUND:
                self._in_vain = 0
                return Answer(outcome=Outcome.SENT, channel=seen.channel, ts=seen.ts)
            case Sight.LIMITED:
                wait = seen.retry_after
                return Answer(outcome=Outcome.LATER, detail=seen.detail, retry_after=wait)
            case Sight.TROUBLE:
                return Answer(outcome=Outcome.UNSENT, detail=seen.detail)
            case Sight.MISSING:
                self._in_vain += 1
        return None

    async def _refusal(self, letter: MessageContext) -> str:
        """Why the message can't be sent at all; empty when it can.

        Slack answers ok to messages for people who never get them, so it is asked first.
        """
        user_id = letter.recipient.slack_user_id
        if letter.interview is None or user_id is None:
            return GONE
        try:
            profile = await self.profiles.of(user_id)
        except (SlackApiError, *OUT_OF_REACH):
            return ""  # then the message itself tells what is wrong
        return DEACTIVATED if profile.is_deactivated else ""

    async def _mark(self, claimed: ClaimedMessage, answer: Answer) -> None:
        await asyncio.to_thread(self._marked, claimed, answer)

    def _marked(self, claimed: ClaimedMessage, answer: Answer) -> None:
        store, now, reason = self.store, self.clock(), answer.detail
        policy = self.policy
        match answer.outcome:
            case Outcome.SENT:
                at = {"conversation": answer.channel, "receipt": answer.ts}
                if deliver.mark_sent(store, claimed=claimed, now=now, **at):
                    note_sent(claimed.message.kind, late=now - claimed.message.due_at)
            case Outcome.LATER:
                until = now + answer.retry_after
                deliver.mark_paused(store, claimed=claimed, until=until, reason=reason, now=now)
            case Outcome.UNSENT:
                deliver.mark_unsent(store, claimed=claimed, reason=reason, now=now, policy=policy)
            case Outcome.UNKNOWN:
                deliver.mark_unknown(store, claimed=claimed, reason=reason, now=now, policy=policy)
            case Outcome.NEVER:
                deliver.mark_dead(store, claimed=claimed, reason=reason, now=now)
            case Outcome.BROKEN:
                log.error("Slack refuses to talk to us (%s): sending is paused", reason)
                until = now + policy.broken
                deliver.mark_paused(store, claimed=claimed, until=until, reason=reason, now=now)

    # -- looking -----------------------------------------------------------------------------

    async def _look(self, claimed: ClaimedMessage) -> None:
        if self._is_ending:
            await asyncio.to_thread(
                reconcile.give_back, self.store, claimed=claimed, now=self.clock()
            )
            return
        recipient = await asyncio.to_thread(reconcile.recipient_of, self.store, claimed=claimed)
        seen = await look_for(
            self.client,
            slack_user_id=recipient.slack_user_id or "",
            channel=claimed.conversation,
            uid=claimed.uid,
            due_at=claimed.message.due_at,
        )
        self.at(Point.SEEN)
        await asyncio.to_thread(self._settled, claimed, seen)
        self.at(Point.SETTLED)

    def _settled(self, claimed: ClaimedMessage, seen: Seen) -> None:
        store, now, policy = self.store, self.clock(), self.policy
        again = False
        match seen.sight:
            case Sight.FOUND:
                at = {"conversation": seen.channel, "receipt": seen.ts}
                if reconcile.note_found(store, claimed=claimed, now=now, **at):
                    late = claimed.since - claimed.message.due_at
                    note_sent(claimed.message.kind, late=late)
            case Sight.MISSING:
                again = reconcile.note_missing(
                    store, claimed=claimed, conversation=seen.channel, now=now, policy=policy
                )
            case Sight.TROUBLE:
                soon = now + policy.looks[0]
                again = reconcile.note_later(
                    store, claimed=claimed, at=soon, now=now, policy=policy
                )
            case Sight.UNREADABLE:
                again = reconcile.note_unreadable(
                    store, claimed=claimed, reason=seen.detail, now=now, policy=policy
                )
            case Sight.LIMITED | Sight.BROKEN:
                is_broken = seen.sight is Sight.BROKEN
                wait = policy.broken if is_broken else seen.retry_after
                reconcile.hold_off(
                    store,
                    claimed=claimed,
                    until=now + wait,
                    reason=seen.detail,
                    pauses=is_broken,
                )
        note_look(seen.sight, sent_again=again)
