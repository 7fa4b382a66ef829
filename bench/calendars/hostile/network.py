"""A network of which nothing is outside this machine: what names mean, and what is connected to."""

import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import AddrInfoType

from bot.calendars.fetching.networks import is_public

LOOPBACK = "127.0.0.1"


@dataclass(kw_only=True)
class Network:
    """Answers names, and opens sockets to loopback alone; it remembers all that was wanted."""

    # What a name means: the first time, the second time and so on, and from the last one on always.
    names: Mapping[str, Sequence[Sequence[str]]]
    # Of the server whose calendars these are. All other addresses within are nobody's business.
    port: int
    looked_up: Counter[str] = field(default_factory=Counter)
    wanted: list[tuple[str, int]] = field(default_factory=list)

    async def lookup(self, host: str, port: int) -> Sequence[str]:
        """Return what a name means just now."""
        meanings = self.names.get(host.rstrip(".").lower())
        if meanings is None:
            raise OSError("no such host")
        times = self.looked_up[host]
        self.looked_up[host] += 1
        return meanings[min(times, len(meanings) - 1)]

    def open_socket(self, info: AddrInfoType) -> socket.socket:
        """Open a socket for an address on loopback. Raises OSError for any other."""
        family, kind, protocol, _, address = info
        self.wanted.append((str(address[0]), int(address[1])))
        if address[0] != LOOPBACK:
            raise OSError("nothing leaves this machine")
        return socket.socket(family, kind, protocol)

    @property
    def trespasses(self) -> list[tuple[str, int]]:
        """What was connected to, or would have been, and is an inner address."""
        return [
            (address, port)
            for address, port in self.wanted
            if not is_public(address) and (address, port) != (LOOPBACK, self.port)
        ]
