"""Designs that are known to be wrong, kept small: the judge must find each of them out.

They send by the same calls, and crash and meet faults as the right one does.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.delivery.channel import SendOutcome
from campaign.crashes import At, Trial
from scheduling.model import ClaimedMessage
from scheduling.results import MessageContext
from scheduling.store import Session, people
from scheduling.store.messages.delivery import claiming
from scheduling.store.schema.tables import message as table


@dataclass
class _Wrong:
    """What the wrong designs have in common."""

    trial: Trial
    at: At

    async def start(self) -> None:
        """Nothing."""

    async def tidy(self) -> None:
        """Nothing."""

    async def look(self) -> None:
        """Nothing: none of them does."""

    async def _sent(self, context: MessageContext) -> bool:
        self.at("begun")
        # A channel of its own for each, since each may be of another event loop.
        channel = self.trial.outside.channel()
        result = await channel.send(context, content={"text": "Soon"})
        self.at("called")
        return result.outcome is SendOutcome.SENT

    def _claimed(self, session: Session) -> list[MessageContext]:
        now, channel = self.trial.clock.now(), self.trial.outside.channel().channel
        claimed = claiming.claim(session, channel=channel, owner="wrong", now=now, limit=5)
        found = [(one, people.get(session, one.message.person_id)) for one in claimed]
        return [
            MessageContext(claimed=one, recipient=who, interview=None)
            for one, who in found
            if who is not None
        ]

    def _mark(self, session: Session, claimed: ClaimedMessage, state: str) -> None:
        session.execute(
            sa.update(table)
            .where(table.c.id == claimed.id)
            .values(state=state, owner=None, lease_until=None)
        )


class ResendsBlindly(_Wrong):
    """A lease, and when it has run out, or the call has broken off, the message is sent again."""

    async def tidy(self) -> None:
        now = self.trial.clock.now()
        lost = sa.update(table).where(table.c.state == "claimed", table.c.lease_until <= now)
        with self.trial.store.writing() as session:
            session.execute(lost.values(state="pending", owner=None, lease_until=None))

    async def send_due(self) -> None:
        while True:
            with self.trial.store.writing() as session:
                batch = self._claimed(session)
            if not batch:
                return
            for context in batch:
                if await self._sent(context):
                    with self.trial.store.writing() as session:
                        self._mark(session, context.claimed, "sent")


class LocksRowsWhileSending(_Wrong):
    """The rows stay locked in a transaction during the call; a crash undoes all of it."""

    async def send_due(self) -> None:
        with self.trial.store.writing() as session:
            for context in self._claimed(session):
                done = await self._sent(context)
                self._mark(session, context.claimed, "sent" if done else "pending")


class MarksFirst(_Wrong):
    """The message counts as sent before the call is made."""

    async def send_due(self) -> None:
        while True:
            with self.trial.store.writing() as session:
                batch = self._claimed(session)
                for context in batch:
                    self._mark(session, context.claimed, "sent")
            if not batch:
                return
            for context in batch:
                await self._sent(context)
