"""One reading of one calendar, and what is kept of it."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from weakref import WeakValueDictionary

from bot.calendars.accounts import SealedAccounts
from bot.calendars.source import CalendarAccount, CalendarSource, Found, Unchanged
from bot.process.clock import Clock
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarKeyLost,
    CalendarNotRead,
    CompanyCalendarsClosed,
)
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.usecases.availability import reading
from scheduling.usecases.availability.reading import ReadingTurn

_AT_ONCE_A_HOST = 4

log = logging.getLogger(__name__)

Outcome = Found | Unchanged | CalendarNotRead


@dataclass(kw_only=True)
class Turns:
    """Reads calendars, each in its turn at its host, and saves what came of that."""

    store: Store
    clock: Clock
    sources: Mapping[SourceKind, CalendarSource]
    # None where nobody has given any keys: then none can be opened.
    accounts: SealedAccounts | None
    interval: timedelta
    _hosts: WeakValueDictionary[str, asyncio.Semaphore] = field(default_factory=WeakValueDictionary)

    async def read(self, turn: ReadingTurn) -> Outcome:
        """Read one calendar; whatever goes wrong is its outcome, and stops no other."""
        calendar = turn.calendar
        try:
            account, mark = self._account(turn), None
            if self.accounts is not None:
                mark = self.accounts.opened_mark(calendar.id, turn.remembered)
            found = await self.read_from(calendar.source, calendar.host, account, turn.reader, mark)
        except CalendarNotRead as error:
            return error
        return Unchanged(mark=None) if found == Unchanged(mark=mark) else found

    def _account(self, turn: ReadingTurn) -> CalendarAccount:
        """What a calendar is read with; a company's is known by the address of its owner."""
        if turn.calendar.source.is_companys:
            return CalendarAccount(address="")
        if self.accounts is None:
            raise CalendarKeyLost
        return self.accounts.opened(turn.calendar.id, turn.account)

    async def read_from(
        self,
        kind: SourceKind,
        host: str,
        account: CalendarAccount,
        reader: Reader,
        mark: str | None,
    ) -> Found | Unchanged:
        """Read one in its turn at its host. Raises CalendarNotRead, and nothing else."""
        try:
            if kind.is_companys:
                # They are asked for together, so none of them waits for its turn.
                return await self._of_company(kind, host).read(account, reader, mark)
            async with self._turn_at(host):
                return await self.sources[kind].read(account, reader, mark)
        except CalendarNotRead:
            raise
        except Exception as error:
            # No trace: an address, which is a secret, may stand in its words.
            log.error("reading a calendar of %s failed: %s", host, type(error).__name__)
            raise CalendarFailing(host=host) from None

    def _of_company(self, kind: SourceKind, host: str) -> CalendarSource:
        source = self.sources.get(kind)
        if source is None:
            raise CompanyCalendarsClosed(host=host, why="it is not set up any more")
        return source

    async def save(self, outcomes: Sequence[tuple[ReadingTurn, Outcome]]) -> None:
        unchanged = [(turn, found) for turn, found in outcomes if isinstance(found, Unchanged)]
        if unchanged:
            await asyncio.to_thread(
                reading.save_unchanged,
                self.store,
                [(turn, self._new_mark(turn, found)) for turn, found in unchanged],
                now=self.clock(),
                interval=self.interval,
            )
        for turn, outcome in outcomes:
            if isinstance(outcome, Found):
                await asyncio.to_thread(
                    reading.save_found,
                    self.store,
                    turn,
                    outcome.reading,
                    remembered=self._mark(turn, outcome.mark),
                    now=self.clock(),
                    interval=self.interval,
                )
            elif isinstance(outcome, CalendarNotRead):
                await asyncio.to_thread(
                    reading.save_failure,
                    self.store,
                    turn,
                    outcome,
                    now=self.clock(),
                    interval=self.interval,
                    asked=_asked(outcome),
                )

    def _new_mark(self, turn: ReadingTurn, found: Unchanged) -> bytes | None:
        return None if found.mark is None else self._mark(turn, found.mark)

    def _mark(self, turn: ReadingTurn, mark: str) -> bytes:
        # Without keys, a company's calendars are read, and nothing is left for the next time.
        return b"" if self.accounts is None else self.accounts.mark(turn.calendar.id, mark)

    def _turn_at(self, host: str) -> asyncio.Semaphore:
        return self._hosts.setdefault(host, asyncio.Semaphore(_AT_ONCE_A_HOST))


def _asked(error: CalendarNotRead) -> timedelta | None:
    if isinstance(error, CalendarBusy) and error.seconds is not None:
        return timedelta(seconds=error.seconds)
    return None
