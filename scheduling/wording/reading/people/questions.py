"""A question as it is typed: who is named, and for which days and hours."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from languages.days import ENGLISH_DAYS
from scheduling.errors import NotUnderstood, SchedulingError
from scheduling.model.names import name_key
from scheduling.wording.reading.grammar.calendar import month_of, weekday_of
from scheduling.wording.reading.grammar.cursor import Cursor
from scheduling.wording.reading.grammar.languages import DAYS_OR_NAMES, english
from scheduling.wording.reading.grammar.questions.naming import day_or_person, unread
from scheduling.wording.reading.grammar.tokens import unescaped
from scheduling.wording.reading.people.asked import AskedTimes, asked_times
from scheduling.wording.reading.people.like_days import is_like_a_day, with_people_like_days
from scheduling.wording.reading.people.naming import ALL, ANY, Mention, Question, heard
from scheduling.wording.reading.people.pieces import Piece, pieces_of, without_limit

MOST_WORDS_OF_TIMES = 16
_BEFORE_TIMES = frozenset({"for", ",", "only", "just"})
_ONLY = frozenset({"only", "just"})
_TIME_WORDS = frozenset(
    [
        *("today", "tomorrow", "tmrw", "tomorow", "tommorow", "tommorrow", "tonight"),
        *("morning", "mornings", "afternoon", "afternoons", "evening", "evenings", "noon"),
        *("weekday", "weekdays", "weekend", "weekends"),
        *(f"{ENGLISH_DAYS[day].casefold()}{ending}" for day in range(7) for ending in ("", "s")),
    ]
)
"""Nobody is called so; whoever is, is registered under a name that is known."""
_IN_FIGURES = re.compile(
    r"\d{1,2}[:.h]\d\d\S*|\d{1,4}\s*[-–]\s*\d{1,4}\S*|\d{1,2}[ap]\.?m\.?|\d{1,2}/\d{1,2}\S*"
)
BEFORE_DAYS = frozenset({"until", "till", "from", "since", "before", "after", "by", "over", "on"})
_BEFORE_A_FRAME = frozenset({"next", "this", "last", "coming"})
_FRAMES = frozenset({"week", "weeks", "month", "day", "days"})


def read_question(text: str, *, today: date, names: Iterable[str] = ()) -> Question:
    """Return what a text such as "Carl with @ines @ivo next week" asks.

    Names of several words stay whole: people are told apart by "with", "and", "for", commas and
    mentions. `names` are those that somebody has: one of them is never cut, and is taken for days
    only where it is a day's or a month's. Nobody may be named, and no time. Raises NotUnderstood
    for times that can't be told or stand elsewhere than last, for "all" beside "any", for signs
    in the place of a name, and where a day may as well be whoever is called so.
    """
    known = tuple(names)
    like_days = {name for name in known if is_like_a_day(name)}
    cut = _that_would_be_cut(text, set(known) - like_days, today=today)
    question = _as_days_or_names(pieces_of(text, names=cut), like_days, known, today=today)
    for mention in question.people:
        if mention.name not in known and (rest := _words_behind(mention.name, known)):
            raise unread(rest)
    return question


def read_mentions(text: str) -> tuple[Mention, ...]:
    """Return the people named in a text that says nothing else, in order.

    Raises NotUnderstood for signs in the place of a name.
    """
    return heard(pieces_of(text)).people


def is_of_a_time(pieces: list[Piece], place: int) -> bool:
    """Tell whether a word is plainly one of days or hours, by itself or with the next."""
    word = pieces[place].small
    if word in _TIME_WORDS or _IN_FIGURES.fullmatch(word):
        return True
    beside = pieces[place + 1].small if place + 1 < len(pieces) else ""
    if word in _BEFORE_A_FRAME:
        return beside in _FRAMES or weekday_of(beside) is not None
    dated = {word.rstrip("stndrh"), beside.rstrip("stndrh")}
    months = month_of(word) is not None or month_of(beside) is not None
    return months and any(each.isdigit() for each in dated)


def _that_would_be_cut(text: str, names: Iterable[str], *, today: date) -> set[str]:
    """Those of the names that would be cut, or taken for days, if nobody knew them."""
    key = name_key(unescaped(text))
    return {name for name in names if name_key(name) in key and not _reads_as_one(name, today)}


def _as_days_or_names(
    pieces: list[Piece], like_days: set[str], known: tuple[str, ...], *, today: date
) -> Question:
    """What is asked where names that are days as well are days, or else people."""
    named = with_people_like_days(pieces, like_days)
    if named is None:
        return _question(pieces, today=today)
    as_people = _question_of_known(named.pieces, known, today=today)
    try:
        as_days = _question(pieces, today=today)
    except SchedulingError:
        if as_people is None:
            raise
        return as_people
    if as_people is None or as_people == as_days:
        return as_days
    # "Sunday" alone is the day; "Carl Sunday" may be the two.
    if not as_days.people and as_people.period is None:
        return as_days
    if not named.is_sure and as_days.people and as_days.period is not None:
        raise day_or_person(named.word, " ".join(piece.text for piece in pieces))
    return as_people if named.is_sure or not as_days.people else as_days


def _question_of_known(
    pieces: list[Piece], known: tuple[str, ...], *, today: date
) -> Question | None:
    """The question, if all whom it names are known."""
    try:
        question = _question(pieces, today=today)
    except SchedulingError:
        return None
    named = {mention.name for mention in question.people if mention.slack_user_id is None}
    return question if named <= set(known) else None


def _words_behind(typed: str, names: Iterable[str]) -> str:
    """The words behind a known name that are nobody's: "Carl around ten", "Carl until Xmas"."""
    begun = (name for name in names if typed.startswith(f"{name} "))
    rest = typed[len(max(begun, key=len, default=typed)) :].strip()
    is_plain = rest == rest.casefold() or rest.split()[0] in BEFORE_DAYS
    return rest if is_plain else ""


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
    named = replace(heard(naming), most_a_day=most)
    if when is None:
        return named
    return replace(
        named, period=when.period, is_open=when.is_open, weekdays=when.weekdays, hours=when.hours
    )


def _without_times(pieces: list[Piece], *, today: date) -> tuple[list[Piece], AskedTimes | None]:
    """The pieces that name people, and the days and hours at the end, before a last "any"."""
    ends = [piece for piece in pieces[-1:] if piece.small in ANY | ALL]
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
    short = weekday is not None and word != ENGLISH_DAYS[weekday].casefold()
    short = short or typed in DAYS_OR_NAMES
    ordinal = word[:-2].isdigit() and word.endswith(("st", "nd", "rd", "th"))
    return short or ordinal or month_of(word) is not None


def _check_all_is_read(naming: list[Piece]) -> None:
    """Refuse words that are plainly days or hours, and stand where people are named."""
    for place, piece in enumerate(naming):
        if is_of_a_time(naming, place):
            rest = [each for each in naming[place:] if each.is_word]
            raise unread(" ".join(each.text for each in rest) or piece.text)
