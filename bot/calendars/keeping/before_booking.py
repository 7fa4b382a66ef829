"""Reading calendars for somebody who waits: once more before people are booked, or as asked."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from bot.calendars.keeping.turns import Outcome, Turns
from bot.process.clock import Clock
from scheduling.errors import SchedulingError
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.usecases.availability import reading
from scheduling.usecases.availability.reading import ReadingTurn

_AT_ONCE, _OF_COMPANIES = 64, 400
"""Calendars that are read once more before one booking or for one plan.

Of those that are asked for one by one, more could not be read while somebody waits, and whoever
books after them would wait for the rest. Of a company, one call asks for many.
"""
_MOST_LOOKS = 4
"""At who would be booked: with each whose calendar has something new, it is somebody else."""
SECONDS_BEFORE = 2.0
"""For which whoever books waits at most until all calendars of the people are read once more."""

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class ReadBeforeBooking:
    """Reads calendars at once, each once for all who wait for it."""

    store: Store
    clock: Clock
    turns: Turns
    # Of which kinds calendars can be read.
    kinds: tuple[SourceKind, ...]
    seconds: float = SECONDS_BEFORE
    # What is read just now, by the id of the calendar.
    _under_way: dict[int, asyncio.Task[Outcome | None]] = field(default_factory=dict)
    # How many readings have ended, and by id, as which of them each calendar's last one has.
    _ended: int = 0
    _ended_as: dict[int, int] = field(default_factory=dict)
    _begun: set[asyncio.Task[bool]] = field(default_factory=set)

    async def read(self, person_ids: Iterable[int]) -> bool:
        """Read people's calendars once more, before these are booked; tell whether any were.

        Those that were just read are left alone. What takes longer than whoever books can wait
        goes on by itself, and counts once it is there. Raises nothing: what is not read stays as
        it was, and who books is told since when.
        """
        if not self.kinds:
            return False
        work = asyncio.create_task(self._read(tuple(person_ids)))
        self._begun.add(work)
        work.add_done_callback(self._begun.discard)
        done, _ = await asyncio.wait({work}, timeout=self.seconds)
        return not done or work.result()

    async def read_for(self, interview_id: int) -> None:
        """Do the same for all in an interview, where there is one."""
        who = await asyncio.to_thread(reading.who_is_in, self.store, interview_id=interview_id)
        await self.read(who)

    async def read_those(self, who: Callable[[], Collection[int]]) -> None:
        """Do the same for whoever would be booked, and for who comes instead where that changes.

        `who` tells it each time anew. All of it takes no longer than for one booking.
        """
        read: set[int] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                for _ in range(_MOST_LOOKS):
                    now = set(await asyncio.to_thread(who))
                    if now <= read or not await self.read(now - read):
                        return
                    read |= now

    def begin(self, calendar_ids: Sequence[int]) -> list[asyncio.Task[Outcome | None]]:
        """Have calendars be read now; return what reads each of them.

        Of those who want the same at once, one reads and all wait for that. A task ends with None
        where its calendar is not there any more.
        """
        new = [id for id in calendar_ids if id not in self._under_way]
        if new:
            taking = asyncio.create_task(
                asyncio.to_thread(reading.take_these, self.store, new, now=self.clock())
            )
            for id in new:
                self._under_way[id] = asyncio.create_task(self._read_one(id, taking))
                self._under_way[id].add_done_callback(partial(self._noted, id))
        return [self._under_way[id] for id in calendar_ids]

    def close(self) -> None:
        """Let go of what is read just now."""
        for task in (*self._begun, *self._under_way.values()):
            task.cancel()

    async def _read(self, person_ids: tuple[int, ...]) -> bool:
        ended = self._ended
        try:
            ids = await asyncio.to_thread(self._to_read, person_ids)
        except SchedulingError as error:
            log.warning("calendars were not read before a booking: %s", error)
            return False
        # Another who wants the same may have had it read while this was asked.
        under_way = self.begin([id for id in ids if self._ended_as.get(id, 0) <= ended])
        if under_way:
            await asyncio.wait(under_way)
        return bool(ids)

    def _to_read(self, person_ids: tuple[int, ...]) -> tuple[int, ...]:
        companys = tuple(kind for kind in self.kinds if kind.is_companys)
        others = tuple(kind for kind in self.kinds if not kind.is_companys)
        found: tuple[int, ...] = ()
        for kinds, limit in ((others, _AT_ONCE), (companys, _OF_COMPANIES)):
            if kinds:
                found += reading.to_read_again(
                    self.store, person_ids, kinds=kinds, now=self.clock(), limit=limit
                )
        return found

    async def _read_one(
        self, calendar_id: int, taking: asyncio.Task[tuple[ReadingTurn, ...]]
    ) -> Outcome | None:
        for turn in await asyncio.shield(taking):
            if turn.calendar.id == calendar_id:
                outcome = await self.turns.read(turn)
                await self.turns.save([(turn, outcome)])
                return outcome
        return None

    def _noted(self, calendar_id: int, task: asyncio.Task[Outcome | None]) -> None:
        self._under_way.pop(calendar_id, None)
        self._ended += 1
        self._ended_as[calendar_id] = self._ended
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("a calendar was not read for whoever waits: %s", error)
