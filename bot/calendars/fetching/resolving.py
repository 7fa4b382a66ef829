"""Looking up the name of a host, and connecting only to what was looked at.

The connection goes to the very addresses that are returned here, so a name that means something
else a moment later leads nowhere new.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.networks import is_public
from scheduling.errors import AddressIsInner

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
"""From the name of a host and a port to addresses. Raises OSError for an unknown name."""


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """Ask the system, as everything else on this machine does."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class CheckedResolver(AbstractResolver):
    """Gives public addresses alone, unless a host is one of the operator's own."""

    def __init__(self, *, lookup: Lookup, private: PrivateHosts) -> None:
        self._lookup = lookup
        self._private = private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return where to connect to. Raises AddressIsInner when all of it is inner."""
        found = await self._lookup(host, port)
        is_own = self._private.include(URL.build(scheme="https", host=host, port=port))
        allowed = [one for one in found if is_own or is_public(one)]
        if found and not allowed:
            raise AddressIsInner(host=host)
        return [_result(host, one, port) for one in allowed]

    async def close(self) -> None:
        """Nothing is kept."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    is_v6 = ip_address(address).version == 6
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if is_v6 else socket.AF_INET,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
