"""A place in a sentence, moved on only by what fits."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TypeVar

from scheduling.wording.reading.grammar.choices import Choices
from scheduling.wording.reading.grammar.tokens import Kind, Token, plain, tokens_of

Read = TypeVar("Read")
"""What a reader gives: a value, or None where its kind of words does not come next."""


class Cursor:
    """The pieces of one sentence and how far they have been read; `today` is when it is said.

    `choices` has the answers to what the sentence leaves open.
    """

    def __init__(self, text: str, *, today: date, choices: Choices | None = None) -> None:
        """Stand before the first piece. Raises NotUnderstood for far too long a text."""
        self.text = plain(text)
        self.today = today
        self.choices = choices or Choices()
        # With the end as the last: what comes next is asked for thousands of times a sentence.
        self._tokens: tuple[Token | None, ...] = (*tokens_of(self.text), None)
        self._place = 0

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self.next is None

    @property
    def next(self) -> Token | None:
        """The piece that comes next, or None at the end."""
        return self._tokens[self._place]

    @property
    def rest(self) -> str:
        """What has not been read, as plain text."""
        return self.text[self.next.place :] if self.next else ""

    def said_since(self, place: int) -> str:
        """Return the plain text from a `place` (see `mark`) up to here."""
        first, after = self._tokens[place], self.next
        start = first.place if first else len(self.text)
        end = after.place if after else len(self.text)
        return self.text[start:end].strip(" ,;\n")

    def mark(self) -> int:
        """Return where it stands, for `said_since`."""
        return self._place

    def back(self, place: int) -> None:
        """Stand where it stood before (see `mark`)."""
        self._place = place

    def take(self, *kinds: Kind) -> Token | None:
        """Read one piece of these kinds, or nothing."""
        token = self._tokens[self._place]
        if token is None or token.kind not in kinds:
            return None
        self._place += 1
        return token

    def phrase(self, *phrases: str) -> str | None:
        """Read the first of these phrases that comes next, or nothing."""
        token = self._tokens[self._place]
        if token is None:
            return None
        # Most phrases fall out by their first word, and sentences are asked for hundreds of them.
        for phrase, words in _by_first_word(phrases).get(token.text, ()):
            if self._takes(words):
                return phrase
        return None

    def attempt(self, read: Callable[["Cursor"], Read]) -> Read:
        """Read something whole; if it gives None, nothing of it at all."""
        place = self._place
        found = read(self)
        if found is None:
            self._place = place
        return found

    def sees(self, read: Callable[["Cursor"], object | None]) -> bool:
        """Tell whether something comes next, and read nothing."""
        place = self._place
        found = read(self)
        self._place = place
        return found is not None

    def _takes(self, words: list[str]) -> bool:
        """Read these words; the first of them is known to come."""
        for number, word in enumerate(words[1:], self._place + 1):
            coming = self._tokens[number]
            if coming is None or coming.text != word:
                return False
        self._place += len(words)
        return True


@lru_cache(maxsize=1000)
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return phrases and their words by the first of these, in the order that they came in."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for phrase in phrases:
        words = phrase.split()
        found.setdefault(words[0], []).append((phrase, words))
    return found
