"""Three hundred calendars that nobody should have to read, by kind, and what is to come of each."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.calendars.hostile import dav, texts
from bench.calendars.hostile.places import INNER, NAMES, ODDLY_WRITTEN, PUBLIC
from bench.calendars.hostile.servers import (
    Behaviour,
    answer,
    drip,
    flood,
    raw,
    redirect,
    silence,
)
from scheduling.errors import CalendarFault as Fault

_OWN = "http://{host}:{port}/calendar.ics"
_REDIRECTS = ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")
_GOOD = texts.calendar()
_MEGA = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Case:
    """One calendar: where it is said to be, and how the server under its name behaves."""

    kind: str
    what: str
    # Why it is not read, one of these; none: it is read, so far as it can be.
    faults: frozenset[Fault]
    # With {host} for a name of its own, and {port} for that of the server.
    address: str = _OWN
    behaviour: Behaviour | None = None
    by_caldav: bool = False

    @property
    def is_slow(self) -> bool:
        """Tell whether its server may take all the time that it is given."""
        return Fault.TOO_SLOW in self.faults


def all_cases(*, inner_port: int) -> list[Case]:
    """Return all of them; at that port of this machine listens what must never be asked."""
    return [
        *_addresses(inner_port),
        *_names(),
        *_redirections(inner_port),
        *_slow(),
        *_bombs(),
        *_answers(),
        *_statuses(),
        *_contents(),
        *_servers(),
    ]


def sample(of: Sequence[Case], *, each: int) -> list[Case]:
    """Return the first few of each kind."""
    taken: Counter[str] = Counter()
    chosen = []
    for case in of:
        taken[case.kind] += 1
        if taken[case.kind] <= each:
            chosen.append(case)
    return chosen


def _addresses(inner_port: int) -> Iterator[Case]:
    refused = {Fault.ADDRESS_IS_INNER, Fault.ADDRESS_NOT_UNDERSTOOD}
    for inner in (*INNER, *ODDLY_WRITTEN):
        address = f"https://{_written(inner)}:{inner_port}/calendar.ics"
        yield _case("an inner address", inner, *refused, address=address)
    for inner in INNER[:8]:
        address = f"http://{_written(inner)}:{inner_port}/calendar.ics"
        yield _case(
            "an address without encryption", inner, Fault.ADDRESS_NOT_SECURE, address=address
        )
    for odd in (
        "file:///etc/passwd",
        "ftp://10.0.0.1/a.ics",
        "gopher://[::1]/",
        "https://",
        "\\\\nas\\x",
    ):
        yield _case("no address", odd, Fault.ADDRESS_NOT_UNDERSTOOD, address=odd)


def _names() -> Iterator[Case]:
    for name, meanings in NAMES.items():
        leads_out = any(one in PUBLIC for one in meanings[0])
        kind = "a name of an inner address"
        faults = [Fault.ADDRESS_IS_INNER]
        if leads_out:
            # The second time it is inner, or it leads out again, where here is nothing.
            kind = "a name that leads out as well"
            faults = [Fault.ADDRESS_IS_INNER if len(meanings) > 1 else Fault.UNREACHABLE]
        yield _case(kind, f"{name}: {meanings}", *faults, address=f"https://{name}/calendar.ics")
    nowhere = "https://nowhere.example/calendar.ics"
    yield _case("a name of nothing", nowhere, Fault.UNREACHABLE, address=nowhere)


def _redirections(inner_port: int) -> Iterator[Case]:
    refused = (Fault.ADDRESS_IS_INNER, Fault.ADDRESS_NOT_SECURE, Fault.ADDRESS_NOT_UNDERSTOOD)
    targets = [f"https://{_written(inner)}:{inner_port}/" for inner in INNER]
    targets += [
        f"http://127.0.0.1:{inner_port}/",
        f"//127.0.0.1:{inner_port}/",
        "http://localhost/",
    ]
    targets += [f"https://{name}/" for name, meant in NAMES.items() if meant[0][0] not in PUBLIC]
    targets += ["file:///etc/passwd", "ftp://127.0.0.1/", "https://[", "data:text/calendar,x"]
    for number, to in enumerate(targets):
        status = _REDIRECTS[number % len(_REDIRECTS)]
        yield _case(
            "a redirect to an inner address", to, *refused, behaviour=redirect(to, status=status)
        )
    for status in _REDIRECTS:
        to = "/calendar.ics"
        yield _case(
            "a redirect without end",
            status,
            Fault.REDIRECTED,
            behaviour=redirect(to, status=status),
        )


def _slow() -> Iterator[Case]:
    slow = {
        "no answer": silence,
        "a byte now and then": drip(_GOOD),
        "blanks now and then": drip(b"\r\n"),
        "a head now and then": drip(b"HTTP/1.1 200 OK\r\nX: y\r\n", status=""),
        "a refusal now and then": drip(b"no", status="403 Forbidden"),
        "the length of another": answer(_GOOD, Content_Length=str(len(_GOOD) + 1)),
    }
    for what, behaviour in slow.items():
        # Some of what comes in time is an answer, or is seen to be none.
        faults = (Fault.TOO_SLOW, Fault.CUT_SHORT, Fault.REFUSED, Fault.UNREACHABLE)
        yield _case("a slow server", what, *faults, behaviour=behaviour)


def _bombs() -> Iterator[Case]:
    zeros = gzip.compress(bytes(70 * _MEGA), compresslevel=1)
    long = gzip.compress(_GOOD[:-20] + b"X-A:1\r\n" * 10 * _MEGA, compresslevel=1)
    packed = {"Content_Encoding": "gzip"}
    bombs = {
        "70 MB of nothing, packed": answer(zeros, **packed),
        "70 MB of lines, packed": answer(long, **packed),
        "packed twice": answer(gzip.compress(gzip.compress(_GOOD)), **packed),
        "packed otherwise": answer(zlib.compress(bytes(_MEGA)), Content_Encoding="deflate"),
        "a packing of rubbish": answer(b"rubbish" * 100, **packed),
        "a packing nobody knows": answer(_GOOD[:40], Content_Encoding="zstd, br, gzip"),
        "lines without end": flood(b"X-A:1\r\n" * 10_000, head=_GOOD[:-20]),
        "one line without end": flood(b"x" * 65_536, head=_GOOD[:-20] + b"X-A:"),
        "one line that decides, without end": flood(b"0" * 65_536, head=_GOOD[:-20] + b"RDATE:"),
        "beginnings without end": flood(b"BEGIN:VEVENT\r\n" * 5_000, head=_GOOD[:-20]),
        "a head without end": raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 100_000),
        "a header of 1 MB": answer(_GOOD, X_A="x" * _MEGA),
        "2 GB, said and not sent": answer(_GOOD, Content_Length="2147483648"),
    }
    for what, behaviour in bombs.items():
        yield _case(
            "more than anybody needs",
            what,
            *(Fault.TOO_LARGE, Fault.NO_CALENDAR, Fault.CUT_SHORT, Fault.UNREACHABLE),
            Fault.FAILING,
            behaviour=behaviour,
        )


def _answers() -> Iterator[Case]:
    for kind, fault, found in (
        ("no calendar", Fault.NO_CALENDAR, texts.NONE_AT_ALL),
        ("half a calendar", Fault.CUT_SHORT, texts.BROKEN_OFF),
        ("a calendar that is too large", Fault.TOO_LARGE, texts.TOO_LARGE),
    ):
        for what, text in found.items():
            yield _case(kind, what, fault, behaviour=answer(text))
    hung_up = {
        "at once": raw(b""),
        "in its first line": raw(b"HTTP/1.1 20"),
        "in its head": raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
        "in its body": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + _GOOD[:50]),
        "in a chunk": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\nBEGIN"),
        "with a chunk of no size": raw(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nBEGIN"
        ),
        "in another protocol": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        "with two lengths": raw(
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nBEGIN"
        ),
    }
    for what, behaviour in hung_up.items():
        yield _case(
            "a server that hangs up", what, Fault.UNREACHABLE, Fault.CUT_SHORT, behaviour=behaviour
        )


def _statuses() -> Iterator[Case]:
    for status, fault in (
        *((f"{number} No", Fault.REFUSED) for number in (401, 403)),
        *((f"{number} Gone", Fault.GONE) for number in (404, 410)),
        *((f"{number} Later", Fault.BUSY) for number in (429, 503)),
        *((f"{number} Odd", Fault.FAILING) for number in (204, 206, 300, 304, 400, 402, 418)),
        *((f"{number} Broken", Fault.FAILING) for number in (500, 502, 504, 599, 999)),
    ):
        yield _case("a refusal", status, fault, behaviour=answer(status=status))
    for wait in ("99999999999999999999", "-1", "tomorrow", "Fri, 01 Jan 2999 00:00:00 GMT"):
        later = answer(status="429 Later", Retry_After=wait)
        yield _case("a refusal", f"come back in {wait}", Fault.BUSY, behaviour=later)


def _contents() -> Iterator[Case]:
    for what, text in texts.READ.items():
        yield _case("an odd calendar", what, behaviour=answer(text))


def _servers() -> Iterator[Case]:
    for what, behaviour, faults in dav.servers():
        yield Case(
            kind="a server of calendars",
            what=what,
            faults=frozenset(faults),
            address="http://{host}:{port}/",
            behaviour=behaviour,
            by_caldav=True,
        )


def _case(
    kind: str, what: str, *faults: Fault, address: str = _OWN, behaviour: Behaviour | None = None
) -> Case:
    return Case(
        kind=kind, what=what, faults=frozenset(faults), address=address, behaviour=behaviour
    )


def _written(inner: str) -> str:
    return f"[{inner.replace('%', '%25')}]" if ":" in inner else inner
