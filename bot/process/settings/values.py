"""The values of settings as people write them; each refusal is a ValueError with half a sentence.

The name of the setting goes before it: "HTTP_PORT: should be a port, up to 65535."
"""

import re
from collections.abc import Callable
from datetime import UTC, timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TypeVar
from urllib.parse import urlsplit

from languages.style import LANGUAGES
from scheduling.errors import DetailTooLong, LinkNotHttps, SchedulingError, listed
from scheduling.messages.reminders import SMALLEST_LEAD
from scheduling.model import Weekday
from scheduling.model.details import ROOM, read_place
from scheduling.wording.reading import read_email, read_length, read_working_days

_LOCALE = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}|\d{3}))?")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[\w.-]{1,253})(:\d{1,5})?", re.ASCII)
_LONGEST_LEAD = timedelta(days=14)
_MOST_REMINDERS = 5
_LONGEST_HAND_NOTICE = 20
_A_HAND_NOTICE = "1 to 20 working days, such as 3 working days, or none"
_Value = TypeVar("_Value")


def members_in(text: str) -> frozenset[str]:
    """Return the Slack member ids in a text, between commas."""
    ids = frozenset(part.strip() for part in text.split(",") if part.strip())
    for member in ids:
        # A name or an address here would make nobody a coordinator, and nobody would notice.
        if not (member.isalnum() and member.isupper() and member[0] in "UW"):
            raise ValueError(f"“{member}” is no Slack member id, such as U024BE7LH")
    return ids


def yes_or_no(given: object) -> bool:
    """Return whether a setting is on: yes or no, also as true or false, on or off, 1 or 0."""
    said = str(given).strip().casefold()
    if said in ("yes", "true", "on", "1"):
        return True
    if said in ("no", "false", "off", "0"):
        return False
    raise ValueError("should be yes or no")


def one_of(given: object, words: type[StrEnum]) -> str:
    """Return which of some words a setting is, however it is capitalised."""
    word = str(given).strip().casefold()
    if word not in set(words):
        raise ValueError(f"should be {listed(list(words), joiner='or')}")
    return word


def networks_in(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks in a text, between commas; an address is a network of one."""
    networks = []
    for part in filter(None, map(str.strip, text.split(","))):
        try:
            networks.append(ip_network(part, strict=False))
        except ValueError:
            raise ValueError(f"“{part}” is no network, such as 10.0.0.0/8") from None
    return tuple(networks)


def hosts_in(text: str) -> tuple[str, ...]:
    """Return the hosts of a text such as "cloud.example.org, 10.0.0.7:8080"."""
    hosts = tuple(filter(None, (part.strip().lower() for part in text.split(","))))
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ValueError(f"“{host}” is no host, such as cloud.example.org or 10.0.0.7:8080")
    return hosts


def domains_in(text: str) -> frozenset[str]:
    """Return the domains of addresses in a text, between commas, in small letters."""
    found = frozenset(
        part.strip().removeprefix("@").casefold() for part in text.split(",") if part.strip()
    )
    for each in found:
        understood(read_email, f"somebody@{each}")
    return found


def leads_in(text: str) -> tuple[timedelta, ...]:
    """Return how long before an interview people are reminded, longest first; "none" is none."""
    if text.strip().casefold() == "none":
        return ()
    parts = [part for part in text.split(",") if part.strip()]
    leads = {understood(read_length, part) for part in parts}
    if any(not SMALLEST_LEAD <= lead <= _LONGEST_LEAD for lead in leads):
        raise ValueError("each should lie between 1 minute and 14 days")
    if len(leads) > _MOST_REMINDERS:
        raise ValueError(f"there should be {_MOST_REMINDERS} at most, or none")
    return tuple(sorted(leads, reverse=True))


def working_days_in(text: str) -> frozenset[Weekday]:
    """Return the days of a text such as "Mon-Fri" or "Sun, Mon, Wed"; "none" sets none apart."""
    if text.strip().casefold() == "none":
        return frozenset(Weekday)
    return understood(read_working_days, text)


def cap_in(given: object, *, most: int) -> int | None:
    """Return a number from 1 to `most`; None for "none"."""
    if given is None or str(given).strip().casefold() == "none":
        return None
    return number_in(given, least=1, most=most, meaning="1 or more, or none")


def hand_notice_in(given: object) -> int | None:
    """Return a number of working days, such as "3 working days" or "3"; None for "none"."""
    if given is None or str(given).strip().casefold() == "none":
        return None
    return working_days_of(given, most=_LONGEST_HAND_NOTICE, meaning=_A_HAND_NOTICE)


def working_days_of(given: object, *, most: int, meaning: str = "") -> int:
    """Return a number of working days from 1 to `most`, such as "5 working days" or "5"."""
    text = " ".join(str(given).casefold().split())
    days = text.removesuffix("s").removesuffix("working day")
    usual = f"1 to {most} working days, such as 5 working days"
    return number_in(days, least=1, most=most, meaning=meaning or usual)


def place_in(text: str) -> str:
    """Return where interviews are: a location or a link, with {id} for a word of each one's own."""
    try:
        place = read_place(text)
    except LinkNotHttps:
        raise ValueError("should be a location, or a link that starts with https://") from None
    except DetailTooLong as wrong:
        raise ValueError(f"should have {wrong.most} letters at most") from None
    if "{" in place.replace(ROOM, "") or "}" in place.replace(ROOM, ""):
        raise ValueError("may have {id} in it, and no other braces")
    return place


def refuse_open_way(url: str) -> None:
    """Refuse an address that is none, or where others could read what goes there."""
    if not url.startswith(("https://", "http://")):
        raise ValueError("should start with https://")
    if url.startswith("http://") and not is_loopback(url):
        raise ValueError("should start with https://, or anybody on the way could read along")


def database_address(url: str) -> str:
    """Return the address of a database as it was given.

    The words of a refusal never repeat it, for it may hold a password.
    """
    kind, _, rest = url.partition("://")
    if kind.partition("+")[0] not in ("sqlite", "postgresql"):
        raise ValueError("should be sqlite:///file or postgresql://name:password@host/database")
    login, _, place = rest.partition("?")[0].rpartition("@")
    if kind != "sqlite" and "@" in login:
        raise ValueError("the password holds an @; write %40 for it")
    if kind != "sqlite" and "/" in login:
        raise ValueError("the password holds a /; write %2F for it")
    port = place.partition("/")[0].rpartition("]")[2].partition(":")[2]
    if kind != "sqlite" and port and not port.isdigit():
        raise ValueError(
            "what stands behind the host should be a port; in a password, write %3A for a colon, "
            "%2F for a / and %40 for an @"
        )
    return url


def is_loopback(url: str) -> bool:
    """Return whether an address is on this machine."""
    host = urlsplit(url).hostname or ""
    # RFC 6761: whatever ends so is to be resolved to this machine.
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def spoken_locale(text: str) -> str:
    """Return a locale such as "de" or "en-GB" as it is usually written. Raises ValueError."""
    found = _LOCALE.fullmatch(text.strip())
    if found is None or found[1].casefold() not in LANGUAGES:
        known = ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
        raise ValueError(f"should be one of {known}, with a country or without one: en-GB")
    return found[1].casefold() + (f"-{found[2].upper()}" if found[2] else "")


def understood(read: Callable[[str], _Value], text: str) -> _Value:
    """Return what `read` makes of a text; its refusal becomes one of the setting."""
    try:
        return read(text)
    except SchedulingError as wrong:
        raise ValueError(wrong.sentence(zone=UTC).rstrip(".")) from None


def number_in(given: object, *, least: int, most: int, meaning: str) -> int:
    """Return a whole number from `least` to `most`, which `meaning` puts in words."""
    text = str(given).strip()
    # isdigit alone takes "²" and the digits of other scripts as well.
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ValueError(f"should be {meaning}")
    return int(text)
