"""One round: all calendars that are due, each read in its turn."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field

from bot.calendars.keeping.turns import Outcome, Turns
from bot.calendars.sources.source import Unchanged
from scheduling.usecases.availability import reading
from scheduling.usecases.availability.reading import ReadingTurn

_AT_ONCE, _SAVED_TOGETHER = 64, 32
_OF_ONE_HOST = 8
"""Those of one host that count among them: four are read, and four are there to follow."""
_SECONDS_BETWEEN = 5.0
"""After which a round saves what it has, and asks anew what is due."""

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class DueRound:
    """One reading of all calendars that are due."""

    turns: Turns
    at_once: int = _AT_ONCE
    seconds_between: float = _SECONDS_BETWEEN
    _under_way: dict[asyncio.Task[Outcome | None], ReadingTurn] = field(default_factory=dict)
    # Most are as they were: to note that of each alone would be most of the work.
    _as_before: list[tuple[ReadingTurn, Outcome]] = field(default_factory=list)
    # The hosts that were left out when nothing else was due, and until when that is believed.
    _left_out: frozenset[str] | None = None
    _until: float = 0.0

    async def read(self) -> None:
        """Read them, some at a time, until none is due."""
        try:
            await self._take_more()
            while self._under_way:
                done, _ = await asyncio.wait(
                    self._under_way,
                    timeout=self.seconds_between,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                for task in done:
                    turn = self._under_way.pop(task)
                    await self._kept(self._keep(turn, task), [turn])
                is_full = len(self._as_before) >= _SAVED_TOGETHER
                if self._as_before and (is_full or not done or not self._under_way):
                    together, self._as_before = self._as_before, []
                    await self._kept(self.turns.save(together), [turn for turn, _ in together])
                await self._take_more()
        finally:
            for task in self._under_way:
                task.cancel()

    async def _keep(self, turn: ReadingTurn, task: asyncio.Task[Outcome | None]) -> None:
        match task.result():
            case None:
                await asyncio.to_thread(reading.give_back, self.turns.store, [turn])
            case Unchanged() as outcome:
                self._as_before.append((turn, outcome))
            case outcome:
                await self.turns.save([(turn, outcome)])

    async def _kept(self, keeping: Awaitable[None], turns: Sequence[ReadingTurn]) -> None:
        """Keep what came of some, which stops no other where that can't be.

        They are read again once they are nobody's any more.
        """
        try:
            await keeping
        except Exception as error:
            # No trace: what stands in its words may be a secret.
            hosts = ", ".join(sorted({turn.calendar.host for turn in turns}))
            log.error("what was read of %s was not kept: %s", hosts, type(error).__name__)

    async def _take_more(self) -> None:
        """Take more, unless there are enough, or was nothing more a moment ago.

        Most of a host that is slow only wait for their turn there: they keep none of another from
        being read.
        """
        hosts = Counter(turn.calendar.host for turn in self._under_way.values())
        room = self.at_once - sum(min(count, _OF_ONE_HOST) for count in hosts.values())
        full = frozenset(host for host, count in hosts.items() if count > _OF_ONE_HOST)
        now = asyncio.get_running_loop().time()
        # Not one by one: to take some is a transaction.
        if room < self.at_once // 2 or (full == self._left_out and now < self._until):
            return
        turns = await asyncio.to_thread(
            reading.take_due, self.turns.store, now=self.turns.clock(), limit=room, but_at=full
        )
        self._left_out = full if len(turns) < room else None
        self._until = now + self.seconds_between
        for turn in turns:
            self._under_way[asyncio.create_task(self.turns.read_in_round(turn))] = turn
