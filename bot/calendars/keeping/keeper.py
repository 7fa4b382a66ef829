"""Reading people's calendars: when they connect one, when they ask for it, and in rounds."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.before_booking import SECONDS_BEFORE, ReadBeforeBooking
from bot.calendars.keeping.doubles import EndingDoubles
from bot.calendars.keeping.due_round import DueRound
from bot.calendars.keeping.giving_back import GivingBack
from bot.calendars.keeping.newer_accounts import in_grant
from bot.calendars.keeping.turns import Turns
from bot.calendars.keeping.ways import first_that_reads, host_of, kinds_of
from bot.calendars.sources.colleagues import GatheredSource
from bot.calendars.sources.signed_in import Keep, SignedInSource, kept_nowhere
from bot.calendars.sources.source import CalendarAccount, CalendarSource
from bot.process.clock import Clock
from scheduling.errors import (
    CalendarKeyLost,
    CalendarNotConnected,
    CalendarNotRead,
    NoKeysForCalendars,
)
from scheduling.model import Profile, RequestContext
from scheduling.model.calendars import CompanyCalendars, SourceKind
from scheduling.results import CalendarChange
from scheduling.store import Store
from scheduling.usecases.availability import calendars
from scheduling.usecases.availability.calendars import NewCalendar
from scheduling.usecases.availability.company import follow_company
from scheduling.usecases.availability.confirming import begin_confirming
from scheduling.usecases.availability.resealing import reseal_accounts, reseal_grants

_NO_KEYS = (
    "calendars are connected that no key opens: put the keys back with which they were connected "
    "(SECRET_KEYS), or nothing of them counts after 14 days"
)
_USUAL_INTERVAL = timedelta(minutes=10)

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
    _is_resealed: bool = False

    def __post_init__(self) -> None:
        """Have one place for all readings, so that no host is asked too often at once."""
        self._doubles = None
        if self.accounts is not None:
            self._doubles = EndingDoubles(
                store=self.store, clock=self.clock, accounts=self.accounts
            )
        self.turns = Turns(
            store=self.store,
            clock=self.clock,
            sources=self.sources,
            accounts=self.accounts,
            interval=self.interval,
        )
        self.before_booking = ReadBeforeBooking(
            store=self.store,
            clock=self.clock,
            turns=self.turns,
            kinds=self._readable,
            seconds=self.seconds_before,
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
        keep: Keep = kept_nowhere,
    ) -> NewCalendar:
        """Read a calendar that is to be connected. Raises what `connect` does.

        `kind` says in which way, where the account does not; `keep` hears of a newer account.
        """
        if self.accounts is None:
            raise NoKeysForCalendars
        reader = await asyncio.to_thread(
            calendars.reader_for, self.store, context, person_id=person_id, member=member
        )
        signed_in = None if kind is None else self.sources.get(kind)
        try:
            host = signed_in.host if isinstance(signed_in, SignedInSource) else host_of(account)
            kinds = kinds_of(account) if kind is None else (kind,)
            read = await first_that_reads(
                self.turns, kinds, account, host=host, reader=reader, keep=keep
            )
        except CalendarNotRead as error:
            error.was_to_be_connected = True
            raise
        return NewCalendar(
            source=read.source,
            host=host,
            sealed=self.accounts.new(read.account, mark=read.found.mark),
            reader=reader,
            reading=read.found.reading,
            is_elsewhere=read.is_elsewhere,
        )

    async def look_confirmed(self, context: RequestContext, *, unconfirmed_id: int) -> NewCalendar:
        """Read a calendar of which the actor says that it is theirs, to be connected.

        Raises CalendarNotWaiting, NotYoursToConfirm, NoKeysForCalendars and CalendarNotRead.
        """
        if self.accounts is None:
            raise NoKeysForCalendars
        asked = await asyncio.to_thread(
            begin_confirming, self.store, context, unconfirmed_id=unconfirmed_id
        )
        whose, kind = asked.unconfirmed.person_id, asked.unconfirmed.source
        try:
            account = self.accounts.opened_grant(asked.grant)
        except CalendarKeyLost as error:
            error.was_to_be_connected = True
            raise
        keep = in_grant(self.store, self.accounts, asked.grant).keep
        new = await self.look(context, account, person_id=whose, kind=kind, keep=keep)
        return replace(new, grant_id=unconfirmed_id, is_confirmed=True)

    async def refresh(self, context: RequestContext, *, calendar_id: int) -> CalendarChange:
        """Read a calendar now, and return it as it stands then.

        Raises CalendarNotRead, CalendarNotConnected and NotAllowed.
        """
        await asyncio.to_thread(calendars.calendar_of, self.store, context, calendar_id=calendar_id)
        (reading_it,) = self.before_booking.begin([calendar_id])
        # Others may wait for the same, and whoever goes keeps nobody from it.
        outcome = await asyncio.shield(reading_it)
        if outcome is None:
            raise CalendarNotConnected
        if isinstance(outcome, CalendarNotRead):
            raise outcome
        return await asyncio.to_thread(
            calendars.calendar_of, self.store, context, calendar_id=calendar_id
        )

    async def read_due(self) -> None:
        """Read all calendars that are due, some at a time, until none is.

        What people have allowed by which none is read any more is given back before, and what
        somebody has twice is ended.
        """
        await self._reseal()
        if self._doubles is not None:
            await self._doubles.end_all()
        await self._give_back()
        await DueRound(turns=self.turns).read()

    async def follow_companies(self) -> None:
        """Have the calendars of everybody at a company be read, and of nobody who has left it."""
        for company in self.companies:
            await asyncio.to_thread(follow_company, self.store, company, now=self.clock())

    def troubles(self) -> list[str]:
        """Return why calendars can't be read that only an operator can mend, in words for them."""
        sources = self.sources.values()
        opened = (s for s in sources if isinstance(s, GatheredSource | SignedInSource))
        found = [source.trouble for source in opened if source.trouble]
        return [*([_NO_KEYS] if self.turns.misses_keys else []), *found]

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
        await asyncio.to_thread(reseal_grants, self.store, self.accounts)
        self._is_resealed = True
        if count:
            log.info("sealed the addresses of %d calendars with the newest key", count)

    async def _give_back(self) -> None:
        if self.accounts is not None:
            giving = GivingBack(
                store=self.store, clock=self.clock, sources=self.sources, accounts=self.accounts
            )
            await giving.give_back_due()

    async def close(self) -> None:
        """Let go of all that the sources have open."""
        self.before_booking.close()
        await asyncio.gather(*(source.close() for source in self.sources.values()))
