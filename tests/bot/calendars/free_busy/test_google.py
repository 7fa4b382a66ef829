"""Google's calendars: how tokens are refused, and how what is asked for together is gathered."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from free_busy_asked import ANA, BEN, DAY, asked, at, busy, span
from free_busy_fake import running
from google_fake import SUBJECT, UNAUTHORIZED, Google, source_of
from hosts import fetching

from bot.calendars.sources.colleagues import FreeBusySource, GatheredSource
from bot.calendars.sources.source import CalendarAccount
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarNotRead,
    CompanyCalendarsClosed,
)


def with_google(test: Callable[[Google, FreeBusySource], Awaitable[None]]) -> None:
    """Have a test be run beside Google."""

    async def run() -> None:
        google = Google()
        async with running(google), fetching(google.host) as fetcher:
            await test(google, source_of(google, fetcher))

    asyncio.run(run())


@pytest.mark.parametrize(
    ("status", "said", "kind", "why"),
    [
        (401, UNAUTHORIZED, CompanyCalendarsClosed, "unauthorized_client (Client is unauthorized"),
        (400, {"error": "invalid_grant"}, CompanyCalendarsClosed, "invalid_grant"),
        (403, "no", CompanyCalendarsClosed, "HTTP 403"),
        (429, {"error": "rate_limit_exceeded"}, CalendarBusy, ""),
        (500, {"error": "internal_failure"}, CalendarFailing, ""),
        (400, {"error": "temporarily_unavailable"}, CalendarNotRead, ""),
        (200, {"token_type": "Bearer"}, CalendarFailing, ""),
    ],
)
def test_a_token_that_is_refused_is_told_from_one_that_comes_later(
    status: int, said: object, kind: type[CalendarNotRead], why: str
) -> None:
    async def test(google: Google, source: FreeBusySource) -> None:
        google.refuses_tokens = status, said

        with pytest.raises(kind) as raised:
            await source.read_all([asked()])

        assert getattr(raised.value, "why", "").startswith(why)
        assert google.counts == []

    with_google(test)


def test_a_token_of_another_subject_or_key_is_given_to_nobody() -> None:
    async def test(google: Google, source: FreeBusySource) -> None:
        another = source_of(google, source.calls.fetcher, subject="boss@elsewhere.example")

        with pytest.raises(CompanyCalendarsClosed, match="unauthorized_client"):
            await another.read_all([asked()])

    with_google(test)


# -- gathered --------------------------------------------------------------------------------------


def _reads(gathered: GatheredSource, *people: str) -> Awaitable[list[object]]:
    account = CalendarAccount(address="")
    each = (gathered.read(account, asked(who, length=DAY * 7).reader, None) for who in people)
    return asyncio.gather(*each, return_exceptions=True)


def test_a_round_of_a_thousand_people_takes_twenty_calls() -> None:
    async def test(google: Google, source: FreeBusySource) -> None:
        people = [f"p{number:04}@acme.example" for number in range(1_000)]
        google.calendars = {each: [at(1, 9)] for each in people}
        gathered = GatheredSource(source=source)

        found = await _reads(gathered, *people)

        assert all(busy(one) == [span(1, 9)] for one in found)
        assert google.counts == [50] * 20
        assert len(google.tokens) == 1

    with_google(test)


def test_whoever_goes_away_meanwhile_costs_no_other() -> None:
    async def test(google: Google, source: FreeBusySource) -> None:
        google.calendars = {ANA: [at(1, 9)], BEN: []}
        gathered = GatheredSource(source=source)
        reads = [asyncio.ensure_future(_reads(gathered, who)) for who in (ANA, BEN)]
        await asyncio.sleep(0)

        reads[1].cancel()

        assert busy((await reads[0])[0]) == [span(1, 9)]

    with_google(test)


def test_what_is_closed_to_all_is_said_once_and_that_it_is_open_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", logger="bot.calendars.sources.colleagues")

    async def test(google: Google, source: FreeBusySource) -> None:
        gathered = GatheredSource(source=source)
        google.refuses_tokens = 401, UNAUTHORIZED
        for _ in range(3):
            closed = await _reads(gathered, ANA, BEN)
            assert [type(one) for one in closed] == [CompanyCalendarsClosed] * 2
        assert "unauthorized_client" in gathered.trouble
        google.refuses_tokens = None
        google.calendars = {ANA: []}

        await _reads(gathered, ANA)

        assert gathered.trouble == ""
        assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]
        assert SUBJECT not in caplog.text

    with_google(test)


def test_what_is_under_way_ends_when_all_ends() -> None:
    async def test(google: Google, source: FreeBusySource) -> None:
        gathered = GatheredSource(source=source, seconds=60)
        reads = asyncio.ensure_future(_reads(gathered, ANA))
        await asyncio.sleep(0)

        await gathered.close()

        assert [type(one) for one in await reads] == [asyncio.CancelledError]

    with_google(test)
