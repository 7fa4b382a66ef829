"""A sentence cut into the pieces that dates and times are made of."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from scheduling.wording.reading.grammar.languages import in_english
from scheduling.wording.reading.grammar.questions import too_long
from scheduling.wording.reading.grammar.questions.hours import offset_given

LONGEST_TEXT = 500


class Kind(StrEnum):
    """What a piece looks like, before anybody knows what it means."""

    DATE = "date"  # 2026-11-10, 10/11/2026, 10.11.2026, 10/11, 10.11.
    CLOCK = "clock"  # 9:30, 14.30, 14h30
    ORDINAL = "ordinal"  # 10th
    NUMBER = "number"
    HALF = "half"  # am, p.m.
    WORD = "word"
    DASH = "dash"
    COMMA = "comma"  # or the stroke between two words
    BREAK = "break"  # a semicolon or a new line
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One piece, in small letters, and where it starts in the plain text."""

    kind: Kind
    text: str
    place: int


_PLAIN_SIGNS = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣-~〜→"), "-"),
    **dict.fromkeys(map(ord, "‘’‚‛′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "&+"), " and "),
}
_SLACK_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_WITH_OFFSET = re.compile(
    r"[0-9]t[0-9]{2}:?[0-9]{2}(?::?[0-9.]+)?(?:z|[+-][0-9]{2}:?[0-9]{2})\b", re.IGNORECASE
)
_OFFSET = re.compile(r"\b(?:gmt|utc)\s*[+-]\s*[0-9]", re.IGNORECASE)
_PIECES = re.compile(
    r"""
      (?P<date> [0-9]{4}(?P<a>[-/.])[0-9]{1,2}(?P=a)[0-9]{1,2}(?:t(?=[0-9])|(?![0-9]))
              | [0-9]{1,2}(?P<b>[-/.])[0-9]{1,2}(?P=b)[0-9]{4}(?![0-9])
              | [0-9]{1,2}(?P<c>[/.])[0-9]{1,2}(?P=c)[0-9]{2}(?![0-9])
              | [0-9]{1,2}/[0-9]{1,2}(?![0-9/])
              | [0-9]{1,2}\.(?:0?[1-9]|1[0-2])\.(?!\w) )
    | (?P<clock> [0-9]{1,2}[:.h][0-9]{2}(?::00(?:\.0+)?)?(?![0-9]) )
    | (?P<ordinal> (?:[0-9]{1,2}(?:st|nd|rd|th)|1er)(?!\w) )
    | (?P<number> [0-9]{1,4}(?![0-9]) )
    | (?P<half> [ap]\.?\ ?m(?!\w)\.? | (?<=[0-9])[ap](?!\w) )
    | (?P<word> [^\W\d_]+(?:'[^\W\d_]+)*\.? )
    | (?P<dash> -+>? )
    | (?P<comma> , | /(?=\s*[^\W\d_]) )
    | (?P<break> [;\n][;\n\s]* )
    | (?P<skipped> \s+ | [()@'"*_•·▪◦] | [.!?:](?=\s|$) )
    | (?P<other> [0-9]+ | . )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def unescaped(text: str) -> str:
    """Return a text as it was typed, before Slack escaped three signs of it."""
    for escape, sign in _SLACK_ESCAPES:
        text = text.replace(escape, sign)
    return text


def plain(text: str) -> str:
    """Return a text with one kind of dash, quote and space.

    Raises NotUnderstood when it is longer than anybody would type, and for instants such as
    2026-11-10T09:00Z: here is wall time only.
    """
    if len(text) > LONGEST_TEXT:
        raise too_long(most=LONGEST_TEXT)
    text = unescaped(text).replace("\r", "\n")
    # Full-width digits and the signs that phones put in become the plain ones.
    text = unicodedata.normalize("NFKC", text)
    if _WITH_OFFSET.search(text) or _OFFSET.search(text):
        raise offset_given()
    text = text.translate(_PLAIN_SIGNS)
    if text.isprintable():
        return text.strip()
    return "".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C").strip()


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the pieces of a plain text, in order, without spaces and decoration.

    Days and months of other languages have become English words.
    """
    found = tuple(_pieces(text))
    # In "9-12am" the half of the day belongs to the figures, and is no word of any language.
    words = ["" if _is_of_figures(one, text) else one.text for one in found]
    return tuple(_in_english(found[place], word) for place, word in in_english(words))


def _is_of_figures(token: Token, text: str) -> bool:
    return token.kind is Kind.HALF and text[max(0, token.place - 1)].isdigit()


def _in_english(token: Token, word: str) -> Token:
    return token if word in (token.text, "") else replace(token, kind=Kind.WORD, text=word)


def _pieces(text: str) -> Iterator[Token]:
    for match in _PIECES.finditer(text):
        if match.lastgroup not in (None, "skipped"):
            kind, text = Kind(match.lastgroup), match.group().casefold().rstrip(".")
            sign = "-" if kind is Kind.DASH else text
            yield Token(kind=kind, text=sign, place=match.start())
