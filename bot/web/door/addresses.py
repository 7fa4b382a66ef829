"""From where a request comes, also behind proxies of our own."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
_HOME = 64
"""Whoever has one IPv6 address has all that begin with the same so many bits."""


def client_of(peer: str | None, forwarded: Iterable[str], *, trusted: Sequence[Network]) -> str:
    """Return whom a request is counted for: an address, or an IPv6 network of 64 bits.

    `peer` is who has connected. Only where that is a trusted proxy, `forwarded`, the values of
    X-Forwarded-For, are looked at, from the last on: the first that no trusted proxy has is the
    client, for whatever stands before it may be made up.
    """
    address = _read(peer or "")
    hops = [hop.strip() for value in forwarded for hop in value.split(",")]
    while address is not None and hops and any(address in network for network in trusted):
        before = _read(hops.pop())
        if before is None:
            break
        address = before
    if address is None:
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _HOME), strict=False))
    return str(address)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.removeprefix("[").partition("]")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
