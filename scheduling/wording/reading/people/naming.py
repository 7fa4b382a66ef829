"""Who is named in a question, heard word by word."""

from dataclasses import dataclass, field, replace
from typing import Literal

from scheduling.model import WallHours, Weekday
from scheduling.wording.reading.grammar.questions.naming import all_or_any, not_a_name
from scheduling.wording.reading.grammar.stretches import ALL_WEEK, Period
from scheduling.wording.reading.people.names import clean_name, has_letters
from scheduling.wording.reading.people.pieces import Piece

Match = Literal["all", "any"]
_JOINTS = frozenset({",", ";", "&", "+", "@", "and", "plus"})
ANY = frozenset({"any", "either", "or", "anyone", "anybody"})
ALL = frozenset({"all", "both", "everyone", "everybody"})
_EVERYBODY = frozenset({"everyone", "everybody", "all"})
_AFTER_MATCH = frozenset({"of", "them"})
_FILLERS = frozenset({"slots", "slot", "times", "hours", "find", "me", "please", "common", "free"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One person as they were named: by Slack's mention, or by name alone.

    `after_with` for those whom somebody is to meet: named after "with", or before "for".
    """

    slack_user_id: str | None = None
    name: str = ""
    after_with: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who is to meet, in the order named and doubles kept; when; and all or any of them.

    The period is open where no last day was said ("from Thursday"): it then ends as far ahead as
    can be looked at all. Of the days only the `weekdays` count, and of these only the `hours`;
    none: all of them.
    """

    people: tuple[Mention, ...]
    period: Period | None = None
    is_open: bool = False
    match: Match = "all"
    weekdays: frozenset[Weekday] = ALL_WEEK
    hours: tuple[WallHours, ...] = ()
    # Whether somebody is to meet "everybody", and nobody is named for that.
    with_everybody: bool = False
    # How many interviews a day are enough for each interviewer, where that was said.
    most_a_day: int | None = None


def heard(pieces: list[Piece]) -> Question:
    """Return who is named in pieces that say nothing else, in order.

    Raises NotUnderstood for signs in the place of a name, and for "all" beside "any".
    """
    people = _People()
    for piece in pieces:
        people.hear(piece)
    return people.question()


@dataclass(slots=True)
class _People:
    """Listens to one piece after the other and keeps who has been named so far."""

    named: list[Mention] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    after_with: bool = False
    matches: set[Match] = field(default_factory=set)
    with_everybody: bool = False
    last: str = ""

    def hear(self, piece: Piece) -> None:
        """Take in one more piece."""
        if not self._is_a_part_of_a_name(piece):
            self._end_name()
            self._turn(piece)
        elif not (piece.small in _AFTER_MATCH and self.last in ANY | ALL):
            self.name.append(piece.text)
        self.last = piece.small

    def question(self) -> Question:
        """Return what has been heard."""
        self._end_name()
        if len(self.matches) > 1:
            raise all_or_any()
        match: Match = "any" if "any" in self.matches else "all"
        nobody_after = not any(mention.after_with for mention in self.named)
        return Question(
            people=tuple(self.named),
            match=match,
            with_everybody=self.with_everybody and nobody_after,
        )

    def _is_a_part_of_a_name(self, piece: Piece) -> bool:
        turns = _JOINTS | ANY | ALL | {"with", "for"}
        return piece.is_word and (piece.small not in turns or self._begins_with_or(piece))

    def _begins_with_or(self, piece: Piece) -> bool:
        """Or is a name too, where nobody stands before it for whom another could be taken."""
        first = not (self.last or self.named or self.name)
        return piece.small == "or" and (first or self.last in {"with", "for", "and"})

    def _turn(self, piece: Piece) -> None:
        if piece.slack_user_id:
            self._add(slack_user_id=piece.slack_user_id, name=piece.text)
        elif piece.is_name:
            self._add(slack_user_id=None, name=clean_name(piece.text))
        elif piece.small == "with":
            self.after_with = True
        elif piece.small == "for":
            # "@ines for Carl": those named so far are whom somebody is to meet.
            self.named = [replace(mention, after_with=True) for mention in self.named]
            self.after_with = False
        elif piece.small in ANY:
            self.matches.add("any")
        elif piece.small in ALL:
            self.matches.add("all")
            self.with_everybody |= piece.small in _EVERYBODY and self.after_with

    def _end_name(self) -> None:
        words, self.name = self.name, []
        if all(word.casefold() in _FILLERS for word in words):
            return
        if not has_letters("".join(words)):
            raise not_a_name(" ".join(words))
        self._add(slack_user_id=None, name=clean_name(" ".join(words)))

    def _add(self, *, slack_user_id: str | None, name: str) -> None:
        self.named.append(
            Mention(slack_user_id=slack_user_id, name=name, after_with=self.after_with)
        )
