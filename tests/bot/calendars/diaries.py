"""Calendars in memory, read as any other source is: for what stands on sources, not for them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from scheduling.availability.calendars import (
    BusyBlock,
    BusyKind,
    CalendarReading,
    Reader,
    SkippedEvents,
)
from scheduling.errors import CalendarNotRead
from scheduling.timespan import Span


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something in a diary."""

    span: Span
    uid: str = "somebody-else's"
    kind: BusyKind = BusyKind.BUSY


@dataclass(kw_only=True)
class Diaries:
    """Every calendar by its address; an error in the place of events is raised."""

    by_address: dict[str, list[Event] | Exception] = field(default_factory=dict)
    skipped: tuple[SkippedEvents, ...] = ()
    # Whoever reads waits for it.
    gate: asyncio.Event | None = None
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    read_for: list[tuple[str, Reader, str | None]] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read a diary, as the protocol says."""
        self.read_for.append((account.address, reader, previous))
        self.under_way += 1
        self.begun.set()
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await (self.gate.wait() if self.gate else asyncio.sleep(0))
        finally:
            self.under_way -= 1
        events = self.by_address[account.address]
        if isinstance(events, Exception):
            raise events
        mark = repr((events, reader))
        if mark == previous:
            return Unchanged(mark=mark)
        theirs = [each for each in events if not _is_ours(each, reader.ours)]
        blocks = [BusyBlock(span=each.span, kind=each.kind) for each in theirs]
        reading = CalendarReading(
            blocks=tuple(sorted(blocks)), events=len(events), skipped=self.skipped
        )
        return Found(reading=reading, mark=mark)

    async def close(self) -> None:
        """Nothing is open."""

    def fails(self, address: str, error: CalendarNotRead) -> None:
        """Have one be unreadable from now on."""
        self.by_address[address] = error


def _is_ours(event: Event, ours: Mapping[str, tuple[Span, ...]]) -> bool:
    spans = ours.get(event.uid)
    return spans is not None and (not spans or event.span in spans)
