"""Giving back what people have allowed by signing in, once no calendar is read by it any more.

However a calendar ended, and wherever that was said: by a running bot, in its rounds.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.sources.signed_in import SignedInSource
from bot.calendars.sources.source import CalendarAccount, CalendarSource
from scheduling.errors import CalendarKeyLost
from scheduling.model.calendars import SealedGrant, SourceKind
from scheduling.store import Store
from scheduling.usecases.availability.grants import (
    GrantsThere,
    claim_grants,
    forget_grant,
    grants_there,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingBack:
    """Gives back what is due."""

    store: Store
    clock: Callable[[], datetime]
    sources: Mapping[SourceKind, CalendarSource]
    accounts: SealedAccounts

    async def give_back_due(self) -> None:
        """Give back some that are due; what is not taken now is tried again in an hour.

        Some at a time and all at once: a provider that does not answer keeps no calendar from
        being read for long. The others are due in the next round.
        """
        claimed = await asyncio.to_thread(claim_grants, self.store, now=self.clock())
        await asyncio.gather(*(self._settle(grant) for grant in claimed))

    async def _settle(self, grant: SealedGrant) -> None:
        if await self._is_settled(grant):
            await asyncio.to_thread(forget_grant, self.store, grant_id=grant.id)

    async def _is_settled(self, grant: SealedGrant) -> bool:
        """Give it back, and tell whether there is nothing more to be done."""
        source = self.sources.get(grant.source)
        if not isinstance(source, SignedInSource):
            return False  # as whom, nobody can say until it is set up again
        try:
            account = self.accounts.opened_grant(grant)
        except CalendarKeyLost:
            log.warning("%s: a permission can't be given back, as its key is lost", source.host)
            return True
        # With Google, all ends together that an account has given to one client.
        there = await asyncio.to_thread(grants_there, self.store, grant.source, now=self.clock())
        if any(_is_one_account(account, each) for each in self._opened(there)):
            return True
        return await source.give_back(account)

    def _opened(self, there: GrantsThere) -> Iterator[CalendarAccount]:
        for calendar_id, sealed in there.calendars.items():
            try:
                yield self.accounts.opened(calendar_id, sealed)
            except CalendarKeyLost:
                continue  # nothing is read by it
        for grant in there.waiting:
            try:
                yield self.accounts.opened_grant(grant)
            except CalendarKeyLost:
                continue


def _is_one_account(one: CalendarAccount, other: CalendarAccount) -> bool:
    """Tell whether both may be of one account: where a provider has not said whose, they are."""
    return one.username == other.username or not (one.username and other.username)
