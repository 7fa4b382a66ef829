"""Microsoft's calendars: what takes time there, and what is said where we are not let in."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from bot_settings import settings
from free_busy_asked import ANA, DAY, MONDAY, asked, at, busy, span
from free_busy_fake import running
from hosts import fetching
from microsoft_fake import CLIENT, SECRET, SUBJECT, TENANT, Microsoft, source_of

from bot.calendars.sources.colleagues import FreeBusySource
from bot.calendars.sources.source import Found
from bot.cli.calendars import company_findings
from scheduling.availability.calendars import BusyBlock, BusyKind
from scheduling.errors import CalendarFailing, CompanyCalendarsClosed
from scheduling.timespan import HOUR, Span


def with_microsoft(test: Callable[[Microsoft, FreeBusySource], Awaitable[None]]) -> None:
    """Have a test be run beside Microsoft."""

    async def run() -> None:
        microsoft = Microsoft()
        async with running(microsoft), fetching(microsoft.host) as fetcher:
            await test(microsoft, source_of(microsoft, fetcher))

    asyncio.run(run())


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("busy", BusyKind.BUSY),
        ("Busy", BusyKind.BUSY),
        ("oof", BusyKind.BUSY),
        ("unknown", BusyKind.BUSY),
        ("somethingNew", BusyKind.BUSY),
        ("tentative", BusyKind.TENTATIVE),
        ("free", None),
        ("workingElsewhere", None),
    ],
)
def test_what_takes_time_is_what_its_status_says(status: str, kind: BusyKind | None) -> None:
    async def test(microsoft: Microsoft, source: FreeBusySource) -> None:
        start, end = (
            {"dateTime": f"2026-11-10T{hour}:00:00.0000000", "timeZone": "UTC"}
            for hour in ("09", "10")
        )
        one = {"status": status, "start": start, "end": end}
        answer = {"value": [{"scheduleId": "Ana@acme.example", "scheduleItems": [one]}]}
        microsoft.meets = [(200, answer, {})]

        (ana,) = await source.read_all([asked(length=7 * DAY)])

        assert isinstance(ana, Found)
        expected = [BusyBlock(span=span(1, 9), kind=kind)] if kind else []
        assert list(ana.reading.blocks) == expected

    with_microsoft(test)


@pytest.mark.parametrize("view", ["", "0", "0400", None])
def test_who_is_free_by_the_view_as_well_is_free(view: str | None) -> None:
    async def test(microsoft: Microsoft, source: FreeBusySource) -> None:
        value = [{"scheduleId": ANA, "availabilityView": view, "scheduleItems": []}]
        microsoft.meets = [(200, {"@odata.context": "", "value": value}, {})]

        (ana,) = await source.read_all([asked(length=DAY)])

        assert busy(ana) == []

    with_microsoft(test)


def test_times_in_another_zone_than_was_asked_for_are_not_guessed() -> None:
    async def test(microsoft: Microsoft, source: FreeBusySource) -> None:
        microsoft.calendars, microsoft.zone = {ANA: [at(1, 9)]}, "Pacific Standard Time"

        (ana,) = await source.read_all([asked()])

        assert isinstance(ana, CalendarFailing)

    with_microsoft(test)


def test_a_secret_that_has_ended_is_said_in_microsofts_words() -> None:
    async def test(microsoft: Microsoft, source: FreeBusySource) -> None:
        microsoft.secret = "another"

        with pytest.raises(CompanyCalendarsClosed) as raised:
            await source.read_all([asked()])

        assert raised.value.why.startswith("invalid_client (AADSTS7000215: Invalid client secret")

    with_microsoft(test)


def test_check_says_whether_it_works_for_one_address() -> None:
    async def test(microsoft: Microsoft, _: FreeBusySource) -> None:
        assert microsoft.server is not None
        microsoft.host = "127.0.0.1"
        there = microsoft.at("/")
        chosen = settings(
            microsoft_tenant=TENANT,
            microsoft_client_id=CLIENT,
            microsoft_client_secret=SECRET,
            microsoft_subject=SUBJECT,
            microsoft_domains="acme.example",
            microsoft_login_url=there,
            microsoft_graph_url=there,
            calendar_private_hosts=f"127.0.0.1:{microsoft.server.port}",
        )
        microsoft.calendars = {SUBJECT: []}

        (well,) = await company_findings(chosen, now=MONDAY)
        microsoft.secret = "another"
        (wrong,) = await company_findings(chosen, now=MONDAY)

        assert (well.well, well.sentence) == (
            True,
            "Microsoft: the calendar of rooms@acme.example can be read; those of everybody at "
            "acme.example are.",
        )
        assert not wrong.well
        assert "does not let me in: invalid_client (AADSTS7000215" in wrong.sentence

    with_microsoft(test)


def test_what_lies_over_an_interview_of_ours_counts_though_that_itself_does_not() -> None:
    async def test(microsoft: Microsoft, source: FreeBusySource) -> None:
        begins, _ = at(1, 10, lasts=HOUR)
        dentist = Span(start=begins + HOUR / 2, end=begins + HOUR * 3 / 2)
        microsoft.calendars = {ANA: [at(1, 10), (dentist.start, dentist.end)]}

        (ana,) = await source.read_all([asked(ANA, our_hours=(span(1, 10),))])

        assert busy(ana) == [dentist]

    with_microsoft(test)
