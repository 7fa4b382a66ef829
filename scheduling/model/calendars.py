"""Calendars that people have connected: from where each is read, and what of it counts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """In which way a calendar is read."""

    # A secret address that gives a file (iCalendar, RFC 5545).
    ADDRESS = "address"
    CALDAV = "caldav"
    GOOGLE = "google"
    MICROSOFT = "microsoft"
    # By the permission that its owner has given there, signed in.
    GOOGLE_SIGN_IN = "google-sign-in"
    MICROSOFT_SIGN_IN = "microsoft-sign-in"

    @property
    def is_companys(self) -> bool:
        """Whether the operator opens it for a whole company, by the addresses of its people."""
        return self in (SourceKind.GOOGLE, SourceKind.MICROSOFT)

    @property
    def tells_tentative(self) -> bool:
        """Whether it tells what is tentative from what is certain."""
        return self not in (SourceKind.GOOGLE, SourceKind.GOOGLE_SIGN_IN)

    @property
    def tells_all_day(self) -> bool:
        """Whether it tells events of whole days from others."""
        return self in (SourceKind.ADDRESS, SourceKind.CALDAV)

    @property
    def is_signed_in(self) -> bool:
        """Whether its owner has signed in for it, and can take back what they allowed."""
        return self in (SourceKind.GOOGLE_SIGN_IN, SourceKind.MICROSOFT_SIGN_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCalendars:
    """Calendars that an operator has opened for everybody with an address at some domains."""

    source: SourceKind
    # The server, as everybody may know it.
    host: str
    # In small letters.
    domains: frozenset[str]

    def include(self, address: str | None) -> bool:
        """Tell whether the calendar of whoever has that address is one of them."""
        return address is not None and address.casefold().rpartition("@")[2] in self.domains


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedGrant:
    """What somebody has allowed by signing in, as it is kept while no calendar is read by it."""

    id: int
    source: SourceKind
    account: bytes = field(repr=False)
    # For which calendar it is sealed; None: for its own row.
    calendar_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnconfirmedCalendar:
    """A calendar for which somebody has signed in with an account that is not known to be its
    owner's: nothing of it is read until they have said that it is theirs.
    """

    id: int
    # Whose it is to be.
    person_id: int
    source: SourceKind
    host: str
    # Of the account; empty where nobody vouches for it.
    address: str = field(repr=False)
    asked_at: datetime
    # When it is given up, and what was allowed is given back.
    until: datetime


class AllDayEvents(StrEnum):
    """Which events that last whole days make their owner busy."""

    NONE = "none"
    # Most calendars mark such events as free, whatever they are about.
    MARKED_BUSY = "marked busy"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedEvents:
    """Which events of a calendar make its owner busy, beside those that plainly do."""

    tentative: bool = True
    all_day: AllDayEvents = AllDayEvents.MARKED_BUSY


USUALLY_COUNTED = CountedEvents()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar of somebody's, without what it is read with: that is a secret."""

    id: int
    person_id: int
    source: SourceKind
    # The server it is read from, as everybody may know it: "calendar.google.com".
    host: str
    counted: CountedEvents = USUALLY_COUNTED
    # When it was last read, and by the clock of which zone; None before that. No zone either where
    # its owner has another zone or address since, so that it is to be read anew.
    read_at: datetime | None = None
    zone: str | None = None
    # Since when no reading has come off; None while it is well.
    failing_since: datetime | None = None
    # A word for what went wrong last; empty while it is well.
    failure: str = ""
    # All-day events ahead that it marks as free.
    free_all_day: int = 0
    # Events of which nobody could tell when they are.
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedBlock:
    """What of a calendar takes the hour of an interview to which its owner comes all the same."""

    calendar_id: int
    interview_id: int
    # When the interview was to begin.
    start: datetime
    # Of its hour, as bits from the first.
    ticks: int
    # What of the calendar counted then.
    counted: CountedEvents
