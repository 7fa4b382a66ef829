"""Names and addresses as people type or paste them, made safe to keep and to show."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

import idna

from scheduling.errors import EmailNotUsable, NameNotUsable
from scheduling.model import LONGEST_NAME
from scheduling.model.names import visible
from scheduling.wording.reading.grammar.tokens import unescaped

LONGEST_EMAIL = 254
LONGEST_LOCAL_PART = 64
_MAILTO = re.compile(r"<mailto:([^|>]*)(?:\|[^>]*)?>", re.IGNORECASE)
_EMAIL = re.compile(
    r"[^\s@<>()\[\]\\,;:\"|`]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_](?:[\w-]*[^\W_])?"
)


def clean_name(text: str) -> str:
    """Return a name as one line of visible characters, up to 150 of them.

    Control characters, direction marks and zero-width characters are left out. Raises
    NameNotUsable when it is longer, or has no letter or digit left.
    """
    # NFC, so that a letter and its accent typed apart are one sign, and count as one.
    name = " ".join(visible(unicodedata.normalize("NFC", text)).split())
    if len(name) > LONGEST_NAME or not has_letters(name):
        raise NameNotUsable(most=LONGEST_NAME)
    return name


def has_letters(text: str) -> bool:
    """Tell whether a text has a letter or a digit that people can see."""
    return any(unicodedata.category(sign)[0] in "LN" for sign in visible(text))


def read_email(text: str) -> str:
    """Return an email address, also from the link that Slack makes of it.

    Raises EmailNotUsable for what can't be one. Whether it exists is not looked up.
    """
    typed = unescaped(text).strip()
    link = _MAILTO.fullmatch(typed)
    email = link.group(1) if link else typed.removeprefix("<").removesuffix(">")
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email) or visible(email) != email:
        raise EmailNotUsable(email=visible(email)[:LONGEST_LOCAL_PART])
    local, _, domain = email.rpartition("@")
    if len(local) > LONGEST_LOCAL_PART or ".." in local or local[0] == "." or local[-1] == ".":
        raise EmailNotUsable(email=email[:LONGEST_LOCAL_PART])
    if not local.isascii() or not _is_known_to_dns(domain):
        raise EmailNotUsable(email=email[:LONGEST_LOCAL_PART])
    # Only the domain is surely the same in small letters (RFC 5321, section 2.4).
    return f"{local}@{domain.lower()}"


def _is_known_to_dns(domain: str) -> bool:
    """Whether a domain can be written in ASCII (RFC 5891), and in no more than a domain has."""
    try:
        return domain.isascii() or bool(idna.encode(domain.lower()))
    except idna.IDNAError:
        return False


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that was most likely meant by a mistyped word, if any is."""
    by_small = {choice.casefold(): choice for choice in choices}
    found = get_close_matches(word.casefold()[:LONGEST_NAME], by_small, n=1, cutoff=0.6)
    return by_small[found[0]] if found else None
