"""Who is named in a question, and a candidate as registered in one line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from scheduling.errors import NotUnderstood, SchedulingError
from scheduling.model import WallHours, Weekday
from scheduling.model.names import name_key
from scheduling.wording.reading.asked import AskedTimes, asked_times
from scheduling.wording.reading.grammar.calendar import month_of, weekday_of
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.languages import DAYS_OR_NAMES, english
from scheduling.wording.reading.grammar.questions import (
    all_or_any,
    name_and_email,
    not_a_name,
    unread,
)
from scheduling.wording.reading.grammar.stretches import ALL_WEEK, Period
from scheduling.wording.reading.grammar.tokens import unescaped
from scheduling.wording.reading.names import clean_name, has_letters, read_email
from scheduling.wording.reading.pieces import Piece, pieces_of, without_limit
from scheduling.wording.reading.zones import read_zone
from scheduling.wording.saying.dates import weekday_name

Match = Literal["all", "any"]
MOST_WORDS_OF_TIMES = 16
_JOINTS = frozenset({",", ";", "&", "+", "@", "and", "plus"})
_ANY = frozenset({"any", "either", "or", "anyone", "anybody"})
_ALL = frozenset({"all", "both", "everyone", "everybody"})
_EVERYBODY = frozenset({"everyone", "everybody", "all"})
_AFTER_MATCH = frozenset({"of", "them"})
_FILLERS = frozenset({"slots", "slot", "times", "hours", "find", "me", "please", "common", "free"})
_BEFORE_TIMES = frozenset({"for", ",", "only", "just"})
_ONLY = frozenset({"only", "just"})
_TIME_WORDS = frozenset(
    [
        *("today", "tomorrow", "tmrw", "tomorow", "tommorow", "tommorrow", "tonight"),
        *("morning", "mornings", "afternoon", "afternoons", "evening", "evenings", "noon"),
        *("weekday", "weekdays", "weekend", "weekends"),
        *(f"{weekday_name(day).casefold()}{ending}" for day in range(7) for ending in ("", "s")),
    ]
)
"""Nobody is called so; whoever is, is registered under a name that is known."""
_IN_FIGURES = re.compile(
    r"\d{1,2}[:.h]\d\d\S*|\d{1,4}\s*[-–]\s*\d{1,4}\S*|\d{1,2}[ap]\.?m\.?|\d{1,2}/\d{1,2}\S*"
)
_BEFORE_A_FRAME = frozenset({"next", "this", "last", "coming"})
_FRAMES = frozenset({"week", "weeks", "month", "day", "days"})
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
    """Who is to meet, in the order named and doubles kept; when; and all or any of them.

    Of the days only the `weekdays` count, and of these only the `hours`; none: all of them.
    """

    people: tuple[Mention, ...]
    period: Period | None = None
    match: Match = "all"
    weekdays: frozenset[Weekday] = ALL_WEEK
    hours: tuple[WallHours, ...] = ()
    # Whether somebody is to meet "everybody", and nobody is named for that.
    with_everybody: bool = False
    # How many interviews a day are enough for each interviewer, where that was said.
    most_a_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCandidate:
    """A candidate from outside the workspace; `time_zone` is an IANA name."""

    name: str
    email: str | None = None
    time_zone: str | None = None


def read_question(text: str, *, today: date, names: Iterable[str] = ()) -> Question:
    """Return what a text such as "Carl with @ines @ivo next week" asks.

    Names of several words stay whole: people are told apart by "with", "and", "for", commas and
    mentions. `names` are those that somebody has: one of them is never cut, nor taken for days.
    Nobody may be named, and no time. Raises NotUnderstood for times that can't be told or stand
    elsewhere than last, for "all" beside "any", and for signs in the place of a name.
    """
    known = tuple(names)
    cut = _plain(text, known, today=today)
    pieces = pieces_of(text, names=cut)
    called_so = _called_like_days(text, known, today=today)
    try:
        question = _question(pieces, today=today)
    except SchedulingError:
        if called_so is None:
            raise
        question = called_so
    if not question.people and called_so is not None:
        question = called_so
    for mention in question.people:
        if mention.name not in known and (rest := _words_behind(mention.name, known)):
            raise unread(rest)
    return question


def read_mentions(text: str) -> tuple[Mention, ...]:
    """Return the people named in a text that says nothing else, in order.

    Raises NotUnderstood for signs in the place of a name.
    """
    return _heard(pieces_of(text)).people


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


def _plain(text: str, names: Iterable[str], *, today: date) -> set[str]:
    """Those of the names that would be cut, or taken for days, if nobody knew them."""
    key = name_key(unescaped(text))
    return {name for name in names if name_key(name) in key and not _reads_as_one(name, today)}


def _called_like_days(text: str, names: tuple[str, ...], *, today: date) -> Question | None:
    """The question if the first word that is somebody's name is one: "May next week".

    Only where that leaves nothing but people and days; May 10 is a day for everybody.
    """
    keys, pieces = {name_key(name): name for name in names}, pieces_of(text)
    alike = (n for n, piece in enumerate(pieces) if _is_like_a_day(piece.small))
    place = next((n for n in alike if name_key(pieces[n].text) in keys), None)
    if place is None:
        return None
    pieces[place] = Piece(keys[name_key(pieces[place].text)], is_name=True)
    try:
        question = _question(pieces, today=today)
    except SchedulingError:
        return None
    named = {mention.name for mention in question.people if mention.slack_user_id is None}
    return question if named <= set(names) and question.period is not None else None


def _is_like_a_day(typed: str) -> bool:
    word = english(typed)
    return weekday_of(word) is not None or month_of(word) is not None


def _words_behind(typed: str, names: Iterable[str]) -> str:
    """The plain words behind a known name, as in "Carl around ten"; they are nobody's name."""
    begun = (name for name in names if typed.startswith(f"{name} "))
    rest = typed[len(max(begun, key=len, default=typed)) :].strip()
    return rest if rest == rest.casefold() else ""


def _reads_as_one(name: str, today: date) -> bool:
    try:
        read = _question(pieces_of(name), today=today)
    except SchedulingError:
        return False
    return read == Question(people=(Mention(name=name),))


def _question(pieces: list[Piece], *, today: date) -> Question:
    pieces, most = without_limit(pieces)
    naming, when = _without_times(pieces, today=today)
    _check_all_is_read(naming)
    heard = replace(_heard(naming), most_a_day=most)
    if when is None:
        return heard
    return replace(heard, period=when.period, weekdays=when.weekdays, hours=when.hours)


def _without_times(pieces: list[Piece], *, today: date) -> tuple[list[Piece], AskedTimes | None]:
    """The pieces that name people, and the days and hours at the end, before a last "any"."""
    ends = [piece for piece in pieces[-1:] if piece.small in _ANY | _ALL]
    naming = pieces[: len(pieces) - len(ends)]
    # The longest ending first: in "next week Friday", "Friday" alone would lose the week.
    for place in range(max(0, len(naming) - MOST_WORDS_OF_TIMES), len(naming)):
        found = _times_at(naming, place, today=today)
        if found:
            while place and naming[place - 1].small in _BEFORE_TIMES:
                place -= 1
            return naming[:place] + ends, found
    return pieces, None


def _times_at(pieces: list[Piece], place: int, *, today: date) -> AskedTimes | None:
    words = [piece for piece in pieces[place:] if piece.small not in _ONLY]
    if not words or not all(piece.is_word for piece in words) or _may_be_a_name(pieces, place):
        return None
    cursor = Cursor(" ".join(piece.text for piece in words), today=today)
    try:
        return asked_times(cursor)
    except NotUnderstood:
        if pieces[place].small.isdigit():  # the number of a name: "Candidate 7 next week"
            return None
        raise


def _may_be_a_name(pieces: list[Piece], place: int) -> bool:
    """A last word such as May, Sun or 3rd is a name, except right after a mention."""
    typed = pieces[place].small
    word = english(typed)
    if place < len(pieces) - 1 or (place and not pieces[place - 1].is_word):
        return False
    weekday = weekday_of(word)
    short = weekday is not None and word != weekday_name(weekday).casefold()
    short = short or typed in DAYS_OR_NAMES
    ordinal = word[:-2].isdigit() and word.endswith(("st", "nd", "rd", "th"))
    return short or ordinal or month_of(word) is not None


def _check_all_is_read(naming: list[Piece]) -> None:
    """Refuse words that are plainly days or hours, and stand where people are named."""
    for place, piece in enumerate(naming):
        if _is_of_a_time(naming, place):
            rest = [each for each in naming[place:] if each.is_word]
            raise unread(" ".join(each.text for each in rest) or piece.text)


def _is_of_a_time(pieces: list[Piece], place: int) -> bool:
    word = pieces[place].small
    if word in _TIME_WORDS or _IN_FIGURES.fullmatch(word):
        return True
    beside = pieces[place + 1].small if place + 1 < len(pieces) else ""
    if word in _BEFORE_A_FRAME:
        return beside in _FRAMES or weekday_of(beside) is not None
    dated = {word.rstrip("stndrh"), beside.rstrip("stndrh")}
    months = month_of(word) is not None or month_of(beside) is not None
    return months and any(each.isdigit() for each in dated)


def _heard(pieces: list[Piece]) -> Question:
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
        elif not (piece.small in _AFTER_MATCH and self.last in _ANY | _ALL):
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
        turns = _JOINTS | _ANY | _ALL | {"with", "for"}
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
        elif piece.small in _ANY:
            self.matches.add("any")
        elif piece.small in _ALL:
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
