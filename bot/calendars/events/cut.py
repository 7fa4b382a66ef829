"""Cutting a calendar, as it arrives, down to the lines that decide when its owner is busy.

A calendar at a secret address has all the years of its owner in it, with descriptions and pictures:
of 34 MB some 100 kB decide about twelve weeks. What is left here is all that anybody keeps in
memory, and all that a worker is given. Nothing here takes more than linear time, whatever arrives.

Lines are unfolded, and found by one regular expression a piece: a loop over every line costs five
times as much.
"""

import re
from codecs import BOM_UTF8
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from bot.calendars.events.relevance import Relevance, is_repeated
from scheduling.availability.calendars import Reader
from scheduling.errors import CalendarCutShort, CalendarTooLarge, CalendarUnreadable

LARGEST_CALENDAR = 50_000_000
"""In bytes, unpacked: a calendar of ten busy years has 5 MB, and 34 MB were seen."""

LARGEST_REST = 2_000_000
"""In bytes, of the lines that decide: some 15,000 events in one window."""

# What an event or a calendar costs a worker even where nothing is in it, as so many bytes.
_EVENT_COSTS = 50

_LONGEST_OTHER_LINE = 65_536

_NAMES = (
    rb"BEGIN|END|UID|RECURRENCE-ID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXRULE|EXDATE|STATUS|TRANSP"
    rb"|SEQUENCE|ATTENDEE|X-MICROSOFT-CDO-BUSYSTATUS|FREEBUSY|CALSCALE"
    rb"|TZID|TZOFFSETFROM|TZOFFSETTO"
)
_DECIDING = re.compile(rb"^(" + _NAMES + rb")([;:][^\n]*)", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(rb"(?:" + _NAMES + rb")[;:]", re.IGNORECASE)
# A calendar that was packed twice, and other things that are no text.
_NO_TEXT = (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"%PDF")

_OF_ZONES = frozenset({b"TZID", b"DTSTART", b"RRULE", b"RDATE", b"TZOFFSETFROM", b"TZOFFSETTO"})
_OF_EVENTS = frozenset(_NAMES.split(b"|")) - {
    *(b"BEGIN", b"END", b"FREEBUSY", b"CALSCALE", b"TZID", b"TZOFFSETFROM", b"TZOFFSETTO")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPart:
    """What is left of one VCALENDAR: lines, unfolded, those of one event as one text."""

    events: tuple[bytes, ...]
    # The zones that it defines, each a VTIMEZONE whole.
    zones: tuple[bytes, ...] = ()
    # Lines that say when somebody is busy without naming an event.
    busy: tuple[bytes, ...] = ()
    # Events that begin and never end.
    broken: int = 0
    # Events that there are, and that the server did not show.
    hidden: int = 0
    is_gregorian: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CutCalendar:
    """What is left of a calendar, which may hold several: one after the other, as a server sent
    them.
    """

    parts: tuple[CutPart, ...]

    @property
    def digest(self) -> str:
        """A hash of what is left, which does not change with the order of the events."""
        whole = sha256()
        for part in self.parts:
            for lines in (part.events, part.zones, part.busy):
                for line in sorted(lines):
                    whole.update(line + b"\0")
                whole.update(b"\1")
        return whole.hexdigest()


class Cut:
    """A calendar that arrives in pieces, for one reader."""

    def __init__(self, reader: Reader) -> None:
        self._relevance = Relevance(reader)
        self._addresses = frozenset(one.lower().encode() for one in reader.addresses)
        self._size = self._kept = 0
        self._is_at_beginning = True
        # The line that has not ended, or that the next piece may go on with.
        self._rest = b""
        self._parts: list[CutPart] = []
        self._calendar: _OpenCalendar | None = None

    @property
    def parts(self) -> tuple[CutPart, ...]:
        """What is left of the calendars that have ended."""
        return tuple(self._parts)

    def feed(self, piece: bytes) -> None:
        """Take the next bytes of the calendar. Raises CalendarTooLarge, CalendarUnreadable."""
        if not self._size and piece.startswith(_NO_TEXT):
            raise CalendarUnreadable
        self._size += len(piece)
        if self._size > LARGEST_CALENDAR:
            raise CalendarTooLarge
        held = self._rest + piece
        # A CR at the end may be half of a line break.
        odd = held[-1:] if held.endswith(b"\r") else b""
        text = _unfolded(held[: len(held) - len(odd)])
        last = text.rfind(b"\n", 0, -1) + 1
        self._take(text[:last])
        self._rest = self._shortened(text[last:]) + odd

    def feed_whole(self, calendar: bytes) -> None:
        """Take a calendar that is there whole, one of several.

        Raises CalendarUnreadable for no calendar or half of one, of which nothing is kept then; and
        CalendarTooLarge.
        """
        count, self._is_at_beginning = len(self._parts), True
        try:
            self._take(_unfolded(calendar))
            if self._calendar is not None:
                raise CalendarCutShort
            if len(self._parts) == count:
                raise CalendarUnreadable
        except CalendarUnreadable:
            self._calendar = None
            del self._parts[count:]
            raise

    def close(self) -> CutCalendar:
        """Return what is left. Raises CalendarUnreadable for no calendar or half of one."""
        self._take(_unfolded(self._rest))
        if self._calendar is not None:
            raise CalendarCutShort
        if not self._parts:
            raise CalendarUnreadable
        return CutCalendar(parts=self.parts)

    def _shortened(self, line: bytes) -> bytes:
        """Return an unended line, without the middle of what nobody needs, as a picture."""
        if len(line) <= _LONGEST_OTHER_LINE:
            return line
        if _NAME.match(line) is None:
            # What is left must still be no line that decides, and end as this one does.
            return b"X-LEFT-OUT:" + line[-1:]
        if len(line) > LARGEST_REST:
            raise CalendarTooLarge
        return line

    def _take(self, lines: bytes) -> None:
        if lines and self._is_at_beginning:
            lines = lines.removeprefix(BOM_UTF8)
            self._is_at_beginning = False
        for written, rest in _DECIDING.findall(lines):
            name = written.upper()
            if name == b"BEGIN":
                self._begin(rest[1:].strip().upper())
            elif name == b"END":
                self._end(rest[1:].strip().upper())
            elif self._calendar is not None:
                self._kept += self._calendar.take(name, rest)
        if self._kept > LARGEST_REST:
            raise CalendarTooLarge

    def _begin(self, name: bytes) -> None:
        if name == b"VCALENDAR":
            if self._calendar is not None:
                raise CalendarCutShort
            self._kept += _EVENT_COSTS
            self._calendar = _OpenCalendar(self._relevance, self._addresses)
        elif self._calendar is not None:
            self._calendar.begin(name)

    def _end(self, name: bytes) -> None:
        if self._calendar is None:
            return
        if name == b"VCALENDAR":
            self._parts.append(self._calendar.closed())
            self._calendar = None
        else:
            self._kept += self._calendar.end(name)


class _OpenCalendar:
    """A VCALENDAR whose end has not come yet."""

    def __init__(self, relevance: Relevance, addresses: frozenset[bytes]) -> None:
        self._relevance = relevance
        self._addresses = addresses
        self._open: list[bytes] = []
        # How many of each name are open, since there may be a hundred thousand.
        self._counts: Counter[bytes] = Counter()
        self._lines: list[bytes] = []
        # What stands behind the names of the event that is open.
        self._values: dict[bytes, list[bytes]] = {}
        self._events: list[bytes] = []
        self._series: list[bytes] = []
        self._zones: list[bytes] = []
        self._busy: list[bytes] = []
        self._broken = 0
        self._is_gregorian = True

    def begin(self, name: bytes) -> None:
        """Open a component. An event in an event means that the outer one has no end."""
        if name == b"VEVENT" and self._counts[name]:
            self._close_to(name)
            self._broken += 1
        if name in (b"VEVENT", b"VTIMEZONE") and not self._open:
            self._lines, self._values = [], {}
        self._open.append(name)
        self._counts[name] += 1
        if self._open[0] == b"VTIMEZONE":
            self._lines.append(b"BEGIN:" + name)

    def take(self, name: bytes, rest: bytes) -> int:
        """Keep a line where it decides something; return how many bytes that is."""
        if not self._open:
            if name == b"CALSCALE":
                self._is_gregorian = rest[1:].strip().upper() == b"GREGORIAN"
            return 0
        outermost = self._open[0]
        if outermost == b"VEVENT":
            return self._take_of_event(name, rest) if len(self._open) == 1 else 0
        if outermost == b"VTIMEZONE" and name in _OF_ZONES:
            self._lines.append(name + rest)
            return len(name) + len(rest)
        if name == b"FREEBUSY" and self._open == [b"VFREEBUSY"]:
            self._busy.append(name + rest)
            return len(name) + len(rest)
        return 0

    def _take_of_event(self, name: bytes, rest: bytes) -> int:
        if name == b"ATTENDEE":
            if not self._addresses or (answer := _answer_of(rest, self._addresses)) is None:
                return 0
            name, rest = b"PARTSTAT", b":" + answer
        elif name not in _OF_EVENTS:
            return 0
        line = name + rest
        self._lines.append(line)
        self._values.setdefault(name, []).append(rest)
        return len(line)

    def end(self, name: bytes) -> int:
        """Close a component; return how many bytes more are kept, or fewer."""
        if not self._counts[name]:
            return 0
        if self._open[0] == b"VTIMEZONE":
            self._lines.append(b"END:" + name)
        self._close_to(name)
        if self._open:
            return 0
        text, self._lines = b"\n".join(self._lines), []
        if name == b"VTIMEZONE":
            self._zones.append(text)
        elif name == b"VEVENT":
            if is_repeated(self._values):
                self._series.append(text)
            elif self._relevance.may_matter(self._values):
                self._events.append(text)
            else:
                return -len(text)
            return _EVENT_COSTS
        return 0

    def closed(self) -> CutPart:
        return CutPart(
            events=(*self._events, *self._relevance.without_far_repeats(self._series)),
            zones=tuple(self._zones),
            busy=tuple(self._busy),
            broken=self._broken + self._counts[b"VEVENT"],
            is_gregorian=self._is_gregorian,
        )

    def _close_to(self, name: bytes) -> None:
        """Close all that is open, down to the innermost one of that name."""
        while True:
            closed = self._open.pop()
            self._counts[closed] -= 1
            if closed == name:
                return


_MAILTO = re.compile(rb"mailto:([^\s;,:\"]+)", re.IGNORECASE)
_EMAIL = re.compile(rb";EMAIL=\"?([^\s;,:\"]+)", re.IGNORECASE)
_PARTSTAT = re.compile(rb";PARTSTAT=\"?([A-Z-]+)", re.IGNORECASE)


def _answer_of(line: bytes, addresses: frozenset[bytes]) -> bytes | None:
    """Return what the owner has answered to an invitation; nothing where it is another guest."""
    lower = line.lower()
    if not any(one in lower for one in addresses):
        return None
    named = {*_MAILTO.findall(line), *_EMAIL.findall(line)}
    if not any(one.lower() in addresses for one in named):
        return None
    answer = _PARTSTAT.search(line)
    return answer[1].upper() if answer else None


def _unfolded(text: bytes) -> bytes:
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
        # The ends of lines of old Macs.
        text = text.replace(b"\r", b"\n")
    return text.replace(b"\n ", b"").replace(b"\n\t", b"")
