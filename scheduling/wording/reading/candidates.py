"""A candidate from outside the workspace, as registered in one line."""

import re
from dataclasses import dataclass

from scheduling.wording.reading.grammar.questions import name_and_email
from scheduling.wording.reading.grammar.tokens import unescaped
from scheduling.wording.reading.people.names import clean_name, read_email
from scheduling.wording.reading.zones import read_zone

_ADDRESS = re.compile(r"<mailto:[^>]*>|<?[^\s,;<>]{0,400}@[^\s,;<>]*>?", re.IGNORECASE)
_IANA_NAME = re.compile(r"\b[A-Za-z_]+/[A-Za-z_/+\-0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCandidate:
    """A candidate from outside the workspace; `time_zone` is an IANA name."""

    name: str
    email: str | None = None
    time_zone: str | None = None


def read_candidate(text: str) -> ParsedCandidate:
    """Return "Carl Chen carl@example.com Europe/London" taken apart.

    Email and zone may be missing; a city counts as a zone after an email. Raises NotUnderstood
    when nothing is said, NameNotUsable, EmailNotUsable, UnknownTimeZone.
    """
    typed = unescaped(text).strip()
    if not typed:
        raise name_and_email()
    address = _ADDRESS.search(typed)
    before, after = (typed[: address.start()], typed[address.end() :]) if address else (typed, "")
    named_zone = None if _is_said(after) else _IANA_NAME.search(before)
    if named_zone:
        before, after = before[: named_zone.start()], named_zone.group()
    return ParsedCandidate(
        name=clean_name(before.strip(" ,;")),
        email=read_email(address.group()) if address else None,
        time_zone=read_zone(after.strip(" ,;")) if _is_said(after) else None,
    )


def _is_said(text: str) -> bool:
    return bool(text.strip(" ,;"))
