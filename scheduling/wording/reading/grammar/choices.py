"""What a sentence leaves open, and which of its answers one reading of it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from scheduling.errors import NotUnderstood


class Doubt(StrEnum):
    """What may be meant in more ways than one, each as likely as the other."""

    WEEKS = "weeks"  # Mon-Fri 9-17: every week, or the coming days alone
    HALF = "half"  # 5-7: in the afternoon, or in the morning
    YEAR = "year"  # 1 Nov, said on the 10th: a whole year ahead, so it is asked
    ORDER = "order"  # 03/04: the 3rd of April, or the 4th of March
    START = "start"  # every other Tuesday: from this one on, or from the next
    LIST = "list"  # Mon Wed Fri: each of them, though no comma says so
    LAST = "last"  # off until Thursday: with it, or up to the day before
    OFF = "off"  # off tomorrow, Fri 9-12: free on Friday then, off then, or off then on both
    END = "end"  # Tuesday from 9:30: until noon, or until the end of the day


ANSWERS: Mapping[Doubt, int] = {
    Doubt.WEEKS: 2,
    Doubt.HALF: 2,
    Doubt.YEAR: 1,
    Doubt.ORDER: 2,
    Doubt.START: 2,
    Doubt.LIST: 1,
    Doubt.LAST: 2,
    Doubt.OFF: 3,
    Doubt.END: 2,
}
"""How many readings each doubt has; a single one is asked as well, never taken."""


@dataclass(eq=False, kw_only=True)
class RuledOut(NotUnderstood):
    """{question}"""

    # An answer that leads here is none that could have been meant, if another leads further.


@dataclass(slots=True)
class Choices:
    """The answers that hold in one reading, and which doubts were met on the way.

    `about` has the words in which each doubt was met first. Unless all answers are looked at and
    offered, what no answer is likelier for is asked back at once.
    """

    taken: Mapping[Doubt, int] = field(default_factory=dict)
    about: dict[Doubt, str] = field(default_factory=dict)
    are_offered: bool = False

    def take(self, doubt: Doubt, words: str, *, likely: int = 0) -> int:
        """Return the number of the answer to take, from 0, and remember that it was needed.

        Where none was given it is the one that is `likely`.
        """
        self.about.setdefault(doubt, words)
        return self.taken.get(doubt, likely)
