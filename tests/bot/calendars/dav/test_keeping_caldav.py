"""CalDAV, connected and read in rounds as any calendar; what answers says how it is read."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from calendar_builders import GOOD, calendar, event
from databases import new_database
from dav.radicale_server import PASSWORD, radicale
from places import KEYS, MINUTE, NINE, TEN, Place, place_in

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.caldav import CalDavSource
from bot.calendars.sources.ics import IcsSource
from bot.calendars.sources.source import CalendarAccount
from bot.calendars.workers.pool import CalendarReaders
from bot.process.signing.secret_keys import keys_in
from scheduling.errors import CalendarRefused, NoCalendarThere
from scheduling.model.calendars import SourceKind
from scheduling.results import CalendarChange
from scheduling.store import Store
from scheduling.timespan import hour_from


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with closing(Store.open(new_database(tmp_path))) as store:
        yield place_in(store)


@asynccontextmanager
async def keeping(place: Place, port: int) -> AsyncIterator[CalendarKeeper]:
    fetcher, readers = Fetcher(private=PrivateHosts(names=[f"127.0.0.1:{port}"])), CalendarReaders()
    keeper = CalendarKeeper(
        store=place.town.store,
        clock=place.clock,
        sources={
            SourceKind.ADDRESS: IcsSource(fetcher=fetcher, readers=readers),
            SourceKind.CALDAV: CalDavSource(fetcher=fetcher, readers=readers),
        },
        accounts=SealedAccounts.with_keys(keys_in(KEYS)),
    )
    try:
        yield keeper
    finally:
        await keeper.close()


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(100):
            await test()

    asyncio.run(timed())


def at(hour: str) -> bytes:
    """A calendar with one event on Tuesday 10 November, and nothing else."""
    text = calendar(event(f"DTSTART:20261110T{hour}0000Z", "DURATION:PT1H"))
    return text.replace(GOOD.replace("\n", "\r\n").encode(), b"")


async def connects(
    place: Place, keeper: CalendarKeeper, address: str, *, password: str = PASSWORD
) -> CalendarChange:
    account = CalendarAccount(address=address, username="ines", password=password)
    return await keeper.connect(
        place.context("Ines"), account, person_id=place.town.people["Ines"].id
    )


def test_a_server_is_connected_read_in_rounds_and_once_more_before_a_booking(
    place: Place, tmp_path: Path
) -> None:
    async def test() -> None:
        async with radicale(tmp_path, "ines") as server, keeping(place, server.port) as keeper:
            await server.add_calendar("ines/work")
            await server.put("ines/work/1.ics", at("10"))

            change = await connects(place, keeper, server.address)
            assert change.shown.calendar.source is SourceKind.CALDAV
            assert change.shown.busy == (hour_from(TEN),)

            place.clock.now += 11 * MINUTE
            await keeper.read_due()
            assert place.calendar("Ines").read_at == place.clock.now

            await server.put("ines/work/1.ics", at("09"))
            place.clock.now += 5 * MINUTE
            keeper.before_booking.seconds = 60.0
            await keeper.before_booking.read([place.town.people["Ines"].id])
            assert place.shown("Ines")[0].busy == (hour_from(NINE),)

    run(test)


def test_a_wrong_password_connects_nothing_and_says_so(place: Place, tmp_path: Path) -> None:
    async def test() -> None:
        async with radicale(tmp_path, "ines") as server, keeping(place, server.port) as keeper:
            with pytest.raises(CalendarRefused):
                await connects(place, keeper, server.address, password="wrong")
            assert place.shown("Ines") == ()

    run(test)


def test_a_server_that_shows_nothing_says_why_in_its_own_way(place: Place, tmp_path: Path) -> None:
    async def test() -> None:
        async with radicale(tmp_path, "ines") as server, keeping(place, server.port) as keeper:
            with pytest.raises(NoCalendarThere):
                await connects(place, keeper, server.address)

    run(test)


def test_a_calendar_of_such_a_server_whose_name_looks_like_a_file_is_read(
    place: Place, tmp_path: Path
) -> None:
    async def test() -> None:
        async with radicale(tmp_path, "ines") as server, keeping(place, server.port) as keeper:
            await server.add_calendar("ines/work.ics")
            await server.put("ines/work.ics/1.ics", at("10"))

            change = await connects(place, keeper, f"{server.address}ines/work.ics/")
            assert change.shown.busy == (hour_from(TEN),)

    run(test)


@dataclass
class FileServer:
    """A server that knows files and nothing else, each for one user."""

    body: bytes
    port: int = 0
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        self.asked.append(request.method)
        words = b64encode(f"ines:{PASSWORD}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {words}":
            return web.Response(status=401)
        if request.method != "GET":
            return web.Response(status=405)
        return web.Response(body=self.body, content_type="text/calendar")


@asynccontextmanager
async def serving(server: FileServer) -> AsyncIterator[None]:
    runner = web.ServerRunner(web.Server(server.answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("path", ["export", "calendar.ics", "export?format=ics"])
def test_a_file_behind_a_password_is_a_file_whatever_its_address_looks_like(
    place: Place, path: str
) -> None:
    async def test() -> None:
        server = FileServer(body=at("10"))
        async with serving(server), keeping(place, server.port) as keeper:
            change = await connects(place, keeper, f"http://127.0.0.1:{server.port}/{path}")
            assert change.shown.calendar.source is SourceKind.ADDRESS
            assert change.shown.busy == (hour_from(TEN),)

            # Once that is known, nothing else is tried.
            server.asked.clear()
            place.clock.now += timedelta(minutes=11)
            await keeper.read_due()
            assert server.asked == ["GET"]

    run(test)
