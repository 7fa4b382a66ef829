"""Sees to it that nothing waits for an hour which the clock has shown before it was put back."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.process.clock import Clock
from scheduling.store import Store
from scheduling.usecases.upkeep.follow_clock import follow_clock_at_start, follow_clock_put_back

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class ClockFollower:
    """Looks at the clock now and then, at the start and whenever it has gone back."""

    store: Store
    clock: Clock
    # Brings the clock up to date before each look.
    follow: Callable[[], None] = lambda: None
    _latest: datetime | None = None

    async def look(self) -> None:
        """Have nothing wait by a clock that has been put back since the last look."""
        await asyncio.to_thread(self.follow)
        before, now = self._latest, self.clock()
        if before is not None and before <= now:
            self._latest = now
            return
        end_waits = follow_clock_at_start if before is None else follow_clock_put_back
        hurried = await asyncio.to_thread(end_waits, self.store, now=now)
        # Only now: where that could not be, it is tried again at the next look.
        self._latest = now
        if hurried.messages or hurried.calendars:
            log.warning(
                "the clock was put back: %d messages and %d calendars wait for its old hour no "
                "more",
                hurried.messages,
                hurried.calendars,
            )
