"""Delivering planned messages by a channel: to each person in the order they were planned in.

It knows the outbox and no channel: what a channel is asked stands in `channel`, what its answers
mean for the outbox in `outcomes`.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from bot.delivery import outcomes
from bot.delivery.channel import LookupOutcome, MessageChannel, SendOutcome, SendResult
from bot.process.clock import Clock
from scheduling.messages.reach import Reach, channel_of
from scheduling.messages.reasons import GONE, UNWRITTEN
from scheduling.model import USUAL, ClaimedMessage, Content, DeliveryPolicy
from scheduling.results import MessageContext
from scheduling.store import Store
from scheduling.usecases import delivery
from scheduling.usecases.delivery import reconcile

_BATCH = 20
AT_ONCE = 4
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
    """Delivers what goes by one channel, for one process."""

    store: Store
    channel: MessageChannel
    clock: Clock
    # Brings the clock up to date before each round.
    follow: Callable[[], None] = lambda: None
    policy: DeliveryPolicy = USUAL
    candidates_see_panel: bool = False
    # Decides, each time that a message is claimed, whether this channel still reaches its person.
    reach: Reach = channel_of
    # Called at each point of a message's way.
    at: Callable[[Point], None] = lambda point: None
    # How many messages are in its hands at once.
    at_once: int = AT_ONCE
    # Names the process in the leases that it takes.
    owner: str = field(default_factory=lambda: secrets.token_hex(4))
    _is_ending: bool = False
    _in_vain: int = 0

    async def start(self) -> None:
        """Hold what may have come long ago, where nobody can look; before the first round."""
        if self.channel.history is None:
            await asyncio.to_thread(self.follow)
            await asyncio.to_thread(
                delivery.hold_overdue,
                self.store,
                channel=self.channel.channel,
                now=self.clock(),
                policy=self.policy,
            )

    async def send_due(self) -> None:
        """Send everything that is due, a batch at a time, until told to end."""
        self._in_vain = 0
        claim = partial(delivery.claim_due, reach=self.reach)
        await self._each_batch(claim, self._deliver, then=Point.CLAIMED)

    async def look(self) -> None:
        """Find out what became of messages of which nobody knows."""
        await self._each_batch(reconcile.claim_unknown, self._look, then=Point.LOOKING)

    async def tidy(self) -> None:
        """Take back what lost workers hold and let lapse what is too late, of all channels."""
        await asyncio.to_thread(self.follow)
        await asyncio.to_thread(delivery.tidy, self.store, now=self.clock())

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
                channel=self.channel.channel,
                owner=self.owner,
                limit=_BATCH,
                now=self.clock(),
                policy=self.policy,
            )
            if not claimed:
                return
            self.at(then)
            # Slack takes about one message a second in each conversation, and these are of many.
            some = asyncio.Semaphore(self.at_once)
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
            await self._give_back(claimed)
            return
        try:
            context = await asyncio.to_thread(
                delivery.message_context,
                self.store,
                claimed=claimed,
                sees_panel=self.candidates_see_panel,
            )
            refusal = await self._refusal(context)
            content = {} if refusal else self._content(context)
        except Exception:
            log.exception("could not write message %s", claimed.id)
            await self._mark(claimed, SendResult(outcome=SendOutcome.UNSENT, detail=UNWRITTEN))
            return
        if refusal:
            await self._mark(claimed, SendResult(outcome=SendOutcome.NEVER, detail=refusal))
        elif await self._begun(claimed, content=content):
            result = await self._sent(context, content=content)
            self.at(Point.CALLED)
            await self._mark(claimed, result)
            self.at(Point.MARKED)

    async def _refusal(self, context: MessageContext) -> str:
        """Why the message can't be sent at all; empty when it can."""
        return GONE if context.is_gone else await self.channel.refusal(context)

    def _content(self, context: MessageContext) -> Content:
        """The message; where nobody can look whether it came before, word for word as before."""
        before = context.claimed.content
        if before is None or self.channel.history is not None:
            return self.channel.render(context, now=self.clock())
        # To another address it is no copy, and is made anew.
        if not self.channel.is_for_another(context, content=before):
            return before
        return self.channel.render(context, now=self.clock())

    async def _begun(self, claimed: ClaimedMessage, *, content: Content) -> bool:
        begun = await asyncio.to_thread(
            delivery.begin,
            self.store,
            claimed=claimed,
            # A second copy can't be prevented where nobody can look: then it is to be the same.
            content=content if self.channel.history is None else None,
            now=self.clock(),
            policy=self.policy,
        )
        if begun and not delivery.is_in_time(claimed, now=self.clock(), policy=self.policy):
            # The commit itself has taken too long.
            await self._give_back(claimed)
            return False
        if begun:
            self.at(Point.BEGUN)
        return begun

    async def _give_back(self, claimed: ClaimedMessage) -> None:
        await asyncio.to_thread(delivery.give_back, self.store, claimed=claimed, now=self.clock())

    async def _sent(self, context: MessageContext, *, content: Content) -> SendResult:
        try:
            async with asyncio.timeout(self.policy.longest_call.total_seconds()):
                before = await self._come_before(context)
                return before or await self.channel.send(context, content=content)
        except TimeoutError:
            return SendResult(outcome=SendOutcome.UNKNOWN, detail="no answer in time")

    async def _come_before(self, context: MessageContext) -> SendResult | None:
        """That it is there already, as may be when the database is an old copy of itself.

        Later when nobody can tell just now. None when it is to be sent.
        """
        history, claimed = self.channel.history, context.claimed
        is_overdue = self.clock() - claimed.message.due_at >= self.policy.overdue
        if history is None or not is_overdue or self._in_vain >= _ENOUGH_IN_VAIN:
            return None
        result = await history.find(context.recipient, claimed=claimed)
        if result.outcome is LookupOutcome.FOUND:
            self._in_vain = 0
        elif result.outcome is LookupOutcome.MISSING:
            self._in_vain += 1
        return outcomes.from_lookup(result)

    async def _mark(self, claimed: ClaimedMessage, result: SendResult) -> None:
        await asyncio.to_thread(
            outcomes.mark, self.store, claimed, result, now=self.clock(), policy=self.policy
        )

    # -- looking -----------------------------------------------------------------------------

    async def _look(self, claimed: ClaimedMessage) -> None:
        if self._is_ending:
            await asyncio.to_thread(
                reconcile.give_back, self.store, claimed=claimed, now=self.clock()
            )
            return
        history = self.channel.history
        if history is None:
            self.at(Point.SEEN)
            await asyncio.to_thread(
                outcomes.settle_unseen, self.store, claimed, now=self.clock(), policy=self.policy
            )
        else:
            recipient = await asyncio.to_thread(reconcile.recipient_of, self.store, claimed=claimed)
            result = await history.find(recipient, claimed=claimed)
            self.at(Point.SEEN)
            await asyncio.to_thread(
                outcomes.settle, self.store, claimed, result, now=self.clock(), policy=self.policy
            )
        self.at(Point.SETTLED)
