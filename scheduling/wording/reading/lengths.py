"""Lengths of time as people write them: 24h, 90 minutes, 1 hour 20 minutes, 2 days."""

import re
from datetime import timedelta

from scheduling.errors import NotUnderstood
from scheduling.wording.reading.grammar.questions.hours import not_a_length

LONGEST_LENGTH = 100
_UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
}
_ONE = re.compile(
    r"\s*(?:and\s|,)?\s*(?P<count>[0-9]{1,5}(?:\.[0-9])?|an?(?=\s))\s*"
    r"(?P<unit>weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m)(?![a-z])\.?"
)
_MINUTES_AFTER_HOURS = re.compile(r"(?<=h)[0-5][0-9]$")


def read_length(text: str) -> timedelta:
    """Return a length of whole minutes: "24h", "1h30", "1 hour 20 minutes", "2 days".

    Zero is one as well. Raises NotUnderstood for a number without a unit and for all else.
    """
    typed = " ".join(text.casefold().split())
    if not typed or len(text) > LONGEST_LENGTH:
        raise not_a_length(text)
    if typed == "0":
        return timedelta()
    return _sum_of(_MINUTES_AFTER_HOURS.sub(r"\g<0>m", typed), not_a_length(text))


def _sum_of(typed: str, refusal: NotUnderstood) -> timedelta:
    total, place = timedelta(), 0
    while place < len(typed):
        part = _ONE.match(typed, place)
        if part is None:
            raise refusal
        count = 1.0 if part["count"].startswith("a") else float(part["count"])
        total += count * _UNITS[part["unit"][0]]
        place = part.end()
    # 1.3 hours is 78 minutes, and 0.1 minutes is nothing that anybody means.
    if total % timedelta(minutes=1):
        raise refusal
    return total
