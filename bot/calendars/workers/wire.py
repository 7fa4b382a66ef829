"""What is said between the bot and a worker: frames of JSON, each behind its length.

JSON and not pickle: a worker has read what a stranger wrote, and must have no way to more than its
answer.
"""

import json
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.calendars.events.cut import CutCalendar, CutPart
from scheduling.availability.calendars import (
    BusyBlock,
    BusyKind,
    CalendarReading,
    Reader,
    SkippedEvents,
)
from scheduling.timespan import Span

HEADER = struct.Struct(">I")
LARGEST_ANSWER = 16_000_000
"""In bytes. Whatever has more blocks than that is no calendar of a person."""

Frame = Mapping[str, Any]


def packed(frame: Frame) -> bytes:
    """Return the bytes of a frame, its length before it."""
    body = json.dumps(frame, separators=(",", ":")).encode()
    return HEADER.pack(len(body)) + body


def question(cut: CutCalendar, reader: Reader) -> Frame:
    """Return what a worker is asked."""
    return {
        "zone": reader.zone,
        "window": _from_span(reader.window),
        "ours": {uid: [_from_span(one) for one in hours] for uid, hours in reader.ours.items()},
        "our_hours": [_from_span(one) for one in reader.our_hours],
        "parts": [_from_part(part) for part in cut.parts],
    }


def asked(frame: Frame) -> tuple[CutCalendar, Reader]:
    """Return what was asked. The owner's addresses were needed for the cut, and stay behind."""
    reader = Reader(
        zone=frame["zone"],
        window=_span(frame["window"]),
        ours={uid: tuple(map(_span, hours)) for uid, hours in frame["ours"].items()},
        our_hours=tuple(map(_span, frame["our_hours"])),
    )
    return CutCalendar(parts=tuple(_part(part) for part in frame["parts"])), reader


def answer(reading: CalendarReading) -> Frame:
    """Return what a worker answers."""
    return {
        "blocks": [[*_from_span(block.span), block.kind] for block in reading.blocks],
        "events": reading.events,
        "skipped": [[one.reason, one.count] for one in reading.skipped],
        "doubtful": [[one.reason, one.count] for one in reading.doubtful],
    }


def answered(frame: Frame, *, digest: str) -> CalendarReading:
    """Return the reading that a worker has answered with."""
    return CalendarReading(
        blocks=tuple(
            BusyBlock(span=_span((start, end)), kind=BusyKind(kind))
            for start, end, kind in frame["blocks"]
        ),
        events=frame["events"],
        skipped=tuple(_counted(frame["skipped"])),
        doubtful=tuple(_counted(frame["doubtful"])),
        digest=digest,
    )


def _counted(pairs: list[tuple[str, int]]) -> list[SkippedEvents]:
    return [SkippedEvents(reason=reason, count=count) for reason, count in pairs]


def _from_span(span: Span) -> tuple[float, float]:
    return span.start.timestamp(), span.end.timestamp()


def _span(pair: tuple[float, float]) -> Span:
    start, end = (datetime.fromtimestamp(one, UTC) for one in pair)
    return Span(start=start, end=end)


# Latin-1 gives each byte a letter of its own, and back.
def _from_part(part: CutPart) -> Frame:
    return {
        "events": [one.decode("latin-1") for one in part.events],
        "zones": [one.decode("latin-1") for one in part.zones],
        "busy": [one.decode("latin-1") for one in part.busy],
        "broken": part.broken,
        "hidden": part.hidden,
        "is_gregorian": part.is_gregorian,
    }


def _part(frame: Frame) -> CutPart:
    return CutPart(
        events=tuple(one.encode("latin-1") for one in frame["events"]),
        zones=tuple(one.encode("latin-1") for one in frame["zones"]),
        busy=tuple(one.encode("latin-1") for one in frame["busy"]),
        broken=frame["broken"],
        hidden=frame["hidden"],
        is_gregorian=frame["is_gregorian"],
    )
