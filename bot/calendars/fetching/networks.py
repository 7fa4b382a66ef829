"""Which addresses of the network are anybody's, and which are this company's own.

`ipaddress.is_global` alone is not enough: it is true for ways of writing an inner address in IPv6
(NAT64, 6to4, ::127.0.0.1), for multicast, and for blocks that are set apart since.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NOT_FOR_US_V4 = (
    ip_network("192.0.0.0/24"),  # set apart for protocols, RFC 6890
    ip_network("192.88.99.0/24"),  # relays of 6to4, RFC 7526
)
_PUBLIC_V6 = ip_network("2000::/3")
_NOT_FOR_US_V6 = (
    ip_network("2001::/23"),  # Teredo and other protocols, RFC 2928
    ip_network("2002::/16"),  # 6to4: the IPv4 address inside may be an inner one, RFC 3056
    ip_network("3fff::/20"),  # documentation, RFC 9637
)


def is_public(address: str) -> bool:
    """Tell whether it is the address of a machine in the open network; no address is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _NOT_FOR_US_V4)
    return parsed in _PUBLIC_V6 and not any(parsed in network for network in _NOT_FOR_US_V6)
