"""People who are called like a day or a month: "Sunday", "May", "Domingo"."""

from collections.abc import Collection
from dataclasses import dataclass

from scheduling.model.names import name_key
from scheduling.wording.reading.grammar.calendar import month_of, weekday_of
from scheduling.wording.reading.grammar.languages import english
from scheduling.wording.reading.people.pieces import Piece

_BEFORE_A_PERSON = frozenset({"with", "and", "or", "of", "both", "either", "any", "all", "plus"})
_BEFORE_A_DAY = frozenset(
    [
        *("next", "this", "last", "coming", "every", "each", "on", "in", "from", "for", "until"),
        *("till", "to", "by", "before", "after", "since", "the", "-", "–", "early", "late", "am"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A question in which such names are people, and the first such word as it was typed.

    It `is_sure` where that stands as only a person does: first, or after "with".
    """

    pieces: list[Piece]
    word: str
    is_sure: bool


def is_like_a_day(name: str) -> bool:
    """Tell whether a name is that of a weekday or a month in some language."""
    word = english(name.casefold())
    return weekday_of(word) is not None or month_of(word) is not None


def with_people_like_days(pieces: list[Piece], names: Collection[str]) -> Named | None:
    """Return a question with people for the words that are such names, or None without any.

    After "next", "on" and the like it is a day, whoever is called so.
    """
    keys = {name_key(name): name for name in names}
    places = [n for n in range(len(pieces)) if _may_be_one(pieces, n, keys)]
    if not places:
        return None
    named = [
        Piece(keys[name_key(piece.text)], is_name=True) if place in places else piece
        for place, piece in enumerate(pieces)
    ]
    first = places[0]
    is_sure = first == 0 or pieces[first - 1].small in _BEFORE_A_PERSON
    return Named(pieces=named, word=pieces[first].text, is_sure=is_sure)


def _may_be_one(pieces: list[Piece], place: int, keys: Collection[str]) -> bool:
    piece = pieces[place]
    if not piece.is_word or name_key(piece.text) not in keys:
        return False
    return place == 0 or pieces[place - 1].small not in _BEFORE_A_DAY
