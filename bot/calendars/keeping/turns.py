"""One reading of one calendar, and what is kept of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from bot.calendars.fetching.host_turns import HostTurns, TurnNotCome
from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.newer_accounts import in_calendar
from bot.calendars.sources.signed_in import Keep, SignedInSource, kept_nowhere
from bot.calendars.sources.source import CalendarAccount, CalendarSource, Found, Unchanged
from bot.process.clock import Clock
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarKeysAway,
    CalendarNotRead,
    CalendarSignInClosed,
    CalendarSignInEnded,
    CompanyCalendarsClosed,
)
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.usecases.availability import reading
from scheduling.usecases.availability.reading import ReadingTurn
from scheduling.usecases.availability.sign_in import account_now, keep_account

_SECONDS_WAITED = 60.0
"""For its turn at a host, by a reading of a round: it is over before others may take it."""
_SECONDS_TO_KEEP = 2.0
"""For another bot to keep the newer permission that it has had come."""

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
    hosts: HostTurns = field(default_factory=HostTurns)
    seconds_waited: float = _SECONDS_WAITED
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    # Whether there was a calendar to be read that needs some, and there are none.
    misses_keys: bool = False

    async def read(self, turn: ReadingTurn) -> Outcome:
        """Read one calendar for somebody who waits for it; whatever goes wrong is its outcome."""
        host = turn.calendar.host
        try:
            return await self._in_turn(turn.calendar.source, host, partial(self._read, turn))
        except CalendarNotRead as error:
            return error

    async def read_in_round(self, turn: ReadingTurn) -> Outcome | None:
        """Do the same without hurry: after whoever waits, and without asking who is silent.

        None: its turn has not come in time, and it is left to a next round.
        """
        source, host = turn.calendar.source, turn.calendar.host
        try:
            if source.is_companys:
                return await self._read(turn)
            read = partial(self._read, turn)
            return await self.hosts.in_round(host, read, seconds=self.seconds_waited)
        except CalendarNotRead as error:
            return error
        except TurnNotCome:
            return None

    async def _read(self, turn: ReadingTurn) -> Found | Unchanged:
        calendar = turn.calendar
        account, mark = self._account(turn), None
        if self.accounts is not None:
            mark = self.accounts.opened_mark(calendar.id, turn.remembered)
        try:
            found = await self._by(turn, turn.account, account, mark)
        except CalendarSignInEnded:
            newer = await self._newer(turn)
            if newer is None or self.accounts is None:
                raise
            found = await self._by(turn, newer, self.accounts.opened(calendar.id, newer), mark)
        return Unchanged(mark=None) if found == Unchanged(mark=mark) else found

    async def _by(
        self, turn: ReadingTurn, sealed: bytes, account: CalendarAccount, mark: str | None
    ) -> Found | Unchanged:
        """Read one by an account, which is kept sealed like that."""
        calendar = turn.calendar
        keep: Keep = kept_nowhere
        if self.accounts is not None:
            place = in_calendar(self.store, self.accounts, calendar_id=calendar.id, before=sealed)
            keep = place.keep
        return await self._from(
            calendar.source, calendar.host, account, turn.reader, mark, keep=keep
        )

    async def _newer(self, turn: ReadingTurn) -> bytes | None:
        """Return by what a calendar is read now, where it is not by what has ended.

        Another bot may have had a newer permission come by the same, and be about to keep it.
        """
        now = await self._account_now(turn)
        # What was silent before has ended before: nobody is about to keep anything.
        if now == turn.account and turn.calendar.failing_since is None:
            await self.pause(_SECONDS_TO_KEEP)
            now = await self._account_now(turn)
        return None if now == turn.account else now

    async def _account_now(self, turn: ReadingTurn) -> bytes | None:
        return await asyncio.to_thread(account_now, self.store, turn.calendar)

    def _account(self, turn: ReadingTurn) -> CalendarAccount:
        """What a calendar is read with; a company's is known by the address of its owner."""
        if turn.calendar.source.is_companys:
            return CalendarAccount(address="")
        if self.accounts is None:
            if not self.misses_keys:
                log.error("calendars are connected that no key opens: SECRET_KEYS is not set")
            self.misses_keys = True
            raise CalendarKeysAway
        return self.accounts.opened(turn.calendar.id, turn.account)

    async def read_from(
        self,
        kind: SourceKind,
        host: str,
        account: CalendarAccount,
        reader: Reader,
        keep: Keep = kept_nowhere,
    ) -> Found | Unchanged:
        """Read one for somebody who waits for it, who has no mark of it. Raises CalendarNotRead."""
        read = partial(self._from, kind, host, account, reader, None, keep=keep)
        return await self._in_turn(kind, host, read)

    async def _in_turn(
        self, kind: SourceKind, host: str, read: Callable[[], Awaitable[Found | Unchanged]]
    ) -> Found | Unchanged:
        # Those of a company are asked for together, so none of them waits for its turn.
        return await (read() if kind.is_companys else self.hosts.asked_for(host, read))

    async def _from(
        self,
        kind: SourceKind,
        host: str,
        account: CalendarAccount,
        reader: Reader,
        mark: str | None,
        *,
        keep: Keep,
    ) -> Found | Unchanged:
        """Read one, and nothing else goes wrong than CalendarNotRead."""
        source = self._source(kind, host)
        try:
            if isinstance(source, SignedInSource):
                return await source.read(account, reader, mark, keep=keep)
            return await source.read(account, reader, mark)
        except CalendarNotRead:
            raise
        except Exception as error:
            # No trace: an address, which is a secret, may stand in its words.
            log.error("reading a calendar of %s failed: %s", host, type(error).__name__)
            raise CalendarFailing(host=host) from None

    def _source(self, kind: SourceKind, host: str) -> CalendarSource:
        source = self.sources.get(kind)
        if source is None:
            closed = CompanyCalendarsClosed if kind.is_companys else CalendarSignInClosed
            raise closed(host=host, why="it is not set up any more")
        return source

    async def save(self, outcomes: Sequence[tuple[ReadingTurn, Outcome]]) -> None:
        for turn, found in outcomes:
            if not isinstance(found, CalendarNotRead) and found.account is not None:
                await self._keep(turn, found.account)
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

    async def _keep(self, turn: ReadingTurn, account: CalendarAccount) -> None:
        """Have a calendar be read with that from now on, unless it is connected anew meanwhile."""
        assert self.accounts is not None  # or it had not been opened
        await asyncio.to_thread(
            keep_account,
            self.store,
            calendar_id=turn.calendar.id,
            before=turn.account,
            after=self.accounts.sealed(turn.calendar.id, account),
        )

    def _mark(self, turn: ReadingTurn, mark: str) -> bytes:
        # Without keys, a company's calendars are read, and nothing is left for the next time.
        return b"" if self.accounts is None else self.accounts.mark(turn.calendar.id, mark)


def _asked(error: CalendarNotRead) -> timedelta | None:
    if isinstance(error, CalendarBusy) and error.seconds is not None:
        return timedelta(seconds=error.seconds)
    return None
