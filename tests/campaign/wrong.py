"""Designs that are known to be wrong, kept small: the judge must find each of them out.

They send by the same calls, and crash and meet faults as the right one does.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.delivery.slack import Outcome, send
from bot.process.config import read_settings
from bot.slack.client import messenger
from campaign.crashes import At, Trial
from scheduling.model import Channel, ClaimedMessage
from scheduling.store import Session, people
from scheduling.store.messages import outbox
from scheduling.store.schema.tables import message as table


@dataclass
class _Wrong:
    """What the wrong designs have in common."""

    trial: Trial
    at: At

    async def tidy(self) -> None:
        """Nothing."""

    async def look(self) -> None:
        """Nothing: none of them does."""

    async def _sent(self, claimed: ClaimedMessage, slack_user_id: str) -> bool:
        slack = self.trial.slack
        client = messenger(
            read_settings(
                slack_bot_token=slack.bot_token,
                slack_app_token=slack.app_token,
                slack_api_url=slack.api_url,
                _env_file=None,
            )
        )
        self.at("begun")
        answer = await send(
            client, slack_user_id=slack_user_id, uid=claimed.uid, text="Soon", blocks=[]
        )
        self.at("called")
        return answer.outcome is Outcome.SENT

    def _claimed(self, session: Session) -> list[tuple[ClaimedMessage, str]]:
        now = self.trial.slack.clock.now()
        claimed = outbox.claim(session, channel=Channel.SLACK, owner="wrong", now=now, limit=5)
        found = [(one, people.get(session, one.message.person_id)) for one in claimed]
        return [(one, who.slack_user_id or "") for one, who in found if who is not None]

    def _mark(self, session: Session, claimed: ClaimedMessage, state: str) -> None:
        session.execute(
            sa.update(table)
            .where(table.c.id == claimed.id)
            .values(state=state, owner=None, lease_until=None)
        )


class ResendsBlindly(_Wrong):
    """A lease, and when it has run out, or the call has broken off, the message is sent again."""

    async def tidy(self) -> None:
        now = self.trial.slack.clock.now()
        lost = sa.update(table).where(table.c.state == "claimed", table.c.lease_until <= now)
        with self.trial.store.writing() as session:
            session.execute(lost.values(state="pending", owner=None, lease_until=None))

    async def send_due(self) -> None:
        while True:
            with self.trial.store.writing() as session:
                batch = self._claimed(session)
            if not batch:
                return
            for claimed, to in batch:
                if await self._sent(claimed, to):
                    with self.trial.store.writing() as session:
                        self._mark(session, claimed, "sent")


class LocksRowsWhileSending(_Wrong):
    """The rows stay locked in a transaction during the call; a crash undoes all of it."""

    async def send_due(self) -> None:
        with self.trial.store.writing() as session:
            for claimed, to in self._claimed(session):
                done = await self._sent(claimed, to)
                self._mark(session, claimed, "sent" if done else "pending")


class MarksFirst(_Wrong):
    """The message counts as sent before the call is made."""

    async def send_due(self) -> None:
        while True:
            with self.trial.store.writing() as session:
                batch = self._claimed(session)
                for claimed, _ in batch:
                    self._mark(session, claimed, "sent")
            if not batch:
                return
            for claimed, to in batch:
                await self._sent(claimed, to)
