"""Calendars on a real CalDAV server: found, read, and read anew only when something changed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from calendar_builders import GOOD, calendar, event, reader, shown
from dav.radicale_server import PASSWORD, Radicale, radicale

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher
from bot.calendars.sources.caldav import CalDavSource
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.calendars.workers.pool import CalendarReaders
from scheduling.errors import CalendarGone, CalendarRefused, NoCalendarThere


@asynccontextmanager
async def caldav(folder: Path, *users: str) -> AsyncIterator[tuple[CalDavSource, Radicale]]:
    async with radicale(folder, *users) as server:
        private = PrivateHosts(names=[f"127.0.0.1:{server.port}"])
        source = CalDavSource(fetcher=Fetcher(private=private), readers=CalendarReaders())
        try:
            yield source, server
        finally:
            await source.close()


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(100):
            await test()

    asyncio.run(timed())


def one(*lines: str, uid: str = "odd") -> bytes:
    """A calendar with one event alone."""
    return calendar(event(*lines, uid=uid)).replace(GOOD.replace("\n", "\r\n").encode(), b"")


def at_nine(day: str, *lines: str, uid: str = "odd") -> bytes:
    return one(f"DTSTART:{day}T090000Z", f"DTEND:{day}T100000Z", *lines, uid=uid)


def account(server: Radicale, path: str = "", *, user: str = "ines") -> CalendarAccount:
    return CalendarAccount(address=server.address + path, username=user, password=PASSWORD)


def blocks(found: Found | Unchanged) -> list[str]:
    assert isinstance(found, Found)
    return [shown(block) for block in found.reading.blocks]


def test_all_calendars_of_a_user_are_found_from_the_address_of_the_server(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines", "ivo") as (source, server):
            await server.add_calendar("ines/work")
            await server.add_calendar("ines/home")
            await server.add_calendar("ines/tasks", kind="VTODO")
            await server.add_calendar("ivo/work")
            await server.put("ines/work/1.ics", at_nine("20261201"))
            await server.put("ines/home/1.ics", at_nine("20261202"))
            await server.put("ivo/work/1.ics", at_nine("20261203"))
            found = await source.read(account(server), reader(), None)
            assert blocks(found) == ["01 09:00-10:00", "02 09:00-10:00"]

    run(test)


@pytest.mark.parametrize("path", ["", "ines/", "ines/work/"])
def test_any_address_on_the_way_to_a_calendar_will_do(path: str, tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            await server.add_calendar("ines/work")
            await server.put("ines/work/1.ics", at_nine("20261201"))
            found = await source.read(account(server, path), reader(), None)
            assert blocks(found) == ["01 09:00-10:00"]

    run(test)


def test_one_calendar_that_is_asked_for_is_read_alone(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            for name, day in (("work", "20261201"), ("home", "20261202")):
                await server.add_calendar(f"ines/{name}")
                await server.put(f"ines/{name}/1.ics", at_nine(day))
            found = await source.read(account(server, "ines/home/"), reader(), None)
            assert blocks(found) == ["02 09:00-10:00"]

    run(test)


def test_one_calendar_that_is_deleted_is_gone_and_no_other_is_read_in_its_place(
    tmp_path: Path,
) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            for name, day in (("work", "20261201"), ("home", "20261202")):
                await server.add_calendar(f"ines/{name}")
                await server.put(f"ines/{name}/1.ics", at_nine(day))
            first = await source.read(account(server, "ines/work/"), reader(), None)
            await server.delete("ines/work/")
            # Also where nothing is remembered any more of what it was.
            for mark in (first.mark, None):
                with pytest.raises(CalendarGone):
                    await source.read(account(server, "ines/work/"), reader(), mark)

    run(test)


def test_one_calendar_that_is_somebody_else_s_is_refused_and_none_of_ones_own_is_read(
    tmp_path: Path,
) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines", "ivo") as (source, server):
            await server.add_calendar("ines/work")
            await server.add_calendar("ivo/home")
            await server.put("ivo/home/1.ics", at_nine("20261202"))
            with pytest.raises(CalendarRefused):
                await source.read(account(server, "ines/work/", user="ivo"), reader(), None)

    run(test)


def test_what_has_not_changed_is_not_read_again_and_what_has_is(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            await server.add_calendar("ines/work")
            await server.put("ines/work/1.ics", at_nine("20261201"))
            first = await source.read(account(server), reader(), None)
            same = await source.read(account(server), reader(), first.mark)
            assert same == Unchanged(mark=first.mark)
            await server.put("ines/work/2.ics", at_nine("20261203", uid="other"))
            more = await source.read(account(server), reader(), same.mark)
            assert blocks(more) == ["01 09:00-10:00", "03 09:00-10:00"]
            await server.put("ines/work/2.ics", at_nine("20261203", "SUMMARY:x", uid="other"))
            renamed = await source.read(account(server), reader(), more.mark)
            assert isinstance(renamed, Unchanged)
            await server.delete("ines/work/1.ics")
            less = await source.read(account(server), reader(), renamed.mark)
            assert blocks(less) == ["03 09:00-10:00"]
            elsewhere = await source.read(account(server), reader(zone="UTC"), less.mark)
            assert isinstance(elsewhere, Found)

    run(test)


def test_a_calendar_that_comes_and_one_that_goes_are_noticed(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            await server.add_calendar("ines/work")
            await server.put("ines/work/1.ics", at_nine("20261201"))
            first = await source.read(account(server), reader(), None)
            await server.add_calendar("ines/home")
            await server.put("ines/home/1.ics", at_nine("20261202"))
            second = await source.read(account(server), reader(), first.mark)
            assert blocks(second) == ["01 09:00-10:00", "02 09:00-10:00"]
            await server.delete("ines/work/")
            third = await source.read(account(server), reader(), second.mark)
            assert blocks(third) == ["02 09:00-10:00"]

    run(test)


def test_floating_times_and_days_at_the_edges_are_found(tmp_path: Path) -> None:
    async def test() -> None:
        by = reader(zone="Pacific/Kiritimati")
        async with caldav(tmp_path, "ines") as (source, server):
            await server.add_calendar("ines/work")
            # Half past one there on the 6th is before noon on the 5th in UTC.
            late = one("DTSTART:20261206T013000", "DURATION:PT1H", uid="late")
            early = one("DTSTART;VALUE=DATE:20261129", uid="early")
            await server.put("ines/work/1.ics", late)
            await server.put("ines/work/2.ics", early)
            found = await source.read(account(server), by, None)
            assert blocks(found) == ["29 00:00-10:00 all-day", "05 11:30-12:30"]

    run(test)


def test_what_its_owner_has_declined_takes_no_time(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            await server.add_calendar("ines/work")
            declined = at_nine("20261201", "ATTENDEE;PARTSTAT=DECLINED:mailto:ines@example.org")
            await server.put("ines/work/1.ics", declined)
            known = replace(reader(), addresses=frozenset({"ines@example.org"}))
            assert blocks(await source.read(account(server), reader(), None)) == ["01 09:00-10:00"]
            assert blocks(await source.read(account(server), known, None)) == []

    run(test)


def test_a_wrong_password_is_told_of(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            await server.add_calendar("ines/work")
            for path in ("", "ines/", "ines/work/"):
                wrong = replace(account(server, path), password="other")
                with pytest.raises(CalendarRefused):
                    await source.read(wrong, reader(), None)

    run(test)


def test_a_server_without_a_calendar_is_not_taken_for_a_free_one(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            with pytest.raises(NoCalendarThere):
                await source.read(account(server), reader(), None)

    run(test)


def test_an_event_of_each_minute_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    async def test() -> None:
        async with caldav(tmp_path, "ines") as (source, server):
            await server.add_calendar("ines/work")
            trap = one("DTSTART:19700101T000000Z", "DURATION:PT1S", "RRULE:FREQ=MINUTELY", uid="t")
            await server.put("ines/work/1.ics", at_nine("20261201", uid="good"))
            await server.put("ines/work/2.ics", trap)
            quick = replace(source, seconds_to_search=1.0)
            found = await quick.read(account(server), reader(), None)
            assert blocks(found) == ["01 09:00-10:00"]
            assert isinstance(found, Found)
            assert [each.count for each in found.reading.skipped] == [1]

    run(test)
