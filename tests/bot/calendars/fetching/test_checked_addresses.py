"""Which addresses of calendars may be asked, and which never are."""

import pytest
from yarl import URL

from bot.calendars.fetching.addresses import (
    PrivateHosts,
    as_secure_as,
    checked_address,
    one_and_the_same,
)
from bot.calendars.fetching.networks import is_public
from scheduling.errors import (
    AddressIsInner,
    AddressNotSecure,
    AddressNotUnderstood,
    SchedulingError,
)

NONE = PrivateHosts()

PUBLIC = [
    "8.8.8.8",
    "93.184.216.34",
    "2606:4700::6810:84e5",
    "2a00:1450::e",
    "::ffff:8.8.8.8",
]
INNER = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:0a00:0001::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "127.1",
    "2130706433",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_network_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", INNER)
def test_no_other_may(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://calendars.example/a.ics", "https://calendars.example/a.ics"),
        ("  webcal://calendars.example/a.ics\n", "https://calendars.example/a.ics"),
        ("WEBCALS://Calendars.Example/A.ics", "https://calendars.example/A.ics"),
        ("https://calendars.example", "https://calendars.example/"),
        ("https://calendars.example:8443/a?b=c#d", "https://calendars.example:8443/a?b=c"),
        (
            "https://calendars.example/a%40b.example/private-1%2F2/basic.ics?s=a%2Bb+c",
            "https://calendars.example/a%40b.example/private-1%2F2/basic.ics?s=a%2Bb+c",
        ),
        ("https://bücher.example/a.ics", "https://xn--bcher-kva.example/a.ics"),
        ("https://8.8.8.8/a.ics", "https://8.8.8.8/a.ics"),
        ("https://[2606:4700::1]/a.ics", "https://[2606:4700::1]/a.ics"),
    ],
)
def test_an_address_is_asked_as_it_is_written(typed: str, asked: str) -> None:
    assert str(checked_address(typed, private=NONE)) == asked


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", AddressNotUnderstood),
        ("calendars.example/a.ics", AddressNotUnderstood),
        ("my calendar", AddressNotUnderstood),
        ("ftp://calendars.example/a.ics", AddressNotUnderstood),
        ("file:///etc/passwd", AddressNotUnderstood),
        ("https:///a.ics", AddressNotUnderstood),
        ("https://", AddressNotUnderstood),
        ("https://calendars.example/a b.ics", AddressNotUnderstood),
        ("https://calendars.example/\r\nHost: other", AddressNotUnderstood),
        ("https://calendars.example:99999/a.ics", AddressNotUnderstood),
        ("https://calendars.example/" + "a" * 2_000, AddressNotUnderstood),
        ("https://xn--/a.ics", AddressNotUnderstood),
        ("https://xn--zz--/a.ics", AddressNotUnderstood),
        ("https://calendars..example/a.ics", AddressNotUnderstood),
        (f"https://{'a' * 64}.example/a.ics", AddressNotUnderstood),
        ("http://calendars.example/a.ics", AddressNotSecure),
        ("http://127.0.0.1/a.ics", AddressNotSecure),
        ("https://127.0.0.1/a.ics", AddressIsInner),
        ("https://①②⑦.0.0.1/a.ics", AddressIsInner),
        ("https://127.1/a.ics", AddressIsInner),
        ("https://2130706433/a.ics", AddressIsInner),
        ("https://10.0.0.7:8443/a.ics", AddressIsInner),
        ("https://169.254.169.254/latest/meta-data/", AddressIsInner),
        ("https://[::1]/a.ics", AddressIsInner),
        ("https://[::ffff:127.0.0.1]/a.ics", AddressIsInner),
        ("https://[64:ff9b::7f00:1]/a.ics", AddressIsInner),
        ("https://[fe80::1%25eth0]/a.ics", AddressIsInner),
        ("https://user:word@127.0.0.1/a.ics", AddressIsInner),
        ("webcal://192.168.1.1/a.ics", AddressIsInner),
    ],
)
def test_what_may_not_be_asked_is_refused_unasked(typed: str, error: type[SchedulingError]) -> None:
    with pytest.raises(SchedulingError) as raised:
        checked_address(typed, private=NONE)

    assert type(raised.value) is error


@pytest.mark.parametrize(
    ("own", "typed"),
    [
        ("cloud.example", "http://cloud.example/a.ics"),
        ("cloud.example", "https://cloud.example:8443/a.ics"),
        ("Cloud.Example:8080", "http://cloud.example:8080/a.ics"),
        ("127.0.0.1:5232", "http://127.0.0.1:5232/a.ics"),
        ("[::1]:5232", "http://[::1]:5232/a.ics"),
    ],
)
def test_a_host_of_ones_own_may_be_an_inner_one_without_encryption(own: str, typed: str) -> None:
    assert str(checked_address(typed, private=PrivateHosts(names=[own]))) == typed


@pytest.mark.parametrize(
    ("own", "typed"),
    [
        ("cloud.example:8080", "http://cloud.example/a.ics"),
        ("cloud.example", "http://not-cloud.example/a.ics"),
        ("cloud.example", "http://cloud.example.evil.example/a.ics"),
        ("127.0.0.1:5232", "https://127.0.0.1:5233/a.ics"),
    ],
)
def test_no_other_host_or_port_is_ones_own(own: str, typed: str) -> None:
    with pytest.raises((AddressNotSecure, AddressIsInner)):
        checked_address(typed, private=PrivateHosts(names=[own]))


@pytest.mark.parametrize(
    ("asked", "to", "leads_to"),
    [
        # Itself, as it knows itself behind a proxy.
        ("https://a.example/", "http://a.example/dav/?x=%2F", "https://a.example/dav/?x=%2F"),
        ("https://a.example:8443/", "http://a.example/dav/", "https://a.example:8443/dav/"),
        ("https://a.example/", "http://a.example:80/dav/", "https://a.example/dav/"),
        # Something else.
        ("https://a.example/", "http://b.example/dav/", "http://b.example/dav/"),
        ("https://a.example/", "http://a.example:8080/dav/", "http://a.example:8080/dav/"),
        ("http://a.example/", "http://a.example/dav/", "http://a.example/dav/"),
        ("https://a.example/", "ftp://a.example/dav/", "ftp://a.example/dav/"),
        ("https://a.example/", "https://a.example:444/", "https://a.example:444/"),
    ],
)
def test_a_server_that_was_asked_over_https_is_asked_so_further(
    asked: str, to: str, leads_to: str
) -> None:
    found = as_secure_as(URL(asked), URL(to, encoded=True))

    assert str(found) == leads_to
    assert found.origin() == URL(leads_to).origin()


@pytest.mark.parametrize(
    "typed",
    [
        "https://a.example/private-8F/basic.ics",
        " https://a.example/private-8F/basic.ics ",
        "webcal://a.example/private-8F/basic.ics",
        "WEBCALS://A.Example/private-8F/basic.ics",
        "https://a.example/private-8F/basic.ics#today",
    ],
)
def test_one_address_is_the_same_however_it_is_typed(typed: str) -> None:
    assert one_and_the_same("https://a.example/private-8F/basic.ics", typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/A.ics", "https://a.example/a.ics"),
        ("https://a.example/a.ics?of=1", "https://a.example/a.ics?of=2"),
        ("https://Ines@a.example/", "https://ines@a.example/"),
        ("http://a.example/", "https://a.example/"),
        ("https://a.example:8443/", "https://a.example/"),
        ("tomorrow", "Tomorrow"),
    ],
)
def test_addresses_that_differ_in_what_may_matter_are_two(one: str, other: str) -> None:
    assert not one_and_the_same(one, other)
