"""Who is named in a question, and a candidate as registered in one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from scheduling.wording.reading.grammar.calendar import month_of, weekday_of
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.narrowing import period
from scheduling.wording.reading.grammar.questions import (
    all_or_any,
    name_and_email,
    not_a_name,
    too_long,
)
from scheduling.wording.reading.grammar.stretches import Period
from scheduling.wording.reading.grammar.tokens import unescaped
from scheduling.wording.reading.names import clean_name, has_letters, read_email
from scheduling.wording.reading.zones import read_zone
from scheduling.wording.saying.dates import weekday_name

Match = Literal["all", "any"]
LONGEST_QUESTION = 4000
MOST_WORDS_OF_A_PERIOD = 12
_MENTION = re.compile(r"<@(?P<id>[A-Z0-9]+)(?:\|(?P<label>[^>]*))?>")
_WORDS_AND_JOINTS = re.compile(r"[,;&+@]|[^\s,;&+@]+")
_JOINTS = frozenset({",", ";", "&", "+", "@", "and", "plus"})
_ANY = frozenset({"any", "either", "or", "anyone"})
_ALL = frozenset({"all", "both", "everyone"})
_AFTER_MATCH = frozenset({"of", "them"})
_FILLERS = frozenset({"slots", "slot", "times", "hours", "find", "me", "please", "common", "free"})
_BEFORE_A_PERIOD = frozenset({"for", ","})
_ADDRESS = re.compile(r"<mailto:[^>]*>|<?[^\s,;<>]{0,400}@[^\s,;<>]*>?", re.IGNORECASE)
_IANA_NAME = re.compile(r"\b[A-Za-z_]+/[A-Za-z_/+\-0-9]+")


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
    """Who is to meet, in the order named and doubles kept; when; and all or any of them."""

    people: tuple[Mention, ...]
    period: Period | None = None
    match: Match = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCandidate:
    """A candidate from outside the workspace; `time_zone` is an IANA name."""

    name: str
    email: str | None = None
    time_zone: str | None = None


def read_question(text: str, *, today: date) -> Question:
    """Return what a text such as "Carl with @ines @ivo next week" asks.

    Names of several words stay whole: people are told apart by "with", "and", "for", commas and
    mentions. Nobody may be named, and no period. Raises NotUnderstood for a period that can't
    be told, for "all" beside "any", and for signs in the place of a name.
    """
    naming, when = _without_period(_pieces(text), today=today)
    return _heard(naming, when)


def read_mentions(text: str) -> tuple[Mention, ...]:
    """Return the people named in a text that says nothing else, in order.

    Raises NotUnderstood for signs in the place of a name.
    """
    return _heard(_pieces(text), None).people


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a sign as it was typed, or a mention with its id."""

    text: str
    slack_user_id: str | None = None

    @property
    def small(self) -> str:
        return self.text.casefold().strip("().!?") if self.slack_user_id is None else ""


def _pieces(text: str) -> list[_Piece]:
    if len(text) > LONGEST_QUESTION:
        raise too_long(most=LONGEST_QUESTION)
    return list(_each_piece(text))


def _each_piece(text: str) -> Iterator[_Piece]:
    place = 0
    for mention in _MENTION.finditer(text):
        yield from _words(text[place : mention.start()])
        yield _Piece(mention["label"] or "", slack_user_id=mention["id"])
        place = mention.end()
    yield from _words(text[place:])


def _words(text: str) -> Iterator[_Piece]:
    return (_Piece(word) for word in _WORDS_AND_JOINTS.findall(unescaped(text)))


def _without_period(pieces: list[_Piece], *, today: date) -> tuple[list[_Piece], Period | None]:
    """The pieces that name people, and the days said at the end, before a last "any"."""
    ends = [piece for piece in pieces[-1:] if piece.small in _ANY | _ALL]
    naming = pieces[: len(pieces) - len(ends)]
    # The longest ending first: in "next week Friday", "Friday" alone would lose the week.
    for place in range(max(0, len(naming) - MOST_WORDS_OF_A_PERIOD), len(naming)):
        found = _period_of(naming, place, today=today)
        if found:
            while place and naming[place - 1].small in _BEFORE_A_PERIOD:
                place -= 1
            return naming[:place] + ends, found
    return pieces, None


def _period_of(pieces: list[_Piece], place: int, *, today: date) -> Period | None:
    words = pieces[place:]
    if any(piece.slack_user_id for piece in words) or _may_be_a_name(pieces, place):
        return None
    cursor = Cursor(" ".join(piece.text for piece in words), today=today)
    found = period(cursor)
    return found if cursor.done else None


def _may_be_a_name(pieces: list[_Piece], place: int) -> bool:
    """A last word such as May, Sun or 3rd is a name, except right after a mention."""
    word = pieces[place].small
    if place < len(pieces) - 1 or (place and pieces[place - 1].slack_user_id):
        return False
    weekday = weekday_of(word)
    short = weekday is not None and word != weekday_name(weekday).casefold()
    ordinal = word[:-2].isdigit() and not word.isdigit()
    return short or ordinal or month_of(word) is not None


def _heard(pieces: list[_Piece], when: Period | None) -> Question:
    people = _People()
    for piece in pieces:
        people.hear(piece)
    return people.question(when)


@dataclass(slots=True)
class _People:
    """Listens to one piece after the other and keeps who has been named so far."""

    named: list[Mention] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    after_with: bool = False
    matches: set[Match] = field(default_factory=set)
    last: str = ""

    def hear(self, piece: _Piece) -> None:
        """Take in one more piece."""
        if not self._is_a_part_of_a_name(piece):
            self._end_name()
            self._turn(piece)
        elif not (piece.small in _AFTER_MATCH and self.last in _ANY | _ALL):
            self.name.append(piece.text)
        self.last = piece.small

    def question(self, when: Period | None) -> Question:
        """Return what has been heard, with the days that were said."""
        self._end_name()
        if len(self.matches) > 1:
            raise all_or_any()
        match: Match = "any" if "any" in self.matches else "all"
        return Question(people=tuple(self.named), period=when, match=match)

    def _is_a_part_of_a_name(self, piece: _Piece) -> bool:
        turns = _JOINTS | _ANY | _ALL | {"with", "for"}
        return piece.slack_user_id is None and piece.small not in turns

    def _turn(self, piece: _Piece) -> None:
        if piece.slack_user_id:
            self._add(slack_user_id=piece.slack_user_id, name=piece.text)
        elif piece.small == "with":
            self.after_with = True
        elif piece.small == "for":
            # "@ines for Carl": those named so far are whom somebody is to meet.
            self.named = [replace(mention, after_with=True) for mention in self.named]
            self.after_with = False
        elif piece.small in _ANY:
            self.matches.add("any")
        elif piece.small in _ALL:
            self.matches.add("all")

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
