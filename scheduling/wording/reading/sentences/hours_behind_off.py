"""What hours are that stand behind days off: "off tomorrow, Fri 9-12"."""

from enum import IntEnum

from scheduling.wording.reading.grammar.choices import Choices, Doubt, RuledOut
from scheduling.wording.reading.grammar.questions.hours import off_one_by_one


class OffWay(IntEnum):
    """What they may be, each as likely as the other."""

    FREE = 0
    OFF_AS_WELL = 1
    ALL_ALIKE = 2  # those at which somebody is off on each of the days


def take_off(choices: Choices, words: str) -> OffWay:
    """Return what they are in this reading.

    Raises NotUnderstood where nothing can be offered to choose from.
    """
    if not choices.are_offered:
        raise off_one_by_one()
    return OffWay(choices.take(Doubt.OFF, words))


def not_all_alike() -> RuledOut:
    """Return the refusal to be off at the same hours of days that are no such list."""
    return RuledOut(question=off_one_by_one().question)
