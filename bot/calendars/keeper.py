"""Reading people's calendars: when they connect one, when they ask for it, and in rounds."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from bot.calendars.accounts import SealedAccounts
from bot.calendars.colleagues import GatheredSource
from bot.calendars.signed_in import SignedInSource
from bot.calendars.source import CalendarAccount, CalendarSource, Found
from bot.calendars.turns import DueRound, Outcome, Turns
from bot.process.clock import Clock
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    AddressNotUnderstood,
    CalendarFailing,
    CalendarGone,
    CalendarNotConnected,
    CalendarNotRead,
    CalendarRefused,
    CalendarUnreadable,
    NoCalendarThere,
    NoKeysForCalendars,
    SchedulingError,
)
from scheduling.model import Profile, RequestContext
from scheduling.model.calendars import CompanyCalendars, SourceKind
from scheduling.results import CalendarChange
from scheduling.store import Store
from scheduling.usecases.availability import calendars, reading
from scheduling.usecases.availability.calendars import NewCalendar
from scheduling.usecases.availability.company import follow_company
from scheduling.usecases.availability.reading import ReadingTurn
from scheduling.usecases.availability.resealing import reseal_accounts

_AT_ONCE, _OF_COMPANIES = 64, 400
"""Calendars that are read once more before one booking or for one plan.

Of those that are asked for one by one, more could not be read while somebody waits, and whoever
books after them would wait for the rest. Of a company, one call asks for many.
"""
_USUAL_INTERVAL = timedelta(minutes=10)
_MOST_LOOKS = 4
"""At who would be booked: with each whose calendar has something new, it is somebody else."""
SECONDS_BEFORE = 2.0
"""For which whoever books waits at most until all calendars of the people are read once more."""

_IS_ANOTHER = (
    CalendarRefused,
    CalendarGone,
    NoCalendarThere,
    CalendarUnreadable,
    CalendarFailing,
)
"""What a server says that is asked in a way of which it knows nothing."""

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class CalendarKeeper:
    """Reads calendars by whatever source each is of, at most four at once of one host."""

    store: Store
    clock: Clock
    sources: Mapping[SourceKind, CalendarSource]
    # None where nobody has given any keys: then none can be connected.
    accounts: SealedAccounts | None
    interval: timedelta = _USUAL_INTERVAL
    seconds_before: float = SECONDS_BEFORE
    # Those that are read for everybody with an address there.
    companies: tuple[CompanyCalendars, ...] = ()
    # What is read just now for somebody who waits, by the id of the calendar.
    _again: dict[int, asyncio.Task[Outcome | None]] = field(default_factory=dict)
    # How many such readings have ended, and by id, as which of them each calendar's last one has.
    _ended: int = 0
    _ended_as: dict[int, int] = field(default_factory=dict)
    _begun: set[asyncio.Task[bool]] = field(default_factory=set)
    _is_resealed: bool = False

    def __post_init__(self) -> None:
        """Have one place for all readings, so that no host is asked too often at once."""
        self.turns = Turns(
            store=self.store,
            clock=self.clock,
            sources=self.sources,
            accounts=self.accounts,
            interval=self.interval,
        )

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
        kind: SourceKind | None = None,
    ) -> NewCalendar:
        """Read a calendar that is to be connected. Raises what `connect` does.

        `kind` says in which way, where the account does not.
        """
        if self.accounts is None:
            raise NoKeysForCalendars
        reader = await asyncio.to_thread(
            calendars.reader_for, self.store, context, person_id=person_id, member=member
        )
        signed_in = None if kind is None else self.sources.get(kind)
        try:
            host = signed_in.host if isinstance(signed_in, SignedInSource) else _host_of(account)
            kinds = _kinds_of(account) if kind is None else (kind,)
            source, found = await self._first_that_reads(kinds, account, host, reader)
        except CalendarNotRead as error:
            error.was_to_be_connected = True
            raise
        return NewCalendar(
            source=source,
            host=host,
            sealed=self.accounts.new(found.account or account, mark=found.mark),
            reader=reader,
            reading=found.reading,
        )

    async def _first_that_reads(
        self,
        kinds: Sequence[SourceKind],
        account: CalendarAccount,
        host: str,
        reader: Reader,
    ) -> tuple[SourceKind, Found]:
        """Return which way reads a calendar, and what it has found. Raises CalendarNotRead.

        What answers decides, not what the address looks like: a file may need a user, too. Where
        none does, the likeliest says why.
        """
        likeliest: CalendarNotRead | None = None
        for kind in kinds:
            try:
                found = await self.turns.read_from(kind, host, account, reader, None)
            except _IS_ANOTHER as error:
                likeliest = likeliest or error
            else:
                assert isinstance(found, Found)  # without a mark, nothing is as it was
                return kind, found
        assert likeliest is not None  # there is always one way at least
        raise likeliest

    async def refresh(self, context: RequestContext, *, calendar_id: int) -> CalendarChange:
        """Read a calendar now, and return it as it stands then.

        Raises CalendarNotRead, CalendarNotConnected and NotAllowed.
        """
        await asyncio.to_thread(calendars.calendar_of, self.store, context, calendar_id=calendar_id)
        (reading_it,) = self._read_now([calendar_id])
        # Others may wait for the same, and whoever goes keeps nobody from it.
        outcome = await asyncio.shield(reading_it)
        if outcome is None:
            raise CalendarNotConnected
        if isinstance(outcome, CalendarNotRead):
            raise outcome
        return await asyncio.to_thread(
            calendars.calendar_of, self.store, context, calendar_id=calendar_id
        )

    async def read_again(self, person_ids: Iterable[int]) -> bool:
        """Read people's calendars once more, before these are booked; tell whether any were.

        Those that were just read are left alone. What takes longer than whoever books can wait
        goes on by itself, and counts once it is there. Raises nothing: what is not read stays as
        it was, and who books is told since when.
        """
        if not self._readable:
            return False
        work = asyncio.create_task(self._read_again(tuple(person_ids)))
        self._begun.add(work)
        work.add_done_callback(self._begun.discard)
        done, _ = await asyncio.wait({work}, timeout=self.seconds_before)
        return not done or work.result()

    async def read_again_for(self, interview_id: int) -> None:
        """Do the same for all in an interview, where there is one."""
        who = await asyncio.to_thread(reading.who_is_in, self.store, interview_id=interview_id)
        await self.read_again(who)

    async def read_again_those(self, who: Callable[[], Collection[int]]) -> None:
        """Do the same for whoever would be booked, and for who comes instead where that changes.

        `who` tells it each time anew. All of it takes no longer than for one booking.
        """
        read: set[int] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self.seconds_before):
                for _ in range(_MOST_LOOKS):
                    now = set(await asyncio.to_thread(who))
                    if now <= read or not await self.read_again(now - read):
                        return
                    read |= now

    async def read_due(self) -> None:
        """Read all calendars that are due, some at a time, until none is."""
        await self._reseal()
        await DueRound(turns=self.turns).read()

    async def follow_companies(self) -> None:
        """Have the calendars of everybody at a company be read, and of nobody who has left it."""
        for company in self.companies:
            await asyncio.to_thread(follow_company, self.store, company, now=self.clock())

    def troubles(self) -> list[str]:
        """Return why calendars can't be read that an operator has opened, in words for them."""
        sources = self.sources.values()
        opened = (s for s in sources if isinstance(s, GatheredSource | SignedInSource))
        return [source.trouble for source in opened if source.trouble]

    @property
    def _readable(self) -> tuple[SourceKind, ...]:
        """Of which kinds calendars can be read: without keys, none that a secret opens."""
        if self.accounts is not None:
            return tuple(self.sources)
        return tuple(kind for kind in self.sources if kind.is_companys)

    async def _reseal(self) -> None:
        """Seal anew what older keys have sealed, once: keys are those of the start."""
        if self.accounts is None or self._is_resealed:
            return
        count = await asyncio.to_thread(reseal_accounts, self.store, self.accounts)
        self._is_resealed = True
        if count:
            log.info("sealed the addresses of %d calendars with the newest key", count)

    async def close(self) -> None:
        """Let go of all that the sources have open."""
        for task in (*self._begun, *self._again.values()):
            task.cancel()
        await asyncio.gather(*(source.close() for source in self.sources.values()))

    async def _read_again(self, person_ids: tuple[int, ...]) -> bool:
        ended = self._ended
        try:
            ids = await asyncio.to_thread(self._to_read_again, person_ids)
        except SchedulingError as error:
            log.warning("calendars were not read before a booking: %s", error)
            return False
        # Another who wants the same may have had it read while this was asked.
        under_way = self._read_now([id for id in ids if self._ended_as.get(id, 0) <= ended])
        if under_way:
            await asyncio.wait(under_way)
        return bool(ids)

    def _to_read_again(self, person_ids: tuple[int, ...]) -> tuple[int, ...]:
        companys = tuple(kind for kind in self._readable if kind.is_companys)
        others = tuple(kind for kind in self._readable if not kind.is_companys)
        found: tuple[int, ...] = ()
        for kinds, limit in ((others, _AT_ONCE), (companys, _OF_COMPANIES)):
            if kinds:
                found += reading.to_read_again(
                    self.store, person_ids, kinds=kinds, now=self.clock(), limit=limit
                )
        return found

    def _read_now(self, calendar_ids: Sequence[int]) -> list[asyncio.Task[Outcome | None]]:
        """Have calendars be read for somebody who waits; return what reads each of them.

        Of those who want the same at once, one reads and all wait for that.
        """
        new = [id for id in calendar_ids if id not in self._again]
        if new:
            taking = asyncio.create_task(
                asyncio.to_thread(reading.take_these, self.store, new, now=self.clock())
            )
            for id in new:
                self._again[id] = asyncio.create_task(self._read_one_now(id, taking))
                self._again[id].add_done_callback(partial(self._noted, id))
        return [self._again[id] for id in calendar_ids]

    async def _read_one_now(
        self, calendar_id: int, taking: asyncio.Task[tuple[ReadingTurn, ...]]
    ) -> Outcome | None:
        """Read one and save what came of that; None where it is not there any more."""
        for turn in await asyncio.shield(taking):
            if turn.calendar.id == calendar_id:
                outcome = await self.turns.read(turn)
                await self.turns.save([(turn, outcome)])
                return outcome
        return None

    def _noted(self, calendar_id: int, task: asyncio.Task[Outcome | None]) -> None:
        self._again.pop(calendar_id, None)
        self._ended += 1
        self._ended_as[calendar_id] = self._ended
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("a calendar was not read for whoever waits: %s", error)


def _kinds_of(account: CalendarAccount) -> tuple[SourceKind, ...]:
    """In which ways a calendar may be read, the likeliest first."""
    parts = urlsplit(account.address.strip())
    if not (account.username or parts.username):
        # A server that is searched knows whose calendars it is to show.
        return (SourceKind.ADDRESS,)
    both = (SourceKind.CALDAV, SourceKind.ADDRESS)
    return both[::-1] if parts.path.casefold().endswith(".ics") else both


def _host_of(account: CalendarAccount) -> str:
    """The server as everybody may know it: no user, no port and no path."""
    try:
        host = urlsplit(account.address.strip()).hostname
    except ValueError:
        host = None
    if not host:
        raise AddressNotUnderstood
    return host
