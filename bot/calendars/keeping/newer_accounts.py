"""Keeping with what a calendar is read from now on, as soon as that is known.

A provider may end the older permission when it gives a newer one: what was not kept before the
reading fails, or the bot is stopped, would be lost, and its owner would have to sign in again.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.sources.source import CalendarAccount
from scheduling.model.calendars import SealedGrant
from scheduling.store import Store
from scheduling.usecases.availability.grants import keep_grant_account
from scheduling.usecases.availability.sign_in import keep_account

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class InItsPlace:
    """Has what a calendar is read with be replaced by what is newer, unless another was first."""

    # As it is kept by now, as far as is known here.
    before: bytes = field(repr=False)
    seal: Callable[[CalendarAccount], bytes]
    # Has the first be replaced by the second; False where it is not the first that is there.
    replace: Callable[[bytes, bytes], bool]

    async def keep(self, account: CalendarAccount) -> None:
        """Keep it; what can't be kept at the moment is held in memory, and kept once it is read."""
        after = self.seal(account)
        try:
            if await asyncio.to_thread(self.replace, self.before, after):
                self.before = after
        except Exception as error:
            # No trace: what stands in its words may be a secret.
            log.error("a newer permission was not kept: %s", type(error).__name__)


def in_calendar(
    store: Store, accounts: SealedAccounts, *, calendar_id: int, before: bytes
) -> InItsPlace:
    """Return what keeps it with a calendar."""
    return InItsPlace(
        before=before,
        seal=partial(accounts.sealed, calendar_id),
        replace=lambda old, new: keep_account(
            store, calendar_id=calendar_id, before=old, after=new
        ),
    )


def in_grant(store: Store, accounts: SealedAccounts, grant: SealedGrant) -> InItsPlace:
    """Return what keeps it with what somebody has allowed, while no calendar is read by it."""
    return InItsPlace(
        before=grant.account,
        seal=partial(accounts.sealed_grant, grant.id),
        replace=lambda old, new: keep_grant_account(
            store, grant_id=grant.id, before=old, after=new
        ),
    )
