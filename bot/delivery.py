"""Delivering planned messages: to each person in the order in which they were planned."""

import asyncio
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clients import OUT_OF_REACH
from bot.clock import Clock
from bot.figures import note_sent
from bot.profiles import Profiles
from bot.sending import Answer, Outcome, send
from bot.views import notices
from scheduling.answers import Letter
from scheduling.model import ClaimedMessage
from scheduling.notices import DEACTIVATED, GONE, UNWRITTEN
from scheduling.store import Store
from scheduling.usecases import deliver

_BATCH = 20
_AT_ONCE = 4
_BROKEN_PAUSE = timedelta(minutes=1)

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Delivery:
    """Delivers for one process; `owner` names it in the leases that it takes."""

    store: Store
    client: AsyncWebClient
    profiles: Profiles
    clock: Clock
    owner: str = field(default_factory=lambda: secrets.token_hex(4))
    _is_ending: bool = False

    async def send_due(self) -> None:
        """This will send everything that is due, a batch at a time, until told to end."""
        while not self._is_ending:
            claimed = await asyncio.to_thread(
                deliver.claim_due, self.store, owner=self.owner, limit=_BATCH, now=self.clock()
            )
            if not claimed:
                return
            some = asyncio.Semaphore(_AT_ONCE)
            await asyncio.gather(*(self._in_order(each, some) for each in _by_person(claimed)))

    def end(self) -> None:
        """This will claim no more; what is claimed already is delivered."""
        self._is_ending = True

    async def tidy(self) -> None:
        """This will take back what lost workers hold and let lapse what is too late."""
        await asyncio.to_thread(deliver.tidy, self.store, now=self.clock())

    async def _in_order(self, messages: list[ClaimedMessage], some: asyncio.Semaphore) -> None:
        async with some:
            for claimed in messages:
                try:
                    await self._deliver(claimed)
                except Exception:
                    # The lease runs out and the message is taken back: nothing is lost.
                    log.exception("could not deliver message %s", claimed.id)

    async def _deliver(self, claimed: ClaimedMessage) -> None:
        try:
            letter = await asyncio.to_thread(deliver.letter_of, self.store, claimed=claimed)
            refusal = await self._refusal(letter)
            text, blocks = ("", []) if refusal else notices.message(letter, now=self.clock())
            ready = [block.to_dict() for block in blocks]
        except Exception:
            log.exception("could not write message %s", claimed.id)
            await self._mark(claimed, Answer(outcome=Outcome.UNSENT, detail=UNWRITTEN))
            return
        if refusal:
            await self._mark(claimed, Answer(outcome=Outcome.NEVER, detail=refusal))
        elif await asyncio.to_thread(deliver.begin, self.store, claimed=claimed, now=self.clock()):
            to = letter.recipient.slack_user_id or ""
            answer = await send(
                self.client, slack_user_id=to, uid=claimed.uid, text=text, blocks=ready
            )
            await self._mark(claimed, answer)

    async def _refusal(self, letter: Letter) -> str:
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
        match answer.outcome:
            case Outcome.SENT:
                at = {"channel": answer.channel, "ts": answer.ts}
                deliver.mark_sent(store, claimed=claimed, now=now, **at)
                message = claimed.message
                note_sent(message.kind, late=now - message.due_at)
            case Outcome.LATER:
                until = now + answer.retry_after
                deliver.mark_paused(store, claimed=claimed, until=until, reason=reason, now=now)
            case Outcome.UNSENT:
                deliver.mark_unsent(store, claimed=claimed, reason=reason, now=now)
            case Outcome.UNKNOWN:
                deliver.mark_unknown(store, claimed=claimed, reason=reason, now=now)
            case Outcome.NEVER:
                deliver.mark_dead(store, claimed=claimed, reason=reason, now=now)
            case Outcome.BROKEN:
                log.error("Slack refuses to talk to us (%s): sending is paused", reason)
                until = now + _BROKEN_PAUSE
                deliver.mark_paused(store, claimed=claimed, until=until, reason=reason, now=now)


def _by_person(claimed: Iterable[ClaimedMessage]) -> list[list[ClaimedMessage]]:
    """What somebody gets late must not come before what was planned earlier."""
    groups: dict[int, list[ClaimedMessage]] = {}
    for each in claimed:
        groups.setdefault(each.message.person_id, []).append(each)
    return list(groups.values())
