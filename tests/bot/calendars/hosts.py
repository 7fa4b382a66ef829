"""Servers on loopback that are called whatever a test calls them, and a look-up that finds them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
HOST = "calendars.example"


@dataclass(kw_only=True)
class Hosts:
    """What names lead to, and which of them were looked up."""

    addresses: dict[str, Sequence[str]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)

    async def lookup(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, as a resolver gives them."""
        self.looked_up.append(host)
        if host not in self.addresses:
            raise OSError("no such host")
        return self.addresses[host]


@dataclass(kw_only=True)
class Server:
    """A server on loopback, and how often it was asked."""

    port: int
    asked: list[str] = field(default_factory=list)
    seen: list[web.BaseRequest] = field(default_factory=list)

    def address(self, path: str = "/calendar.ics", host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[Server]:
    """Answer every request on loopback by one function."""
    server = Server(port=0)

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        server.asked.append(request.path)
        server.seen.append(request)
        return await handler(request)

    runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def fetching(
    *names: str, hosts: Hosts | None = None, seconds: float = 20.0
) -> AsyncIterator[Fetcher]:
    """A fetcher to which those hosts are the operator's own, all on loopback."""
    found = hosts or Hosts(addresses={name.partition(":")[0]: ["127.0.0.1"] for name in names})
    fetcher = Fetcher(private=PrivateHosts(names=names), lookup=found.lookup, seconds=seconds)
    try:
        yield fetcher
    finally:
        await fetcher.close()
        # Closed connections leave the loop one turn later.
        await asyncio.sleep(0)
