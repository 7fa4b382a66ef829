"""Interviews ahead of somebody who takes part in none any more, as they are listed."""

from collections.abc import Sequence

from bot.views.interviews.shown.people import names_in, who_meets
from scheduling.model import Actor, Interview
from scheduling.timespan import words_for

_MOST_LISTED = 10


def interview_lines(interviews: Sequence[Interview], *, reader: Actor) -> str:
    """List when they are and who meets whom: the first ten, and how many more there are."""
    shown = names_in(interviews)
    lines = [
        f"• {words_for(each.start, zone=reader.zone)}: {who_meets(each, shown)}"
        for each in interviews[:_MOST_LISTED]
    ]
    more = len(interviews) - _MOST_LISTED
    return "\n".join([*lines, *([f"• and {more} more"] if more > 0 else [])])


def count_words(several: Sequence[object], one: str, many: str) -> str:
    """Return the words for one, or for as many as there are: "{} interviews are"."""
    return one if len(several) == 1 else many.format(len(several))
