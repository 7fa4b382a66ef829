"""A calendar at an address, from the first reading to the next ones."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from calendar_builders import busy, calendar, event, hours, reader
from hosts import HOST, Server, fetching, serving

from bot.calendars.sources.ics import IcsSource
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.calendars.workers.pool import CalendarReaders
from scheduling.availability.calendars import Reader
from scheduling.errors import (
    AddressNotUnderstood,
    CalendarCutShort,
    CalendarFailing,
    CalendarGone,
    CalendarUnreadable,
    SchedulingError,
)
from scheduling.timespan import Span

NINE = event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "DTSTAMP:20261127T100000Z")


@asynccontextmanager
async def source_for(
    answer: Callable[[web.BaseRequest], web.Response],
) -> AsyncIterator[tuple[IcsSource, Server]]:
    """A source whose only server gives that answer."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        return answer(request)

    async with serving(handle) as server, fetching(HOST) as fetcher:
        source = IcsSource(fetcher=fetcher, readers=CalendarReaders())
        try:
            yield source, server
        finally:
            await source.close()


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(timed())


def gives(body: bytes, **headers: str) -> Callable[[web.BaseRequest], web.Response]:
    return lambda _request: web.Response(
        body=body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_a_calendar_is_read_and_then_only_what_has_changed() -> None:
    async def test() -> None:
        stamps = iter(["20261127T110000Z", "20261127T120000Z", "20261127T130000Z"])

        def answer(_request: web.BaseRequest) -> web.Response:
            stamp = next(stamps)
            stamped = NINE.replace("20261127T100000Z", stamp)
            return web.Response(body=calendar(stamped), headers={"ETag": f'"{stamp}"'})

        async with source_for(answer) as (source, server):
            account = CalendarAccount(address=server.address())
            first = await source.read(account, reader(), None)
            assert isinstance(first, Found)
            assert busy(first.reading) == "01 09:00-10:00"
            second = await source.read(account, reader(), first.mark)
            assert isinstance(second, Unchanged)
            elsewhere = await source.read(account, reader(zone="Asia/Kathmandu"), second.mark)
            assert isinstance(elsewhere, Found)

    run(test)


def test_a_server_that_knows_that_nothing_has_changed_sends_nothing() -> None:
    async def test() -> None:
        def answer(request: web.BaseRequest) -> web.Response:
            known = request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
            if known == ('"1"', "Fri, 27 Nov 2026 10:00:00 GMT"):
                return web.Response(status=304)
            sent = {"ETag": '"1"', "Last-Modified": "Fri, 27 Nov 2026 10:00:00 GMT"}
            return web.Response(body=calendar(NINE), headers=sent)

        async with source_for(answer) as (source, server):
            account = CalendarAccount(address=server.address())
            first = await source.read(account, reader(), None)
            second = await source.read(account, reader(), first.mark)
            assert second == Unchanged(mark=first.mark)

    run(test)


@pytest.mark.parametrize(
    "other",
    [
        reader(zone="UTC"),
        reader(window=hours("2026-11-30 00:00", "2026-12-07 00:00")),
        reader(addresses=frozenset({"ines@example.org"})),
        reader(ours={"odd": ()}),
        reader(ours={"odd": (hours("2026-12-01 09:00", "2026-12-01 10:00"),)}),
    ],
)
def test_for_another_reader_all_is_asked_for_anew(other: Reader) -> None:
    async def test() -> None:
        async with source_for(gives(calendar(NINE), ETag='"1"')) as (source, server):
            account = CalendarAccount(address=server.address())
            first = await source.read(account, reader(), None)
            again = await source.read(account, other, first.mark)
            assert isinstance(again, Found)
            assert "If-None-Match" not in server.seen[1].headers

    run(test)


@pytest.mark.parametrize("mark", ["", "rubbish", "[]", "{}", '{"for":"me","digest":"x"}', "null"])
def test_a_mark_that_is_none_of_ours_is_as_good_as_none(mark: str) -> None:
    async def test() -> None:
        async with source_for(gives(calendar(NINE))) as (source, server):
            account = CalendarAccount(address=server.address())
            assert isinstance(await source.read(account, reader(), mark), Found)

    run(test)


def test_a_server_that_sends_nothing_though_nothing_was_known_has_failed() -> None:
    async def test() -> None:
        async with source_for(lambda _: web.Response(status=304)) as (source, server):
            with pytest.raises(SchedulingError):
                await source.read(CalendarAccount(address=server.address()), reader(), None)

    run(test)


def test_that_nothing_has_changed_is_no_answer_where_that_was_not_asked() -> None:
    async def test() -> None:
        answers = [gives(calendar(NINE)), lambda _: web.Response(status=304)]
        async with source_for(lambda request: answers.pop(0)(request)) as (source, server):
            account = CalendarAccount(address=server.address())
            first = await source.read(account, reader(), None)

            with pytest.raises(CalendarFailing):
                await source.read(account, reader(), first.mark)

    run(test)


@pytest.mark.parametrize("name", ["ETag", "Last-Modified"])
def test_what_no_request_may_hold_is_not_asked_with(name: str) -> None:
    async def test() -> None:
        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            body = calendar(NINE)
            head = f'HTTP/1.1 200 OK\r\n{name}: "a\x01b"\r\nContent-Length: {len(body)}\r\n\r\n'
            assert request.transport is not None
            # By itself, it sends no such thing.
            request.transport.write(head.encode() + body)
            request.transport.close()
            return web.Response()

        async with serving(answer) as server, fetching(HOST) as fetcher:
            source = IcsSource(fetcher=fetcher, readers=CalendarReaders())
            account = CalendarAccount(address=server.address())
            first = await source.read(account, reader(), None)
            assert isinstance(await source.read(account, reader(), first.mark), Unchanged)
            await source.close()

    run(test)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (lambda _: web.Response(status=410), CalendarGone),
        (gives(b"<html>Sign in</html>", Content_Type="text/html"), CalendarUnreadable),
        (gives(calendar(NINE)[:-20]), CalendarCutShort),
        (gives(b""), CalendarUnreadable),
    ],
)
def test_what_is_no_calendar_is_told_of_and_never_free(
    answer: Callable[[web.BaseRequest], web.Response], error: type[SchedulingError]
) -> None:
    async def test() -> None:
        async with source_for(answer) as (source, server):
            with pytest.raises(SchedulingError) as raised:
                await source.read(CalendarAccount(address=server.address()), reader(), None)
            assert type(raised.value) is error

    run(test)


def test_an_address_that_is_none_is_refused() -> None:
    async def test() -> None:
        async with source_for(gives(b"")) as (source, _server):
            with pytest.raises(AddressNotUnderstood):
                await source.read(CalendarAccount(address="my calendar"), reader(), None)

    run(test)


def test_a_user_and_a_password_open_a_calendar_within_the_address_and_apart() -> None:
    async def test() -> None:
        async with source_for(gives(calendar(NINE))) as (source, server):
            apart = CalendarAccount(address=server.address(), username="ines", password="w@rd")
            within = server.address().replace("http://", "http://ines:w%40rd@")
            for account in (apart, CalendarAccount(address=within)):
                await source.read(account, reader(), None)
            first, second = (one.headers["Authorization"] for one in server.seen)
            assert first == second

    run(test)


def test_nothing_of_a_secret_shows_when_it_is_printed() -> None:
    account = CalendarAccount(address="https://a.example/secret", username="ines", password="word")

    shown = repr(account) + repr(Unchanged(mark="etag")) + str(account)

    assert not any(word in shown for word in ("secret", "ines", "word", "etag", "example"))


def test_a_window_that_moves_changes_the_blocks_of_a_calendar_that_does_not() -> None:
    async def test() -> None:
        weekly = event("DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
        async with source_for(gives(calendar(weekly), ETag='"1"')) as (source, server):
            account, by = CalendarAccount(address=server.address()), reader()
            first = await source.read(account, by, None)
            later = replace(by, window=_moved(by.window, timedelta(days=7)))
            second = await source.read(account, later, first.mark)
            assert isinstance(first, Found)
            assert isinstance(second, Found)
            assert first.reading.blocks != second.reading.blocks

    run(test)


def _moved(span: Span, by: timedelta) -> Span:
    return Span(start=span.start + by, end=span.end + by)
