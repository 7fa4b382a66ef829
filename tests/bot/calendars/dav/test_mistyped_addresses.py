"""An address at which there is nothing, on a server that has the user's calendars all the same."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from aiohttp import web
from databases import new_database
from dav.radicale_server import PASSWORD, radicale
from dav.test_keeping_caldav import at, connects, keeping
from hosts import serving
from places import MINUTE, TEN, Place, place_in

from scheduling.errors import (
    CalendarGone,
    CalendarNotAtAddress,
    CalendarNotRead,
    CalendarRefused,
)
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.timespan import hour_from

_OPEN = f"Basic {b64encode(f'ines:{PASSWORD}'.encode()).decode()}"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with closing(Store.open(new_database(tmp_path))) as store:
        yield place_in(store)


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(100):
            await test()

    asyncio.run(timed())


@pytest.mark.parametrize("path", ["ines/wrok/", "inse/", "ivo/home/"])
def test_where_a_single_calendar_may_be_meant_none_is_read_and_the_way_to_all_is_said(
    place: Place, tmp_path: Path, path: str
) -> None:
    async def test() -> None:
        async with (
            radicale(tmp_path, "ines", "ivo") as server,
            keeping(place, server.port) as keeper,
        ):
            await server.add_calendar("ines/work")
            await server.add_calendar("ivo/home")

            with pytest.raises(CalendarNotAtAddress) as told:
                await connects(place, keeper, f"{server.address}{path}")

        said = told.value.sentence(zone=UTC)
        assert f"With {server.address.rstrip('/')} alone, I read all that are yours" in said
        assert said.endswith("Nothing was connected.")
        assert place.shown("Ines") == ()

    run(test)


def test_who_is_not_let_in_hears_just_that(place: Place, tmp_path: Path) -> None:
    async def test() -> None:
        async with radicale(tmp_path, "ines") as server, keeping(place, server.port) as keeper:
            await server.add_calendar("ines/work")
            with pytest.raises(CalendarRefused):
                await connects(place, keeper, f"{server.address}ines/wrok/", password="wrong")

    run(test)


def many(*responses: str) -> str:
    spaces = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
    return f'<?xml version="1.0"?><D:multistatus {spaces}>{"".join(responses)}</D:multistatus>'


def shown(href: str, properties: str) -> str:
    return (
        f"<D:response><D:href>{href}</D:href><D:propstat><D:prop>{properties}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
    )


_CALENDAR = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"
_HOME = "<C:calendar-home-set><D:href>/dav/calendars/ines/</D:href></C:calendar-home-set>"
_ME = "<D:current-user-principal><D:href>/dav/me/</D:href></D:current-user-principal>"


class Cloud:
    """A server that keeps calendars below a path of its own, and knows the way there."""

    def __init__(self, *, well_known: int = 207) -> None:
        self.well_known = well_known
        event = shown(
            "/dav/calendars/ines/work/1.ics",
            f"<C:calendar-data>{at('10').decode()}</C:calendar-data>",
        )
        self.said = {
            ("PROPFIND", "/.well-known/caldav"): many(shown("/dav/", _ME)),
            ("PROPFIND", "/dav/me/"): many(shown("/dav/me/", _HOME)),
            ("PROPFIND", "/dav/calendars/ines/"): many(
                shown("/dav/calendars/ines/work/", _CALENDAR)
            ),
            ("REPORT", "/dav/calendars/ines/work/"): many(event),
        }

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get("Authorization") != _OPEN:
            return web.Response(status=401)
        if request.path == "/.well-known/caldav" and self.well_known != 207:
            return web.Response(status=self.well_known)
        said = self.said.get((request.method, request.path))
        if said is None:
            return web.Response(status=404)
        return web.Response(status=207, text=said, content_type="application/xml")


def test_all_are_read_where_the_server_was_meant_and_that_is_said_and_stays_so(
    place: Place,
) -> None:
    async def test() -> None:
        cloud = Cloud()
        async with serving(cloud.answer) as server, keeping(place, server.port) as keeper:
            mistyped = server.address("/dav/calendar/ines/", host="127.0.0.1")
            change = await connects(place, keeper, mistyped)

            assert change.is_elsewhere
            assert change.shown.calendar.source is SourceKind.CALDAV
            assert change.shown.busy == (hour_from(TEN),)
            server.asked.clear()
            place.clock.now += 11 * MINUTE
            await keeper.read_due()
            assert place.calendar("Ines").read_at == place.clock.now
            assert "/dav/calendar/ines/" not in server.asked

            # Whoever types the right one has it anew, and not a second time.
            again = await connects(place, keeper, server.address("/", host="127.0.0.1"))
            assert (again.is_new, again.is_elsewhere) == (False, False)

    run(test)


@pytest.mark.parametrize(
    ("path", "well_known"),
    [("/export/calendar.ics", 207), ("/dav/calendar/", 404), ("/dav/calendar/", 503)],
)
def test_without_a_way_to_all_or_where_a_file_was_meant_it_is_gone(
    place: Place, path: str, well_known: int
) -> None:
    async def test() -> None:
        cloud = Cloud(well_known=well_known)
        async with serving(cloud.answer) as server, keeping(place, server.port) as keeper:
            with pytest.raises(CalendarNotRead) as told:
                await connects(place, keeper, server.address(path, host="127.0.0.1"))

        assert type(told.value) is CalendarGone
        assert place.shown("Ines") == ()

    run(test)


def test_one_that_is_gone_after_it_was_read_leads_to_no_other(place: Place) -> None:
    async def test() -> None:
        cloud = Cloud()
        work = ("PROPFIND", "/dav/calendars/ines/work/")
        cloud.said[work] = many(shown(work[1], _CALENDAR))
        async with serving(cloud.answer) as server, keeping(place, server.port) as keeper:
            await connects(place, keeper, server.address(work[1], host="127.0.0.1"))
            del cloud.said[work]
            server.asked.clear()

            place.clock.now += 11 * MINUTE
            await keeper.read_due()

            assert place.calendar("Ines").failure == "gone"
            assert work[1] in server.asked
            assert "/dav/calendars/ines/" not in server.asked

    run(test)
