"""What all sources of calendars have in common: one is asked for a calendar, and reads it."""

from dataclasses import dataclass, field
from typing import Protocol

from scheduling.availability.calendars import CalendarReading, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAccount:
    """Where a calendar is and what opens it: all of it is a secret, and shows in no repr."""

    address: str = field(repr=False)
    # Both empty where the address alone opens it.
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The calendar was read."""

    reading: CalendarReading
    # What the source asks with the next time: to be kept as it is, as secret as the address.
    mark: str = field(repr=False)
    # With what it is to be read from now on, where that has changed.
    account: CalendarAccount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """Nothing that decides busy time has changed, so what was found before still holds."""

    # None: what it was asked with holds for the next time as well.
    mark: str | None = field(repr=False)
    account: CalendarAccount | None = None


class CalendarSource(Protocol):
    """One way to a calendar."""

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read the calendar, unless it is as it was when it gave the mark `previous`.

        A mark holds for one reader: for another window, zone, address or interview of ours all is
        read anew. So let the window move at midnights rather than by the minute.

        Raises CalendarNotRead, with the reason in words for the owner; what was found before then
        stays as it was.
        """
        ...

    async def close(self) -> None:
        """Let go of all that is open."""
        ...
