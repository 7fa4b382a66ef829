"""Ending calendars that somebody has twice: two who were made one had both connected it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.calendars.keeping.accounts import SealedAccounts, are_of_one_calendar
from scheduling.errors import CalendarKeyLost
from scheduling.store import Store
from scheduling.usecases.availability.doubles import (
    CalendarsBeside,
    calendars_beside,
    end_double,
)

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class EndingDoubles:
    """Ends one of each two that are the same, wherever their owners were made one."""

    store: Store
    clock: Callable[[], datetime]
    accounts: SealedAccounts
    # What a calendar is read with never leads to another one: those are opened once.
    _known_apart: set[tuple[int, int]] = field(default_factory=set)

    async def end_all(self) -> None:
        """End them. What no key opens any more is left as it is."""
        for two in await asyncio.to_thread(self._doubles):
            await asyncio.to_thread(end_double, self.store, two, now=self.clock())
            log.info("somebody had connected one calendar twice, and has it once now")

    def _doubles(self) -> list[CalendarsBeside]:
        """Those that are the same; of all others it is known from then on that they are not."""
        beside = calendars_beside(self.store, known_apart=self._known_apart)
        found = [two for two in beside if self._are_one(two)]
        same = {two.ids for two in found}
        self._known_apart |= {two.ids for two in beside if two.ids not in same}
        return found

    def _are_one(self, two: CalendarsBeside) -> bool:
        try:
            one, other = map(self.accounts.opened, two.ids, two.accounts)
        except CalendarKeyLost:
            return False
        is_known_whose = bool(one.username) or not two.are_signed_in
        return is_known_whose and are_of_one_calendar(one, other)
