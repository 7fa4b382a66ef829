"""Asking a CalDAV server."""

from dataclasses import dataclass
from datetime import datetime

from yarl import URL

from bot.calendars.dav.multistatus import MultistatusParser, Place
from bot.calendars.events.cut import Cut
from bot.calendars.fetching.fetcher import Answer, Fetcher, Request
from bot.calendars.fetching.statuses import failure_of
from scheduling.timespan import Span

SECONDS_TO_SEARCH = 12.0
"""For a server to find the events of a window, before it is asked for all of them.

One event of each minute since 1970 keeps Radicale looking for ever.
"""

_NAMESPACES = (
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'
)
# One question for all places: what they don't know, servers leave out.
_PROPERTIES = (
    f'<?xml version="1.0" encoding="utf-8"?><D:propfind {_NAMESPACES}><D:prop>'
    "<D:resourcetype/><D:owner/><D:current-user-principal/><D:sync-token/><S:getctag/>"
    "<C:calendar-home-set/><C:calendar-user-address-set/>"
    "<C:supported-calendar-component-set/><C:schedule-calendar-transp/>"
    "</D:prop></D:propfind>"
)
_EVENTS = (
    f'<?xml version="1.0" encoding="utf-8"?><C:calendar-query {_NAMESPACES}>'
    "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{range}'
    "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
)
_BUSY = (
    f'<?xml version="1.0" encoding="utf-8"?><C:free-busy-query {_NAMESPACES}>{{range}}'
    "</C:free-busy-query>"
)


@dataclass(frozen=True, kw_only=True)
class DavClient:
    """Asks as one user. Raises CalendarNotRead for all that is no answer."""

    fetcher: Fetcher
    username: str
    password: str
    seconds_to_search: float = SECONDS_TO_SEARCH

    async def properties(self, at: URL, *, depth: int) -> tuple[Answer, list[Place]]:
        """Return what is known of a place, and at depth 1 of those within it.

        An answer that is a refusal has no places.
        """
        return await self._asked("PROPFIND", at, body=_PROPERTIES, depth=depth)

    async def events(self, at: URL, within: Span | None) -> tuple[Answer, list[Place]]:
        """Return the events of a calendar, those within a span alone where one is given."""
        limits = _range(within) if within else ""
        return await self._asked("REPORT", at, body=_EVENTS.format(range=limits), depth=1)

    async def busy_times(self, at: URL, within: Span, cut: Cut) -> Answer:
        """Have a calendar's busy times cut, without the events that they are made of."""
        request = self._request("REPORT", at, body=_BUSY.format(range=_range(within)), depth=1)
        return await self.fetcher.fetch(request, cut.feed)

    async def _asked(
        self, method: str, at: URL, *, body: str, depth: int
    ) -> tuple[Answer, list[Place]]:
        parser = MultistatusParser()
        request = self._request(method, at, body=body, depth=depth)
        answer = await self.fetcher.fetch(request, parser.feed)
        return answer, parser.places() if failure_of(answer) is None else []

    def _request(self, method: str, at: URL, *, body: str, depth: int) -> Request:
        return Request(
            method=method,
            address=at.with_user(None),
            headers={"Content-Type": "application/xml; charset=utf-8", "Depth": str(depth)},
            body=body.encode(),
            username=self.username,
            password=self.password,
        )


def _range(span: Span) -> str:
    return f'<C:time-range start="{_utc(span.start)}" end="{_utc(span.end)}"/>'


def _utc(instant: datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"
