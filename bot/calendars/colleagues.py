"""What all sources of a company's calendars have in common: one call asks for many people."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from bot.calendars.marks import mark_for, remembered_from
from bot.calendars.source import Found, Unchanged
from scheduling.availability.calendars import BusyBlock, CalendarReading, Reader
from scheduling.errors import CalendarNotRead


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
