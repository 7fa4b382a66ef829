"""Calendars at an address of their own: the secret iCal address of Google, Outlook and others."""

import re
from dataclasses import dataclass, field

from yarl import URL

from bot.calendars.events.arriving import Room
from bot.calendars.fetching.addresses import checked_address
from bot.calendars.fetching.fetcher import Answer, Fetcher, Request
from bot.calendars.fetching.marks import mark_for, remembered_from
from bot.calendars.fetching.statuses import failure_of
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.calendars.workers.pool import CalendarReaders
from scheduling.availability.calendars import Reader

_NOT_MODIFIED = 304
_VALIDATORS = {"etag": "ETag", "modified": "Last-Modified"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class IcsSource:
    """Fetches a calendar and has it read, unless nothing in it has changed that matters."""

    fetcher: Fetcher
    readers: CalendarReaders
    _room: Room = field(default_factory=Room, init=False)

    async def read(
        self, account: CalendarAccount, reader: Reader, previous: str | None
    ) -> Found | Unchanged:
        """Read the calendar at the address.

        Large hosts stamp every event anew at each request, so that neither the bytes nor their
        ETag stay the same. Whether something has changed, all else says, and where that has, the
        lines that matter.
        """
        before = remembered_from(previous, reader)
        request = _request(account, self.fetcher, before)
        with self._room.arrival(reader, known=before.get("unstamped")) as arriving:
            answer = await self.fetcher.fetch(request, arriving.feed)
            # Where nothing was asked that this could be the answer to, it is none.
            is_asked = any(name in before for name in _VALIDATORS)
            if answer.status == _NOT_MODIFIED and previous is not None and is_asked:
                return Unchanged(mark=previous)
            if (failure := failure_of(answer)) is not None:
                raise failure
            arrived = arriving.close()
        left = arrived.cut
        digest = left.digest if left is not None else before.get("digest", "")
        remembered = {"digest": digest, "unstamped": arrived.unstamped, **_validators(answer)}
        mark = mark_for(reader, remembered)
        if left is None or digest == before.get("digest"):
            return Unchanged(mark=mark)
        return Found(reading=await self.readers.read(left, reader), mark=mark)

    async def close(self) -> None:
        """Close connections and workers; both are opened again when needed."""
        await self.fetcher.close()
        await self.readers.close()


def _request(account: CalendarAccount, fetcher: Fetcher, before: dict[str, str]) -> Request:
    address = checked_address(account.address, private=fetcher.private)
    headers = {"Accept": "text/calendar, */*;q=0.5"}
    if etag := before.get("etag"):
        headers["If-None-Match"] = etag
    if modified := before.get("modified"):
        headers["If-Modified-Since"] = modified
    username, password = _credentials(account, address)
    return Request(
        address=address.with_user(None), headers=headers, username=username, password=password
    )


def _credentials(account: CalendarAccount, address: URL) -> tuple[str, str]:
    """Return what opens the calendar: given apart, or within the address."""
    if account.username or account.password:
        return account.username, account.password
    return address.user or "", address.password or ""


def _validators(answer: Answer) -> dict[str, str]:
    """Return what to ask with the next time; what no request may hold is nothing to ask with."""
    given = {name: answer.headers.get(header) for name, header in _VALIDATORS.items()}
    return {name: value for name, value in given.items() if value and not _CONTROL.search(value)}
