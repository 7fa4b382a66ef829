"""Reading people's calendars: when they connect one, when they ask for it, and in rounds."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from bot.calendars.accounts import SealedAccounts
from bot.calendars.source import CalendarAccount, CalendarSource, Found, Unchanged
from bot.process.clock import Clock
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    AddressNotUnderstood,
    CalendarBusy,
    CalendarFailing,
    CalendarKeyLost,
    CalendarNotConnected,
    CalendarNotRead,
    NoKeysForCalendars,
)
from scheduling.model import Profile, RequestContext
from scheduling.model.calendars import SourceKind
from scheduling.results import CalendarChange
from scheduling.store import Store
from scheduling.usecases.availability import calendars, reading
from scheduling.usecases.availability.calendars import NewCalendar
from scheduling.usecases.availability.reading import ReadingTurn

_AT_ONCE, _AT_ONCE_A_HOST = 64, 4
_USUAL_INTERVAL = timedelta(minutes=10)

log = logging.getLogger(__name__)

_Outcome = Found | Unchanged | CalendarNotRead


@dataclass(kw_only=True)
class CalendarKeeper:
    """Reads calendars by whatever source each is of, at most four at once of one host."""

    store: Store
    clock: Clock
    sources: Mapping[SourceKind, CalendarSource]
    # None where nobody has given any keys: then none can be connected.
    accounts: SealedAccounts | None
    interval: timedelta = _USUAL_INTERVAL
    _hosts: WeakValueDictionary[str, asyncio.Semaphore] = field(default_factory=WeakValueDictionary)

    async def connect(
        self,
        context: RequestContext,
        account: CalendarAccount,
        *,
        person_id: int | None,
        member: Profile | None = None,
    ) -> CalendarChange:
        """Read a calendar and connect it, or do nothing where it can't be read.

        Raises NoKeysForCalendars, CalendarNotRead and what connecting refuses.
        """
        new = await self.look(context, account, person_id=person_id, member=member)
        return await asyncio.to_thread(
            calendars.connect_calendar,
            self.store,
            context,
            new=new,
            interval=self.interval,
            person_id=person_id,
            member=member,
        )

    async def look(
        self,
        context: RequestContext,
        account: CalendarAccount,
        *,
        person_id: int | None,
        member: Profile | None = None,
    ) -> NewCalendar:
        """Read a calendar that is to be connected. Raises what `connect` does."""
        if self.accounts is None:
            raise NoKeysForCalendars
        host = _host_of(account)
        kind = _kind_of(account)
        reader = await asyncio.to_thread(
            calendars.reader_for, self.store, context, person_id=person_id, member=member
        )
        found = await self._read_from(kind, host, account, reader, None)
        assert isinstance(found, Found)  # without a mark, nothing is as it was
        return NewCalendar(
            source=kind,
            host=host,
            sealed=self.accounts.new(account, mark=found.mark),
            reader=reader,
            reading=found.reading,
        )

    async def refresh(self, context: RequestContext, *, calendar_id: int) -> CalendarChange:
        """Read a calendar now, and return it as it stands then.

        Raises CalendarNotRead, CalendarNotConnected and NotAllowed.
        """
        await asyncio.to_thread(calendars.calendar_of, self.store, context, calendar_id=calendar_id)
        turns = await asyncio.to_thread(
            reading.take_these, self.store, [calendar_id], now=self.clock()
        )
        if not turns:
            raise CalendarNotConnected
        outcome = await self._read(turns[0])
        await self._save([(turns[0], outcome)])
        if isinstance(outcome, CalendarNotRead):
            raise outcome
        return await asyncio.to_thread(
            calendars.calendar_of, self.store, context, calendar_id=calendar_id
        )

    async def read_due(self) -> None:
        """Read all calendars that are due, some at a time, until none is."""
        under_way: dict[asyncio.Task[_Outcome], ReadingTurn] = {}
        try:
            while True:
                await self._take_more(under_way)
                if not under_way:
                    return
                done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                await self._save([(under_way.pop(task), task.result()) for task in done])
        finally:
            for task in under_way:
                task.cancel()

    async def close(self) -> None:
        """Let go of all that the sources have open."""
        await asyncio.gather(*(source.close() for source in self.sources.values()))

    async def _take_more(self, under_way: dict[asyncio.Task[_Outcome], ReadingTurn]) -> None:
        # Not one by one: to take some is a transaction.
        if len(under_way) > _AT_ONCE // 2:
            return
        turns = await asyncio.to_thread(
            reading.take_due, self.store, now=self.clock(), limit=_AT_ONCE - len(under_way)
        )
        for turn in turns:
            under_way[asyncio.create_task(self._read(turn))] = turn

    async def _read(self, turn: ReadingTurn) -> _Outcome:
        """Read one calendar; whatever goes wrong is its outcome, and stops no other."""
        calendar = turn.calendar
        try:
            if self.accounts is None:
                raise CalendarKeyLost
            account = self.accounts.opened(calendar.id, turn.account)
            mark = self.accounts.opened_mark(calendar.id, turn.remembered)
            return await self._read_from(calendar.source, calendar.host, account, turn.reader, mark)
        except CalendarNotRead as error:
            return error

    async def _read_from(
        self,
        kind: SourceKind,
        host: str,
        account: CalendarAccount,
        reader: Reader,
        mark: str | None,
    ) -> Found | Unchanged:
        """Read one in its turn at its host. Raises CalendarNotRead, and nothing else."""
        try:
            async with self._turn_at(host):
                return await self.sources[kind].read(account, reader, mark)
        except CalendarNotRead:
            raise
        except Exception as error:
            # No trace: an address, which is a secret, may stand in its words.
            log.error("reading a calendar of %s failed: %s", host, type(error).__name__)
            raise CalendarFailing(host=host) from None

    async def _save(self, outcomes: Sequence[tuple[ReadingTurn, _Outcome]]) -> None:
        unchanged = [(turn, found) for turn, found in outcomes if isinstance(found, Unchanged)]
        if unchanged:
            await asyncio.to_thread(
                reading.save_unchanged,
                self.store,
                [(turn, self._mark(turn, found.mark)) for turn, found in unchanged],
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

    def _mark(self, turn: ReadingTurn, mark: str) -> bytes:
        assert self.accounts is not None  # or nothing would have been read
        return self.accounts.mark(turn.calendar.id, mark)

    def _turn_at(self, host: str) -> asyncio.Semaphore:
        return self._hosts.setdefault(host, asyncio.Semaphore(_AT_ONCE_A_HOST))


def _kind_of(account: CalendarAccount) -> SourceKind:
    """A file may need a user as well; whatever else does, is a server to be searched."""
    is_file = urlsplit(account.address.strip()).path.casefold().endswith(".ics")
    return SourceKind.CALDAV if account.username and not is_file else SourceKind.ADDRESS


def _host_of(account: CalendarAccount) -> str:
    """The server as everybody may know it: no user, no port and no path."""
    try:
        host = urlsplit(account.address.strip()).hostname
    except ValueError:
        host = None
    if not host:
        raise AddressNotUnderstood
    return host


def _asked(error: CalendarNotRead) -> timedelta | None:
    if isinstance(error, CalendarBusy) and error.seconds is not None:
        return timedelta(seconds=error.seconds)
    return None
