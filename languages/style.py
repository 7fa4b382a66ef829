"""How somebody is written to: in which language, by which clock, with the day or month first.

`written_in` sets it for all that is said within it, as gettext has a language: one reader, one way
of writing, through every layer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ENGLISH: Final = "en"
LANGUAGES: Final = {ENGLISH: "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
"""Those that there are sentences in, each by its own name."""


class Clock(StrEnum):
    """To which number a clock counts the hours of a day."""

    TWELVE_HOURS = "12"
    TWENTY_FOUR_HOURS = "24"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStyle:
    """How somebody is written to."""

    clock: Clock = Clock.TWELVE_HOURS
    # "Tue Nov 10" rather than "Tue 10 Nov"; in English alone, as other languages have one order.
    is_month_first: bool = False
    # One of LANGUAGES.
    language: str = ENGLISH

    @property
    def is_english(self) -> bool:
        """Whether sentences stay as they are written in the code."""
        return self.language == ENGLISH


USUAL_STYLE: Final = TimeStyle()
"""For programs, and for readers of whom nothing is known."""

_CURRENT: ContextVar[TimeStyle] = ContextVar("time_style", default=USUAL_STYLE)


def current_style() -> TimeStyle:
    """Return the habit by which words are being written right now."""
    return _CURRENT.get()


@contextmanager
def written_in(style: TimeStyle) -> Iterator[None]:
    """Have all sentences, times and dates that are made in the `with` block written so.

    It holds in threads and tasks that are begun within the block, and nowhere else.
    """
    before = _CURRENT.set(style)
    try:
        yield
    finally:
        _CURRENT.reset(before)
