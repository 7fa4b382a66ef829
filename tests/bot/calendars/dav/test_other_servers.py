"""CalDAV as other servers have it: other hosts, shared calendars, refusals, hostile XML."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from calendar_builders import GOOD, calendar, event, reader, shown
from hosts import HOST, Hosts, Server, fetching, serving

from bot.calendars.sources.caldav import CalDavSource
from bot.calendars.sources.source import CalendarAccount, Found, Unchanged
from bot.calendars.workers.pool import CalendarReaders
from scheduling.errors import (
    AddressIsInner,
    AddressNotSecure,
    CalendarFailing,
    CalendarRefused,
    CalendarTooLarge,
    CalendarUnreadable,
    NoCalendarThere,
    SchedulingError,
    TooManyOnServer,
)

HOME_HOST = "p42.calendars.example"
Answers = Mapping[tuple[str, str], str | int | Callable[[str], str | int]]
"""What to say by method and path: XML, text of a calendar, or a status alone."""

PRINCIPAL = "<D:current-user-principal><D:href>/me/</D:href></D:current-user-principal>"
CALENDAR = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"


def many(*responses: str) -> str:
    return (
        '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:S="http://calendarserver.org/ns/"'
        f' xmlns:C="urn:ietf:params:xml:ns:caldav">{"".join(responses)}</D:multistatus>'
    )


def place(href: str, *properties: str) -> str:
    return (
        f"<D:response><D:href>{href}</D:href><D:propstat><D:prop>{''.join(properties)}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat><D:propstat><D:prop><D:owner/></D:prop>"
        "<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>"
    )


def failed(href: str, status: str) -> str:
    said = f"<D:status>HTTP/1.1 {status}</D:status>"
    return f"<D:response><D:href>{href}</D:href>{said}</D:response>"


def home_at(href: str) -> str:
    mine = "<C:calendar-user-address-set><D:href>mailto:Ines@example.org</D:href>"
    return (
        f"<C:calendar-home-set><D:href>{href}</D:href></C:calendar-home-set>"
        f"{mine}<D:href>/me/</D:href></C:calendar-user-address-set>"
    )


def version(token: str) -> str:
    return f"<S:getctag>{token}</S:getctag>"


def holding(*events: str) -> str:
    """The answer to a search: each event in a place of its own."""
    return many(
        *[
            place(f"/home/work/{number}.ics", f"<C:calendar-data>{_alone(one)}</C:calendar-data>")
            for number, one in enumerate(events)
        ]
    )


def _alone(one: str) -> str:
    text = calendar(one).decode().replace(GOOD.replace("\n", "\r\n"), "")
    return text.replace("&", "&amp;").replace("<", "&lt;")


NINE = event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z")
USUAL: Answers = {
    ("PROPFIND", "/.well-known/caldav"): many(place("/", PRINCIPAL)),
    ("PROPFIND", "/me/"): many(place("/me/", home_at("/home/"))),
    ("PROPFIND", "/home/"): many(place("/home/"), place("/home/work/", CALENDAR, version("1"))),
    ("REPORT", "/home/work/"): holding(NINE),
}


@asynccontextmanager
async def answering(answers: Answers) -> AsyncIterator[tuple[CalDavSource, Server]]:
    """A source whose only server says these things, and on both hosts."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        said = answers.get((request.method, request.path), 404)
        if callable(said):
            said = said((await request.read()).decode())
        if isinstance(said, int):
            return web.Response(status=said)
        if said.startswith("http"):
            return web.Response(status=301, headers={"Location": said})
        status = 200 if said.startswith("BEGIN") else 207
        return web.Response(status=status, text=said, content_type="application/xml")

    async with serving(handle) as server, fetching(HOST, HOME_HOST) as fetcher:
        source = CalDavSource(fetcher=fetcher, readers=CalendarReaders(), seconds_to_search=2.0)
        try:
            yield source, server
        finally:
            await source.close()


def read(answers: Answers, *, path: str = "/") -> Found | Unchanged:
    async def once() -> Found | Unchanged:
        async with asyncio.timeout(60), answering(answers) as (source, server):
            return await source.read(account(server, path), reader(), None)

    return asyncio.run(once())


def account(server: Server, path: str = "/") -> CalendarAccount:
    return CalendarAccount(address=server.address(path), username="ines", password="word")


def blocks(found: Found | Unchanged) -> list[str]:
    assert isinstance(found, Found)
    return [shown(block) for block in found.reading.blocks]


def said(found: Found | Unchanged) -> list[str]:
    assert isinstance(found, Found)
    return [f"{one.count} {one.reason}" for one in reversed(found.reading.skipped)]


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(timed())


def test_the_usual_way_leads_to_the_events() -> None:
    assert blocks(read(USUAL)) == ["01 09:00-10:00"]


def test_calendars_may_be_on_another_host_and_are_opened_with_the_same_password() -> None:
    async def test() -> None:
        answers = dict(USUAL)
        async with answering(answers) as (source, server):
            elsewhere = f"http://{HOME_HOST}:{server.port}/home/"
            answers[("PROPFIND", "/me/")] = many(place("/me/", home_at(elsewhere)))
            assert blocks(await source.read(account(server), reader(), None)) == ["01 09:00-10:00"]
            hosts = [one.host.partition(":")[0] for one in server.seen]
            assert hosts == [HOST, HOST, HOME_HOST, HOME_HOST]
            assert all("Authorization" in one.headers for one in server.seen)

    run(test)


def test_a_server_may_name_another_one_for_calendars() -> None:
    async def test() -> None:
        answers = dict(USUAL)
        locked = {"open": False}

        def known(_body: str) -> str | int:
            locked["open"] = not locked["open"]
            return 401 if locked["open"] else many(place("/dav/", PRINCIPAL))

        async with answering(answers) as (source, server):
            there = f"http://{HOME_HOST}:{server.port}/dav/"
            answers[("PROPFIND", "/.well-known/caldav")] = there
            answers[("PROPFIND", "/dav/")] = known
            assert blocks(await source.read(account(server), reader(), None)) == ["01 09:00-10:00"]
            assert ["Authorization" in one.headers for one in server.seen][:3] == [
                True,
                False,
                True,
            ]

    run(test)


@pytest.mark.parametrize(
    ("home", "error"),
    [
        ("https://127.0.0.1/home/", AddressIsInner),
        ("https://[::1]/home/", AddressIsInner),
        ("http://elsewhere.example/home/", AddressNotSecure),
        ("//10.0.0.1/home/", AddressNotSecure),
    ],
)
def test_a_home_is_no_way_to_an_inner_host(home: str, error: type[SchedulingError]) -> None:
    with pytest.raises(error):
        read({**USUAL, ("PROPFIND", "/me/"): many(place("/me/", home_at(home)))})


def test_a_name_that_leads_inside_is_no_home_either() -> None:
    async def test() -> None:
        inner = many(place("/me/", home_at("https://inner.example/home/")))

        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            known = {**USUAL, ("PROPFIND", "/me/"): inner}
            return web.Response(status=207, text=str(known[(request.method, request.path)]))

        hosts = Hosts(addresses={HOST: ["127.0.0.1"], "inner.example": ["127.0.0.1"]})
        async with serving(handle) as server, fetching(HOST, hosts=hosts) as fetcher:
            source = CalDavSource(fetcher=fetcher, readers=CalendarReaders())
            with pytest.raises(AddressIsInner):
                await source.read(account(server), reader(), None)

    run(test)


def test_only_calendars_of_events_that_take_time_and_are_ones_own_are_read() -> None:
    transparent = "<C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp>"
    opaque = "<C:schedule-calendar-transp><C:opaque/></C:schedule-calendar-transp>"
    tasks = (
        "<C:supported-calendar-component-set><C:comp name='VTODO'/>"
        "</C:supported-calendar-component-set>"
    )
    mine, theirs = (
        f"<D:owner><D:href>{path}</D:href></D:owner>" for path in ("/me", "/somebody-else/")
    )
    home = many(
        place("/home/", "<D:resourcetype><D:collection/></D:resourcetype>"),
        place("/home/work/", CALENDAR, opaque, mine),
        place("/home/ideas/", CALENDAR, transparent, mine),
        place("/home/tasks/", CALENDAR, tasks, mine),
        place("/home/shared/", CALENDAR, theirs),
    )

    found = read({**USUAL, ("PROPFIND", "/home/"): home})

    assert blocks(found) == ["01 09:00-10:00"]


def test_the_server_knows_the_addresses_of_its_user() -> None:
    declined = NINE.replace(
        "END:VEVENT", "ATTENDEE;PARTSTAT=DECLINED:mailto:ines@example.org\nEND:VEVENT"
    )

    assert blocks(read({**USUAL, ("REPORT", "/home/work/"): holding(declined)})) == []


def test_one_event_that_is_none_costs_no_other() -> None:
    broken = many(
        place("/home/work/1.ics", f"<C:calendar-data>{_alone(NINE)}</C:calendar-data>"),
        place("/home/work/2.ics", "<C:calendar-data>BEGIN:VCALENDAR</C:calendar-data>"),
        place("/home/work/3.ics", "<C:calendar-data>rubbish</C:calendar-data>"),
        place("/home/work/4.ics"),
        "<D:response><D:href>/home/work/5.ics</D:href><D:status>HTTP/1.1 404 Gone</D:status>"
        "</D:response>",
    )

    found = read({**USUAL, ("REPORT", "/home/work/"): broken})

    assert blocks(found) == ["01 09:00-10:00"]
    assert isinstance(found, Found)
    assert said(found) == ["2 break off before their end", "1 are not shown by the server"]


def test_an_event_that_the_server_does_not_show_is_told_of() -> None:
    hidden = many(
        place("/home/work/1.ics", f"<C:calendar-data>\n  {_alone(NINE)}</C:calendar-data>"),
        failed("/home/work/2.ics", "500 Internal Server Error"),
        failed("/home/work/3.ics</D:href><D:href>/home/work/4.ics", "403 Forbidden"),
        failed("/home/work/5.ics", "410 Gone"),
        "<D:response><D:href>/home/work/6.ics</D:href><D:propstat><D:prop><C:calendar-data/>"
        "</D:prop><D:status>HTTP/1.1 403 Forbidden</D:status></D:propstat></D:response>",
        place("http://calendars.example/home/work/", "<D:getetag>1</D:getetag>"),
    )

    found = read({**USUAL, ("REPORT", "/home/work/"): hidden})

    assert blocks(found) == ["01 09:00-10:00"]
    assert said(found) == ["4 are not shown by the server"]


@pytest.mark.parametrize(
    "where", ["/home/work/", "/home/work", "http://calendars.example/home/work/"]
)
def test_a_calendar_of_which_some_is_left_out_is_not_read(where: str) -> None:
    some = many(
        place("/home/work/1.ics", f"<C:calendar-data>{_alone(NINE)}</C:calendar-data>"),
        failed(where, "507 Insufficient Storage"),
    )

    with pytest.raises(CalendarFailing):
        read({**USUAL, ("REPORT", "/home/work/"): some})


@pytest.mark.parametrize("status", ["500 Oops", "503 Later", "507 Too much", "429 Slower"])
def test_one_calendar_that_fails_is_not_taken_for_none(status: str) -> None:
    home = many(
        place("/home/"),
        place("/home/work/", CALENDAR, version("1")),
        failed("/home/private/", status),
    )

    with pytest.raises(CalendarFailing):
        read({**USUAL, ("PROPFIND", "/home/"): home})


def test_a_place_of_which_the_server_can_not_say_what_it_is_may_be_a_calendar() -> None:
    home = many(
        place("/home/work/", CALENDAR, version("1")),
        "<D:response><D:href>/home/private/</D:href><D:propstat><D:prop><D:resourcetype/></D:prop>"
        "<D:status>HTTP/1.1 500 Oops</D:status></D:propstat></D:response>",
    )

    with pytest.raises(CalendarFailing):
        read({**USUAL, ("PROPFIND", "/home/"): home})


def test_a_blank_in_the_name_of_a_place_is_no_end_of_it() -> None:
    async def test() -> None:
        answers = {
            **USUAL,
            ("PROPFIND", "/me/"): many(place("/me/", home_at("/my home/"))),
            ("PROPFIND", "/my home/"): many(place("/my home/own work/", CALENDAR)),
            ("REPORT", "/my home/own work/"): holding(NINE),
        }
        async with answering(answers) as (source, server):
            first = await source.read(account(server), reader(), None)
            assert blocks(first) == ["01 09:00-10:00"]
            server.asked.clear()
            assert isinstance(await source.read(account(server), reader(), first.mark), Unchanged)
            assert server.asked == ["/my home/", "/my home/own work/"]

    run(test)


def test_calendars_may_be_in_several_places() -> None:
    async def test() -> None:
        several = home_at("/home/</D:href><D:href>/more/</D:href><D:href>/home/")
        answers = {
            **USUAL,
            ("PROPFIND", "/me/"): many(place("/me/", several)),
            ("PROPFIND", "/more/"): many(place("/more/play/", CALENDAR, version("1"))),
            ("REPORT", "/more/play/"): holding(NINE.replace("T10", "T08").replace("T09", "T07")),
        }
        async with answering(answers) as (source, server):
            first = await source.read(account(server), reader(), None)
            assert blocks(first) == ["01 07:00-08:00", "01 09:00-10:00"]

            # They are found again where they were, and what changes in one is noticed.
            again = await source.read(account(server), reader(), first.mark)
            assert isinstance(again, Unchanged)
            answers["PROPFIND", "/more/"] = many(place("/more/play/", CALENDAR, version("2")))
            answers["REPORT", "/more/play/"] = holding()
            server.asked.clear()
            changed = await source.read(account(server), reader(), first.mark)
            assert blocks(changed) == ["01 09:00-10:00"]
            assert "/me/" not in server.asked
            assert server.asked.count("/home/") == 1

    run(test)


def test_a_place_that_is_closed_to_its_user_is_no_calendar_of_theirs() -> None:
    home = many(
        place("/home/"),
        place("/home/work/", CALENDAR, version("1")),
        failed("/home/others/", "403 Forbidden"),
        failed("/home/old/", "404 Not Found"),
    )

    assert blocks(read({**USUAL, ("PROPFIND", "/home/"): home})) == ["01 09:00-10:00"]


@pytest.mark.parametrize("refusal", [400, 405, 409, 415, 500, 501, 507])
def test_where_a_window_can_not_be_searched_all_events_are_asked_for(refusal: int) -> None:
    def answer(body: str) -> str | int:
        return refusal if "time-range" in body else holding(NINE)

    assert blocks(read({**USUAL, ("REPORT", "/home/work/"): answer})) == ["01 09:00-10:00"]


def test_where_events_are_hidden_the_busy_times_count() -> None:
    def answer(body: str) -> str | int:
        if "free-busy-query" not in body:
            return 403
        return (
            "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nFREEBUSY:20261201T090000Z/PT1H\r\n"
            "FREEBUSY;FBTYPE=FREE:20261202T090000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
        )

    assert blocks(read({**USUAL, ("REPORT", "/home/work/"): answer})) == ["01 09:00-10:00"]


@pytest.mark.parametrize(("status", "error"), [(403, CalendarRefused), (500, CalendarFailing)])
def test_a_calendar_that_can_not_be_read_is_never_free(
    status: int, error: type[SchedulingError]
) -> None:
    with pytest.raises(error):
        read({**USUAL, ("REPORT", "/home/work/"): status})


def test_a_page_for_people_is_no_way_to_calendars_and_the_well_known_one_is_tried() -> None:
    page = {**USUAL, ("PROPFIND", "/apps/calendar/"): "<!DOCTYPE html><html>Sign in</html>"}

    assert blocks(read(page, path="/apps/calendar/")) == ["01 09:00-10:00"]


def test_a_server_that_has_nothing_but_pages_has_no_calendars() -> None:
    page = "<html>Welcome</html>"

    with pytest.raises(NoCalendarThere):
        read({("PROPFIND", "/"): page, ("PROPFIND", "/.well-known/caldav"): page})


def test_a_home_that_has_moved_is_found_again() -> None:
    async def test() -> None:
        answers = dict(USUAL)
        async with answering(answers) as (source, server):
            first = await source.read(account(server), reader(), None)
            del answers[("PROPFIND", "/home/")]
            answers[("PROPFIND", "/me/")] = many(place("/me/", home_at("/new/")))
            answers[("PROPFIND", "/new/")] = many(place("/new/work/", CALENDAR, version("1")))
            answers[("REPORT", "/new/work/")] = holding(NINE.replace("T09", "T08"))
            again = await source.read(account(server), reader(), first.mark)
            assert blocks(again) == ["01 08:00-10:00"]

    run(test)


def test_a_server_without_versions_is_read_each_time_and_compared() -> None:
    async def test() -> None:
        home = many(place("/home/work/", CALENDAR))
        async with answering({**USUAL, ("PROPFIND", "/home/"): home}) as (source, server):
            first = await source.read(account(server), reader(), None)
            again = await source.read(account(server), reader(), first.mark)
            assert isinstance(again, Unchanged)
            assert server.asked.count("/home/work/") == 2

    run(test)


def test_one_answer_tells_that_nothing_has_changed() -> None:
    async def test() -> None:
        async with answering(USUAL) as (source, server):
            first = await source.read(account(server), reader(), None)
            before = len(server.asked)
            assert isinstance(await source.read(account(server), reader(), first.mark), Unchanged)
            assert server.asked[before:] == ["/home/"]

    run(test)


LAUGHS = "<!DOCTYPE a [<!ENTITY b 'ha'>]>" + many()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("<html>Sign in</html>", CalendarUnreadable),
        ("no XML", CalendarUnreadable),
        ("", CalendarUnreadable),
        *[
            (f'<?xml version="1.0" encoding="{name}"?><D:multistatus/>', CalendarUnreadable)
            for name in ("utf-7", "shift_jis", "idna", "base64", "no-such", "utf-16")
        ],
        (many(place("/home/work/", CALENDAR))[:-5], CalendarUnreadable),
        (LAUGHS, CalendarUnreadable),
        (many("<a/>" * 250_000), CalendarTooLarge),
        (many("a" * 10_000_001), CalendarTooLarge),
        (many(), NoCalendarThere),
        (many(*[place(f"/home/{number}/", CALENDAR) for number in range(50)]), TooManyOnServer),
    ],
)
def test_what_is_no_list_of_calendars_is_told_of(answer: str, error: type[SchedulingError]) -> None:
    with pytest.raises(error):
        read({**USUAL, ("PROPFIND", "/home/"): answer})
