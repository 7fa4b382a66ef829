"""A candidate from outside the workspace, as registered in one line."""

import re
from dataclasses import dataclass

from scheduling.errors import UnknownTimeZone
from scheduling.wording.reading.grammar.questions.naming import name_and_email
from scheduling.wording.reading.grammar.questions.registering import city_or_name
from scheduling.wording.reading.grammar.tokens import unescaped
from scheduling.wording.reading.people.names import clean_name, read_email
from scheduling.wording.reading.people.new_names import refuse_more_than_a_name
from scheduling.wording.reading.zones import read_zone

_ADDRESS = re.compile(r"<mailto:[^>]*>|<?[^\s,;<>]{0,400}@[^\s,;<>]*>?", re.IGNORECASE)
_IANA_NAME = re.compile(r"\b[A-Za-z_]+/[A-Za-z_/+\-0-9]+")
_WORDS_OF_A_CITY = (3, 2, 1)
_WORDS_OF_A_NAME = 2
"""At least, before a word that may be a city: "Jack London" has but one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCandidate:
    """A candidate from outside the workspace; `time_zone` is an IANA name."""

    name: str
    email: str | None = None
    time_zone: str | None = None


def read_candidate(text: str) -> ParsedCandidate:
    """Return "Carl Chen carl@example.com Europe/London" taken apart.

    Email and zone may be missing; a city counts as a zone after an email or a comma. Raises
    NotUnderstood when nothing is said, or more than a name in its place (days, a telephone
    number, a second person, a city); NameNotUsable, EmailNotUsable, UnknownTimeZone.
    """
    typed = unescaped(text).strip()
    if not typed:
        raise name_and_email()
    address = _ADDRESS.search(typed)
    before, after = (typed[: address.start()], typed[address.end() :]) if address else (typed, "")
    named_zone = None if _is_said(after) else _IANA_NAME.search(before)
    if named_zone:
        before, after = before[: named_zone.start()], named_zone.group()
    refuse_more_than_a_name(before)
    if address is None and named_zone is None:
        name, comma, city = before.rpartition(",")
        if comma and _zone_of_city(city.strip()):
            before, after = name, city
        else:
            _refuse_city(before)
    return ParsedCandidate(
        name=clean_name(before.strip(" ,;")),
        email=read_email(address.group()) if address else None,
        time_zone=read_zone(after.strip(" ,;")) if _is_said(after) else None,
    )


def _is_said(text: str) -> bool:
    return bool(text.strip(" ,;"))


def _refuse_city(text: str) -> None:
    """Raise NotUnderstood for a full name with a city behind it, which may belong to it."""
    words = text.split()
    for count in _WORDS_OF_A_CITY:
        name, city = " ".join(words[:-count]), " ".join(words[-count:])
        if len(words) - count >= _WORDS_OF_A_NAME and (zone := _zone_of_city(city)):
            raise city_or_name(city, name=name, zone=zone)


def _zone_of_city(text: str) -> str | None:
    try:
        zone = read_zone(text)
    except UnknownTimeZone:
        return None
    # Its stations are called as people are: Davis, Casey.
    return None if zone.startswith("Antarctica/") else zone
