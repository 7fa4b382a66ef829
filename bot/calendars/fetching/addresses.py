"""The address of a calendar, as somebody pasted it or a server sent it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from yarl import URL

from bot.calendars.fetching.networks import is_public
from scheduling.errors import AddressIsInner, AddressNotSecure, AddressNotUnderstood

_LONGEST = 2_000
_ADDRESS = re.compile(
    r"(?P<scheme>https?|webcals?)://(?P<host>[^\s\x00-\x1f\x7f/?#]+)(?P<rest>[^\s\x00-\x1f\x7f]*)",
    re.IGNORECASE,
)
# What looks like an address of IPv4 reaches no resolver: "127.1" and "2130706433" as well.
_NUMERIC = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateHosts:
    """Hosts of one's own, as "cloud.example.org" or "10.0.0.7:8080", that may be inner ones and
    need no encryption.
    """

    names: Collection[str] = ()

    def include(self, url: URL) -> bool:
        """Tell whether the host is one of them, at that port if one is named."""
        host = (url.host_subcomponent or "").lower()
        return any(one.lower() in (host, f"{host}:{url.port}") for one in self.names)


def checked_address(text: str, *, private: PrivateHosts) -> URL:
    """Return an address that may be asked, as far as that can be seen by reading it.

    What its name leads to is checked when it is resolved. A user and a password in it stay in it.
    Raises AddressNotUnderstood, AddressNotSecure and AddressIsInner.
    """
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or len(text) > _LONGEST:
        raise AddressNotUnderstood
    scheme = "http" if match["scheme"].lower() == "http" else "https"
    try:
        start = URL(f"{scheme}://{match['host']}")
        # Behind the host all stays as it is written: some servers compare it letter by letter.
        rest = match["rest"].partition("#")[0] or "/"
        url = URL(f"{start}".rstrip("/") + rest, encoded=rest.isascii())
    except ValueError:
        raise AddressNotUnderstood from None
    return checked_url(url, private=private)


def one_and_the_same(one: str, other: str) -> bool:
    """Tell whether two addresses, however they were typed, are of the same calendar."""
    return _spelled_alike(one) == _spelled_alike(other)


def _spelled_alike(text: str) -> tuple[str, ...]:
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        return (text,)
    scheme = "http" if match["scheme"].lower() == "http" else "https"
    user, _, host = match["host"].rpartition("@")
    return scheme, user, host.lower(), match["rest"].partition("#")[0] or "/"


def as_secure_as(asked: URL, to: URL) -> URL:
    """Return where a server sends us, over https where that server was asked so.

    Behind a proxy that does the encryption, many don't know that they are asked over https, and
    name themselves without it.
    """
    is_itself = asked.host == to.host and to.explicit_port in (None, 80)
    if is_itself and (asked.scheme, to.scheme) == ("https", "http"):
        return to.with_scheme("https").with_port(asked.explicit_port)
    return to


def checked_url(url: URL, *, private: PrivateHosts) -> URL:
    """Return the address as it is, if it may be asked; the same for one that a server sent."""
    host = _possible_host(url)
    if url.scheme not in ("http", "https") or not host or not url.port:
        raise AddressNotUnderstood
    if private.include(url):
        return url
    if url.scheme != "https":
        raise AddressNotSecure
    is_literal = ":" in host or _NUMERIC.fullmatch(host)
    if is_literal and not is_public(host):
        raise AddressIsInner(host=host)
    return url


def _possible_host(url: URL) -> str:
    """Return the host, or nothing for a name that no host can have, such as "a..b" or "xn--"."""
    try:
        host = url.host or ""
        # As the system does before it looks one up, which refuses it in words of its own.
        host.encode("idna")
    except UnicodeError:
        return ""
    return host
