"""What is in the calendars of a server for a window, cut to what decides."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.calendars.dav.client import DavClient
from bot.calendars.dav.discovery import Collection, path_of
from bot.calendars.dav.multistatus import CALDAV, Place
from bot.calendars.events.cut import LARGEST_REST, Cut, CutCalendar, CutPart
from bot.calendars.fetching.fetcher import Answer
from bot.calendars.fetching.statuses import failure_of
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    CalendarFailing,
    CalendarRefused,
    CalendarTooLarge,
    CalendarTooSlow,
    CalendarUnreadable,
)
from scheduling.timespan import Span

_MARGIN = timedelta(days=1)


async def contents_of(
    client: DavClient, calendars: Sequence[Collection], reader: Reader
) -> CutCalendar:
    """Return what is left of all the calendars together. Raises CalendarNotRead if one fails."""
    parts: list[CutPart] = []
    for calendar in calendars:
        parts += await _contents(client, calendar, reader)
        if sum(map(_size, parts)) > LARGEST_REST:
            raise CalendarTooLarge
    return CutCalendar(parts=tuple(parts))


async def _contents(client: DavClient, calendar: Collection, reader: Reader) -> list[CutPart]:
    window = Span(start=reader.window.start - _MARGIN, end=reader.window.end + _MARGIN)
    answer, places = await _events(client, calendar, window)
    failure = failure_of(answer)
    if failure is None:
        return _parts_of(places, answer, reader)
    if isinstance(failure, CalendarRefused) and answer.status == 403:
        # Some show when somebody is busy and nothing else.
        cut = Cut(reader)
        failure = failure_of(await client.busy_times(calendar.at, window, cut))
        if failure is None:
            return list(cut.close().parts)
    raise failure


async def _events(
    client: DavClient, calendar: Collection, window: Span
) -> tuple[Answer, list[Place]]:
    """Return the events of the window, or all where the server can't tell them apart."""
    try:
        async with asyncio.timeout(client.seconds_to_search):
            answer, places = await client.events(calendar.at, window)
        if not isinstance(failure_of(answer), CalendarFailing):
            return answer, places
    except (TimeoutError, CalendarTooSlow):
        pass
    return await client.events(calendar.at, None)


def _parts_of(places: Sequence[Place], answer: Answer, reader: Reader) -> list[CutPart]:
    """Cut all that was shown. Raises CalendarFailing where the server has left some of it out.

    That it says of the calendar itself (507, RFC 6578, 3.6); an event that it can't or won't show
    is counted, as one that can't be read is.
    """
    cut, hidden, broken = Cut(reader), 0, 0
    whole = answer.address.path.rstrip("/")
    for place in places:
        text = place.text(f"{CALDAV}calendar-data")
        if text:
            broken += not _is_taken(cut, text)
        elif path_of(place.href) != whole:
            hidden += 1
        elif place.failure:
            raise CalendarFailing(host=answer.host)
    parts = [*cut.parts]
    if hidden or broken:
        parts.append(CutPart(events=(), hidden=hidden, broken=broken))
    return parts


def _is_taken(cut: Cut, text: str) -> bool:
    """Cut one event, with its changes. One that can't be read costs no other."""
    try:
        cut.feed_whole(text.encode())
    except CalendarUnreadable:
        return False
    return True


def _size(part: CutPart) -> int:
    return sum(map(len, (*part.events, *part.zones, *part.busy)))
