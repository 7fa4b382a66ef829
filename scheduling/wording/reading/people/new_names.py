"""What stands where a new name is expected, and is plainly more than one: nobody is saved so."""

import re

from scheduling.wording.reading.grammar.calendar import weekday_of
from scheduling.wording.reading.grammar.questions.registering import (
    number_in_a_name,
    one_person_at_a_time,
    time_in_a_name,
)
from scheduling.wording.reading.people.pieces import Piece
from scheduling.wording.reading.people.questions import BEFORE_DAYS, is_of_a_time

_TELEPHONE = re.compile(r"\+\d[\d ()./-]{5,}\d|\(?\d[\d()]*[ ./-][\d ()./-]{4,}\d")
_AND = re.compile(r"\s+and\s+|\s*[;\n]\s*", re.IGNORECASE)
_FULL_NAME = 2
"""Words, at least. "Tom & Jerry" and "Trinidad and Tobago" have fewer beside their "and"."""
_NAMES_TOO = frozenset({"noon"})


def refuse_more_than_a_name(text: str) -> None:
    """Raise NotUnderstood for days, hours, a telephone number or a second person in a name.

    People are called Sunday, May and Noon: such a word alone is a name.
    """
    if telephone := _TELEPHONE.search(text):
        raise number_in_a_name(telephone.group(), name=text[: telephone.start()].strip(" ,;("))
    pieces = [Piece(word.strip(",;")) for word in text.split()]
    for place in range(len(pieces)):
        if _is_a_time(pieces, place):
            raise time_in_a_name(" ".join(each.text for each in pieces[place:]))
    both = _AND.split(text.strip())
    if len(both) > 1 and all(len(each.split()) >= _FULL_NAME for each in both):
        raise one_person_at_a_time(text, first=both[0])


def _is_a_time(pieces: list[Piece], place: int) -> bool:
    word = pieces[place].small
    before = pieces[place - 1].small if place else ""
    if weekday_of(word) is not None:
        # A weekday is a name as well, unless it stands behind what only a day stands behind.
        return before in BEFORE_DAYS or before == "for"
    return word not in _NAMES_TOO and is_of_a_time(pieces, place)
