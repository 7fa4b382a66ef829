"""A question cut into words, signs, mentions, and the names that are known to be names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduling.model.names import name_key
from scheduling.wording.reading.grammar.questions import too_long
from scheduling.wording.reading.grammar.tokens import unescaped
from scheduling.wording.reading.people.escapes import refuse_escapes

LONGEST_QUESTION = 4000
_MENTION = re.compile(r"<@(?P<id>[A-Z0-9]+)(?:\|(?P<label>[^>]*))?>")
_WORDS_AND_JOINTS = re.compile(r"[,;&+@]|[^\s,;&+@]+")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LIMIT = re.compile(
    r"(?:(?:, |and |with )*(?:max|maximum|max of|maximum of|at most|no more than|not more than|"
    r"up to) )(?P<most>[1-9]\d?|one|two|three|four|five|six)(?: interviews?)?"
    r" (?:(?:a|per|each|every) day|daily)(?: each)?"
)
_MOST_WORDS_OF_A_LIMIT = 11
_ME = re.compile(
    r"(?:^|(?<=[,&>] )|(?<=\bwith )|(?<=\band )|(?<=\bor )|(?<=\bfor )|(?<=\bof ))"
    r"(?:me|myself)(?![\w'])"
)
_MINE = re.compile(r"(?<![\w'])(?:me|myself|mine|my(?: own)?(?: interviews)?)(?![\w'])")
_BRACKETS = "().!?"


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a sign as it was typed, a mention with its id, or a whole name that is known."""

    text: str
    slack_user_id: str | None = None
    is_name: bool = False

    @property
    def small(self) -> str:
        """The word as words are compared; "" for whoever is named for certain."""
        if self.slack_user_id is not None or self.is_name:
            return ""
        return self.text.casefold().strip(_BRACKETS)

    @property
    def is_word(self) -> bool:
        """Whether it may be a part of something longer."""
        return self.slack_user_id is None and not self.is_name


def pieces_of(text: str, *, names: Iterable[str] = ()) -> list[Piece]:
    """Return the pieces of a text in order, each of the `names` in it as one piece.

    Of names that begin alike the longest counts. Raises NotUnderstood for far too long a text,
    and for what Slack puts in the place of anything but a person.
    """
    if len(text) > LONGEST_QUESTION:
        raise too_long(most=LONGEST_QUESTION)
    refuse_escapes(text)
    known = {tuple(name_key(piece.text) for piece in _words(name)): name for name in names}
    longest_first = dict(sorted(known.items(), key=lambda each: len(each[0]), reverse=True))
    return list(_with_names(list(_each_piece(text)), longest_first))


def without_limit(pieces: list[Piece]) -> tuple[list[Piece], int | None]:
    """Return the pieces without a limit such as "max 2 a day", and the limit, if there is one."""
    for place in range(len(pieces)):
        for count in range(min(len(pieces) - place, _MOST_WORDS_OF_A_LIMIT), 2, -1):
            said = _LIMIT.fullmatch(_line(pieces[place : place + count]))
            if said:
                rest = pieces[:place] + pieces[place + count :]
                return rest, _NUMBERS.get(said["most"]) or int(said["most"])
    return pieces, None


def _line(pieces: list[Piece]) -> str:
    return " ".join(piece.small or "@" for piece in pieces)


def with_writer(text: str, writer: str | None, *, of_theirs: bool = False) -> str:
    """Return the text with a mention of whoever writes it in the place of "me".

    Only where somebody is named, and in small letters: "find me slots" names nobody. Where what
    is asked for is `of_theirs`, as interviews are, "my" and "mine" name them as well.
    """
    return (_MINE if of_theirs else _ME).sub(f"<@{writer}>", text) if writer else text


def mentioned_ids(text: str) -> tuple[str, ...]:
    """Return the Slack ids of those who are mentioned, in order, each once."""
    return tuple(dict.fromkeys(mention["id"] for mention in _MENTION.finditer(text)))


def _each_piece(text: str) -> Iterator[Piece]:
    place = 0
    for mention in _MENTION.finditer(text):
        yield from _words(unescaped(text[place : mention.start()]))
        yield Piece(mention["label"] or "", slack_user_id=mention["id"])
        place = mention.end()
    yield from _words(unescaped(text[place:]))


def _words(text: str) -> Iterator[Piece]:
    return (Piece(word) for word in _WORDS_AND_JOINTS.findall(text))


def _with_names(pieces: list[Piece], names: dict[tuple[str, ...], str]) -> Iterator[Piece]:
    keys = [name_key(piece.text) if piece.is_word else "" for piece in pieces]
    place = 0
    while place < len(pieces):
        found = next((n for n in names if tuple(keys[place : place + len(n)]) == n), None)
        yield Piece(names[found], is_name=True) if found else pieces[place]
        place += len(found or " ")
