"""For whom a request is counted, also behind proxies of our own."""

from ipaddress import ip_network

import pytest

from bot.web.door.addresses import client_of

OURS = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        # Nobody of ours: what it says of others may be made up.
        ("192.0.2.7", ["198.51.100.1"], "192.0.2.7"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        # The last that none of ours has: whatever stands before came with the request.
        ("10.0.0.1", ["203.0.113.9, 198.51.100.1, 10.2.3.4"], "198.51.100.1"),
        ("10.0.0.1", ["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["unknown"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.2"], "10.0.0.2"),
        ("fd00::1", ["[2001:db8:1:2:3:4:5:6]"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", [], "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", [], "192.0.2.7"),
        (None, ["198.51.100.1"], ""),
    ],
)
def test_a_request_is_counted_for_whom_our_proxies_name(
    peer: str | None, forwarded: list[str], client: str
) -> None:
    assert client_of(peer, forwarded, trusted=OURS) == client
