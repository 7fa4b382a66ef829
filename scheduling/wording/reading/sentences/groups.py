"""Lists of days, and what frames and exceptions make of them.

A comma or "and" between two groups adds days; inside a group, one phrase narrows the other
(`narrowing.py`); and a frame such as "next week" or "until 18 Dec" at either end of a list
holds for all the weekdays in it.
"""

from dataclasses import dataclass, replace

from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.lists import joint, several_dates
from scheduling.wording.reading.grammar.periods import phrase
from scheduling.wording.reading.grammar.stretches import (
    Phrase,
    Stretch,
    one,
)
from scheduling.wording.reading.grammar.tokens import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Phrases beside each other, and whether a comma alone stands before them."""

    parts: tuple[Phrase, ...]
    after_comma: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether it names weekdays of no week in particular."""
        return all(isinstance(part, Stretch) and part.is_bare for part in self.parts)

    @property
    def is_frame(self) -> bool:
        """Whether it only bounds other days."""
        return all(map(is_frame, self.parts))

    @property
    def is_bound(self) -> bool:
        """Whether it can't stand alone as days: a start, a length, an end."""
        return self.is_frame and not any(isinstance(p, Stretch) and p.in_weeks for p in self.parts)

    def within(self, frame: tuple[Phrase, ...]) -> "Group":
        """Return the group with more phrases beside it."""
        return replace(self, parts=self.parts + frame)


Groups = tuple[Group, ...]


def is_frame(part: Phrase) -> bool:
    """Tell whether a phrase bounds days, rather than name them."""
    return not isinstance(part, Stretch) or part.is_frame


def groups_of_days(cursor: Cursor) -> Groups:
    """Read a list of groups, which may be empty."""
    found: list[Group] = []
    while following := cursor.attempt(_next_groups if found else some_groups):
        found.extend(following)
    return tuple(found)


def _next_groups(cursor: Cursor) -> Groups | None:
    by_comma = cursor.take(Kind.COMMA) is not None
    by_word = joint(cursor)
    if not (by_comma or by_word):
        return None
    first, *others = some_groups(cursor) or (None,)
    alone = by_comma and not by_word
    return (replace(first, after_comma=alone), *others) if first else None


def some_groups(cursor: Cursor) -> Groups | None:
    """Read one group, or dates that share a month; or nothing."""
    if dates := several_dates(cursor):
        return tuple(Group(parts=(one(day),)) for day in dates)
    found: list[Phrase] = []
    while part := cursor.attempt(_every):
        found.append(part)
    return (Group(parts=tuple(found)),) if found else None


def _every(cursor: Cursor) -> Phrase | None:
    found = phrase(cursor)
    if found is None and cursor.phrase("every", "each"):
        found = phrase(cursor)
        return replace(found, repeats=True, every=True) if isinstance(found, Stretch) else None
    if isinstance(found, Stretch) and found.is_plural:
        return replace(found, repeats=True)
    return found
