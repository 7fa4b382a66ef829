"""English words in what should be in another language, and what a catalogue says."""

import re
from functools import cache

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from languages.catalogue import LOCALES
from languages.style import ENGLISH, LANGUAGES

OTHERS = [language for language in LANGUAGES if language != ENGLISH]

_WORD = re.compile(r"[^\W\d_]{3,}")
_GAP_OR_TAG = re.compile(r"\{\w+\}|<[^>]+>")
_COMMON = """
the and not you your are was has have been for from with that this there they them their what which
when who why will would can could should must may please nothing everything anything day days week
weeks hour hours morning afternoon evening until every only again monday tuesday wednesday thursday
friday saturday sunday january february march may june july october december tue wed thu fri dec
write try did mean understand understood
"""
_PLAIN_ENGLISH = frozenset(_COMMON.split())


@cache
def catalogue_in(language: str) -> Catalog:
    """The catalogue of a language, as its file is written."""
    file = LOCALES / language / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as text:
        return read_po(text, locale=language)


def messages_in(catalogue: Catalog) -> list[Message]:
    """All sentences, without the head of the file."""
    return [message for message in catalogue if message.id]


def forms_of(sentence: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A sentence in all its forms, of which there are several where a number is in it."""
    return (sentence,) if isinstance(sentence, str) else tuple(sentence)


@cache
def english_words_without(language: str) -> frozenset[str]:
    """The words of our sentences that the sentences in that language do without."""
    ours, theirs = set(_PLAIN_ENGLISH), set[str]()
    for message in messages_in(catalogue_in(language)):
        ours |= {word for form in forms_of(message.id) for word in _words(form)}
        theirs |= {word for form in forms_of(message.string) for word in _words(form)}
    names = Locale.parse(language)
    for width in ("wide", "abbreviated"):
        days, months = names.days["format"][width], names.months["format"][width]
        theirs |= {word for name in (*days.values(), *months.values()) for word in _words(name)}
    return frozenset(ours - theirs)


def leftovers(text: str, *, language: str, but: str = "") -> list[str]:
    """The English words of a text; `but` has those that are names, and stay."""
    allowed = set(_words(but))
    english = english_words_without(language) if language != ENGLISH else frozenset()
    return sorted({word for word in _words(text) if word in english} - allowed)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(_GAP_OR_TAG.sub(" ", text))]
