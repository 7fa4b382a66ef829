"""A calendar that arrives, and what is done about it: nothing, while it may be what it was before.

Large hosts send all of a calendar at each request, each event stamped anew, whether or not anything
has changed. To cut it takes ten times as long as to see that it is the same but for the stamps.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from bot.calendars.events.cut import Cut, CutCalendar
from scheduling.availability.calendars import Reader

MOST_HELD = 5_000_000
"""In bytes, of one calendar that is not cut yet: ten busy years. Longer ones are cut at once."""

MOST_HELD_BY_ALL = 20_000_000
"""In bytes, of all calendars that arrive at a time."""

# When an answer was made: of no event anything else, and never of a line that decides. The line
# begins where its name does, so what is left out is never the end of another one.
_STAMP = re.compile(rb"\nDTSTAMP[^\r\n]*")
_LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A calendar that has arrived whole."""

    # Of all that it says, but for the stamps.
    unstamped: str
    # None: but for the stamps, it is the one that was known.
    cut: CutCalendar | None


@dataclass(slots=True)
class Room:
    """How much of all calendars that arrive may be held, in bytes."""

    left: int = MOST_HELD_BY_ALL

    @contextmanager
    def arrival(self, reader: Reader, *, known: str | None) -> Iterator["Arriving"]:
        """Take a calendar in, for one reader. `known` is the hash `unstamped` of the last time."""
        arriving = Arriving(reader, room=self, known=known)
        try:
            yield arriving
        finally:
            arriving.forget()


class Arriving:
    """A calendar that arrives in pieces."""

    def __init__(self, reader: Reader, *, room: Room, known: str | None) -> None:
        self._reader = reader
        self._room = room
        self._known = known
        self._hash = Unstamped()
        # Begun when there is something to be cut: most calendars are as they were.
        self._cut: Cut | None = None
        self._held: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> None:
        """Take the next bytes of the calendar. Raises CalendarTooLarge, CalendarUnreadable."""
        self._hash.feed(piece)
        if self._known is not None and self._hold(piece):
            return
        self._known = None
        self._begun_cut().feed(piece)

    def close(self) -> Arrived:
        """Return what has arrived. Raises what cutting raises, of one that is not known."""
        unstamped = self._hash.digest()
        if unstamped == self._known:
            return Arrived(unstamped=unstamped, cut=None)
        return Arrived(unstamped=unstamped, cut=self._begun_cut().close())

    def forget(self) -> None:
        """Let go of what is held."""
        self._room.left += self._size
        self._held, self._size = [], 0

    def _hold(self, piece: bytes) -> bool:
        """Keep a piece for later, if there is room for it."""
        if self._size + len(piece) > MOST_HELD or len(piece) > self._room.left:
            return False
        self._room.left -= len(piece)
        self._size += len(piece)
        self._held.append(piece)
        return True

    def _begun_cut(self) -> Cut:
        """Return the cut of all that has come so far."""
        if self._cut is None:
            self._cut = Cut(self._reader)
        held = self._held
        self.forget()
        for piece in held:
            self._cut.feed(piece)
        return self._cut


class Unstamped:
    """The hash of a calendar that arrives in pieces, without its stamps.

    Two with the same hash say the same in all lines but those that begin with DTSTAMP. However it
    is cut into pieces, the hash of a calendar with no line of 64 kB is the same.
    """

    def __init__(self) -> None:
        self._hash = sha256()
        # From the last line break on: the line may go on in the next piece.
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        held = self._rest + piece
        last = held.rfind(b"\n")
        if last < 0 or len(held) - last > _LONGEST_LINE:
            last = len(held)
        self._rest = held[last:]
        self._take(held[:last])

    def digest(self) -> str:
        """Return the hash of all that has been fed."""
        self._take(self._rest)
        self._rest = b""
        return self._hash.hexdigest()

    def _take(self, lines: bytes) -> None:
        # The name stays: where a stamp was may decide to which line the next one belongs.
        self._hash.update(b"\nDTSTAMP".join(_STAMP.split(lines)))
