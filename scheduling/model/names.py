"""When two names are the same, and what of a name can be seen."""

import re
import unicodedata

NameOrder = tuple[tuple[int, int, str], ...]
"""What sorts names; only to be compared."""

_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and signs by their category, but blank on every screen."""
_JOINERS_AND_VARIANTS = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""They choose between two looks of one sign, at most."""

_BEFORE_ALL = "\x01"
"""No name has it: what can't be seen is taken out."""
_NUMBERS = re.compile("([0-9]{1,18})")
"""Not longer ones: reading those takes time, and nobody counts so far."""


def visible(text: str) -> str:
    """Return a text without what can't be seen; spaces of any kind become plain ones."""
    # Python knows at once what it can print; all else is looked up sign by sign.
    if text.isprintable() and _INVISIBLE_LETTERS.isdisjoint(text):
        return text
    return "".join(
        sign if sign.isprintable() and sign not in _INVISIBLE_LETTERS else _shown(sign)
        for sign in text
    )


def name_key(name: str) -> str:
    """Return a name as names are compared: by what is read, not by how it was typed.

    Case, width, odd spacing, composed letters and what can't be seen make no difference. This
    is Unicode's compatibility caseless match, the same for whoever registers, asks or lists.
    """
    folded = unicodedata.normalize("NFKC", visible(name)).casefold()
    # To fold a letter may take it apart, as with "ΐ", which its capitals put together otherwise.
    return " ".join(_JOINERS_AND_VARIANTS.sub("", unicodedata.normalize("NFKC", folded)).split())


def name_order(name: str) -> NameOrder:
    """Return what sorts names as people would: without regard to case, "Person 2" before
    "Person 10".

    Names that are the same to `name_key` have the same place.
    """
    parts = _NUMBERS.split(name_key(name))
    # Numbers stand at the odd places, and before letters as they do in any list of words.
    return tuple(
        (0, int(part), "") if place % 2 else (1, 0, part)
        for place, part in enumerate(parts)
        if part
    )


def sort_key(name: str) -> str:
    """Return a text that sorts as `name_order` does, letter by letter, as databases sort texts.

    A number is written with all its digits after a sign that is lower than any in a name, so that
    it comes before every letter.
    """
    return "".join(
        f"{_BEFORE_ALL}{number:018}" if is_text == 0 else text
        for is_text, number, text in name_order(name)
    )


def _shown(hidden: str) -> str:
    return " " if hidden.isspace() or unicodedata.category(hidden)[0] == "Z" else ""
