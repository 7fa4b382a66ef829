"""When people are busy, asked of servers for many at once: what is the same at each of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import google_fake
import microsoft_fake
import pytest
from free_busy_asked import ANA, BEN, DAY, MONDAY, asked, at, busy, span
from free_busy_fake import FreeBusyFake, running
from google_fake import Google
from hosts import Hosts, fetching
from microsoft_fake import Microsoft

from bot.calendars.sources.colleagues import FreeBusySource
from bot.calendars.sources.source import Found, Unchanged
from scheduling.availability.calendars import BusyBits
from scheduling.errors import (
    CalendarBusy,
    CalendarFailing,
    CalendarNotInCompany,
    CalendarNotRead,
    CalendarUnreachable,
    CompanyCalendarsClosed,
)
from scheduling.timespan import HOUR, Span


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of server, and what is its own."""

    new: Callable[[], FreeBusyFake]
    source_of: Callable[..., FreeBusySource]
    most_at_once: int
    longest_days: int
    fails: str

    def beside(self, test: Callable[[FreeBusyFake, FreeBusySource], Awaitable[None]]) -> None:
        """Have a test be run beside such a server."""

        async def run() -> None:
            server = self.new()
            known = Hosts(addresses={server.host: ["127.0.0.1"]})
            names = server.host, "nowhere.example"
            async with running(server), fetching(*names, hosts=known) as fetcher:
                await test(server, self.source_of(server, fetcher))

        asyncio.run(run())


GOOGLE = Kind(
    new=Google,
    source_of=google_fake.source_of,
    most_at_once=50,
    longest_days=90,
    fails="internalError",
)
MICROSOFT = Kind(
    new=Microsoft,
    source_of=microsoft_fake.source_of,
    most_at_once=20,
    longest_days=61,
    fails="ErrorProxyRequestProcessingFailed",
)

GOOGLES_ODD: tuple[dict[str, object], ...] = (
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
)
MICROSOFTS_ODD: tuple[object, ...] = (
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
)

NOT_SET_UP = google_fake.refusal(403, "accessNotConfigured", "It is so.")

at_both = pytest.mark.parametrize(
    "kind", [pytest.param(GOOGLE, id="google"), pytest.param(MICROSOFT, id="microsoft")]
)


# -- what is found -------------------------------------------------------------------------------


@at_both
def test_two_people_are_asked_for_together_and_each_gets_their_own_times(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(1, 9), at(2, 14)], BEN: [at(1, 10)]}

        ana, ben = await source.read_all([asked(ANA), asked(BEN)])

        assert busy(ana) == [span(1, 9), span(2, 14)]
        assert busy(ben) == [span(1, 10)]
        assert len(server.tokens) == 1

    kind.beside(test)


@at_both
@pytest.mark.parametrize("days", [1, 61, 62, 90, 91, 181])
def test_no_call_is_for_longer_than_is_answered_and_none_leaves_a_gap(
    kind: Kind, days: int
) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [(MONDAY - DAY, MONDAY + 400 * DAY)]}

        (ana,) = await source.read_all([asked(ANA, length=days * DAY)])

        assert isinstance(ana, Found)
        whole = Span(start=MONDAY, end=MONDAY + days * DAY)
        bits = BusyBits.of(ana.reading.blocks, window=whole)
        assert all(each == bits.horizon.everything for each in bits.by_kind.values())
        assert len(server.counts) == -(-days // kind.longest_days)

    kind.beside(test)


@at_both
def test_so_many_go_into_one_call_and_one_more_into_another(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        people = [f"p{number:02}@acme.example" for number in range(kind.most_at_once + 1)]
        server.calendars = {each: [at(1, number % 24)] for number, each in enumerate(people)}

        found = await source.read_all([asked(each, length=7 * DAY) for each in people])

        assert [busy(one) for one in found] == [[span(1, n % 24)] for n in range(len(people))]
        assert server.counts == [kind.most_at_once, 1]

    kind.beside(test)


@at_both
def test_each_gets_what_lies_in_their_own_window_though_all_are_asked_for_together(
    kind: Kind,
) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(0, 0, lasts=9 * DAY)], BEN: [at(0, 0, lasts=9 * DAY)]}
        later = asked(BEN, start=MONDAY + 2 * DAY, length=DAY)

        ana, ben = await source.read_all([asked(ANA, length=DAY), later])

        assert busy(ana) == [span(0, 0, lasts=DAY)]
        assert busy(ben) == [span(2, 0, lasts=DAY)]

    kind.beside(test)


@at_both
def test_an_interview_of_ours_takes_nothing(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(1, 9), at(1, 11), at(1, 14)]}

        (ana,) = await source.read_all([asked(ANA, our_hours=(span(1, 9), span(1, 11)))])

        assert busy(ana) == [span(1, 14)]

    kind.beside(test)


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        # It gives what several events take together as one time: our interview may be one of them.
        (GOOGLE, [span(1, 8), span(1, 10)]),
        # An event that takes another time than our interview is none of ours.
        (MICROSOFT, [span(1, 8, lasts=4 * HOUR)]),
    ],
    ids=["google", "microsoft"],
)
def test_what_goes_on_around_an_interview_of_ours_counts(kind: Kind, left: list[Span]) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(1, 8, lasts=4 * HOUR)]}

        (ana,) = await source.read_all([asked(ANA, our_hours=(span(1, 9), span(1, 11)))])

        assert busy(ana) == left

    kind.beside(test)


@at_both
@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_on_a_night_on_which_clocks_change_hours_are_those_of_utc(kind: Kind, night: str) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        midnight = datetime.fromisoformat(f"{night}T00:00+00:00")
        server.calendars = {ANA: [(midnight, midnight + 2 * HOUR)]}

        (ana,) = await source.read_all([asked(ANA, start=midnight - DAY, length=3 * DAY)])

        assert busy(ana) == [Span(start=midnight, end=midnight + 2 * HOUR)]

    kind.beside(test)


@at_both
def test_what_is_as_it_was_is_said_so_until_it_or_who_reads_it_changes(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(1, 9)]}
        (first,) = await source.read_all([asked()])
        assert isinstance(first, Found)

        (again,) = await source.read_all([asked(previous=first.mark)])
        (moved_on,) = await source.read_all([asked(previous=first.mark, start=MONDAY + DAY)])
        server.calendars[ANA] = [at(1, 10)]
        (changed,) = await source.read_all([asked(previous=first.mark)])

        assert isinstance(again, Unchanged)
        assert again.mark == first.mark
        assert busy(moved_on) == [span(1, 9)]
        assert busy(changed) == [span(1, 10)]

    kind.beside(test)


# -- what fails for one ----------------------------------------------------------------------------


@at_both
def test_a_calendar_that_fails_is_silent_and_not_free_and_costs_no_other(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(1, 9)], BEN: kind.fails}

        ana, ben, nobody = await source.read_all([asked(ANA), asked(BEN), asked("x@acme.example")])

        assert busy(ana) == [span(1, 9)]
        assert isinstance(ben, CalendarFailing)
        assert isinstance(nobody, CalendarNotInCompany)

    kind.beside(test)


@at_both
def test_one_that_fails_in_the_second_call_alone_is_silent_as_well(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(1, 9)]}
        server.meets = [
            (200, server.said_of(ANA), {}),
            (200, server.said_of(ANA, kind.fails), {}),
        ]

        (ana,) = await source.read_all([asked(length=90 * DAY + HOUR)])

        assert isinstance(ana, CalendarFailing)

    kind.beside(test)


@at_both
def test_whoever_has_no_address_is_not_asked_for(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        (nobody,) = await source.read_all([asked(None)])

        assert isinstance(nobody, CalendarNotInCompany)
        assert server.counts == []

    kind.beside(test)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        *((GOOGLE, {"kind": "calendar#freeBusy", **calendars}) for calendars in GOOGLES_ODD),
        *((MICROSOFT, {"@odata.context": "", "value": value}) for value in MICROSOFTS_ODD),
    ],
)
def test_an_answer_that_is_none_frees_nobody(kind: Kind, answer: object) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.meets = [(200, answer, {})]

        (ana,) = await source.read_all([asked(length=DAY)])

        assert isinstance(ana, CalendarFailing)

    kind.beside(test)


@at_both
def test_an_address_that_is_refused_costs_no_other(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        people = [f"p{number:02}@acme.example" for number in range(20)]
        server.calendars = {each: [at(1, 9)] for each in people}
        server.odd = people[7]

        found = await source.read_all([asked(each, length=DAY * 7) for each in people])

        failed = [number for number, one in enumerate(found) if isinstance(one, CalendarNotRead)]
        assert failed == [7]
        assert len(server.counts) < 12

    kind.beside(test)


@at_both
def test_an_address_in_capitals_is_the_same_address(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.meets = [(200, server.said_of("Ana@Acme.example"), {})]

        (ana,) = await source.read_all([asked(length=DAY)])

        assert busy(ana) == []

    kind.beside(test)


# -- what fails for all ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "status", "said", "raised", "seconds"),
    [
        (GOOGLE, 403, google_fake.refusal(403, "rateLimitExceeded"), CalendarBusy, None),
        (GOOGLE, 403, google_fake.refusal(403, "userRateLimitExceeded"), CalendarBusy, None),
        (
            GOOGLE,
            403,
            NOT_SET_UP,
            CompanyCalendarsClosed,
            None,
        ),
        (GOOGLE, 403, "forbidden", CompanyCalendarsClosed, None),
        (GOOGLE, 404, "", CompanyCalendarsClosed, None),
        (GOOGLE, 429, google_fake.refusal(429, "rateLimitExceeded"), CalendarBusy, 30),
        (GOOGLE, 500, google_fake.refusal(500, "backendError"), CalendarFailing, None),
        (GOOGLE, 503, "", CalendarBusy, 30),
        (MICROSOFT, 403, microsoft_fake.refusal("ErrorAccessDenied"), CompanyCalendarsClosed, None),
        (MICROSOFT, 404, microsoft_fake.refusal("ErrorInvalidUser"), CompanyCalendarsClosed, None),
        (MICROSOFT, 429, microsoft_fake.refusal("TooManyRequests"), CalendarBusy, 30),
        (MICROSOFT, 503, "", CalendarBusy, 30),
        (MICROSOFT, 504, "", CalendarFailing, None),
    ],
)
def test_what_is_refused_is_put_off_or_said_to_be_closed_in_the_servers_words(
    kind: Kind, status: int, said: object, raised: type[CalendarNotRead], seconds: int | None
) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.meets = [(status, said, {"Retry-After": "30"})]

        with pytest.raises(raised) as refused:
            await source.read_all([asked()])

        assert getattr(refused.value, "seconds", None) == seconds
        if isinstance(refused.value, CompanyCalendarsClosed):
            assert refused.value.why.endswith(("(It is so.)", "(403)", "(404)"))

    kind.beside(test)


@at_both
def test_a_token_that_was_ended_is_replaced_once_without_anybody_hearing_of_it(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.calendars = {ANA: [at(1, 9)]}
        await source.read_all([asked()])
        server.ended = set(server.tokens)

        (again,) = await source.read_all([asked()])

        assert busy(again) == [span(1, 9)]
        assert len(server.tokens) == 2

    kind.beside(test)


@at_both
def test_a_token_goes_to_no_other_host_that_a_server_may_name(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        assert server.server is not None
        elsewhere = server.server.address(server.path, "other.example")
        server.meets = [(307, "", {"Location": elsewhere})]

        # Where it leads to is no host of ours, and not looked up.
        with pytest.raises(CalendarNotRead):
            await source.read_all([asked()])

        assert len(server.server.seen) == 2

    kind.beside(test)


@at_both
def test_where_nobody_answers_that_is_said(kind: Kind) -> None:
    async def test(server: FreeBusyFake, source: FreeBusySource) -> None:
        server.host = "nowhere.example"
        nowhere = kind.source_of(server, source.calls.fetcher)

        with pytest.raises(CalendarUnreachable):
            await nowhere.read_all([asked()])

    kind.beside(test)
