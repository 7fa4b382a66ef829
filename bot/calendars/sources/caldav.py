"""Calendars on a CalDAV server: Nextcloud, iCloud, Fastmail, a company's own."""

import asyncio
from dataclasses import dataclass, replace
from hashlib import sha256

from yarl import URL

from bot.calendars.dav.client import SECONDS_TO_SEARCH, DavClient
from bot.calendars.dav.contents import contents_of
from bot.calendars.dav.discovery import Collection, Home, calendars_in, find_home, look_elsewhere
from bot.calendars.fetching.addresses import checked_address
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.fetching.marks import mark_for, remembered_from
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.calendars.workers.pool import CalendarReaders
from scheduling.availability.calendars import Reader
from scheduling.errors import CalendarGone, CalendarRefused, CalendarTooSlow, NoCalendarThere

SECONDS = 90.0
"""For all calendars of one account."""


@dataclass(frozen=True, kw_only=True)
class CalDavSource:
    """Finds the calendars of a user and reads them as one."""

    fetcher: Fetcher
    readers: CalendarReaders
    seconds: float = SECONDS
    seconds_to_search: float = SECONDS_TO_SEARCH

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read all calendars of the user whose events take time.

        A server tells by one answer whether any of them has changed. Then the whole window is
        asked for: the events themselves are not kept, so what has changed alone would be no help.
        """
        address = checked_address(account.address, private=self.fetcher.private)
        try:
            async with asyncio.timeout(self.seconds):
                return await self._read(account, address, reader, previous)
        except TimeoutError:
            raise CalendarTooSlow(host=address.host or "") from None

    async def close(self) -> None:
        """Close connections and workers; both are opened again when needed."""
        await self.fetcher.close()
        await self.readers.close()

    async def _read(
        self, account: CalendarAccount, address: URL, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        client = DavClient(
            fetcher=self.fetcher,
            username=account.username or address.user or "",
            password=account.password or address.password or "",
            seconds_to_search=self.seconds_to_search,
        )
        before = remembered_from(previous, reader)
        home, calendars = await _found(client, address, before)
        state = _state(calendars)
        if previous is not None and state and state == before.get("state"):
            return Unchanged(mark=previous)
        known = replace(reader, addresses=reader.addresses | home.addresses)
        left = await contents_of(client, calendars, known)
        mark = mark_for(reader, {"digest": left.digest, "state": state, **_to_remember(home)})
        if left.digest == before.get("digest"):
            return Unchanged(mark=mark)
        return Found(reading=await self.readers.read(left, known), mark=mark)


async def _found(
    client: DavClient, address: URL, before: dict[str, str]
) -> tuple[Home, list[Collection]]:
    """Return the calendars where they were before, or wherever they are now."""
    if (home := _remembered(before)) is not None:
        try:
            return home, await calendars_in(client, home)
        except (CalendarGone, NoCalendarThere):
            pass
    try:
        home = await find_home(client, address)
    except (CalendarGone, CalendarRefused) as closed:
        # What was there once is gone, and nothing else is meant.
        if not before and (isinstance(closed, CalendarGone) or closed.is_of_place):
            await look_elsewhere(client, address, closed)
        raise
    return home, await calendars_in(client, home)


def _state(calendars: list[Collection]) -> str:
    """Return a hash of what version each calendar is of; nothing where one has no version."""
    if not all(one.version for one in calendars):
        return ""
    versions = "\n".join(f"{one.at} {one.version}" for one in calendars)
    return sha256(versions.encode()).hexdigest()


def _to_remember(home: Home) -> dict[str, str]:
    return {
        "home": " ".join(map(str, (home.at, *home.others))),
        "principal": home.principal,
        "addresses": " ".join(sorted(home.addresses)),
        "one": "yes" if home.is_one_calendar else "",
    }


def _remembered(before: dict[str, str]) -> Home | None:
    if not {"home", "principal", "addresses", "one"} <= set(before):
        return None
    at, *others = (URL(one, encoded=True) for one in before["home"].split(" "))
    return Home(
        at=at,
        others=tuple(others),
        addresses=frozenset(before["addresses"].split()),
        principal=before["principal"],
        is_one_calendar=bool(before["one"]),
    )
