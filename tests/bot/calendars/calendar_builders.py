"""Calendars and their readers, as short as a table of cases wants them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.calendars.events.cut import Cut, CutCalendar
from bot.calendars.events.reading import read_calendar
from scheduling.availability.calendars import BusyBlock, BusyKind, CalendarReading, Reader
from scheduling.timespan import Span

GOOD = "BEGIN:VEVENT\nUID:good\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nEND:VEVENT\n"
"""What stands in each calendar beside what is odd, and must be read whatever that is."""


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar with these events and the good one."""
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + head + "".join(events) + GOOD
    return (text + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


def event(*lines: str, uid: str = "odd") -> str:
    """An event with these lines."""
    return f"BEGIN:VEVENT\nUID:{uid}\n" + "\n".join(lines) + "\nEND:VEVENT\n"


def hours(first: str, last: str) -> Span:
    """ "2026-12-01 09:00" up to another; both are in UTC."""
    start, end = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (first, last))
    return Span(start=start, end=end)


def reader(
    *,
    zone: str = "Europe/Berlin",
    window: Span | None = None,
    addresses: frozenset[str] = frozenset(),
    ours: Mapping[str, tuple[Span, ...]] | None = None,
    our_hours: tuple[Span, ...] = (),
) -> Reader:
    """Somebody in Berlin who asks for the first week of December 2026."""
    week = hours("2026-11-29 00:00", "2026-12-06 00:00")
    return Reader(
        zone=zone,
        window=window or week,
        addresses=addresses,
        ours=ours or {},
        our_hours=our_hours,
    )


def cut(text: bytes, by: Reader, *, piece: int = 65_536) -> CutCalendar:
    """What is left of a calendar that arrives in pieces of so many bytes."""
    cutting = Cut(by)
    for start in range(0, len(text), piece):
        cutting.feed(text[start : start + piece])
    return cutting.close()


def read(text: bytes, by: Reader | None = None) -> CalendarReading:
    """What is found in a calendar."""
    by = by or reader()
    return read_calendar(cut(text, by), by)


def shown(block: BusyBlock) -> str:
    """ "01 09:00-10:00 tentative", in UTC."""
    start, end = block.span.start, block.span.end
    last = f"{end:%H:%M:%S}" if end.date() == start.date() else f"{end:%d %H:%M:%S}"
    times = f"{start:%d} {_short(f'{start:%H:%M:%S}')}-{_short(last)}"
    return times if block.kind is BusyKind.BUSY else f"{times} {block.kind}"


def _short(time: str) -> str:
    return time.removesuffix(":00")


def busy(reading: CalendarReading) -> str:
    """All blocks but the good one, which must be there."""
    blocks = [shown(block) for block in reading.blocks]
    blocks.remove("01 10:00-11:00")
    return ", ".join(blocks)
