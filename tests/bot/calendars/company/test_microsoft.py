"""When a company's people are busy, asked of Microsoft 365 for many at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from bot_settings import settings
from hosts import fetching
from microsoft_fake import (
    CLIENT,
    HOST,
    SECRET,
    SUBJECT,
    TENANT,
    Microsoft,
    microsoft_running,
    refusal,
    source_of,
)

from bot.calendars.colleagues import ColleagueAsked
from bot.calendars.microsoft import MicrosoftSource
from bot.calendars.source import Found, Unchanged
from bot.cli.calendars import company_findings
from scheduling.availability.calendars import BusyBlock, BusyKind, Reader
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CompanyCalendarsClosed,
)
from scheduling.timespan import HOUR, Span

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
DAY, WEEKS = timedelta(days=1), timedelta(weeks=18)
ANA, BEN = "ana@acme.example", "ben@acme.example"


def with_microsoft(test: Callable[[Microsoft, MicrosoftSource], Awaitable[None]]) -> None:
    """Have a test be run beside Microsoft."""

    async def run() -> None:
        async with microsoft_running() as microsoft, fetching(HOST) as fetcher:
            await test(microsoft, source_of(microsoft, fetcher))

    asyncio.run(run())


def asked(
    address: str | None = ANA,
    *,
    length: timedelta = WEEKS,
    our_hours: tuple[Span, ...] = (),
    previous: str | None = None,
) -> ColleagueAsked:
    return ColleagueAsked(
        reader=Reader(
            zone="America/New_York",
            window=Span(start=MONDAY, end=MONDAY + length),
            addresses=frozenset({address} if address else ()),
            our_hours=our_hours,
        ),
        previous=previous,
    )


def item(day: int, hour: int, status: str = "busy") -> tuple[datetime, datetime, str]:
    start = MONDAY + day * DAY + hour * HOUR
    return start, start + HOUR, status


def block(day: int, hour: int, kind: BusyKind = BusyKind.BUSY) -> BusyBlock:
    start, end, _ = item(day, hour)
    return BusyBlock(span=Span(start=start, end=end), kind=kind)


def blocks(outcome: object) -> list[BusyBlock]:
    assert isinstance(outcome, Found), outcome
    return list(outcome.reading.blocks)


def test_each_gets_their_own_times_over_eighteen_weeks_by_three_calls() -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.calendars = {ANA: [item(1, 9), item(120, 9)], BEN: []}

        ana, ben = await source.read_all([asked(ANA), asked(BEN)])

        assert blocks(ana) == [block(1, 9), block(120, 9)]
        assert blocks(ben) == []
        assert (len(microsoft.questions), len(microsoft.tokens)) == (3, 1)

    with_microsoft(test)


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
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        start, end = (
            {"dateTime": f"2026-11-10T{hour}:00:00.0000000", "timeZone": "UTC"}
            for hour in ("09", "10")
        )
        one = {"status": status, "start": start, "end": end}
        answer = {"value": [{"scheduleId": "Ana@acme.example", "scheduleItems": [one]}]}
        microsoft.meets = [(200, answer, {})]

        (ana,) = await source.read_all([asked(length=7 * DAY)])

        assert blocks(ana) == ([block(1, 9, kind)] if kind else [])

    with_microsoft(test)


def test_an_interview_of_ours_takes_nothing_and_the_same_again_is_said_so() -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.calendars = {ANA: [item(1, 9), item(1, 10)]}
        ours = (block(1, 9).span,)

        (first,) = await source.read_all([asked(our_hours=ours)])
        assert blocks(first) == [block(1, 10)]
        assert isinstance(first, Found)
        (again,) = await source.read_all([asked(our_hours=ours, previous=first.mark)])

        assert isinstance(again, Unchanged)

    with_microsoft(test)


def test_twenty_go_into_one_call_and_a_thousand_into_fifty() -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        people = [f"p{number:04}@acme.example" for number in range(1_000)]
        microsoft.calendars = {each: [item(1, number % 24)] for number, each in enumerate(people)}

        found = await source.read_all([asked(each, length=DAY * 7) for each in people])

        assert [blocks(one) for one in found] == [[block(1, n % 24)] for n in range(1_000)]
        assert [len(each["schedules"]) for each in microsoft.questions] == [20] * 50

    with_microsoft(test)


def test_a_calendar_that_fails_is_silent_and_not_free_and_costs_no_other() -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.calendars = {ANA: [item(1, 9)], BEN: "ErrorProxyRequestProcessingFailed"}

        ana, ben, nobody = await source.read_all([asked(ANA), asked(BEN), asked("x@acme.example")])

        assert blocks(ana) == [block(1, 9)]
        assert isinstance(ben, CalendarFailing)
        assert isinstance(nobody, CalendarNotInCompany)

    with_microsoft(test)


def test_times_in_another_zone_than_was_asked_for_are_not_guessed() -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.calendars, microsoft.zone = {ANA: [item(1, 9)]}, "Pacific Standard Time"

        (ana,) = await source.read_all([asked()])

        assert isinstance(ana, CalendarFailing)

    with_microsoft(test)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        [{}],
        [{"scheduleId": ANA}],
        [{"scheduleId": ANA, "scheduleItems": None}],
        [{"scheduleId": ANA, "scheduleItems": [{}]}],
        [{"scheduleId": ANA, "scheduleItems": [], "error": {"message": "?"}}],
        [{"scheduleId": ANA, "scheduleItems": [], "error": "?"}],
        [{"scheduleId": ANA, "availabilityView": "02"}],
        [{"scheduleId": ANA, "availabilityView": "02", "scheduleItems": []}],
        [{"scheduleId": ANA, "availabilityView": 2, "scheduleItems": []}],
    ],
)
def test_an_answer_that_is_none_frees_nobody(value: object) -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.meets = [(200, {"@odata.context": "", "value": value}, {})]

        (ana,) = await source.read_all([asked(length=DAY)])

        assert isinstance(ana, CalendarFailing)

    with_microsoft(test)


@pytest.mark.parametrize("view", ["", "0", "0400", None])
def test_who_is_free_by_the_view_as_well_is_free(view: str | None) -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        value = [{"scheduleId": ANA, "availabilityView": view, "scheduleItems": []}]
        microsoft.meets = [(200, {"@odata.context": "", "value": value}, {})]

        (ana,) = await source.read_all([asked(length=DAY)])

        assert blocks(ana) == []

    with_microsoft(test)


@pytest.mark.parametrize(
    ("status", "kind", "seconds"),
    [
        (403, CompanyCalendarsClosed, None),
        (404, CompanyCalendarsClosed, None),
        (429, CalendarBusy, 30),
        (503, CalendarBusy, 30),
        (504, CalendarFailing, None),
    ],
)
def test_what_microsoft_refuses_is_put_off_or_said_to_be_closed(
    status: int, kind: type[CalendarNotRead], seconds: int | None
) -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.meets = [(status, refusal("ErrorAccessDenied"), {"Retry-After": "30"})]

        with pytest.raises(kind) as raised:
            await source.read_all([asked()])

        assert getattr(raised.value, "seconds", None) == seconds
        assert getattr(raised.value, "why", "ErrorAccessDenied").startswith("ErrorAccessDenied")

    with_microsoft(test)


def test_a_secret_that_has_ended_is_said_in_microsofts_words() -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.secret = "another"

        with pytest.raises(CompanyCalendarsClosed) as raised:
            await source.read_all([asked()])

        assert raised.value.why.startswith("invalid_client (AADSTS7000215: Invalid client secret")

    with_microsoft(test)


def test_a_token_that_was_ended_is_replaced_once() -> None:
    async def test(microsoft: Microsoft, source: MicrosoftSource) -> None:
        microsoft.calendars = {ANA: [item(1, 9)]}
        await source.read_all([asked()])
        microsoft.ended = set(microsoft.tokens)

        (again,) = await source.read_all([asked()])

        assert blocks(again) == [block(1, 9)]

    with_microsoft(test)


def test_check_says_whether_it_works_for_one_address() -> None:
    async def test(microsoft: Microsoft, _: MicrosoftSource) -> None:
        assert microsoft.server is not None
        there = microsoft.server.address("/", "127.0.0.1")
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
        microsoft.host = "127.0.0.1"
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
