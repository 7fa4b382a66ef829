"""Readings of one calendar each, gathered into calls for many of a company's at once."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.calendars.colleagues import ColleagueAsked, CompanySource
from bot.calendars.source import CalendarAccount, Found, Unchanged
from scheduling.availability.calendars import Reader
from scheduling.errors import CalendarFailing, CalendarNotRead, CompanyCalendarsClosed

GATHERED_FOR = 0.02
"""Seconds for which others are waited for: those of one round come at the same moment."""
_AT_ONCE = 4

log = logging.getLogger(__name__)

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
