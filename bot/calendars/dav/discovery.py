"""Finding somebody's calendars from the address of a server (RFC 6764, RFC 4791)."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from yarl import URL

from bot.calendars.dav.client import DavClient
from bot.calendars.dav.multistatus import CALDAV, CALENDARSERVER, DAV, Place
from bot.calendars.fetching.addresses import PrivateHosts, as_secure_as, checked_url
from bot.calendars.fetching.fetcher import Answer
from bot.calendars.fetching.statuses import failure_of
from scheduling.errors import (
    AddressNotUnderstood,
    CalendarFailing,
    CalendarNotRead,
    CalendarRefused,
    CalendarUnreadable,
    NoCalendarThere,
    TooManyOnServer,
)

MOST_CALENDARS = 40
_MOST_HOMES = 5
_PASSES = 423
"""Locked, too many questions, errors of the server: it may show the place the next time."""
_CLOSED = (403, 404, 410)
"""What a server says of a place that is not there, or not for whoever asks."""
_SECONDS_ELSEWHERE = 10.0
_WELL_KNOWN = "/.well-known/caldav"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where somebody's calendars are, or one calendar where that was asked for."""

    at: URL
    # Further places of theirs, as they have on some servers.
    others: tuple[URL, ...] = ()
    # Of the owner, in lower case: what was declined under any of them takes no time.
    addresses: frozenset[str] = frozenset()
    # The path of the owner's own place on the server, if it has said.
    principal: str = ""
    is_one_calendar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A calendar on a server."""

    at: URL
    # Another one means that something in it has changed; empty where the server has none.
    version: str


async def find_home(client: DavClient, address: URL) -> Home:
    """Return where the calendars are that the user of the client has on a server.

    The address may be the server's, or any further within, down to one calendar. Raises
    CalendarNotRead.
    """
    well_known = address.with_path(_WELL_KNOWN)
    is_bare = address.path in ("", "/")
    candidates = [well_known, address] if is_bare else [address, well_known]
    # The very place that is to be read, where it is more than the server.
    named = {address} - {well_known} if not is_bare else set()
    refused: Exception | None = None
    for candidate in candidates:
        try:
            answer, places = await _at(client, candidate)
        except CalendarUnreadable:
            # A page for people, as that of the calendar itself.
            continue
        failure = failure_of(answer)
        if places:
            if home := await _home_from(client, answer.address, places[0]):
                return home
        elif failure is not None and answer.status in _CLOSED and candidate in named:
            # Whoever has one calendar read that is there no more, or is shared with them no more,
            # does not mean all others.
            raise failure
        elif isinstance(failure, CalendarRefused):
            # The other one may lie open and know nothing, but not know better.
            refused = refused or failure
        elif failure is not None and answer.status >= 429:
            raise failure
    raise refused or NoCalendarThere(host=address.host or "")


async def look_elsewhere(client: DavClient, address: URL, closed: CalendarNotRead) -> None:
    """Note with why there is nothing at an address whether its server has the user's calendars.

    The same server alone is asked, as for whoever gives no more than its address. What it does not
    say in time changes nothing: it is only for better words.
    """
    root = address.with_path("/")
    try:
        async with asyncio.timeout(_SECONDS_ELSEWHERE):
            home = await find_home(client, root)
    except (CalendarNotRead, TimeoutError):
        return
    closed.server = str(root)
    closed.is_one_of_many = any(_is_within(address, at) for at in (home.at, *home.others))


def _is_within(address: URL, home: URL) -> bool:
    whole, path = home.path.rstrip("/"), address.path.rstrip("/")
    return address.host == home.host and path.startswith(f"{whole}/")


async def calendars_in(client: DavClient, home: Home) -> list[Collection]:
    """Return the owner's calendars whose events take time, in order of their addresses.

    Raises CalendarNotRead, and NoCalendarThere when there is none.
    """
    calendars = [each for at in (home.at, *home.others) for each in await _within(client, home, at)]
    # What others share is their time, and not the owner's.
    own = [(at, place) for at, place in calendars if _owner(place) in ("", home.principal)]
    found = {
        at: _version(place)
        for at, place in own or calendars
        if not place.has(f"{CALDAV}schedule-calendar-transp", f"{CALDAV}transparent")
    }
    if not calendars:
        raise NoCalendarThere(host=home.at.host or "")
    if len(found) > MOST_CALENDARS:
        raise TooManyOnServer(host=home.at.host or "", count=len(found), most=MOST_CALENDARS)
    return [Collection(at=at, version=found[at]) for at in sorted(found)]


async def _within(client: DavClient, home: Home, at: URL) -> list[tuple[URL, Place]]:
    """Return the calendars at one place, each with its address. Raises CalendarNotRead."""
    answer, places = await client.properties(at, depth=0 if home.is_one_calendar else 1)
    if (failure := failure_of(answer)) is not None:
        raise failure
    if any((place.failure or 0) >= _PASSES for place in places):
        # It may be a calendar: without it, its owner would seem free.
        raise CalendarFailing(host=answer.host)
    private = client.fetcher.private
    return [
        (_joined(answer.address, place.href, private), place)
        for place in places
        if _is_calendar(place)
    ]


async def _at(client: DavClient, address: URL) -> tuple[Answer, list[Place]]:
    answer, places = await client.properties(address, depth=0)
    is_elsewhere = answer.address.origin() != address.origin()
    if is_elsewhere and isinstance(failure_of(answer), CalendarRefused):
        # The server has sent us to another one, as RFC 6764 lets it, where no password went along:
        # its own word, under its own certificate, is enough to ask there as the same user.
        return await client.properties(answer.address, depth=0)
    return answer, places


async def _home_from(client: DavClient, at: URL, place: Place) -> Home | None:
    """Follow what a place says: it is a calendar, or knows the home, or knows who we are."""
    if _is_calendar(place):
        return Home(at=at, is_one_calendar=True)
    private = client.fetcher.private
    for principal in [None, *place.hrefs(f"{DAV}current-user-principal")][:2]:
        if principal is not None:
            answer, places = await client.properties(_joined(at, principal, private), depth=0)
            if (failure := failure_of(answer)) is not None:
                raise failure
            at, place = answer.address, places[0] if places else place
        named = place.hrefs(f"{CALDAV}calendar-home-set")
        homes = tuple(dict.fromkeys(_joined(at, home, private) for home in named))
        if homes:
            return Home(
                at=homes[0],
                others=homes[1:_MOST_HOMES],
                addresses=frozenset(_addresses(place)),
                principal=path_of(principal or place.href),
            )
    return None


def _addresses(place: Place) -> Iterator[str]:
    for href in place.hrefs(f"{CALDAV}calendar-user-address-set"):
        scheme, _, address = href.partition(":")
        if scheme.lower() == "mailto" and "@" in address:
            yield address.lower()


def _is_calendar(place: Place) -> bool:
    if not place.has(f"{DAV}resourcetype", f"{CALDAV}calendar"):
        return False
    kinds = place.properties.get(f"{CALDAV}supported-calendar-component-set")
    if kinds is None:
        return True
    return any(one.get("name", "").upper() == "VEVENT" for one in kinds)


def _owner(place: Place) -> str:
    owners = place.hrefs(f"{DAV}owner")
    return path_of(owners[0]) if owners else ""


def _version(place: Place) -> str:
    return place.text(f"{DAV}sync-token") or place.text(f"{CALENDARSERVER}getctag")


def path_of(href: str) -> str:
    """Return the path of a place, however a server writes where it is."""
    try:
        return URL(href).path.rstrip("/")
    except ValueError:
        return href


def _joined(at: URL, href: str, private: PrivateHosts) -> URL:
    """Return where a server sends us, which may be another host, if we may ask there."""
    try:
        # What is written as it should be stays so; some write blanks as their owner has typed them.
        written = URL(href.replace(" ", "%20"), encoded=True) if href.isascii() else URL(href)
        to = at.join(written).with_user(None).with_fragment(None)
        return checked_url(as_secure_as(at, to), private=private)
    except ValueError:
        raise AddressNotUnderstood from None
