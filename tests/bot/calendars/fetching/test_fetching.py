"""Asking servers for calendars: no inner address, no second host, no end without a limit."""

import asyncio
import gzip
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import web
from calendar_builders import calendar, reader
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hosts import HOST, Handler, Hosts, fetching, serving
from yarl import URL

from bot.calendars.events.cut import Cut
from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Answer, Fetcher, Request
from bot.calendars.fetching.resolving import CheckedResolver
from bot.calendars.fetching.statuses import failure_of
from scheduling.errors import (
    AddressIsInner,
    AddressNotSecure,
    AddressNotUnderstood,
    CalendarBusy,
    CalendarCutShort,
    CalendarFailing,
    CalendarGone,
    CalendarNotTrusted,
    CalendarRedirected,
    CalendarRefused,
    CalendarTooLarge,
    CalendarTooSlow,
    CalendarUnreachable,
    CalendarUnreadable,
    SchedulingError,
)

NOWHERE = "nowhere.example"


async def body_of(fetcher: Fetcher, address: str, **more: str) -> tuple[bytes, Answer]:
    pieces: list[bytes] = []
    answer = await fetcher.fetch(Request(address=URL(address), **more), pieces.append)
    return b"".join(pieces), answer


def handler(*answers: Callable[[], web.Response]) -> Handler:
    """Give one answer after the other, and the last one again and again."""
    left = list(answers)

    async def handle(_request: web.BaseRequest) -> web.StreamResponse:
        return (left.pop(0) if len(left) > 1 else left[0])()

    return handle


def gives(body: bytes, headers: dict[str, str]) -> Callable[[], web.Response]:
    return lambda: web.Response(body=body, headers=headers)


def redirect(to: str, status: int = 302) -> Callable[[], web.Response]:
    return lambda: web.Response(status=status, headers={"Location": to})


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), timeout=60))  # type: ignore[arg-type]


def test_what_a_server_sends_arrives_unpacked() -> None:
    async def test() -> None:
        packed = gzip.compress(calendar())
        answer = gives(packed, {"Content-Encoding": "gzip"})
        async with serving(handler(answer)) as server, fetching(HOST) as fetcher:
            body, said = await body_of(fetcher, server.address())
            assert (body, said.status) == (calendar(), 200)

    run(test)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["::1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["64:ff9b::7f00:1"],
        ["::ffff:127.0.0.1"],
    ],
)
def test_a_name_that_leads_to_an_inner_address_is_not_followed(addresses: list[str]) -> None:
    async def test() -> None:
        hosts = Hosts(addresses={HOST: addresses})
        async with serving(handler(web.Response)) as server, fetching(hosts=hosts) as fetcher:
            with pytest.raises(AddressIsInner) as raised:
                await body_of(fetcher, f"https://{HOST}:{server.port}/")
            assert raised.value.host == HOST
            assert server.asked == []

    run(test)


def test_of_several_addresses_only_public_ones_are_connected_to() -> None:
    async def test() -> None:
        hosts = Hosts(addresses={HOST: ["127.0.0.1", "192.168.1.1", "8.8.8.8", "fe80::1%lo"]})
        resolver = CheckedResolver(lookup=hosts.lookup, private=PrivateHosts())
        found = await resolver.resolve(HOST, 443)
        assert [one["host"] for one in found] == ["8.8.8.8"]

    run(test)


def test_a_name_that_means_something_else_the_second_time_is_looked_at_again() -> None:
    async def test() -> None:
        hosts = Hosts(addresses={HOST: ["127.0.0.1"], "evil.example": ["127.0.0.1"]})
        answer = handler(redirect("https://evil.example/"))
        async with serving(answer) as server, fetching(HOST, hosts=hosts) as fetcher:
            for _ in range(2):
                with pytest.raises(AddressIsInner):
                    await body_of(fetcher, server.address())
            # The first one's connection is still there, and leads where it did.
            assert hosts.looked_up == [HOST, "evil.example", "evil.example"]

    run(test)


def test_a_connection_that_is_kept_leads_where_it_did_and_a_new_one_is_looked_at_anew() -> None:
    async def test() -> None:
        hosts = Hosts(addresses={HOST: ["127.0.0.1"]})
        is_asked, gate = asyncio.Event(), asyncio.Event()

        async def wait_if_slow(request: web.BaseRequest) -> web.StreamResponse:
            if request.path == "/slow":
                is_asked.set()
                await gate.wait()
            return web.Response()

        async with serving(wait_if_slow) as server, fetching(HOST, hosts=hosts) as fetcher:
            await body_of(fetcher, server.address())
            del hosts.addresses[HOST]
            slow = asyncio.create_task(body_of(fetcher, server.address("/slow")))
            await is_asked.wait()
            with pytest.raises(CalendarUnreachable):
                await body_of(fetcher, server.address())
            gate.set()
            await slow

    run(test)


@pytest.mark.parametrize("method", ["GET", "PROPFIND", "REPORT", "POST"])
def test_a_server_that_has_just_closed_a_connection_is_asked_by_another(method: str) -> None:
    async def test() -> None:
        connections = 0

        async def answer_once(
            incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter
        ) -> None:
            nonlocal connections
            connections += 1
            await incoming.readuntil(b"\r\n\r\n")
            outgoing.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await outgoing.drain()
            # It has said that it stays, and goes when it is asked once more.
            await incoming.read(1)
            outgoing.close()

        server = await asyncio.start_server(answer_once, "127.0.0.1", 0)
        address = f"http://{HOST}:{server.sockets[0].getsockname()[1]}/"
        async with server, fetching(HOST) as fetcher:
            for _ in range(3):
                body, _ = await body_of(fetcher, address, method=method)
                assert body == b"ok"
        assert connections == 3

    run(test)


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ("https://127.0.0.1/", AddressIsInner),
        ("https://[::1]/", AddressIsInner),
        ("https://127.1/", AddressIsInner),
        ("https://10.0.0.1/", AddressIsInner),
        ("http://calendars.example.evil/", AddressNotSecure),
        ("ftp://calendars.example/", AddressNotUnderstood),
        ("file:///etc/passwd", AddressNotUnderstood),
        ("//127.0.0.1/", AddressNotSecure),
        ("https://[", AddressNotUnderstood),
        ("https://xn--/", AddressNotUnderstood),
        ("https://calendars..example/", AddressNotUnderstood),
    ],
)
def test_no_redirect_leads_where_no_address_may(to: str, error: type[SchedulingError]) -> None:
    async def test() -> None:
        async with serving(handler(redirect(to))) as server, fetching(HOST) as fetcher:
            with pytest.raises(error):
                await body_of(fetcher, server.address())
            assert len(server.asked) == 1

    run(test)


def test_three_redirects_are_followed_and_no_more() -> None:
    async def test() -> None:
        async def chain(request: web.BaseRequest) -> web.StreamResponse:
            left = int(request.path.strip("/"))
            if left:
                return redirect(f"/{left - 1}")()
            return web.Response(body=calendar())

        async with serving(chain) as server, fetching(HOST) as fetcher:
            body, said = await body_of(fetcher, server.address("/3"))
            assert (body, said.address.path) == (calendar(), "/0")
            with pytest.raises(CalendarRedirected):
                await body_of(fetcher, server.address("/4"))

    run(test)


@pytest.mark.parametrize(
    ("status", "method", "sent"),
    [(301, "PROPFIND", b"x"), (307, "REPORT", b"x"), (308, "PROPFIND", b"x"), (303, "GET", b"")],
)
def test_a_redirect_keeps_the_question(status: int, method: str, sent: bytes) -> None:
    async def test() -> None:
        received: list[tuple[str, bytes]] = []

        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            received.append((request.method, await request.read()))
            return redirect("/there", status)() if request.path == "/" else web.Response()

        async with serving(handle) as server, fetching(HOST) as fetcher:
            question = Request(
                address=URL(server.address("/")), method=method if sent else "PROPFIND", body=b"x"
            )
            await fetcher.fetch(question, lambda _: None)
        assert received[1] == (method, sent)

    run(test)


def test_a_password_is_sent_to_its_own_host_and_to_no_other() -> None:
    async def test() -> None:
        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            to = {"/": "/again", "/again": f"http://other.example:{server.port}/end"}
            return redirect(to[request.path])() if request.path in to else web.Response()

        async with serving(handle) as server, fetching(HOST, "other.example") as fetcher:
            await body_of(fetcher, server.address("/"), username="ines", password="wörd")
            sent = [one.headers.get("Authorization", "") for one in server.seen]
        assert [one[:5] for one in sent] == ["Basic", "Basic", ""]

    run(test)


def test_no_cookie_is_kept_and_no_proxy_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")

    async def test() -> None:
        answer = gives(b"", {"Set-Cookie": "a=b"})
        async with serving(handler(answer)) as server, fetching(HOST) as fetcher:
            for _ in range(2):
                await body_of(fetcher, server.address())
            assert ["Cookie" in one.headers for one in server.seen] == [False, False]

    run(test)


def test_a_server_that_drips_is_left_after_the_whole_time() -> None:
    async def test() -> None:
        async def drip(request: web.BaseRequest) -> web.StreamResponse:
            response = web.StreamResponse()
            await response.prepare(request)
            while True:
                await response.write(b"X-A:1\r\n")
                await asyncio.sleep(0.05)

        async with serving(drip) as server, fetching(HOST, seconds=0.5) as fetcher:
            with pytest.raises(CalendarTooSlow) as raised:
                await body_of(fetcher, server.address())
            assert raised.value.host == HOST

    run(test)


def test_a_server_that_never_answers_is_left_as_well() -> None:
    async def test() -> None:
        async def wait(_request: web.BaseRequest) -> web.StreamResponse:
            await asyncio.Event().wait()
            raise AssertionError

        async with serving(wait) as server, fetching(HOST, seconds=0.3) as fetcher:
            with pytest.raises(CalendarTooSlow):
                await body_of(fetcher, server.address())

    run(test)


def test_a_bomb_is_given_up_long_before_it_is_unpacked() -> None:
    async def test() -> None:
        bomb = gzip.compress(b"BEGIN:VCALENDAR\r\n" + b"X-A:1\r\n" * 30_000_000)
        answer = gives(bomb, {"Content-Encoding": "gzip"})
        taken = 0

        def take(piece: bytes) -> None:
            nonlocal taken
            taken += len(piece)
            cut.feed(piece)

        async with serving(handler(answer)) as server, fetching(HOST, seconds=60) as fetcher:
            cut = Cut(reader())
            with pytest.raises(CalendarTooLarge):
                await fetcher.fetch(Request(address=URL(server.address())), take)
        assert taken < 51_000_000

    run(test)


def test_what_is_packed_twice_is_no_calendar() -> None:
    async def test() -> None:
        twice = gzip.compress(gzip.compress(calendar()))
        answer = gives(twice, {"Content-Encoding": "gzip"})
        async with serving(handler(answer)) as server, fetching(HOST) as fetcher:
            with pytest.raises(CalendarUnreadable):
                await fetcher.fetch(Request(address=URL(server.address())), Cut(reader()).feed)

    run(test)


def test_a_connection_that_breaks_off_is_no_whole_calendar() -> None:
    async def test() -> None:
        async def break_off(request: web.BaseRequest) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            await response.prepare(request)
            await response.write(calendar()[:100])
            assert request.transport is not None
            request.transport.close()
            return response

        async with serving(break_off) as server, fetching(HOST) as fetcher:
            with pytest.raises(CalendarCutShort):
                await body_of(fetcher, server.address())

    run(test)


def test_a_host_that_nobody_knows_and_one_that_is_off_are_told_of() -> None:
    async def test() -> None:
        async with serving(handler(web.Response)) as server:
            off = server.address()
        async with fetching(HOST) as fetcher:
            with pytest.raises(CalendarUnreachable):
                await body_of(fetcher, off)
            with pytest.raises(CalendarUnreachable):
                await body_of(fetcher, f"https://{NOWHERE}/")

    run(test)


def test_a_certificate_that_nobody_vouches_for_is_told_of(tmp_path: Path) -> None:
    async def test() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_certificate(tmp_path))
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        async with fetching(HOST) as fetcher:
            with pytest.raises(CalendarNotTrusted) as raised:
                await body_of(fetcher, f"https://{HOST}:{port}/")
            assert raised.value.host == HOST
        server.close()
        await server.wait_closed()

    run(test)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (200, None),
        (207, None),
        (401, CalendarRefused),
        (403, CalendarRefused),
        (404, CalendarGone),
        (410, CalendarGone),
        (429, CalendarBusy),
        (503, CalendarBusy),
        (400, CalendarFailing),
        (500, CalendarFailing),
        (502, CalendarFailing),
        (302, CalendarFailing),
    ],
)
def test_each_answer_of_a_server_means_something(
    status: int, error: type[SchedulingError] | None
) -> None:
    answer = Answer(status=status, headers={}, address=URL("https://calendars.example/secret"))

    failure = failure_of(answer)

    assert (type(failure) if failure else None) is error
    assert "secret" not in str(failure)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("soon", None),
        ("9" * 30, None),
        ("", None),
        ("Fri, 27 Nov 2026 10:30:00 GMT", 1800),
        ("Friday, 27-Nov-26 10:30:00 GMT", 1800),
        ("Fri, 27 Nov 2026 09:00:00 GMT", 0),
        ("Fri, 99 Nov 2026 10:30:00 GMT", None),
    ],
)
def test_how_long_not_to_ask_is_taken_by_number_or_by_date(said: str, seconds: int | None) -> None:
    answer = Answer(
        status=429,
        headers={"Retry-After": said, "Date": "Fri, 27 Nov 2026 10:00:00 GMT"},
        address=URL("https://calendars.example/"),
    )

    failure = failure_of(answer)

    assert isinstance(failure, CalendarBusy)
    assert failure.seconds == seconds


def test_a_date_of_a_server_that_says_no_date_of_its_own_is_passed_over() -> None:
    said = {"Retry-After": "Fri, 27 Nov 2026 10:30:00 GMT"}

    failure = failure_of(
        Answer(status=503, headers=said, address=URL("https://calendars.example/"))
    )

    assert isinstance(failure, CalendarBusy)
    assert failure.seconds is None


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that the server has written for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName(HOST), x509.IPAddress(ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    written = folder / "certificate.pem", folder / "key.pem"
    written[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    written[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return written
