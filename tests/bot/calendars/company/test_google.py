"""When a company's people are busy, asked of Google for many at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from google_fake import (
    HOST,
    SUBJECT,
    UNAUTHORIZED,
    Google,
    google_running,
    key_file,
    refusal,
    source_of,
)
from hosts import fetching

from bot.calendars.colleagues import ColleagueAsked, GatheredSource
from bot.calendars.company.service_account import ServiceAccount
from bot.calendars.google import GoogleSource
from bot.calendars.source import CalendarAccount, Found, Unchanged
from scheduling.availability.calendars import BusyBits, Reader
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CalendarUnreachable,
    CompanyCalendarsClosed,
)
from scheduling.timespan import HOUR, Span

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
DAY, WEEKS = timedelta(days=1), timedelta(weeks=18)
ANA, BEN = "ana@acme.example", "ben@acme.example"
Outcomes = Sequence[Found | Unchanged | CalendarNotRead]


@asynccontextmanager
async def _opened() -> AsyncIterator[tuple[Google, GoogleSource]]:
    async with google_running() as google, fetching(HOST) as fetcher:
        yield google, source_of(google, fetcher)


def with_google(test: Callable[[Google, GoogleSource], Awaitable[None]]) -> None:
    """Have a test be run beside Google."""

    async def run() -> None:
        async with _opened() as (google, source):
            await test(google, source)

    asyncio.run(run())


def asked(
    address: str | None = ANA,
    *,
    start: datetime = MONDAY,
    length: timedelta = WEEKS,
    our_hours: tuple[Span, ...] = (),
    previous: str | None = None,
    zone: str = "Europe/Berlin",
) -> ColleagueAsked:
    return ColleagueAsked(
        reader=Reader(
            zone=zone,
            window=Span(start=start, end=start + length),
            addresses=frozenset({address} if address else ()),
            our_hours=our_hours,
        ),
        previous=previous,
    )


def busy(outcome: object) -> list[Span]:
    assert isinstance(outcome, Found), outcome
    return [block.span for block in outcome.reading.blocks]


def at(day: int, hour: int, *, lasts: timedelta = HOUR) -> tuple[datetime, datetime]:
    start = MONDAY + day * DAY + hour * HOUR
    return start, start + lasts


def span(day: int, hour: int, *, lasts: timedelta = HOUR) -> Span:
    start, end = at(day, hour, lasts=lasts)
    return Span(start=start, end=end)


# -- what is found -------------------------------------------------------------------------------


def test_two_people_are_asked_for_together_and_each_gets_their_own_times() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(1, 9), at(2, 14)], BEN: [at(1, 10)]}

        ana, ben = await source.read_all([asked(ANA), asked(BEN)])

        assert busy(ana) == [span(1, 9), span(2, 14)]
        assert busy(ben) == [span(1, 10)]
        assert len(google.tokens) == 1

    with_google(test)


def test_eighteen_weeks_take_two_calls_as_of_more_than_ninety_days_nothing_comes() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(1, 9), at(120, 9)]}

        (ana,) = await source.read_all([asked(ANA)])

        assert busy(ana) == [span(1, 9), span(120, 9)]
        assert len(google.questions) == 2

    with_google(test)


@pytest.mark.parametrize("days", [1, 89, 90, 91, 180, 181])
def test_no_call_is_for_more_than_ninety_days_and_none_leaves_a_gap(days: int) -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [(MONDAY - DAY, MONDAY + 400 * DAY)]}

        (ana,) = await source.read_all([asked(ANA, length=days * DAY)])

        assert isinstance(ana, Found)
        whole = Span(start=MONDAY, end=MONDAY + days * DAY)
        bits = BusyBits.of(ana.reading.blocks, window=whole)
        assert all(each == bits.horizon.everything for each in bits.by_kind.values())
        assert len(google.questions) == -(-days // 90)

    with_google(test)


def test_fifty_go_into_one_call_and_the_fifty_first_into_another() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        people = [f"p{number:02}@acme.example" for number in range(51)]
        google.calendars = {each: [at(1, number % 24)] for number, each in enumerate(people)}

        found = await source.read_all([asked(each, length=7 * DAY) for each in people])

        assert [busy(one) for one in found] == [[span(1, number % 24)] for number in range(51)]
        assert [len(each["items"]) for each in google.questions] == [50, 1]

    with_google(test)


def test_each_gets_what_lies_in_their_own_window_though_all_are_asked_for_together() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(0, 0, lasts=9 * DAY)], BEN: [at(0, 0, lasts=9 * DAY)]}
        later = asked(BEN, start=MONDAY + 2 * DAY, length=DAY)

        ana, ben = await source.read_all([asked(ANA, length=DAY), later])

        assert busy(ana) == [span(0, 0, lasts=DAY)]
        assert busy(ben) == [span(2, 0, lasts=DAY)]

    with_google(test)


def test_an_interview_of_ours_takes_nothing_and_what_goes_on_around_it_does() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(1, 8, lasts=4 * HOUR)]}

        (ana,) = await source.read_all([asked(ANA, our_hours=(span(1, 9), span(1, 11)))])

        assert busy(ana) == [span(1, 8), span(1, 10)]

    with_google(test)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_on_a_night_on_which_clocks_change_hours_are_those_of_utc(night: str) -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        midnight = datetime.fromisoformat(f"{night}T00:00+00:00")
        google.calendars = {ANA: [(midnight, midnight + 2 * HOUR)]}

        (ana,) = await source.read_all([asked(ANA, start=midnight - DAY, length=3 * DAY)])

        assert busy(ana) == [Span(start=midnight, end=midnight + 2 * HOUR)]

    with_google(test)


def test_what_is_as_it_was_is_said_so_until_it_or_who_reads_it_changes() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(1, 9)]}
        (first,) = await source.read_all([asked()])
        assert isinstance(first, Found)

        (again,) = await source.read_all([asked(previous=first.mark)])
        (moved_on,) = await source.read_all([asked(previous=first.mark, start=MONDAY + DAY)])
        google.calendars[ANA] = [at(1, 10)]
        (changed,) = await source.read_all([asked(previous=first.mark)])

        assert isinstance(again, Unchanged)
        assert again.mark == first.mark
        assert busy(moved_on) == [span(1, 9)]
        assert busy(changed) == [span(1, 10)]

    with_google(test)


# -- what fails for one --------------------------------------------------------------------------


def test_a_calendar_that_fails_is_silent_and_not_free_and_costs_no_other() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(1, 9)], BEN: "internalError"}

        ana, ben, nobody = await source.read_all([asked(ANA), asked(BEN), asked("x@acme.example")])

        assert busy(ana) == [span(1, 9)]
        assert isinstance(ben, CalendarFailing)
        assert isinstance(nobody, CalendarNotInCompany)

    with_google(test)


def test_one_that_fails_in_the_second_call_alone_is_silent_as_well() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(1, 9)]}
        answer = {"calendars": {ANA: {"errors": [{"reason": "backendError"}], "busy": []}}}
        good = {"calendars": {ANA: {"busy": []}}}
        google.meets = [(200, good, {}), (200, answer, {})]

        (ana,) = await source.read_all([asked()])

        assert isinstance(ana, CalendarFailing)

    with_google(test)


def test_whoever_has_no_address_is_not_asked_for() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        (nobody,) = await source.read_all([asked(None)])

        assert isinstance(nobody, CalendarNotInCompany)
        assert google.questions == []

    with_google(test)


@pytest.mark.parametrize(
    "calendars",
    [
        {},
        {"calendars": []},
        {"calendars": {ANA: []}},
        {"calendars": {ANA: {}}},
        {"calendars": {ANA: {"busy": None}}},
        {"calendars": {ANA: {"busy": "none"}}},
        {"calendars": {ANA: {"busy": [{"start": "2026-11-10T09:00:00Z"}]}}},
        {"calendars": {ANA: {"busy": [{"start": "soon", "end": "later"}]}}},
        {"calendars": {ANA: {"busy": [{"start": "2026-11-10", "end": "2026-11-11"}]}}},
        {"calendars": {ANA: {"busy": [], "errors": [{"reason": "brandNew"}]}}},
        {"calendars": {ANA: {"busy": [], "errors": "some"}}},
    ],
)
def test_an_answer_that_is_none_frees_nobody(calendars: object) -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.meets = [(200, {"kind": "calendar#freeBusy", **dict(calendars)}, {})] * 2  # type: ignore[call-overload]

        (ana,) = await source.read_all([asked()])

        assert isinstance(ana, CalendarFailing)

    with_google(test)


def test_an_address_that_is_refused_costs_no_other() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        people = [f"p{number:02}@acme.example" for number in range(20)]
        google.calendars = {each: [at(1, 9)] for each in people}
        google.odd = people[7]

        found = await source.read_all([asked(each, length=DAY * 7) for each in people])

        failed = [number for number, one in enumerate(found) if isinstance(one, CalendarNotRead)]
        assert failed == [7]
        assert len(google.questions) < 12

    with_google(test)


def test_an_address_in_capitals_is_the_same_address() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.meets = [
            (200, {"calendars": {"Ana@Acme.example": {"busy": []}}}, {}),
            (200, {"calendars": {"Ana@Acme.example": {"busy": []}}}, {}),
        ]

        (ana,) = await source.read_all([asked()])

        assert busy(ana) == []

    with_google(test)


# -- what fails for all --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said", "kind", "seconds"),
    [
        (403, refusal(403, "rateLimitExceeded"), CalendarBusy, None),
        (403, refusal(403, "userRateLimitExceeded"), CalendarBusy, None),
        (403, refusal(403, "accessNotConfigured"), CompanyCalendarsClosed, None),
        (403, "forbidden", CompanyCalendarsClosed, None),
        (429, refusal(429, "rateLimitExceeded"), CalendarBusy, 30),
        (503, "", CalendarBusy, 30),
        (500, refusal(500, "backendError"), CalendarFailing, None),
        (404, "", CompanyCalendarsClosed, None),
    ],
)
def test_what_google_refuses_is_put_off_or_said_to_be_closed(
    status: int, said: object, kind: type[CalendarNotRead], seconds: int | None
) -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.meets = [(status, said, {"Retry-After": "30"})]

        with pytest.raises(kind) as raised:
            await source.read_all([asked()])

        assert getattr(raised.value, "seconds", None) == seconds

    with_google(test)


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
    async def test(google: Google, source: GoogleSource) -> None:
        google.refuses_tokens = status, said

        with pytest.raises(kind) as raised:
            await source.read_all([asked()])

        assert getattr(raised.value, "why", "").startswith(why)
        assert google.questions == []

    with_google(test)


def test_a_token_that_was_ended_is_replaced_once_without_anybody_hearing_of_it() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        google.calendars = {ANA: [at(1, 9)]}
        await source.read_all([asked()])
        google.ended = set(google.tokens)

        (again,) = await source.read_all([asked()])

        assert busy(again) == [span(1, 9)]
        assert len(google.tokens) == 2

    with_google(test)


def test_a_token_of_another_subject_or_key_is_given_to_nobody() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        account = ServiceAccount.in_key(key_file(google.token_uri))
        source.tokens.request = partial(
            account.token_request, subject="boss@elsewhere.example", private=source.fetcher.private
        )

        with pytest.raises(CompanyCalendarsClosed, match="unauthorized_client"):
            await source.read_all([asked()])

    with_google(test)


def test_a_token_goes_to_no_other_host_that_google_may_name() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        assert google.server is not None
        elsewhere = google.server.address("/calendar/v3/freeBusy", "other.example")
        google.meets = [(307, "", {"Location": elsewhere})]

        # Where it leads to is no host of ours, and not looked up.
        with pytest.raises(CalendarNotRead):
            await source.read_all([asked()])

        assert len(google.server.seen) == 2

    with_google(test)


def test_where_nobody_answers_that_is_said() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        source.api = "https://nowhere.example/calendar/v3/"

        with pytest.raises(CalendarUnreachable):
            await source.read_all([asked()])

    with_google(test)


# -- gathered ------------------------------------------------------------------------------------


def _reads(gathered: GatheredSource, *people: str) -> Awaitable[list[object]]:
    account = CalendarAccount(address="")
    each = (gathered.read(account, asked(who, length=DAY * 7).reader, None) for who in people)
    return asyncio.gather(*each, return_exceptions=True)


def test_a_round_of_a_thousand_people_takes_twenty_calls() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
        people = [f"p{number:04}@acme.example" for number in range(1_000)]
        google.calendars = {each: [at(1, 9)] for each in people}
        gathered = GatheredSource(source=source)

        found = await _reads(gathered, *people)

        assert all(busy(one) == [span(1, 9)] for one in found)
        assert [len(each["items"]) for each in google.questions] == [50] * 20
        assert len(google.tokens) == 1

    with_google(test)


def test_whoever_goes_away_meanwhile_costs_no_other() -> None:
    async def test(google: Google, source: GoogleSource) -> None:
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
    caplog.set_level("INFO", logger="bot.calendars.colleagues")

    async def test(google: Google, source: GoogleSource) -> None:
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
    async def test(google: Google, source: GoogleSource) -> None:
        gathered = GatheredSource(source=source, seconds=60)
        reads = asyncio.ensure_future(_reads(gathered, ANA))
        await asyncio.sleep(0)

        await gathered.close()

        assert [type(one) for one in await reads] == [asyncio.CancelledError]

    with_google(test)
