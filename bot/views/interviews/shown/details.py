"""What is said of an interview: what it is called, where it is, and what its people are to know."""

from collections.abc import Iterable

from bot.views.block_kit.blocks import escape
from bot.views.block_kit.marked import mrkdwn
from bot.views.interviews.shown.who_is_told import reading
from scheduling.model import Actor, Interview
from scheduling.wording.saying.details import note_lines, place_line, title_words
from scheduling.wording.saying.marked import clipped, plain

_LONGEST_NOTE = 150


def title_part(interview: Interview) -> str:
    """Say what it is called, as the end of a line; "" where nobody has said."""
    title = title_words(interview)
    return f" · {mrkdwn(title)}" if title else ""


def detail_lines(interview: Interview, reader: Actor) -> Iterable[str]:
    """Yield where it is, and the beginning of each note: all of it was in the messages."""
    who = reading(reader)
    place = place_line(interview, reader=who)
    if place:
        yield mrkdwn(place)
    for line in note_lines(interview, reader=who):
        words = " ".join(plain(line).split())
        yield (
            mrkdwn(line)
            if words == plain(line) and len(words) <= _LONGEST_NOTE
            else escape(clipped(words, _LONGEST_NOTE))
        )


def place_words(interview: Interview, *, reader: Actor) -> str:
    """Say where it is, as a line of its own to be added to others; "" where nobody has said."""
    line = place_line(interview, reader=reading(reader))
    return f"\n{mrkdwn(line)}" if line else ""
