"""In which way a calendar that is to be connected is read: what answers decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.calendars.keeping.turns import Turns
from bot.calendars.sources.signed_in import Keep
from bot.calendars.sources.source import CalendarAccount, Found
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    AddressNotUnderstood,
    CalendarFailing,
    CalendarGone,
    CalendarNotAtAddress,
    CalendarNotRead,
    CalendarRefused,
    CalendarUnreadable,
    NoCalendarThere,
)
from scheduling.model.calendars import SourceKind

_IS_ANOTHER = (
    CalendarRefused,
    CalendarGone,
    NoCalendarThere,
    CalendarUnreadable,
    CalendarFailing,
)
"""What a server says that is asked in a way of which it knows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was found, in which way, and with what it is read from now on."""

    source: SourceKind
    account: CalendarAccount
    found: Found
    # Whether there was nothing at the address that was given, and all of the user's is read.
    is_elsewhere: bool = False


async def first_that_reads(
    turns: Turns,
    kinds: Sequence[SourceKind],
    account: CalendarAccount,
    *,
    host: str,
    reader: Reader,
    keep: Keep,
) -> Read:
    """Read a calendar in the first way that there is. Raises CalendarNotRead.

    What answers decides, not what the address looks like: a file may need a user, too. Where
    none does, the likeliest says why; and where the server has the user's calendars, though none
    at that address, all of them are read.
    """
    likeliest: CalendarNotRead | None = None
    for kind in kinds:
        try:
            return await _read(turns, kind, account, host=host, reader=reader, keep=keep)
        except _IS_ANOTHER as error:
            likeliest = likeliest or error
    assert likeliest is not None  # there is always one way at least
    if not likeliest.server:
        raise likeliest
    if likeliest.is_one_of_many or not isinstance(likeliest, CalendarGone):
        # One calendar was meant, theirs or a colleague's, and not all of theirs.
        raise CalendarNotAtAddress(host=host, address=_without_user(likeliest.server))
    root = replace(account, address=likeliest.server)
    read = await _read(turns, SourceKind.CALDAV, root, host=host, reader=reader, keep=keep)
    return replace(read, is_elsewhere=True)


async def _read(
    turns: Turns,
    kind: SourceKind,
    account: CalendarAccount,
    *,
    host: str,
    reader: Reader,
    keep: Keep,
) -> Read:
    found = await turns.read_from(kind, host, account, reader, keep)
    assert isinstance(found, Found)  # without a mark, nothing is as it was
    return Read(source=kind, account=found.account or account, found=found)


def kinds_of(account: CalendarAccount) -> tuple[SourceKind, ...]:
    """Return in which ways a calendar may be read, the likeliest first."""
    parts = urlsplit(account.address.strip())
    if not (account.username or parts.username):
        # A server that is searched knows whose calendars it is to show.
        return (SourceKind.ADDRESS,)
    both = (SourceKind.CALDAV, SourceKind.ADDRESS)
    return both[::-1] if parts.path.casefold().endswith(".ics") else both


def host_of(account: CalendarAccount) -> str:
    """Return the server as everybody may know it: no user, no port and no path.

    Raises AddressNotUnderstood.
    """
    try:
        host = urlsplit(account.address.strip()).hostname
    except ValueError:
        host = None
    if not host:
        raise AddressNotUnderstood
    return host


def _without_user(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
