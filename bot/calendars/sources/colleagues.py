"""What all sources of a company's calendars have in common: one call asks for many people.

Each is read like any other calendar all the same: readings that come together are gathered.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.marks import mark_for, remembered_from
from bot.calendars.free_busy.busy_times import BusyOrWhy, hull_of
from bot.calendars.free_busy.calls import FreeBusyCalls, FreeBusyServer
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.calendars.tokens.tokens import Tokens
from scheduling.availability.calendars import BusyBlock, CalendarReading, Reader
from scheduling.errors import (
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CompanyCalendarsClosed,
)

GATHERED_FOR = 0.02
"""Seconds for which others are waited for: those of one round come at the same moment."""
_AT_ONCE = 4

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueAsked:
    """Whose calendar a company's server is asked for: it is known by the address of its owner."""

    reader: Reader
    # The mark of the last reading; None where there is none, or all is to be read anew.
    previous: str | None = None

    @property
    def address(self) -> str | None:
        """The owner's address; None of somebody who has none."""
        return min(self.reader.addresses, default=None)


def colleague_outcome(blocks: tuple[BusyBlock, ...], asked: ColleagueAsked) -> Found | Unchanged:
    """Return what was found of somebody's busy times, unless it is what was found the last time."""
    digest = sha256("\n".join(map(_words, blocks)).encode()).hexdigest()
    mark = mark_for(asked.reader, {"digest": digest})
    if remembered_from(asked.previous, asked.reader).get("digest") == digest:
        return Unchanged(mark=mark)
    reading = CalendarReading(blocks=blocks, events=len(blocks), digest=digest)
    return Found(reading=reading, mark=mark)


def _words(block: BusyBlock) -> str:
    return f"{block.span.start.isoformat()} {block.span.end.isoformat()} {block.kind.value}"


class CompanySource(Protocol):
    """One way to all calendars of a company, opened by whoever runs the bot, for many at once."""

    @property
    def host(self) -> str:
        """Where the calendars are, as everybody may know it."""
        ...

    @property
    def most_at_once(self) -> int:
        """For how many calendars one call may ask."""
        ...

    async def read_all(
        self, asked: Sequence[ColleagueAsked]
    ) -> Sequence[Found | Unchanged | CalendarNotRead]:
        """Read the calendars of some people, and return what came of each, in the same order.

        Raises CalendarNotRead where none of them came, and nobody is free because of that.
        """
        ...

    async def close(self) -> None:
        """Let go of all that is open."""
        ...


@dataclass(kw_only=True)
class FreeBusySource:
    """Reads a company's calendars at a server that says when people are busy."""

    calls: FreeBusyCalls

    @classmethod
    def opened_by(
        cls,
        request: Callable[[datetime], Request],
        *,
        server: FreeBusyServer,
        fetcher: Fetcher,
        clock: Callable[[], datetime],
    ) -> "FreeBusySource":
        """Return what reads there by the tokens that a request gets."""
        tokens = Tokens(request=request, fetcher=fetcher, clock=clock)
        return cls(calls=FreeBusyCalls(server=server, tokens=tokens, fetcher=fetcher))

    @property
    def host(self) -> str:
        """Where the calendars are, as everybody may know it."""
        return self.calls.server.host

    @property
    def most_at_once(self) -> int:
        """For how many calendars one call may ask."""
        return self.calls.server.most_at_once

    async def read_all(
        self, asked: Sequence[ColleagueAsked]
    ) -> Sequence[Found | Unchanged | CalendarNotRead]:
        """Read the calendars of some people, as the protocol says."""
        addresses = sorted({each.address for each in asked if each.address})
        whole = hull_of(each.reader.window for each in asked)
        found = await self.calls.busy(addresses, whole)
        return [self._outcome(each, found) for each in asked]

    async def close(self) -> None:
        """Close connections; they are opened again when needed."""
        await self.calls.fetcher.close()

    def _outcome(
        self, asked: ColleagueAsked, found: Mapping[str, BusyOrWhy]
    ) -> Found | Unchanged | CalendarNotRead:
        theirs = found[asked.address] if asked.address else CalendarNotInCompany(host=self.host)
        if isinstance(theirs, CalendarNotRead):
            return theirs
        return colleague_outcome(self.calls.server.blocks_of(theirs, asked.reader), asked)


_Outcome = Found | Unchanged | CalendarNotRead
_Waiting = tuple[ColleagueAsked, asyncio.Future[_Outcome]]


@dataclass(kw_only=True)
class GatheredSource:
    """Reads a company's calendars as any others are read, and asks for many of them in one call.

    Where the company lets nobody in, that is said once, to whoever runs the bot.
    """

    source: CompanySource
    seconds: float = GATHERED_FOR
    # Why none can be read, in words for whoever runs the bot; empty while that is not so.
    trouble: str = field(default="", init=False)
    _waiting: list[_Waiting] = field(default_factory=list, init=False)
    _gathering: asyncio.Task[None] | None = field(default=None, init=False)
    _calls: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _expected: set[asyncio.Future[_Outcome]] = field(default_factory=set, init=False)
    _turns: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(_AT_ONCE), init=False
    )

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read the calendar of whoever has the reader's address. Raises CalendarNotRead."""
        came: asyncio.Future[_Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((ColleagueAsked(reader=reader, previous=previous), came))
        if self._gathering is None:
            self._gathering = asyncio.create_task(self._ask_for_all())
        self._expected.add(came)
        try:
            outcome = await came
        finally:
            self._expected.discard(came)
        if isinstance(outcome, CalendarNotRead):
            raise outcome
        return outcome

    async def close(self) -> None:
        """End what is under way, and close what is open."""
        under_way = {*self._calls, *filter(None, [self._gathering])}
        for task in under_way:
            task.cancel()
        for came in self._expected:
            came.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self.source.close()

    async def _ask_for_all(self) -> None:
        await asyncio.sleep(self.seconds)
        waiting, self._waiting, self._gathering = self._waiting, [], None
        for begin in range(0, len(waiting), self.source.most_at_once):
            call = asyncio.create_task(self._ask(waiting[begin : begin + self.source.most_at_once]))
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)

    async def _ask(self, waiting: Sequence[_Waiting]) -> None:
        async with self._turns:
            outcomes = await self._outcomes([asked for asked, _ in waiting])
        for (_, came), outcome in zip(waiting, outcomes, strict=True):
            # Whoever asked may have gone.
            if not came.done():
                came.set_result(outcome)

    async def _outcomes(self, asked: Sequence[ColleagueAsked]) -> Sequence[_Outcome]:
        """Return what came of each, whatever goes wrong."""
        try:
            outcomes = await self.source.read_all(asked)
        except CalendarNotRead as error:
            if isinstance(error, CompanyCalendarsClosed):
                self._note(f"{error.host} does not let me read calendars: {error.why}")
            return [error] * len(asked)
        except Exception as error:
            # No trace: addresses of people may stand in its words.
            log.error("reading calendars of %s failed: %s", self.source.host, type(error).__name__)
            return [CalendarFailing(host=self.source.host)] * len(asked)
        self._note("")
        return outcomes

    def _note(self, trouble: str) -> None:
        if trouble and trouble != self.trouble:
            log.error("%s", trouble)
        elif self.trouble and not trouble:
            log.info("%s lets me read calendars again", self.source.host)
        self.trouble = trouble
