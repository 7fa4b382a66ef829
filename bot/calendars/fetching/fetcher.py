"""Asking a server for a calendar, as a stranger's address deserves: checked, bounded, timed."""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import aiohttp
from yarl import URL

from bot.calendars.fetching.addresses import PrivateHosts, as_secure_as, checked_url
from bot.calendars.fetching.resolving import CheckedResolver, Lookup, system_lookup
from scheduling.errors import (
    AddressNotUnderstood,
    CalendarCutShort,
    CalendarNotTrusted,
    CalendarRedirected,
    CalendarTooSlow,
    CalendarUnreachable,
)
from scheduling.version import VERSION

MOST_REDIRECTS = 3
SECONDS = 30.0
"""For all of it, redirects included: a server that sends a byte a second is slow as well."""

_SECONDS_KEPT = 2.0
"""For which a connection waits for the next calendar of its host: to open one, and to agree on its
key, costs both sides more than to say that nothing has changed. Servers wait for 5 s and more.
"""

_PIECE = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to ask, and where."""

    address: URL = field(repr=False)
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    # Sent to the host of the address, and to no other that it may send us to.
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    # A token in their place, which goes to that host alone as well.
    bearer: str = field(default="", repr=False)
    # Whether what a server says of a failure is to be heard.
    hears_failures: bool = False
    # Whether it goes on to where a server sends us: not where what it says is a secret.
    follows: bool = True
    # Whether it is never sent a second time, as what is good once is refused then.
    is_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said, without what it sent."""

    status: int
    headers: Mapping[str, str]
    # Of a failure, where it was to be heard: how it begins, and nothing to be shown to anybody.
    failure: bytes = field(default=b"", repr=False)
    # Where it came from in the end.
    address: URL = field(repr=False)

    @property
    def host(self) -> str:
        """Who said it."""
        return self.address.host or ""


class Fetcher:
    """Asks servers. It opens nothing before the first question."""

    def __init__(
        self,
        *,
        private: PrivateHosts | None = None,
        lookup: Lookup = system_lookup,
        open_socket: aiohttp.SocketFactoryType | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """`private` are the operator's own hosts; `lookup` resolves the names of all hosts, and
        `open_socket` gives what connects to an address, if not the usual.
        """
        self.private = private or PrivateHosts()
        self._lookup = lookup
        self._open_socket = open_socket
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, request: Request, take: Callable[[bytes], None]) -> Answer:
        """Ask, and hand over what a success sends, unpacked, in pieces of 64 kB at most.

        Whatever `take` raises ends the transfer. Raises CalendarNotRead where no answer comes.
        """
        host = request.address.host or ""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._followed(request, take)
        except TimeoutError:
            raise CalendarTooSlow(host=host) from None
        except (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError):
            raise CalendarNotTrusted(host=host) from None
        except aiohttp.ClientPayloadError:
            raise CalendarCutShort from None
        except aiohttp.InvalidURL:
            raise AddressNotUnderstood from None
        except (aiohttp.ClientError, OSError):
            # Not the error itself: it may hold the address, which is a secret.
            raise CalendarUnreachable(host=host) from None

    async def close(self) -> None:
        """Close what is open; the next question opens it again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _followed(self, request: Request, take: Callable[[bytes], None]) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            checked_url(request.address, private=self.private)
            answer = await self._answered(request, take)
            to = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or to is None or not request.follows:
                return answer
            request = self._redirected(request, to, status=answer.status)
        raise CalendarRedirected(host=request.address.host or "")

    async def _answered(self, request: Request, take: Callable[[bytes], None]) -> Answer:
        try:
            return await self._asked(request, take)
        except aiohttp.ClientConnectorError:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            # Before anything was sent: the server has just closed a connection that was kept. Of
            # all that is asked so nothing changes anything, and a GET is repeated by itself.
            if request.method == "GET" or request.is_once:
                raise
            return await self._asked(request, take)

    async def _asked(self, request: Request, take: Callable[[bytes], None]) -> Answer:
        if not request.is_once:
            return await self._asked_in(self._opened(), request, take)
        # A connection that was kept may be closed by now, so this has one of its own.
        async with self._new_session() as session:
            return await self._asked_in(session, request, take)

    async def _asked_in(
        self, session: aiohttp.ClientSession, request: Request, take: Callable[[bytes], None]
    ) -> Answer:
        async with session.request(
            request.method,
            request.address,
            headers={"Accept-Encoding": "gzip", **request.headers, **_credentials(request)},
            data=request.body or None,
            allow_redirects=False,
        ) as response:
            failure = b""
            if response.ok and response.status not in _REDIRECTS:
                async for piece in response.content.iter_chunked(_PIECE):
                    take(piece)
            elif request.hears_failures:
                failure = await _beginning(response)
            return Answer(
                status=response.status,
                headers=response.headers,
                failure=failure,
                address=request.address,
            )

    def _redirected(self, request: Request, to: str, *, status: int) -> Request:
        try:
            address = request.address.join(URL(to)).with_user(None).with_fragment(None)
            address = as_secure_as(request.address, address)
        except ValueError:
            raise AddressNotUnderstood from None
        if status == 303:
            request = replace(request, method="GET", body=b"")
        if address.origin() != request.address.origin():
            request = replace(request, username="", password="", bearer="")
        return replace(request, address=address)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = self._new_session()
        return self._session

    def _new_session(self) -> aiohttp.ClientSession:
        resolver = CheckedResolver(lookup=self._lookup, private=self.private)
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                # An address that is kept would not be looked at again. A connection goes on
                # to the address that was looked at when it was opened, whatever names mean now.
                resolver=resolver,
                use_dns_cache=False,
                keepalive_timeout=_SECONDS_KEPT,
                socket_factory=self._open_socket,
            ),
            timeout=aiohttp.ClientTimeout(total=self._seconds, sock_connect=10.0),
            headers={"User-Agent": f"OnTheHour/{VERSION}"},
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    pieces = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        pieces += piece
        if len(pieces) >= _PIECE:
            break
    return bytes(pieces[:_PIECE])


def _credentials(request: Request) -> dict[str, str]:
    if request.bearer:
        return {"Authorization": f"Bearer {request.bearer}"}
    if not request.username and not request.password:
        return {}
    words = b64encode(f"{request.username}:{request.password}".encode()).decode()
    return {"Authorization": f"Basic {words}"}
